"""The named graph of one report: its own facts, its coverage and everything that it states.

The graph is named by the report's IRI, so ``GRAPH ?report { … }`` gives a statement's report. It says
nothing that another report's graph says too, but for what it calls things (``rol:namedAs``): labels
and types of places, institutions, laws and practices stand once in the graph of things, because a
store that joins its graphs without removing duplicates would count a label of a hundred reports a
hundred times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from fazhi.extraction import Extraction
from fazhi.identifiers import (
    division_id,
    iri,
    named_institution_id,
    report_id,
    statement_id,
    unplaced_division_id,
)
from fazhi.jurisdictions import gazetteer
from fazhi.mentions import Label
from fazhi.reports import Header, Report
from fazhi.triples.facts import Facts
from fazhi.triples.statements import Names, write_statements
from fazhi.triples.writer import Quad, Writer, chinese, date, encodable, integer, quads_of, text, year


def graph_name(sha256: str) -> str:
    """Return the name of the graph of the report with these bytes: the report's own IRI."""
    return iri(report_id(sha256))


def quads(extraction: Extraction, files: Iterable[str] = (), version: str | None = None) -> Iterator[Quad]:
    """Yield the quads of a report's graph, each once, without blank nodes; the same on every run.

    ``files`` are further sources with the same bytes; ``version`` names what extracted the report.
    Raises VocabularyError for an identifier that is malformed.
    """
    return quads_of(written(extraction, files, version).n_quads)


class Written(NamedTuple):
    """The graph of a report as N-Quads, one a line, how many they are, and the facts that things follow from."""

    n_quads: bytes
    number: int
    facts: Facts


def written(extraction: Extraction, files: Iterable[str] = (), version: str | None = None) -> Written:
    """Return what ``quads`` yields as N-Quads: what a worker hands over costs no object a quad."""
    report = extraction.report
    writer = Writer(graph_name(report.sha256))
    names = Names.of(extraction)
    place = _place(report.header, names)
    _write_report(writer, report, place)
    _write_publisher(writer, extraction, names)
    for file in (report.source, *files):
        writer.add(writer.graph, "fileName", text(PurePosixPath(file).name))
    writer.add(writer.graph, "extractedBy", text(version))
    _write_coverage(writer, report, place)
    told = write_statements(writer, extraction, place, names)
    named = tuple((local, encodable(name)) for local, name in sorted(names.used.items()))
    for local, name in named:
        writer.add(writer.thing(local), "namedAs", chinese(name))
    writer.add(writer.graph, "mentionCount", integer(len(extraction.mentions)))
    writer.add(writer.graph, "statementCount", integer(len(extraction.statements)))
    writer.add(writer.graph, "void:triples", integer(len(writer) + 1))
    facts = Facts(report_id(report.sha256), place, report.header.report_year, *told, named)
    return Written(writer.n_quads(), len(writer), facts)


def _place(header: Header, names: Names) -> str | None:
    """Return the local part of the report's place; None where the report does not show which."""
    if code := header.division_code:
        names.use(division_id(code), gazetteer().full_path(code) if code in gazetteer() else header.jurisdiction)
        return division_id(code)
    if header.jurisdiction and not header.candidates:
        local = unplaced_division_id(header.jurisdiction)
        names.use(local, header.jurisdiction)
        return local
    return None


def _write_report(writer: Writer, report: Report, place: str | None) -> None:
    node, header = writer.graph, report.header
    writer.types(node, "Report", "prov:Entity")
    writer.add(node, "dcterms:title", chinese(header.title))
    writer.add(node, "dcterms:issued", date(header.issued))
    writer.add(node, "dcterms:created", date(header.written))
    writer.add(node, "dcterms:identifier", text(header.index_number))
    writer.add(node, "documentNumber", text(header.document_number))
    writer.add(node, "dcterms:spatial", writer.thing(place) if place else None)
    writer.add(node, "reportYear", year(header.report_year))
    writer.add(node, "sha256", text(report.sha256))
    # In the graph and not beside it: so a dump, a copy and a removal keep evidence and text together.
    writer.add(node, "text", chinese(report.text))
    writer.add(node, "textLength", integer(len(report.text)))
    for code in header.candidates:
        writer.add(node, "candidateJurisdiction", writer.thing(division_id(code)))


def _write_publisher(writer: Writer, extraction: Extraction, names: Names) -> None:
    header = extraction.report.header
    if header.issuer is None:
        return
    linked = (
        mention.id
        for mention in extraction.mentions
        if mention.label is Label.INSTITUTION and mention.id and header.issuer in {mention.canonical, mention.text}
    )
    local = next(linked, None) or named_institution_id(header.issuer, header.division_code or "")
    names.use(local, header.issuer)
    writer.add(writer.graph, "issuerName", chinese(header.issuer))
    writer.add(writer.graph, "dcterms:publisher", writer.thing(local))


def _write_coverage(writer: Writer, report: Report, place: str | None) -> None:
    """A place and year of which a report is held; without both there is nothing to count by."""
    if place is None or report.header.report_year is None:
        return
    node = writer.thing(statement_id("coverage", place, report.header.report_year, report.sha256))
    writer.types(node, "ReportCoverage")
    writer.add(node, "report", writer.graph)
    writer.add(node, "jurisdiction", writer.thing(place))
    writer.add(node, "reportYear", year(report.header.report_year))
