"""The Turtle files of ``ontology/`` that follow from its tables.

They are written term by term in the order of the tables, so that a change of one row changes the
lines of one term; a serialiser of a library would not keep the order. The base is always the
published one: whoever loads the files puts another base in its place.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from fazhi.identifiers import division_id, practice_id, slug
from fazhi.namespaces import base, turtle_prefixes
from fazhi.vocabulary import (
    PracticeTerm,
    load_institution_types,
    load_practices,
    load_top_concepts,
)

PUBLISHED_BASE = "https://w3id.org/fazhi/"
LICENCE = "<https://spdx.org/licenses/MIT>"
CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
Statement = tuple[str, list[str]]
"""A predicate with its objects, both in Turtle."""

_KIND_NAMES = {
    "party": "党的机构",
    "government": "政府机构",
    "legislature": "人大机构",
    "court": "审判机关",
    "procuratorate": "检察机关",
    "police": "公安机关",
    "justice": "司法行政机构",
    "enforcement": "执法机构",
    "legal service": "法律服务机构",
    "mediation": "调解组织",
    "community": "基层群众组织",
    "centre or station": "中心与站所",
    "coordination body": "议事协调机构",
    "school": "学校",
    "enterprise": "企业",
    "social organisation": "社会组织",
}
_PREFIXES = {
    "practice": "practice",
    "top-concept": "top-concept",
    "institution-type": "institution-type",
    "kind": "institution-kind",
    "division": "division",
}
_PRACTICES = f"<{PUBLISHED_BASE}scheme/practices>"
_CANDIDATES = f"<{PUBLISHED_BASE}scheme/candidates>"
_TYPES = f"<{PUBLISHED_BASE}scheme/institution-types>"
_ABOUT = {
    _PRACTICES: (
        "各地可以共有的法治做法，归入两份国家纲要的十四个部分。",
        "Rule-of-law practices that places can share, sorted under the fourteen parts of two national outlines.",
    ),
    _CANDIDATES: (
        "报告中发现、尚未收入治理做法词表的做法，待人工审定。",
        "Practices found in reports that the scheme of practices does not hold, awaiting review.",
    ),
    _TYPES: ("同类机构的通称，按类别归并。", "What institutions of one kind are called, sorted by kind."),
}


def version() -> str:
    """Return the newest version that the changelog names: the version of the ontology and its schemes."""
    found = re.search(r"^## (\d+\.\d+\.\d+)", CHANGELOG.read_text("utf-8"), re.MULTILINE)
    if not found:
        raise SystemExit(f"{CHANGELOG.name} names no version; give a heading such as '## 0.1.0'")
    return found[1]


def practices(folder: Path) -> str:
    """Return ``practices.ttl``: the scheme, its 14 top concepts and every practice."""
    terms = [term for term in load_practices(folder) if not term.rejected]
    tops = load_top_concepts(folder)
    top_ids = {top.id: _thing(top.local) for top in tops}
    blocks = [
        _scheme(_PRACTICES, "治理做法词表", "scheme of practices", top_ids.values()),
        _scheme(_CANDIDATES, "候选做法词表", "scheme of candidate practices", ()),
    ]
    for top in tops:
        described = [
            ("a", ["skos:Concept"]),
            *_labels(top.name, top.english),
            ("skos:notation", [_text(top.notation)]),
            ("skos:inScheme", [_PRACTICES]),
            ("skos:topConceptOf", [_PRACTICES]),
            ("dcterms:source", [_text(top.source, "zh")]),
        ]
        blocks.append(_block(_thing(top.local), described))
    close = close_matches(folder)
    blocks += [_block(_thing(term.local), _practice(term, top_ids[term.top_concept], close)) for term in terms]
    return _file("Practices, made from practices.csv and top_concepts.csv; do not edit.", blocks)


def close_matches(folder: Path) -> Mapping[str, list[str]]:
    """Return for each practice the ids of those that are nearly the same, both ways, in code order.

    Raises SystemExit for an id that ``practices.csv`` does not hold as a practice.
    """
    known = {term.id for term in load_practices(folder) if not term.rejected}
    found: defaultdict[str, list[str]] = defaultdict(list)
    table = folder / "close_matches.csv"
    if not table.exists():
        return found
    with table.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            one, other = row["practice"], row["close"]
            if unknown := {one, other} - known:
                raise SystemExit(f"{table.name}: {min(unknown)!r} is no practice; give an id of practices.csv")
            found[one].append(other)
            found[other].append(one)
    return {one: sorted(others) for one, others in found.items()}


def _practice(term: PracticeTerm, top: str, close: Mapping[str, list[str]]) -> list[Statement]:
    return [
        ("a", ["rol:Practice", "skos:Concept"]),
        *_labels(term.name, term.english, term.variants),
        ("skos:definition", _definitions(term)),
        ("skos:broader", [_thing(practice_id(broader)) for broader in term.broader] or [top]),
        ("skos:closeMatch", [_thing(practice_id(other)) for other in close.get(term.id, ())]),
        ("skos:inScheme", [_PRACTICES]),
        ("rol:kind", [_text(term.kind)]),
        ("skos:scopeNote", [_text(term.note, "zh")] if term.note else []),
        *_origin(term),
    ]


def _origin(term: PracticeTerm) -> list[Statement]:
    source = _text(term.origin_source, "" if term.origin_page else "zh")
    return [
        ("rol:originYear", [f"{_text(term.origin_year)}^^xsd:gYear"] if term.origin_year else []),
        ("rol:originPlace", [_thing(division_id(term.origin_place))] if term.origin_place else []),
        ("rol:originSource", [source] if term.origin_source else []),
    ]


def _definitions(term: PracticeTerm) -> list[str]:
    found = ((term.definition_zh, "zh"), (term.definition_en, "en"))
    return [_text(text, language) for text, language in found if text]


def institution_types(folder: Path) -> str:
    """Return ``institution_types.ttl``: the scheme, its kinds and every type."""
    types = load_institution_types(folder)
    kinds = {kind: f"kind:{slug(kind)}" for kind in _KIND_NAMES}
    blocks = [_scheme(_TYPES, "机构类型词表", "scheme of institution types", kinds.values())]
    for kind, node in kinds.items():
        described = [
            ("a", ["skos:Concept"]),
            *_labels(_KIND_NAMES[kind], kind),
            ("skos:inScheme", [_TYPES]),
            ("skos:topConceptOf", [_TYPES]),
        ]
        blocks.append(_block(node, described))
    for term in types:
        described = [
            ("a", ["rol:InstitutionType", "skos:Concept"]),
            *_labels(term.name, term.english, term.variants),
            ("skos:broader", [kinds[term.kind]]),
            ("skos:inScheme", [_TYPES]),
            ("rol:kind", [_text(term.kind)]),
            ("skos:scopeNote", [_text(term.note, "zh")] if term.note else []),
        ]
        blocks.append(_block(_thing(term.local), described))
    return _file("Institution types, made from institution_types.csv; do not edit.", blocks)


def _labels(name: str, english: str, variants: Iterable[str] = ()) -> list[Statement]:
    return [
        ("skos:prefLabel", [_text(name, "zh"), *([_text(english, "en")] if english else [])]),
        ("skos:altLabel", [_text(variant, "zh") for variant in variants]),
        ("rdfs:label", [_text(name, "zh")]),
    ]


def _scheme(node: str, name: str, english: str, tops: Iterable[str]) -> str:
    described = [
        ("a", ["skos:ConceptScheme"]),
        ("dcterms:title", [_text(name, "zh"), _text(english, "en")]),
        ("rdfs:label", [_text(name, "zh"), _text(english, "en")]),
        ("dcterms:description", [_text(_ABOUT[node][0], "zh"), _text(_ABOUT[node][1], "en")]),
        ("dcterms:license", [LICENCE]),
        ("owl:versionInfo", [_text(version())]),
        ("owl:versionIRI", [f"{node[:-1]}/{version()}>"]),
        ("skos:hasTopConcept", list(tops)),
    ]
    return _block(node, described)


def _thing(local: str) -> str:
    """Return a thing under the prefix of its kind: a ``/`` would need escaping behind ``id:``."""
    return local.replace("/", ":", 1)


def _text(value: str, language: str = "") -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"' + (f"@{language}" if language else "")


def _block(node: str, described: list[Statement]) -> str:
    lines = [f"    {predicate} {', '.join(objects)}" for predicate, objects in described if objects]
    return f"{node}\n" + " ;\n".join(lines) + " .\n"


def _file(head: str, blocks: list[str]) -> str:
    prefixes = turtle_prefixes().replace(base(), PUBLISHED_BASE)
    things = "".join(f"@prefix {name}: <{PUBLISHED_BASE}id/{part}/> .\n" for name, part in _PREFIXES.items())
    return f"# {head}\n{prefixes}{things}\n" + "\n".join(blocks)


WRITERS: dict[str, Callable[[Path], str]] = {
    "practices.ttl": practices,
    "institution_types.ttl": institution_types,
}
