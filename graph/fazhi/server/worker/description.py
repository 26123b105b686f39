"""The service description of the endpoint (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import pyoxigraph as ox

from fazhi.namespaces import RDF, VOID, XSD
from fazhi.server.worker.library import Library
from fazhi.server.worker.search import counts

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "JSON-LD",
    "RDF_XML",
)


def description(library: Library, endpoint: str) -> list[ox.Triple]:
    """Return what the endpoint at the address ``endpoint`` takes, writes and holds, as triples.

    The union of all graphs is the default graph, as it is for ``fazhi query``.
    """
    reports = counts(library)["reports"]
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(f"{endpoint}#dataset")
    graph = ox.NamedNode(f"{endpoint}#default-graph")
    return [
        _triple(service, f"{RDF}type", _sd("Service")),
        _triple(service, f"{_SD}endpoint", service),
        _triple(service, f"{_SD}supportedLanguage", _sd("SPARQL11Query")),
        _triple(service, f"{_SD}feature", _sd("UnionDefaultGraph")),
        *(_triple(service, f"{_SD}resultFormat", ox.NamedNode(_FORMATS + name)) for name in _WRITTEN),
        _triple(service, f"{_SD}defaultDataset", dataset),
        _triple(dataset, f"{RDF}type", _sd("Dataset")),
        _triple(dataset, f"{RDF}type", ox.NamedNode(f"{VOID}Dataset")),
        _triple(dataset, f"{VOID}documents", _number(reports)),
        _triple(dataset, f"{_SD}defaultGraph", graph),
        _triple(graph, f"{RDF}type", _sd("Graph")),
    ]


def _triple(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(f"{XSD}integer"))
