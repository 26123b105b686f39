"""Places, practices, laws and institutions by any part of a name, in characters, pinyin or English."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from fazhi.identifiers import name_key
from fazhi.server.worker.library import Library
from fazhi.store import Store

_MOST = 12
"""Hits of each kind that are shown."""
_KINDS = {"place": "Jurisdiction", "practice": "Practice", "law": "Law", "institution": "Institution"}
_NAMES = ("rdfs:label", "skos:prefLabel", "skos:altLabel", "rol:fullName")
_NAMED = "SELECT ?thing ?name { ?thing a rol:%s ; %s ?name }"
_SHARED = "SELECT ?thing ?places { ?thing rol:sharedBy ?places }"
_COUNTS = {
    "quads": "SELECT (SUM(?n) AS ?all) { ?report a rol:Report ; void:triples ?n }",
    "statements": "SELECT (SUM(?n) AS ?all) { ?report a rol:Report ; rol:statementCount ?n }",
    "reports": "SELECT (COUNT(?x) AS ?all) { ?x a rol:Report }",
    "place": "SELECT (COUNT(DISTINCT ?x) AS ?all) { ?coverage a rol:ReportCoverage ; rol:jurisdiction ?x }",
    "practice": "SELECT (COUNT(DISTINCT ?x) AS ?all) { ?uptake rol:adopted ?x }",
    "institution": "SELECT (COUNT(DISTINCT ?x) AS ?all) { ?x a rol:Institution }",
    "law": "SELECT (COUNT(DISTINCT ?x) AS ?all) { ?report rol:cites ?x }",
}
_READINGS, _SPELLINGS, _SPELLED = 3, 12, 40


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing with all that it can be found by, folded, and by how many places it is shared."""

    iri: str
    kind: str
    name: str
    english: str
    path: str
    keys: tuple[str, ...]
    shared: int


def counts(library: Library) -> dict[str, int]:
    """Return how much the reports hold, from what each says of itself and from what is derived."""
    store = library.store()
    return {name: int(next(store.query(sparql).values())[0] or 0) for name, sparql in _COUNTS.items()}


def found(library: Library, words: str) -> dict[str, list[dict[str, Any]]]:
    """Return the best hits of each kind for ``words``: equal names, then beginnings, then parts of names."""
    wanted = name_key(words)
    if not wanted:
        return {kind: [] for kind in _KINDS}
    ranked = sorted(
        (rank, -entry.shared, len(entry.name), entry.name, entry.iri, entry)
        for entry in _index(library)
        if (rank := _rank(entry, wanted)) is not None
    )
    return {kind: [_shown(row[-1]) for row in ranked if row[-1].kind == kind][:_MOST] for kind in _KINDS}


def _shown(entry: _Entry) -> dict[str, Any]:
    return {"iri": entry.iri, "name": entry.name, "english": entry.english, "path": entry.path}


def _rank(entry: _Entry, wanted: str) -> int | None:
    ranks = [0 if key == wanted else 1 if key.startswith(wanted) else 2 for key in entry.keys if wanted in key]
    return min(ranks, default=None)


def _index(library: Library) -> list[_Entry]:
    store, kept = library.store(), library.kept()
    if "index" not in kept:
        shared = {str(thing): int(places or 0) for thing, places in store.query(_SHARED).values()}
        kept["index"] = [entry for kind in _KINDS for entry in _entries(store, kind, shared)]
    index: list[_Entry] = kept["index"]  # type: ignore[assignment]
    return index


def _entries(store: Store, kind: str, shared: dict[str, int]) -> list[_Entry]:
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: {link: [] for link in _NAMES})
    for link in _NAMES:
        for thing, name in store.query(_NAMED % (_KINDS[kind], link)).values():
            names[str(thing)][link].append(str(name))
    return [_entry(kind, thing, one, shared.get(thing, 0)) for thing, one in names.items()]


def _entry(kind: str, thing: str, names: dict[str, list[str]], shared: int) -> _Entry:
    path = min(names["rol:fullName"], default="")
    preferred = sorted({*names["skos:prefLabel"], *names["rdfs:label"]})
    english = next((name for name in preferred if name.isascii()), "")
    shown = next((name for name in preferred if not name.isascii()), "") or english or path or thing
    texts = {*preferred, *names["skos:altLabel"], path, thing.rpartition("/")[2]}
    keys = {name_key(text) for text in texts} | {key for text in texts if not text.isascii() for key in _spelled(text)}
    return _Entry(thing, kind, shown, english, path, tuple(sorted(keys - {""})), shared)


def _spelled(name: str) -> set[str]:
    """Return a name in pinyin and by its initials: ``sansuoliandong`` and ``ssld``.

    A character with several readings gives a spelling each, up to a dozen of a name, because which
    one a place name takes (长安 chang'an, 长子 zhangzi) no dictionary of words tells for all.
    """
    syllables = [_readings(character) for character in name[:_SPELLED]]
    spellings = 1
    for number, readings in enumerate(syllables):
        if spellings * len(readings) > _SPELLINGS:
            syllables[number] = readings[:1]
        spellings *= len(syllables[number])
    combined = list(product(*syllables))
    return {name_key("".join(one)) for one in combined} | {
        name_key("".join(part[:1] for part in one)) for one in combined
    }


@cache
def _readings(character: str) -> tuple[str, ...]:
    # Imported late: its dictionaries take a fifth of a second to load.
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]))[:_READINGS]
