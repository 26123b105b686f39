"""The description of a dump for catalogues: DCAT 3 and VoID, in Turtle, without a clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from fazhi.export.folder import Written
from fazhi.export.summary import Summary
from fazhi.namespaces import DCTERMS, OA, ORG, PROV, QB, SKOS, rol, thing_base

MEDIA_TYPES = {
    "csv": "text/csv",
    "nq": "application/n-quads",
    "ttl": "text/turtle",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def content_version(files: Iterable[Written]) -> str:
    """Return a version that changes with the content of the files, and only with it."""
    whole = "".join(f"{file.sha256} {file.name}\n" for file in sorted(files, key=lambda file: file.name))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def dataset_description(summary: Summary, files: list[Written], licence: str) -> str:
    """Return the description of an export of these files, as Turtle.

    Files are named relative to the description, so that the folder may be moved.
    """
    lines = (*_dataset(summary, files, licence), *_partitions(summary), *_files(files, licence))
    return _PREFIXES + "\n" + "\n".join(lines) + "\n"


def _dataset(summary: Summary, files: list[Written], licence: str) -> Iterator[str]:
    counted = summary.statistics
    yield "<> a void:DatasetDescription ; dcterms:title \"Description of the dump\"@en ."
    yield f"<{_iri()}> a dcat:Dataset, void:Dataset ;"
    yield '    dcterms:title "法治图谱数据集"@zh, "Fazhi Graph data set"@en ;'
    yield (
        '    dcterms:description "法治政府建设年度报告所说的做法、机构、法规与数据，每条附原句。"@zh, '
        '"Practices, institutions, laws and figures of annual rule-of-law reports, each with its sentence."@en ;'
    )
    yield f"    dcterms:license <{_safe(licence)}> ;"
    yield f'    dcat:version "{content_version(files)}" ;'
    if summary.newest:
        yield f'    dcterms:modified "{summary.newest}"^^xsd:{_DATE_TYPES[len(summary.newest)]} ;'
    if span := summary.span:
        first, last = span
        yield f'    dcterms:temporal <{_iri("period")}> ;'
    yield from (f'    rdfs:comment "{_text(version)}" ;' for version in sorted(summary.versions))
    yield f"    void:triples {counted.quads} ;"
    yield f"    void:documents {summary.reports} ;"
    yield f"    void:classes {len(counted.classes)} ;"
    yield f"    void:properties {len(counted.properties)} ;"
    yield f'    void:uriSpace "{_text(thing_base())}" ;'
    vocabularies = ", ".join(f"<{name}>" for name in (rol(), SKOS, PROV, ORG, OA, QB, DCTERMS))
    yield f"    void:vocabulary {vocabularies} ;"
    dumps = [f"<{quote(file.name)}>" for file in files if file.name.startswith("graph.")]
    if dumps:
        yield f"    void:dataDump {', '.join(dumps)} ;"
    yield f"    dcat:distribution {', '.join(_distribution(file) for file in files)} ."
    if span:
        yield f'<{_iri("period")}> a dcterms:PeriodOfTime ;'
        yield f'    dcat:startDate "{first:04d}"^^xsd:gYear ; dcat:endDate "{last:04d}"^^xsd:gYear .'


def _partitions(summary: Summary) -> Iterator[str]:
    counted = summary.statistics
    for kind, counts, link, number in (
        ("class", counted.classes, "void:class", "void:entities"),
        ("property", counted.properties, "void:property", "void:triples"),
    ):
        for name in sorted(counts):
            node = f"<{_iri(f'{kind}/{hashlib.sha256(name.encode()).hexdigest()[:12]}')}>"
            yield f"<{_iri()}> void:{kind}Partition {node} ."
            yield f"{node} {link} <{name}> ; {number} {counts[name]} ."


def _files(files: list[Written], licence: str) -> Iterator[str]:
    for file in files:
        ending = file.name.rpartition(".")[2]
        yield f"{_distribution(file)} a dcat:Distribution ;"
        yield f'    dcterms:title "{_text(file.name)}" ; dcat:downloadURL <{quote(file.name)}> ;'
        yield f"    dcat:mediaType <https://www.iana.org/assignments/media-types/{MEDIA_TYPES[ending]}> ;"
        yield f"    dcterms:license <{_safe(licence)}> ; dcat:byteSize {file.size} ;"
        yield f"    spdx:checksum <{_iri(f'checksum/{file.sha256[:12]}')}> ."
        yield f"<{_iri(f'checksum/{file.sha256[:12]}')}> a spdx:Checksum ;"
        yield f'    spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "{file.sha256}"^^xsd:hexBinary .'


def _iri(part: str = "") -> str:
    return f"{thing_base()}dataset" + (f"/{part}" if part else "")


def _distribution(file: Written) -> str:
    return f"<{_iri(f'file/{quote(file.name)}')}>"


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def _safe(iri: str) -> str:
    return quote(iri, safe=":/?#[]@!$&'()*+,;=%~")
