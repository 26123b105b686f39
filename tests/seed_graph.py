"""The graph of the five seed reports as two careful readers annotated them, without the pipeline.

Drawing is tested on real names and sentences, and does not change when the extraction does.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from functools import cache
from pathlib import Path

from fazhi.identifiers import candidate_practice_id, law_id, named_institution_id, report_id
from fazhi.jurisdictions import gazetteer
from fazhi.network import (
    AdoptionEdge,
    CitationEdge,
    InstitutionNode,
    LawNode,
    ParticipationEdge,
    Passage,
    PlaceNode,
    PracticeNode,
    Row,
    TopConcept,
)

ROOT = Path(__file__).parents[1]
STATUSES = {"i": "implemented", "p": "planned", "d": "deficient", "n": "mentioned"}
SENTENCE_END = re.compile(r"[。；！？\n]")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence of ``text`` that holds ``[start, end)``, its full stop included."""
    left = max((stop.end() for stop in SENTENCE_END.finditer(text, 0, start)), default=0)
    right = SENTENCE_END.search(text, end)
    right_end = right.end() if right else len(text)
    inner = text[left:right_end]
    return left + len(inner) - len(inner.lstrip()), left + len(inner.rstrip())


@cache
def vocabulary() -> dict[str, PracticeNode]:
    """Return the practices of the vocabulary by every name they go by."""
    with (ROOT / "ontology/top_concepts.csv").open(encoding="utf-8", newline="") as file:
        topics = {
            row["id"]: TopConcept(row["id"], row["name"], row["english"], row["notation"])
            for row in csv.DictReader(file)
        }
    found: dict[str, PracticeNode] = {}
    with (ROOT / "ontology/practices.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            variants = tuple(filter(None, row["variants"].split("|")))
            node = PracticeNode(
                f"practice/{row['id']}",
                row["name"],
                row["english"],
                topics.get(row["top_concept"]),
                row["definition_zh"],
                row["definition_en"],
                row["kind"],
                variants,
                origin_year=int(row["origin_year"]) if row["origin_year"] else None,
                origin_place=gazetteer().full_path(row["origin_place"]) if row["origin_place"] else "",
                origin_source=row["origin_source"],
            )
            for name in (row["name"], *variants):
                found.setdefault(name, node)
    return found


@cache
def seed_rows() -> tuple[Row, ...]:
    """Return rows of all five reports: places, practices, adoptions, and what else the gold names."""
    rows: list[Row] = []
    for gold in sorted((ROOT / "tests/gold/seeds").glob("*.json")):
        rows += report_rows(gold, next((ROOT / "seeds").glob(f"{gold.stem}_*.txt")))
    return tuple(dict.fromkeys(rows))


def seed_texts() -> dict[str, str]:
    """Return the texts of all five reports by the identifiers of the reports."""
    files = [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return {report_id(hashlib.sha256(data).hexdigest()): data.decode("utf-8") for data in files}


def report_rows(gold: Path, file: Path) -> list[Row]:
    """Return the rows of one annotated report."""
    annotated = json.loads(gold.read_text(encoding="utf-8"))
    text = file.read_bytes().decode("utf-8")
    meta = annotated["meta"]
    place = place_of(meta["jurisdiction"], meta["division_code"])
    rows: list[Row] = [place]
    adopted: dict[tuple[PracticeNode, str], list[Passage]] = {}
    other: dict[InstitutionNode | LawNode, list[Passage]] = {}
    last: PracticeNode | None = None
    beside: dict[InstitutionNode, PracticeNode] = {}
    report = report_id(hashlib.sha256(file.read_bytes()).hexdigest())
    for mention in annotated["mentions"]:
        fields = mention["fields"]
        passage = passage_of(text, mention["start"], mention["end"], meta, f"seeds/{file.name}", report)
        if mention["type"] == "M":
            last = practice_of(fields[0])
            adopted.setdefault((last, STATUSES[fields[1]]), []).append(passage)
        elif mention["type"] == "L":
            other.setdefault(LawNode(law_id(fields[0]), fields[0]), []).append(passage)
        elif mention["type"] == "I" and last:
            body = InstitutionNode(named_institution_id(fields[0], place.code or ""), fields[0])
            other.setdefault(body, []).append(passage)
            beside.setdefault(body, last)
    year = meta["report_year"]
    for (practice, status), evidence in adopted.items():
        rows += [practice, AdoptionEdge(place.id, practice.id, status, year, tuple(evidence))]
    for node, evidence in other.items():
        rows.append(node)
        if isinstance(node, LawNode):
            rows.append(CitationEdge(node.id, place.id, year, tuple(evidence)))
        else:
            rows.append(ParticipationEdge(node.id, beside[node].id, place.id, year, tuple(evidence)))
    return rows


def place_of(path: str, code: str) -> PlaceNode:
    """Return the place of a full path such as 上海市嘉定区南翔镇."""
    name = re.split(r"(?<=[省市区])(?=.)", path)[-1]
    province = re.match(r"..(?:省|市)", path)
    return PlaceNode(f"division/{code}", name, path, code, "township", province.group() if province else "")


def practice_of(canonical: str) -> PracticeNode:
    """Return the practice of the vocabulary, else a discovered one."""
    known = vocabulary().get(canonical)
    return known or PracticeNode(candidate_practice_id(canonical), canonical, candidate=True)


def passage_of(text: str, start: int, end: int, meta: dict[str, object], source: str, report: str) -> Passage:
    """Return the sentence around a mention as evidence."""
    left, right = sentence_around(text, start, end)
    title = str(meta["title"] or f"{meta['jurisdiction']}{meta['report_year']}年度报告")
    year = int(str(meta["report_year"]))
    return Passage(text[left:right], start - left, end - left, title, year, source, left, report)
