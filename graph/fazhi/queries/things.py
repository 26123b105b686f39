"""What a user calls a place, practice or law, found in the store: one thing, or a clear refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fazhi.errors import QueryError
from fazhi.identifiers import name_key
from fazhi.namespaces import base
from fazhi.queries.terms import iri_term, text_term
from fazhi.store import Store

_CODE = re.compile(r"\d{2}(?:\d{2}){0,2}(?:\d{3}){0,2}")
_LOCAL = re.compile(r"(?:division|practice|law)/[a-z0-9-]+")
_SHOWN = 8

_PLACES = """
SELECT ?place ?path ?code WHERE {
  { SELECT DISTINCT ?place WHERE { ?coverage a rol:ReportCoverage ; rol:jurisdiction ?place } }
  OPTIONAL { ?place rdfs:label ?label FILTER (LANG(?label) = "zh") }
  OPTIONAL { ?place rol:fullName ?path }
  OPTIONAL { ?place dcterms:identifier ?code }
  FILTER (%s)
} ORDER BY ?path ?place
"""
_PRACTICES = """
SELECT ?practice ?name ?preferred WHERE {
  { SELECT DISTINCT ?practice WHERE { ?adoption a rol:Adoption ; rol:practice ?practice } }
  ?practice skos:prefLabel|skos:altLabel|rdfs:label ?name .
  OPTIONAL { ?practice skos:prefLabel ?preferred FILTER (LANG(?preferred) = "zh") }
} ORDER BY ?practice ?name
"""
_LAWS = """
SELECT ?law ?title WHERE {
  { SELECT DISTINCT ?law WHERE { ?citation a rol:Citation ; rol:law ?law } }
  ?law rdfs:label ?title FILTER (LANG(?title) = "zh")
} ORDER BY ?law ?title
"""


def place_named(store: Store, name: str) -> str:
    """Return the IRI of the one place with a report that ``name`` names: label, path, its end, or code.

    Raises QueryError where none or several fit, the several with their paths and codes.
    """
    if thing := _given(name):
        return thing
    exact = f"STR(?label) = {text_term(name)} || STR(?path) = {text_term(name)}"
    if _CODE.fullmatch(name):
        exact = f"STR(?code) = {text_term(name)}"
    for condition in (exact, f"STRENDS(STR(?path), {text_term(name)})"):
        found = [
            (str(place), f"{path} ({code or 'no code'})")
            for place, path, code in store.query(_PLACES % condition).values()
        ]
        if found:
            return _only(found, "place", name)
    raise QueryError(f"No report of {name!r} is held; `fazhi query coverage` lists the places with reports")


def practice_named(store: Store, name: str) -> str:
    """Return the IRI of the one practice that ``name`` names in zh or en, spelling and marks apart.

    Raises QueryError where none or several fit.
    """
    if thing := _given(name):
        return thing
    rows = [tuple(map(str, row)) for row in store.query(_PRACTICES).values()]
    fitting = [row for row in rows if name_key(row[1]) == name_key(name)] or [
        row for row in rows if row[0] == f"{base()}id/practice/{name}"
    ]
    if fitting:
        preferred = [row for row in fitting if name_key(row[2]) == name_key(name)]
        return _only([(row[0], row[2]) for row in preferred or fitting], "practice", name)
    near = {row[2] for row in rows if name_key(name) in name_key(row[1])}
    raise QueryError(f"No report speaks of the practice {name!r}{_hint(near)}")


def law_named(store: Store, title: str) -> str:
    """Return the IRI of the one law with the title ``title``, with or without 《》 and 中华人民共和国."""
    if thing := _given(title):
        return thing
    rows = [tuple(map(str, row)) for row in store.query(_LAWS).values()]
    keys = {name_key(title), name_key(f"中华人民共和国{title.strip('《》')}")}
    if fitting := [(row[0], row[1]) for row in rows if name_key(row[1]) in keys]:
        return _only(fitting, "law", title)
    near = {row[1] for row in rows if name_key(title) in name_key(row[1])}
    raise QueryError(f"No report cites {title!r}{_hint(near)}")


def _given(name: str) -> str | None:
    """Return the IRI that was given as such, or as the local part of one of the project's."""
    if _LOCAL.fullmatch(name):
        return f"{base()}id/{name}"
    if name.startswith(("http://", "https://")):
        return iri_term(name)[1:-1]
    return None


def _only(found: Iterable[tuple[str, str]], kind: str, name: str) -> str:
    things = dict(found)
    if len(things) > 1:
        listed = "; ".join(sorted(things.values())[:_SHOWN])
        more = f" and {len(things) - _SHOWN} more" if len(things) > _SHOWN else ""
        raise QueryError(f"{name!r} is the name of {len(things)} {kind}s: {listed}{more}; give the full one")
    return next(iter(things))


def _hint(near: set[str]) -> str:
    return f"; near it: {'; '.join(sorted(near)[:_SHOWN])}" if near else "; check the spelling"
