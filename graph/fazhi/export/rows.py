"""Rows of the research tables that follow from one report alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from fazhi.export.reading import HeldReport, first
from fazhi.export.things import Practice, Things
from fazhi.namespaces import local, rol
from fazhi.store.nodes import Facts

Row: TypeAlias = tuple[str | int, ...]


def adoption_rows(report: HeldReport, things: Things) -> Iterator[Row]:
    """Yield the rows of ``adoptions``."""
    for node, facts in report.of_kind("Adoption"):
        practice = things.practice(first(facts, "practice"))
        claim = (status_of(facts), first(facts, "since"))
        yield (*_place(report), *_practice(practice), report.year, *claim, *_evidence(report, node, facts))


def coverage_rows(report: HeldReport, things: Things) -> Iterator[Row]:
    """Yield the row of a report in ``coverage``."""
    claims = [status_of(facts) for _, facts in report.of_kind("Adoption")]
    yield (
        *_place(report),
        report.place.level,
        report.place.province,
        report.year,
        int(report.covered),
        report.fact("title"),
        report.fact("issued"),
        report.fact("issuerName"),
        " | ".join(report.facts.get("fileName", ())),
        report.id,
        report.fact("textLength"),
        report.fact("statementCount"),
        len(claims),
        claims.count("implemented"),
    )


def figure_rows(report: HeldReport, things: Things) -> Iterator[Row]:
    """Yield the rows of ``figures``."""
    for node, facts in report.of_kind("Figure"):
        measured = (first(facts, "measure"), first(facts, "value"), first(facts, "unit"))
        practice = _practice(_practice_of(facts, things))
        yield (*_place(report), report.year, *measured, *practice, *_evidence(report, node, facts))


def citation_rows(report: HeldReport, things: Things) -> Iterator[Row]:
    """Yield the rows of ``citations``."""
    for node, facts in report.of_kind("Citation"):
        law = things.law(first(facts, "law"))
        in_force = {"true": "1", "false": "0"}.get(first(facts, "inForce"), "")
        cited = (law.id, law.title or first(facts, "name"), law.kind, in_force)
        practice = _practice(_practice_of(facts, things))
        yield (*_place(report), report.year, *cited, *practice, *_evidence(report, node, facts))


def participation_rows(report: HeldReport, things: Things) -> Iterator[Row]:
    """Yield the rows of ``participations``."""
    for node, facts in report.of_kind("Participation"):
        body = things.body(first(facts, "institution"))
        own = body.id if body.id.startswith("institution-type/") else body.type
        practice = _practice(_practice_of(facts, things))
        yield (*_place(report), report.year, body.id, body.name, own, *practice, *_evidence(report, node, facts))


def honour_rows(report: HeldReport, things: Things) -> Iterator[Row]:
    """Yield the rows of ``honours``."""
    for node, facts in report.of_kind("Honour"):
        honour = things.practice(first(facts, "honour"))
        received = (honour.id, honour.zh, *_other(facts, "holder", things))
        yield (*_place(report), report.year, *received, *_evidence(report, node, facts))


def counsel_rows(report: HeldReport, things: Things) -> Iterator[Row]:
    """Yield the rows of ``counsels``."""
    for node, facts in report.of_kind("Counsel"):
        firm = things.body(first(facts, "firm"))
        retained = (firm.id, firm.name, *_other(facts, "client", things))
        yield (*_place(report), report.year, *retained, *_evidence(report, node, facts))


OF_REPORT: dict[str, Callable[[HeldReport, Things], Iterator[Row]]] = {
    "adoptions": adoption_rows,
    "coverage": coverage_rows,
    "figures": figure_rows,
    "citations": citation_rows,
    "participations": participation_rows,
    "honours": honour_rows,
    "counsels": counsel_rows,
}
"""The tables that are written report by report."""


def status_of(facts: Facts) -> str:
    """Return the status of an adoption as one word."""
    return first(facts, "status").removeprefix(rol())


def _place(report: HeldReport) -> tuple[str, str, str]:
    return (report.place.id, report.place.code, report.place.path)


def _practice(practice: Practice) -> tuple[str, str, str]:
    return (practice.id, practice.zh, practice.en)


def _practice_of(facts: Facts, things: Things) -> Practice:
    iri = first(facts, "practice")
    return things.practice(iri) if iri else Practice()


def _other(facts: Facts, link: str, things: Things) -> tuple[str, str]:
    """Return identifier and name of a further party, a body or a place."""
    iri = first(facts, link)
    if not iri:
        return ("", "")
    if local(iri).startswith("division/"):
        return (local(iri), things.place(iri).path)
    return (local(iri), things.body(iri).name)


def _evidence(report: HeldReport, node: str, facts: Facts) -> Row:
    passage = report.passage(facts)
    return (
        first(facts, "confidence"),
        passage.sentence,
        passage.focus,
        passage.start,
        passage.end,
        len(facts.get("evidence", ())),
        report.fact("title"),
        " | ".join(report.facts.get("fileName", ())),
        report.id,
        local(node),
    )
