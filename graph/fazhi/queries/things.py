"""What a user calls a place, practice, law, topic or institution type: one thing of the graph, or a clear refusal.

Names are looked up by equality (of labels, codes and the derived ``rol:nameKey``), so that a lookup
takes milliseconds in a store of any size; only where that finds nothing are names compared one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fazhi.errors import QueryError
from fazhi.identifiers import name_key
from fazhi.namespaces import local, scheme, thing_base
from fazhi.queries.source import Source
from fazhi.queries.terms import iri_term, text_term

_CODE = re.compile(r"\d{2}(?:\d{2}){0,2}(?:\d{3}){0,2}")
_LOCAL = re.compile(r"(?:division|practice|law|top-concept|institution-type)/[a-z0-9-]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ENDINGS = ("省", "市", "区", "县", "镇", "乡", "街道", "自治区", "自治州", "自治县")
_SHOWN = 8
_LISTED = {"practice": "practices", "law": "laws-cited"}

_WITH_REPORT = "FILTER EXISTS { ?report dcterms:spatial ?place }"
_ABOUT_PLACE = """
  OPTIONAL { ?place rol:fullName ?path }
  OPTIONAL { ?place dcterms:identifier ?code }
} ORDER BY STR(?path) ?place"""
_PLACE_CALLED = """SELECT DISTINCT ?place ?path ?code WHERE {
  { VALUES ?label { %s } ?place rdfs:label ?label }
  UNION { VALUES ?full { %s } ?place rol:fullName ?full }
  ?place a rol:Jurisdiction .
  %s"""
_PLACES_IN = """SELECT DISTINCT ?path {
  ?report dcterms:spatial ?place . ?place rol:within %s ; rol:fullName ?path
} ORDER BY STR(?path) LIMIT 9"""
_PLACE_CODED = "SELECT DISTINCT ?place ?path ?code WHERE { ?place dcterms:identifier %s ; a rol:Jurisdiction . %s"
_PLACE_ENDING = """SELECT DISTINCT ?place ?path ?code WHERE {
  { SELECT DISTINCT ?place WHERE { ?%s } }
  ?place rol:fullName ?whole FILTER (STRENDS(STR(?whole), %s))"""
_KEYED = """SELECT DISTINCT ?thing ?preferred WHERE {
  VALUES ?key { %s } ?thing rol:nameKey ?key ; a %s .
  OPTIONAL { ?thing %s ?preferred FILTER (LANG(?preferred) = "zh") }
} ORDER BY ?thing ?preferred"""
_NEAR = """SELECT DISTINCT ?preferred WHERE {
  ?thing rol:nameKey ?key ; a %s ; %s ?preferred FILTER (LANG(?preferred) = "zh" && CONTAINS(?key, %s))
} ORDER BY STR(?preferred)"""
_CONCEPTS = """SELECT ?concept ?name ?preferred WHERE {
  ?concept %s ; skos:prefLabel|skos:altLabel|skos:notation ?name .
  ?concept skos:prefLabel ?preferred FILTER (LANG(?preferred) = "zh")
} ORDER BY ?concept STR(?name)"""


def place_named(source: Source, name: str) -> str:
    """Return the IRI of the one place with a report that ``name`` names: label, path, its end, or code.

    A label may lack its last word (真新 for 真新街道). Raises QueryError where none or several fit,
    the several with their paths and codes.
    """
    found = _place(source, name, _WITH_REPORT, "report dcterms:spatial ?place")
    return found or _no_place(f"No report of {name!r} is held{_inside(source, name)}")


def area_named(source: Source, name: str) -> str:
    """Return the IRI of the one place that ``name`` names, with a report of its own or without.

    Raises QueryError as ``place_named`` does.
    """
    return _place(source, name, "", "place a rol:Jurisdiction") or _no_place(
        f"No report is of {name!r} or of a place in it; `fazhi query places` lists the places with reports"
    )


def _inside(source: Source, name: str) -> str:
    """Say which places with a report lie in the area ``name``, or how to list all."""
    try:
        area = _place(source, name, "", "place a rol:Jurisdiction")
    except QueryError:
        area = None
    paths = [str(path) for (path,) in source.query(_PLACES_IN % iri_term(area)).values()] if area else []
    if not paths:
        return "; `fazhi query places` lists the places with reports"
    more = " and others" if len(paths) > _SHOWN else ""
    return f", but of places in it: {'; '.join(paths[:_SHOWN])}{more}; give one of them"


def _no_place(message: str) -> str:
    raise QueryError(message)


def _place(source: Source, name: str, condition: str, any_place: str) -> str | None:
    if thing := _given(name):
        return thing
    questions = []
    if _CODE.fullmatch(name):
        questions.append(_PLACE_CODED % (text_term(_padded(name)), condition))
    for labels in ([name], [name + ending for ending in _ENDINGS]):
        terms = " ".join(f"{text_term(label)}@zh" for label in labels)
        questions.append(_PLACE_CALLED % (terms, terms, condition))
    questions.append(_PLACE_ENDING % (any_place, text_term(name)))
    for question in questions:
        rows = source.query(question + _ABOUT_PLACE).values()
        if found := [(str(place), str(path), str(code or "")) for place, path, code in rows]:
            return _only_place(found, name)
    return None


def _padded(code: str) -> str:
    """Return a code as the table has it: six digits above townships, nine for a township."""
    return code.ljust(6, "0") if len(code) < 6 else code.removesuffix("000") if len(code) == 12 else code


def practice_named(source: Source, name: str) -> str:
    """Return the IRI of the one practice that ``name`` names in zh or en, spelling and marks apart.

    Raises QueryError where none or several fit.
    """
    keys = [name_key(name)]
    return _keyed(source, name, keys, "practice", "rol:Practice", "skos:prefLabel", "speaks of the practice")


def law_named(source: Source, title: str) -> str:
    """Return the IRI of the one law with the title ``title``, with or without 《》 and 中华人民共和国."""
    keys = [name_key(title), name_key(f"中华人民共和国{title.strip('《》')}")]
    return _keyed(source, title, keys, "law", "rol:Law", "rdfs:label", "cites")


def _keyed(source: Source, name: str, keys: list[str], kind: str, cls: str, label: str, verb: str) -> str:
    if thing := _given(name):
        return thing
    terms = " ".join(text_term(key) for key in keys)
    rows = [(str(iri), str(own)) for iri, own in source.query(_KEYED % (terms, cls, label)).values()]
    preferred = [row for row in rows if name_key(row[1]) in keys]
    if rows:
        return _only(preferred or rows, kind, name)
    if _SLUG.fullmatch(name) and source.query(f"ASK {{ <{thing_base()}{kind}/{name}> rol:nameKey ?key }}").yes:
        return f"{thing_base()}{kind}/{name}"
    near = [str(one) for (one,) in source.query(_NEAR % (cls, label, text_term(keys[0]))).values()]
    raise QueryError(f"No report {verb} {name!r}{_hint(near, _LISTED[kind])}")


def topic_named(source: Source, name: str) -> str:
    """Return the IRI of the top concept of practices with this name in zh or en, notation or slug."""
    return _concept(source, name, "top-concept", f"skos:topConceptOf <{scheme('practices')}>", "top concept")


def type_named(source: Source, name: str) -> str:
    """Return the IRI of the institution type with this name in zh or en, or slug."""
    return _concept(source, name, "institution-type", "a rol:InstitutionType", "institution type")


def _concept(source: Source, name: str, kind: str, pattern: str, called: str) -> str:
    if thing := _given(name):
        return thing
    rows = [tuple(map(str, row)) for row in source.query(_CONCEPTS % pattern).values()]
    fitting = [row for row in rows if name_key(row[1]) == name_key(name)] or [
        row for row in rows if row[0] == f"{thing_base()}{kind}/{name}"
    ]
    preferred = [row for row in fitting if name_key(row[2]) == name_key(name)]
    if fitting:
        return _only([(row[0], row[2]) for row in preferred or fitting], called, name)
    near = sorted({row[2] for row in rows if name_key(name) in name_key(row[1])})
    hint = _hint(near or (sorted({row[2] for row in rows}) if kind == "top-concept" else []))
    raise QueryError(f"There is no {called} {name!r}{hint}")


def _given(name: str) -> str | None:
    """Return the IRI that was given as such, or as the local part of one of the project's."""
    if _LOCAL.fullmatch(name):
        return f"{thing_base()}{name}"
    if name.startswith(("http://", "https://")):
        return iri_term(name)[1:-1]
    return None


def _only_place(found: Iterable[tuple[str, str, str]], name: str) -> str:
    """Return the one place of rows of IRI, path and code, or say what to type instead of ``name``."""
    places = {iri: (path, code) for iri, path, code in found}
    if len(places) > 1:
        listed = [f"{path} ({code or 'no code'})" for path, code in sorted(places.values())]
        typed = next((code for _, code in sorted(places.values()) if code), sorted(places)[0])
        more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        raise QueryError(
            f"{name!r} is the name of {len(places)} places: {'; '.join(listed[:_SHOWN])}{more}; "
            f"give a code or the full path, such as {typed}"
        )
    return next(iter(places))


def _only(found: Iterable[tuple[str, str]], kind: str, name: str) -> str:
    things = dict(found)
    if len(things) > 1:
        listed = "; ".join(f"{label} ({local(iri)})" for iri, label in sorted(things.items())[:_SHOWN])
        more = f" and {len(things) - _SHOWN} more" if len(things) > _SHOWN else ""
        example = local(min(things))
        raise QueryError(f"{name!r} is the name of {len(things)} {kind}s: {listed}{more}; give one, such as {example}")
    return next(iter(things))


def _hint(near: list[str], listed: str = "") -> str:
    """Say what is near a name that names nothing, else which query lists what there is."""
    if near:
        return f"; near it: {'; '.join(near[:_SHOWN])}"
    return "; check the spelling" + (f", or see what there is: fazhi query {listed}" if listed else "")
