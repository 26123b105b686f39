"""Quads of statements: what all of them share, what each kind adds, and the evidence.

A statement's identifier is a hash of what it says and of its report, never of where it says so:
the same thing said twice is one statement with two pieces of evidence.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from fazhi.extraction import Extraction
from fazhi.identifiers import evidence_id, report_id, statement_id
from fazhi.reports import Report
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
from fazhi.triples.facts import Adopted
from fazhi.triples.measures import Counted
from fazhi.triples.writer import Node, Value, Writer, boolean, chinese, decimal, encodable, integer, text, year

CONTEXT = 20
"""How many characters of the text stand before and after a quotation, to find it again by."""


@dataclass(frozen=True)
class Names:
    """What a report calls the things that it names; ``used`` are those that its graph speaks of."""

    known: dict[str, str]
    used: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, extraction: Extraction) -> Names:
        """Take each thing's name from its first mention."""
        known: dict[str, str] = {}
        for mention in extraction.mentions:
            if mention.id:
                known.setdefault(mention.id, mention.canonical)
        return cls(known)

    def use(self, local: str, name: str | None = None) -> None:
        """Note that the graph speaks of ``local``; without a name here or in a mention, namelessly."""
        if name := self.used.get(local) or name or self.known.get(local):
            self.used[local] = name


@dataclass(frozen=True)
class _Kind:
    """How one kind of statement is written: identifier, classes, links to things, other values."""

    name: str
    classes: tuple[str, ...]
    links: dict[str, str]
    """Property to field; the first is what the statement's ``name`` names."""
    parts: Callable[[Any], tuple[object, ...]]
    """What tells two statements of one report apart, besides the links."""
    values: Callable[[Any], dict[str, Value | None]]


def _nothing(statement: Statement) -> tuple[object, ...]:
    return ()


def _no_values(statement: Statement) -> dict[str, Value | None]:
    return {}


_KINDS: dict[type[Statement], _Kind] = {
    Adoption: _Kind(
        "adoption",
        ("Adoption",),
        {"practice": "practice"},
        lambda adoption: (adoption.status,),
        lambda adoption: {"since": year(adoption.since)},
    ),
    Participation: _Kind(
        "participation",
        ("Participation",),
        {"institution": "institution", "practice": "practice"},
        _nothing,
        _no_values,
    ),
    Citation: _Kind(
        "citation",
        ("Citation",),
        {"law": "law", "practice": "practice"},
        _nothing,
        lambda citation: {"inForce": boolean(citation.in_force)},
    ),
    Counsel: _Kind("counsel", ("Counsel",), {"firm": "firm", "client": "client"}, _nothing, _no_values),
    Honour: _Kind("honour", ("Honour",), {"honour": "honour", "holder": "holder"}, _nothing, _no_values),
    Observation: _Kind(
        "figure",
        ("Figure", "qb:Observation"),
        {"practice": "practice"},
        lambda figure: (figure.measure, repr(float(figure.value)), figure.unit),
        lambda figure: {
            "measure": chinese(figure.measure),
            "value": decimal(figure.value),
            "unit": text(figure.unit),
        },
    ),
}


@dataclass
class _Told:
    """What the statements of a report tell that something is derived from."""

    adopted: set[Adopted] = field(default_factory=set)
    laws: set[str] = field(default_factory=set)
    practices: set[str] = field(default_factory=set)
    figures: list[Counted] = field(default_factory=list)

    def take(self, group: list[Statement]) -> None:
        """Note a statement that is said in several places."""
        first = group[0]
        if isinstance(first, Adoption):
            since = next((one.since for one in group if isinstance(one, Adoption) and one.since is not None), None)
            proof = min((evidence for statement in group for evidence in statement.evidence), default=None)
            self.adopted.add(Adopted(first.practice, first.status.value, since, _passage(proof) if proof else None))
        if isinstance(first, Citation):
            self.laws.add(first.law)
        if isinstance(first, Observation):
            self.figures.append(Counted(encodable(first.measure), encodable(first.unit), float(first.value)))
        about = first.honour if isinstance(first, Honour) else getattr(first, "practice", None)
        if about:
            self.practices.add(about)


Told: TypeAlias = tuple[tuple[Adopted, ...], tuple[str, ...], tuple[str, ...], tuple[Counted, ...]]
"""What is adopted, which laws are cited, which practices are spoken of, and what is counted."""


