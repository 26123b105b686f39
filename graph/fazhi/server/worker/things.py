"""What the page of one thing tells: its facts, the statements about it, its place in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from fazhi.namespaces import RDF, base, rol, thing_base
from fazhi.queries.terms import iri_term, text_term
from fazhi.server.worker.facts import first_column
from fazhi.server.worker.sources import MissingError, thing_iri
from fazhi.server.worker.statements import MOST, Record, linked, names_of, statements
from fazhi.store import Store

Page: TypeAlias = dict[str, Any]

_MOST = 300
"""Values of one property, and things that point here, that a page lists."""
_WHOLE = 5000
"""Statements of one report, which is read as a whole; the longest have some hundreds."""
_FACTS = """
SELECT ?predicate ?value (LANG(?value) AS ?language) WHERE { %s ?predicate ?value }
ORDER BY ?predicate ?value LIMIT 2000"""
_POINTING = "SELECT DISTINCT ?thing ?predicate WHERE { ?thing ?predicate %s } ORDER BY ?predicate ?thing LIMIT %d"
_ABOVE = "SELECT ?thing WHERE { %s schema:containedInPlace+ ?thing . ?thing dcterms:identifier ?code } ORDER BY ?code"
_BELOW = """
SELECT DISTINCT ?thing WHERE {
  ?thing schema:containedInPlace %s .
  FILTER EXISTS { ?held schema:containedInPlace* ?thing . ?coverage rol:jurisdiction ?held }
} ORDER BY ?thing LIMIT 300"""
_HELD = """
SELECT DISTINCT ?report ?year ?issued WHERE {
  ?report dcterms:spatial %s OPTIONAL { ?report rol:reportYear ?year } OPTIONAL { ?report dcterms:issued ?issued }
} ORDER BY DESC(STR(?year)) ?report LIMIT 300"""
_PASSAGE = re.compile(r"id/report/([0-9a-f]{64})/passage-(\d+)-(\d+)-(\d+)-(\d+)")
_REPORT = re.compile(r"id/report/([0-9a-f]{64})")
_HIDDEN = ("text", "namedAs")
"""Properties of a report that its page shows in another way."""
_TERMS = """
SELECT ?term ?type ?predicate ?value (LANG(?value) AS ?language) WHERE {
  VALUES ?type { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:NamedIndividual owl:Ontology }
  ?term a ?type ; ?predicate ?value . FILTER (STRSTARTS(STR(?term), %s))
} ORDER BY ?term ?predicate ?value"""


def thing(store: Store, path: str) -> Page:
    """Return what the store says of the thing at ``path``; raise MissingError where that is nothing."""
    iri = thing_iri(path)
    facts = _facts(store, iri)
    kind = _kind(path, facts)
    if not facts:
        raise MissingError(f"The store says nothing of {iri}")
    page: Page = {"iri": iri, "kind": kind, "facts": facts} | _PAGES.get(kind, _other)(store, iri)
    rows = page.get("statements", [])
    named = linked(rows) | _iris(facts) | set(page.get("things", ())) | {iri}
    return page | {"names": names_of(store, {one for one in named if one.startswith(base())})}


def _kind(path: str, facts: list[Record]) -> str:
    if _PASSAGE.fullmatch(path):
        return "passage"
    types = {fact["value"] for fact in facts if fact["predicate"] == f"{RDF}type"}
    for name in ("Jurisdiction", "Report", "Practice", "Law", "Institution", "InstitutionType"):
        if rol(name) in types:
            return "place" if name == "Jurisdiction" else name.lower()
    return "other"


def _facts(store: Store, iri: str) -> list[Record]:
    """Return what is said of a thing, its text left out: each predicate with up to so many values."""
    seen: dict[str, int] = {}
    hidden = {rol(name) for name in _HIDDEN}
    found = []
    for record in store.query(_FACTS % iri_term(iri)).records():
        predicate = str(record["predicate"])
        seen[predicate] = seen.get(predicate, 0) + 1
        if predicate not in hidden and seen[predicate] <= _MOST:
            found.append(record)
    return found


def _iris(facts: list[Record]) -> set[str]:
    return {fact["value"] for fact in facts if isinstance(fact["value"], str) and fact["value"].startswith(base())}


def _about(store: Store, iri: str, links: tuple[str, ...], most: int = MOST) -> Page:
    rows, more = statements(store, iri, links, most)
    return {"statements": rows, "more": more}


def _place(store: Store, iri: str) -> Page:
    term = iri_term(iri)
    above, below = first_column(store, _ABOVE % term), first_column(store, _BELOW % term)
    reports = list(store.query(_HELD % term).records())
    things = [*above, *below, *(report["report"] for report in reports)]
    return {"above": above, "below": below, "reports": reports, "things": things} | _about(
        store, iri, ("jurisdiction",)
    )


def _practice(store: Store, iri: str) -> Page:
    narrower = first_column(store, f"SELECT DISTINCT ?x {{ ?x skos:broader {iri_term(iri)} }} ORDER BY ?x LIMIT 300")
    return {"narrower": narrower, "things": narrower} | _about(store, iri, ("practice", "honour"))


def _law(store: Store, iri: str) -> Page:
    return _about(store, iri, ("law",))


def _institution(store: Store, iri: str) -> Page:
    classified = f"?x org:classification {iri_term(iri)}"
    members = first_column(store, f"SELECT DISTINCT ?x {{ {classified} }} ORDER BY ?x LIMIT 300")
    about = _about(store, iri, ("institution", "firm", "client", "holder"))
    return {"members": members, "things": members} | about


def _report(store: Store, iri: str) -> Page:
    match = _REPORT.fullmatch(iri.removeprefix(base()))
    text = store.text(match[1]) if match else None
    return {"text": text or ""} | _about(store, iri, ("report",), _WHOLE)


def _passage(store: Store, iri: str) -> Page:
    match = _PASSAGE.fullmatch(iri.removeprefix(base()))
    if match is None:
        raise MissingError(f"{iri} is no passage of a report")
    start, end, focus_start, focus_end = map(int, match.groups()[1:])
    report = f"{thing_base()}report/{match[1]}"
    text = store.text(match[1]) or ""
    if not text:
        raise MissingError(f"The store holds no report with the passage {iri}")
    around = {"before": text[max(0, start - 200) : start], "quote": text[start:end], "after": text[end : end + 200]}
    place = {"report": report, "start": start, "end": end, "focusStart": focus_start, "focusEnd": focus_end}
    return {"passage": place | around, "things": [report]} | _about(store, iri, ("evidence",))


def _other(store: Store, iri: str) -> Page:
    pointing = list(store.query(_POINTING % (iri_term(iri), _MOST)).records())
    return {"pointing": pointing, "things": [record["thing"] for record in pointing]}


_PAGES: dict[str, Callable[[Store, str], Page]] = {
    "place": _place,
    "practice": _practice,
    "law": _law,
    "institution": _institution,
    "institutiontype": _institution,
    "report": _report,
    "passage": _passage,
}


def ontology(store: Store) -> Page:
    """Return the terms of the ontology: each with its kind and what is said of it."""
    terms: dict[str, Record] = {}
    for record in store.query(_TERMS % text_term(rol().removesuffix("#"))).records():
        term = str(record["term"])
        one = terms.setdefault(term, {"iri": term, "type": str(record["type"]).rpartition("#")[2], "facts": []})
        one["facts"].append({key: record[key] for key in ("predicate", "value", "language")})
    return {"terms": list(terms.values())}
