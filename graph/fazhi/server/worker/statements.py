"""All statements that are joined to one thing, with their evidence and the names of what they name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from fazhi.namespaces import DCTERMS, OA, RDF, RDFS, SKOS, rol
from fazhi.queries.terms import iri_term
from fazhi.server.worker.facts import Facts, facts_of, named, pointing
from fazhi.store import Store, plain

Record: TypeAlias = dict[str, Any]

MOST = 400
"""Statements that a page shows; the most told-of practices have as many as there are places."""
_FIELDS = {
    "place": "jurisdiction",
    "practice": "practice",
    "institution": "institution",
    "law": "law",
    "firm": "firm",
    "client": "client",
    "honour": "honour",
    "holder": "holder",
    "report": "report",
    "year": "reportYear",
    "status": "status",
    "since": "since",
    "measure": "measure",
    "value": "value",
    "unit": "unit",
    "inForce": "inForce",
    "name": "name",
}
_LINKS = ("place", "practice", "institution", "law", "firm", "client", "honour", "holder", "report")
_NEWEST = """
SELECT ?id { ?id %s %s ; rol:jurisdiction ?place ; rol:reportYear ?year } ORDER BY DESC(?year) ?place ?id LIMIT %d"""


def statements(store: Store, iri: str, links: Iterable[str], most: int = MOST) -> tuple[list[Record], bool]:
    """Return the statements joined to ``iri`` by one of the properties, and whether there are more.

    ``links`` are terms of the ontology. Each statement has its fields, the local names of ``kinds``
    and ``status``, and ``evidence`` in the text's order. Sorted by year, the newest first, then by
    place, which is by division code, and practice.
    """
    found = pointing(store, map(rol, links), iri, most + 1)
    if more := len(found) > most:
        newest = store.query(_NEWEST % ("|".join(f"rol:{link}" for link in links), iri_term(iri), most))
        found = [str(row[0]) for row in newest.values()]
    evidence = rol("evidence")
    rows = [_statement(store, id, facts) for id in found if evidence in (facts := facts_of(store, id))]
    rows.sort(key=lambda row: (-(row["year"] or 0), row["place"] or "", row["practice"] or "", row["id"]))
    return rows, more


def _statement(store: Store, id: str, facts: Facts) -> Record:
    row: Record = {name: _first(facts, rol(term)) for name, term in _FIELDS.items()}
    row["status"] = _local(row["status"])
    passages = [_passage(store, str(plain(one))) for one in facts[rol("evidence")]]
    kinds = sorted(_local(plain(one)) for one in facts[f"{RDF}type"])
    return row | {"id": id, "kinds": kinds, "evidence": sorted(passages, key=_position)}


def _passage(store: Store, iri: str) -> Record:
    facts = facts_of(store, iri)
    record: Record = {
        "passage": iri,
        "report": _first(facts, f"{OA}hasSource"),
        "focusStart": _first(facts, rol("focusStart")) or 0,
        "focusEnd": _first(facts, rol("focusEnd")) or 0,
    }
    for selector in facts.get(f"{OA}hasSelector", ()):
        said = facts_of(store, str(plain(selector)))
        for name, term in (("start", "start"), ("end", "end"), ("quote", "exact")):
            if f"{OA}{term}" in said:
                record[name] = _first(said, f"{OA}{term}")
    return {"start": 0, "end": 0, "quote": ""} | record


def _first(facts: Facts, predicate: str) -> Any:
    return plain(next(iter(facts.get(predicate, ())), None))


def _local(iri: object) -> str:
    return str(iri or "").rpartition("#")[2]


def _position(record: Record) -> tuple[str, int, int]:
    return str(record["report"]), int(record["start"]), int(record["focusStart"])


def linked(rows: list[Record]) -> set[str]:
    """Return the IRIs of all things that these statements name."""
    return {str(row[link]) for row in rows for link in _LINKS if row.get(link)}


def names_of(store: Store, iris: Iterable[str]) -> dict[str, Record]:
    """Return ``zh`` and ``en`` names and the full path of these things, as far as they have any."""
    return {iri: names for iri in sorted(iris) if (names := _names(store, iri))}


def _names(store: Store, iri: str) -> Record:
    facts = facts_of(store, iri)
    texts = [one for link in (f"{SKOS}prefLabel", f"{RDFS}label", f"{DCTERMS}title") for one in facts.get(link, ())]
    names: Record = {"zh": named(texts, "zh"), "en": named(texts, "en"), "path": _first(facts, rol("fullName"))}
    if not texts and f"{DCTERMS}spatial" in facts:
        # A report without a title is called by its place and year.
        place = _names(store, str(_first(facts, f"{DCTERMS}spatial"))).get("zh", "")
        year = _first(facts, rol("reportYear")) or ""
        names |= {"zh": f"{place}{year}年度报告", "en": f"{place}, report {year}"}
    return {name: text for name, text in names.items() if text}
