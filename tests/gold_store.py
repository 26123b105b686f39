"""A store of the five seeds as two careful readers annotated them, without the pipeline.

Answers of queries are checked against what the texts say, and do not change when the extraction does.
Practices, statuses, laws and figures are those of ``tests/gold/seeds``; who takes part, who advises,
what was received and which law was repealed is entered here, as read in the texts.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import seed_graph
from fazhi.building.refresh import refresh, write_vocabulary
from fazhi.extraction import Extraction
from fazhi.identifiers import institution_id, law_id, named_institution_id
from fazhi.mentions import Status
from fazhi.reports import Report, read_report
from fazhi.statements import (
    Adoption,
    Citation,
    Counsel,
    Evidence,
    Honour,
    Observation,
    Participation,
    Statement,
)
from fazhi.store import Store
from fazhi.triples import quads

ROOT = Path(__file__).parents[1]
LINKAGE = "派出所、司法所、法庭和检察室协同联动工作机制"
FIRMS = {"001": "百君律师事务所", "002": "浙江桔洲律师事务所", "004": "天津昊哲律师事务所"}
BODIES = {"派出所": "police-station", "司法所": "justice-office", "法庭": "peoples-tribunal", "检察室": "procuratorial-office"}
HONOURS = {"003": ("上海市志愿服务先进典型", "中国国际进口博览会志愿服务先进典型")}
NOT_IN_FORCE = {("001", "信访条例")}
"""Repealed on 1 May 2022 by 信访工作条例; the report is of 2023."""
IN_FORCE = {"中华人民共和国民法典", "中华人民共和国宪法"}


def statements(report: Report, number: str) -> list[Statement]:
    """Return what the readers found in one report."""
    gold = json.loads((ROOT / f"tests/gold/seeds/{number}.json").read_text("utf-8"))
    code = report.header.division_code or ""
    made: list[Statement] = []
    for mention in gold["mentions"]:
        start, end, fields = mention["start"], mention["end"], mention["fields"]
        proof = (Evidence(*seed_graph.sentence_around(report.text, start, end), start, end),)
        if mention["type"] == "M":
            practice = seed_graph.practice_of(fields[0])
            made.append(Adoption(proof, practice.id, practice.name, Status(seed_graph.STATUSES[fields[1]])))
            if fields[0] == LINKAGE:
                made += [
                    Participation(proof, practice.id, institution_id(code, slug), f"{report.header.jurisdiction}{name}")
                    for name, slug in BODIES.items()
                ]
        elif mention["type"] == "L":
            known = False if (number, fields[0]) in NOT_IN_FORCE else True if fields[0] in IN_FORCE else None
            made.append(Citation(proof, law_id(fields[0]), fields[0], None, known))
        elif mention["type"] == "Q":
            made.append(Observation(proof, fields[0], float(fields[1]), fields[2], None))
    for name in HONOURS.get(number, ()):
        words = name.removeprefix("中国").removeprefix("上海市")
        made.append(Honour((found(report.text, words),), seed_graph.practice_of(name).id, name))
    if firm := FIRMS.get(number):
        made.append(Counsel((found(report.text, firm),), named_institution_id(firm), firm))
    return made


def found(text: str, words: str) -> Evidence:
    """Return the sentence of a text that holds these words."""
    start = text.index(words)
    return Evidence(*seed_graph.sentence_around(text, start, start + len(words)), start, start + len(words))


def extraction(number: str) -> Extraction:
    """Return one annotated seed as an extraction."""
    (path,) = (ROOT / "seeds").glob(f"{number}_*.txt")
    report = read_report(path)
    return Extraction(report, (), tuple(statements(report, number)))


@cache
def gold_store() -> Store:
    """Return the store, in memory; nobody writes to it."""
    store = Store.memory()
    write_vocabulary(store, "gold")
    for number in ("000", "001", "002", "003", "004"):
        store.add(quads(extraction(number)))
    refresh(store)
    return store
