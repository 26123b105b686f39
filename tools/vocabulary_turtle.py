"""The Turtle files of ``ontology/`` that follow from its tables.

They are written term by term in the order of the tables, so that a change of one row changes the
lines of one term; a serialiser of a library would not keep the order. The base is always the
published one: whoever loads the files puts another base in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from fazhi.identifiers import practice_id, slug
from fazhi.namespaces import base, turtle_prefixes
from fazhi.vocabulary import (
    PracticeTerm,
    load_institution_types,
    load_practices,
    load_top_concepts,
)

VERSION = "0.1.0"
PUBLISHED_BASE = "https://w3id.org/fazhi/"
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
}
_PRACTICES = "<https://w3id.org/fazhi/scheme/practices>"
_CANDIDATES = "<https://w3id.org/fazhi/scheme/candidates>"
_TYPES = "<https://w3id.org/fazhi/scheme/institution-types>"


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
    blocks += [_block(_thing(term.local), _practice(term, top_ids[term.top_concept])) for term in terms]
    return _file("Practices, made from practices.csv and top_concepts.csv; do not edit.", blocks)


def _practice(term: PracticeTerm, top: str) -> list[Statement]:
    return [
        ("a", ["rol:Practice", "skos:Concept"]),
        *_labels(term.name, term.english, term.variants),
        ("skos:definition", _definitions(term)),
        ("skos:broader", [_thing(practice_id(broader)) for broader in term.broader] or [top]),
        ("skos:inScheme", [_PRACTICES]),
        ("rol:kind", [_text(term.kind)]),
        ("skos:scopeNote", [_text(term.note, "zh")] if term.note else []),
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
        ("owl:versionInfo", [_text(VERSION)]),
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
