"""From a store to a graph: one query for each kind of row, joined here by identifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeAlias

from fazhi.namespaces import thing_base
from fazhi.network.graphs import Graph, graph_of
from fazhi.network.records import (
    AdoptionEdge,
    CitationEdge,
    Edge,
    InstitutionNode,
    LawNode,
    Node,
    ParticipationEdge,
    Passage,
    PlaceNode,
    PracticeNode,
    TopConcept,
)

Record: TypeAlias = dict[str, Any]


class Queryable(Protocol):
    """A store, or whatever else answers SPARQL over all graphs at once with the project's prefixes."""

    def query(self, sparql: str) -> Any:
        """Return an answer whose ``records()`` are its rows as dictionaries by variable."""
        ...


_STATEMENTS = """
SELECT ?id ?kind ?place ?practice ?institution ?law ?status ?year ?since ?confidence ?inForce WHERE {
  VALUES ?kind { rol:Adoption rol:Participation rol:Citation }
  ?id a ?kind ; rol:jurisdiction ?place .
  OPTIONAL { ?id rol:practice ?practice }
  OPTIONAL { ?id rol:institution ?institution }
  OPTIONAL { ?id rol:law ?law }
  OPTIONAL { ?id rol:status ?status }
  OPTIONAL { ?id rol:reportYear ?year }
  OPTIONAL { ?id rol:since ?since }
  OPTIONAL { ?id rol:confidence ?confidence }
  OPTIONAL { ?id rol:inForce ?inForce }
}"""
_EVIDENCE = """
SELECT ?id ?report ?sentence ?start ?focusStart ?focusEnd WHERE {
  VALUES ?kind { rol:Adoption rol:Participation rol:Citation }
  ?id a ?kind ; rol:evidence ?passage .
  ?passage oa:hasSource ?report ; rol:focusStart ?focusStart ; rol:focusEnd ?focusEnd ;
    oa:hasSelector/oa:start ?start ; oa:hasSelector/oa:exact ?sentence .
}"""
_REPORTS = """
SELECT ?id ?title ?year ?file WHERE {
  ?id a rol:Report .
  OPTIONAL { ?id dcterms:title ?title }
  OPTIONAL { ?id rol:reportYear ?year }
  OPTIONAL { ?id rol:fileName ?file }
}"""
_PLACES = """
SELECT ?id ?name ?english ?path ?code ?level ?province WHERE {
  { SELECT DISTINCT ?id { ?statement rol:jurisdiction ?id } }
  OPTIONAL { ?id rdfs:label ?name FILTER (LANG(?name) = "zh") }
  OPTIONAL { ?id rdfs:label ?english FILTER (LANG(?english) = "en") }
  OPTIONAL { ?id rol:fullName ?path }
  OPTIONAL { ?id dcterms:identifier ?code }
  OPTIONAL { ?id rol:level ?level }
  OPTIONAL {
    ?id schema:containedInPlace* ?top .
    ?top rol:level "province" ; rdfs:label ?province FILTER (LANG(?province) = "zh")
  }
}"""
_NAMED = """
SELECT ?id ?name ?english ?type WHERE {
  { SELECT DISTINCT ?id { ?statement rol:%s ?id } }
  OPTIONAL { ?id skos:prefLabel|rdfs:label ?name FILTER (LANG(?name) = "zh") }
  OPTIONAL { ?id skos:prefLabel|rdfs:label ?english FILTER (LANG(?english) = "en") }
  OPTIONAL { %s }
}"""
_DESCRIBED = """
SELECT ?id ?definition_zh ?definition_en ?variant ?origin_year ?origin_place ?origin_source WHERE {
  { SELECT DISTINCT ?id { ?statement rol:practice ?id } }
  { ?id skos:definition ?definition_zh FILTER (LANG(?definition_zh) = "zh") }
  UNION { ?id skos:definition ?definition_en FILTER (LANG(?definition_en) = "en") }
  UNION { ?id skos:altLabel ?variant FILTER (LANG(?variant) = "zh") }
  UNION { ?id rol:originYear ?origin_year }
  UNION { ?id rol:originPlace/rol:fullName ?origin_place }
  UNION { ?id rol:originSource ?origin_source }
}"""
_DESCRIPTIONS = ("definition_zh", "definition_en", "origin_year", "origin_place", "origin_source")
_TOPICS = """
SELECT ?id ?topic ?name ?english ?notation WHERE {
  { SELECT DISTINCT ?id { ?statement rol:practice ?id } }
  ?id skos:broader+ ?topic . ?topic skos:topConceptOf ?scheme .
  OPTIONAL { ?topic skos:prefLabel ?name FILTER (LANG(?name) = "zh") }
  OPTIONAL { ?topic skos:prefLabel ?english FILTER (LANG(?english) = "en") }
  OPTIONAL { ?topic skos:notation ?notation }
}"""


