"""All statements that are joined to one thing, with their evidence and the names of what they name."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, TypeAlias

from fazhi.queries.terms import iri_term
from fazhi.store import Store

Record: TypeAlias = dict[str, Any]

MOST = 400
"""Statements that a page shows; the most told-of practices have as many as there are places."""
_LINKS = ("place", "practice", "institution", "law", "firm", "client", "honour", "holder", "report")
_FIELDS = """
  ?id a ?kind . FILTER (STRSTARTS(STR(?kind), STR(rol:)))
  OPTIONAL { ?id rol:jurisdiction ?place } OPTIONAL { ?id rol:practice ?practice }
  OPTIONAL { ?id rol:institution ?institution } OPTIONAL { ?id rol:law ?law }
  OPTIONAL { ?id rol:firm ?firm } OPTIONAL { ?id rol:client ?client }
  OPTIONAL { ?id rol:honour ?honour } OPTIONAL { ?id rol:holder ?holder }
  OPTIONAL { ?id rol:report ?report } OPTIONAL { ?id rol:reportYear ?year }
  OPTIONAL { ?id rol:status ?state } OPTIONAL { ?id rol:since ?since }
  OPTIONAL { ?id rol:measure ?measure } OPTIONAL { ?id rol:value ?value } OPTIONAL { ?id rol:unit ?unit }
  OPTIONAL { ?id rol:inForce ?inForce } OPTIONAL { ?id rol:confidence ?confidence }
  OPTIONAL { ?id rol:name ?name }
"""
_STATEMENTS = """
SELECT * WHERE {
  { SELECT DISTINCT ?id WHERE { ?id %s %s ; rol:confidence ?sure } ORDER BY ?id LIMIT %d }
  %s
}"""
_EVIDENCE = """
SELECT ?id ?passage ?report ?start ?end ?focusStart ?focusEnd ?quote WHERE {
  { SELECT DISTINCT ?id WHERE { ?id %s %s ; rol:confidence ?sure } ORDER BY ?id LIMIT %d }
  ?id rol:evidence ?passage .
  ?passage oa:hasSource ?report ; rol:focusStart ?focusStart ; rol:focusEnd ?focusEnd ;
    oa:hasSelector ?position , ?quotation .
  ?position oa:start ?start ; oa:end ?end .
  ?quotation oa:exact ?quote .
}"""
_NAMES = """
SELECT ?thing ?name ?path (LANG(?name) AS ?language) WHERE {
  VALUES ?thing { %s }
  ?thing skos:prefLabel|rdfs:label|dcterms:title ?name .
  OPTIONAL { ?thing rol:fullName ?path }
} ORDER BY ?thing ?name"""

_UNTITLED = """
SELECT ?thing ?place ?year WHERE {
  VALUES ?thing { %s }
  ?thing a rol:Report ; dcterms:spatial/rdfs:label ?place .
  OPTIONAL { ?thing rol:reportYear ?year }
  FILTER (LANG(?place) = "zh" && NOT EXISTS { ?thing dcterms:title ?title })
}"""


def statements(store: Store, iri: str, links: str, most: int = MOST) -> tuple[list[Record], bool]:
    """Return the statements joined to ``iri`` by one of the properties ``links``, and whether there are more.

    Each has its fields, the local names of ``kind`` and ``status``, and ``evidence`` in the text's
    order. Sorted by year, the newest first, then by place, which is by division code, and practice.
    """
    term = iri_term(iri)
    rows: dict[str, Record] = {}
    for record in store.query(_STATEMENTS % (links, term, most + 1, _FIELDS)).records():
        row = rows.setdefault(str(record["id"]), _statement(record))
        row["kinds"] = sorted({*row["kinds"], _local(record["kind"])})
    evidence: dict[str, list[Record]] = defaultdict(list)
    for record in store.query(_EVIDENCE % (links, term, most + 1)).records():
        evidence[str(record.pop("id"))].append(record)
    found = [row | {"evidence": sorted(evidence[id], key=_position)} for id, row in rows.items()]
    found.sort(key=lambda row: (-(row["year"] or 0), row["place"] or "", row["practice"] or "", row["id"]))
    return found[:most], len(found) > most


def _statement(record: Record) -> Record:
    kept = {key: value for key, value in record.items() if key not in {"kind", "state"}}
    return kept | {"kinds": [], "status": _local(record["state"])}


def _local(iri: object) -> str:
    return str(iri or "").rpartition("#")[2]


def _position(record: Record) -> tuple[str, int, int]:
    return str(record["report"]), int(record["start"]), int(record["focusStart"])


def linked(rows: list[Record]) -> set[str]:
    """Return the IRIs of all things that these statements name."""
    return {str(row[link]) for row in rows for link in _LINKS if row.get(link)}


def names_of(store: Store, iris: set[str]) -> dict[str, Record]:
    """Return ``zh`` and ``en`` names and the full path of these things, as far as they have any."""
    if not iris:
        return {}
    names: dict[str, Record] = defaultdict(dict)
    values = " ".join(map(iri_term, sorted(iris)))
    for record in store.query(_NAMES % values).records():
        one = names[str(record["thing"])]
        one.setdefault("en" if record["language"] == "en" else "zh", record["name"])
        if record["path"]:
            one.setdefault("path", record["path"])
    for record in store.query(_UNTITLED % values).records():
        year = record["year"] or ""
        names[str(record["thing"])] |= {
            "zh": f"{record['place']}{year}年度报告",
            "en": f"{record['place']}, report {year}",
        }
    return names