def write_statements(writer: Writer, extraction: Extraction, place: str | None, names: Names) -> Told:
    """Write all statements of a report about ``place``, the local part of its jurisdiction."""
    report, same, told = extraction.report, defaultdict(list), _Told()
    for statement in extraction.statements:
        if not isinstance(statement, Observation) or _comparable(statement):
            same[_local(statement, report, place)].append(statement)
    for local, group in same.items():
        node = writer.made(local)
        _write(writer, node, group, names)
        _write_place(writer, node, report, place)
        for evidence in sorted({evidence for statement in group for evidence in statement.evidence}):
            passage = _write_evidence(writer, report, evidence)
            writer.add(node, "evidence", passage)
            writer.add(node, "prov:wasDerivedFrom", passage)
        told.take(group)
    adopted = sorted(told.adopted, key=lambda one: (one.practice, one.status))
    return tuple(adopted), tuple(sorted(told.laws)), tuple(sorted(told.practices)), tuple(sorted(told.figures))


def _passage(evidence: Evidence) -> str:
    return f"passage-{evidence.start}-{evidence.end}-{evidence.focus_start}-{evidence.focus_end}"


def _comparable(figure: Observation) -> bool:
    """A number too long for a float, or one of nothing in particular, compares with no other figure."""
    return math.isfinite(figure.value) and bool(figure.measure.strip())


def _local(statement: Statement, report: Report, place: str | None) -> str:
    kind = _KINDS[type(statement)]
    linked = (getattr(statement, attribute) for attribute in kind.links.values())
    return statement_id(kind.name, place, *linked, report.sha256, *kind.parts(statement))


def _write(writer: Writer, node: Node, group: list[Statement], names: Names) -> None:
    first = group[0]
    kind = _KINDS[type(first)]
    values: dict[str, Value] = {}
    writer.types(node, *kind.classes)
    name: str | None = getattr(first, "name", None) or getattr(first, "title", None)
    writer.add(node, "name", chinese(name))
    for number, (link, attribute) in enumerate(kind.links.items()):
        if local := getattr(first, attribute):
            names.use(local, name if number == 0 else None)
            writer.add(node, link, writer.thing(local))
    for statement in reversed(group):
        values.update({key: value for key, value in kind.values(statement).items() if value is not None})
    for predicate, value in values.items():
        writer.add(node, predicate, value)
    if isinstance(first, Adoption):
        writer.add(node, "status", writer.term(first.status))
    if isinstance(first, Observation):
        writer.add(node, "qb:dataSet", writer.term("figures"))
    if isinstance(first, Citation):
        writer.add(writer.graph, "dcterms:references", writer.thing(first.law))
    writer.add(node, "confidence", decimal(max(statement.confidence for statement in group)))


def _write_place(writer: Writer, node: Node, report: Report, place: str | None) -> None:
    writer.add(node, "report", writer.graph)
    writer.add(node, "jurisdiction", writer.thing(place) if place else None)
    writer.add(node, "reportYear", year(report.header.report_year))


def _write_evidence(writer: Writer, report: Report, evidence: Evidence) -> Node:
    """Write the passage with its two selectors, which passages of the same sentence share."""
    start, end, focus = evidence.start, evidence.end, (evidence.focus_start, evidence.focus_end)
    node = writer.made(evidence_id(report.sha256, start, end, *focus))
    if not writer.first(node):
        return node
    sentence = f"{report_id(report.sha256)}/passage-{start}-{end}"
    position, quote = writer.made(f"{sentence}/position"), writer.made(f"{sentence}/quote")
    writer.types(node, "Evidence", "oa:SpecificResource")
    writer.add(node, "oa:hasSource", writer.graph)
    writer.add(node, "oa:hasSelector", position)
    writer.add(node, "oa:hasSelector", quote)
    writer.add(node, "focusStart", integer(evidence.focus_start))
    writer.add(node, "focusEnd", integer(evidence.focus_end))
    if writer.first(sentence):
        _write_selectors(writer, position, quote, report.text, evidence)
    return node


def _write_selectors(writer: Writer, position: Node, quote: Node, raw: str, evidence: Evidence) -> None:
    start, end = evidence.start, evidence.end
    writer.types(position, "oa:TextPositionSelector")
    writer.add(position, "oa:start", integer(start))
    writer.add(position, "oa:end", integer(end))
    writer.types(quote, "oa:TextQuoteSelector")
    writer.add(quote, "oa:exact", chinese(raw[start:end]))
    writer.add(quote, "oa:prefix", chinese(raw[max(0, start - CONTEXT) : start]))
    writer.add(quote, "oa:suffix", chinese(raw[end : end + CONTEXT]))