def load(store: Queryable) -> Graph:
    """Return the graph of all that the reports of ``store`` say; the same store gives the same graph.

    Nodes are the places with a report, the practices, and the institutions and laws that are joined to
    them. What a report says of a place that could not be told is left out.
    """
    statements = list(_unique(identified(store, _STATEMENTS)).values())
    evidence = _passages(store)
    nodes: list[Node] = [*_places(store), *_practices(store)]
    nodes += [
        InstitutionNode(**row)
        for row in _named(
            store, "institution", "?id org:classification/skos:prefLabel ?type FILTER (LANG(?type) = 'zh')"
        )
    ]
    nodes += [LawNode(**row) for row in _named(store, "law", "?id rol:kind ?type")]
    known = {node.id for node in nodes}
    edges = [edge for row in statements if (edge := _edge(row, tuple(evidence[row["id"]])))]
    edges = [edge for edge in edges if {*edge.ends, edge.place} <= known]
    ends = {end for edge in edges for end in edge.ends}
    shown = [node for node in nodes if node.id in ends or isinstance(node, PlaceNode | PracticeNode)]
    return graph_of([*shown, *edges])


def _edge(row: Record, evidence: tuple[Passage, ...]) -> Edge | None:
    place, practice, year = row["place"], row["practice"], row["year"]
    if row["status"] and practice:
        status = row["status"].rpartition("#")[2]
        confidence = 1.0 if row["confidence"] is None else float(row["confidence"])
        return AdoptionEdge(place, practice, status, year, evidence, row["since"], confidence)
    if row["institution"] and practice:
        return ParticipationEdge(row["institution"], practice, place, year, evidence)
    if row["law"]:
        return CitationEdge(row["law"], place, year, evidence, practice, row["inForce"])
    return None


def _passages(store: Queryable) -> dict[str, list[Passage]]:
    reports = _unique(identified(store, _REPORTS))
    found: dict[str, set[Passage]] = defaultdict(set)
    for row in identified(store, _EVIDENCE):
        report = reports[row["report"]]
        start = row["start"]
        found[row["id"]].add(
            Passage(
                row["sentence"],
                row["focusStart"] - start,
                row["focusEnd"] - start,
                report["title"] or "",
                report["year"],
                report["file"] or "",
                start,
                row["report"],
            )
        )
    return defaultdict(list, {id: sorted(passages, key=_by_position) for id, passages in found.items()})


def _by_position(passage: Passage) -> tuple[str, int, int]:
    return passage.source, passage.start or 0, passage.focus_start


def _places(store: Queryable) -> Iterator[PlaceNode]:
    for id, row in _unique(identified(store, _PLACES)).items():
        path = row["path"] or row["name"] or id
        yield PlaceNode(
            id,
            row["name"] or path,
            path,
            row["code"],
            row["level"] or "",
            row["province"] or "",
            row["english"] or "",
        )


def _practices(store: Queryable) -> Iterator[PracticeNode]:
    topics = _topics(store)
    definitions: dict[str, Record] = defaultdict(dict)
    variants: dict[str, set[str]] = defaultdict(set)
    for row in sorted(identified(store, _DESCRIBED), key=repr):
        for field in _DESCRIPTIONS:
            if row[field]:
                definitions[row["id"]].setdefault(field, row[field])
        if row["variant"]:
            variants[row["id"]].add(row["variant"])
    for row in _named(store, "practice", "?id rol:kind ?type"):
        id = row["id"]
        yield PracticeNode(
            **row,
            **definitions[id],
            top_concept=topics.get(id),
            variants=tuple(sorted(variants[id])),
            candidate=id.startswith("practice/candidate-"),
        )


def _topics(store: Queryable) -> dict[str, TopConcept]:
    """The topic of each practice; of several, the first by notation."""
    found: dict[str, TopConcept] = {}
    for row in sorted(identified(store, _TOPICS), key=lambda row: (row["notation"] or "", repr(row))):
        topic = TopConcept(row["topic"], row["name"] or row["topic"], row["english"] or "", row["notation"] or "")
        found.setdefault(row["id"], topic)
    return found


def _named(store: Queryable, link: str, type_pattern: str) -> Iterator[Record]:
    """Yield identifier, names and type of all that some statement links to by ``link``."""
    for id, row in _unique(identified(store, _NAMED % (link, type_pattern))).items():
        yield {
            "id": id,
            "name": row["name"] or row["english"] or id,
            "english": row["english"] or "",
            "type": row["type"] or "",
        }


def _unique(rows: Iterable[Record]) -> dict[str, Record]:
    """One row an identifier: the first in an order of their own, for a thing may have two labels."""
    found: dict[str, Record] = {}
    for row in sorted(rows, key=repr):
        found.setdefault(row["id"], row)
    return found


def identified(store: Queryable, sparql: str) -> Iterator[Record]:
    """Answer a query, with identifiers in place of the IRIs of things."""
    start = thing_base()
    for record in store.query(sparql).records():
        yield {name: value.removeprefix(start) if isinstance(value, str) else value for name, value in record.items()}
