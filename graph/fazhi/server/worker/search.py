"""Places, practices, laws and institutions by any part of a name, in characters, pinyin or English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fazhi.identifiers import name_key
from fazhi.server.worker.library import Library
from fazhi.store import Store

_MOST = 12
"""Hits of each kind that are shown."""
_KINDS = {"place": "rol:jurisdiction", "practice": "rol:practice", "law": "rol:law", "institution": "rol:institution"}
_NAMED = """
SELECT ?thing ?name ?path (COUNT(?statement) AS ?weight) WHERE {
  ?statement %s ?thing .
  OPTIONAL { ?thing skos:prefLabel|rdfs:label|skos:altLabel ?name }
  OPTIONAL { ?thing rol:fullName ?path }
} GROUP BY ?thing ?name ?path ORDER BY ?thing ?name
"""
_COUNTED = {"reports": "rol:Report", "adoptions": "rol:Adoption", "evidence": "rol:Evidence", "figures": "rol:Figure"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing with all that it can be found by, folded, and how much is said of it."""

    iri: str
    kind: str
    name: str
    english: str
    path: str
    keys: tuple[str, ...]
    weight: int


def counts(library: Library) -> dict[str, int]:
    """Return how many quads, reports, claims, passages and figures there are, and things of each kind."""
    kept = library.kept()
    store = library.store()
    if "counts" not in kept:
        found = {"quads": len(store)}
        for name, kind in _COUNTED.items():
            found[name] = _number(store, f"SELECT (COUNT(?x) AS ?n) {{ ?x a {kind} }}")
        for name, link in _KINDS.items():
            found[name] = _number(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?statement {link} ?x }}")
        kept["counts"] = found
    result: dict[str, int] = kept["counts"]  # type: ignore[assignment]
    return result


def _number(store: Store, sparql: str) -> int:
    return int(next(store.query(sparql).values())[0] or 0)


def found(library: Library, words: str) -> dict[str, list[dict[str, Any]]]:
    """Return the best hits of each kind for ``words``: equal names, then beginnings, then parts of names."""
    wanted = name_key(words)
    if not wanted:
        return {kind: [] for kind in _KINDS}
    ranked = sorted(
        (rank, -entry.weight, entry.name, entry.iri, entry)
        for entry in _index(library)
        if (rank := _rank(entry, wanted)) is not None
    )
    return {kind: [_shown(row[-1]) for row in ranked if row[-1].kind == kind][:_MOST] for kind in _KINDS}


def _shown(entry: _Entry) -> dict[str, Any]:
    return {"iri": entry.iri, "name": entry.name, "english": entry.english, "path": entry.path, "weight": entry.weight}


def _rank(entry: _Entry, wanted: str) -> int | None:
    ranks = [0 if key == wanted else 1 if key.startswith(wanted) else 2 for key in entry.keys if wanted in key]
    return min(ranks, default=None)


def _index(library: Library) -> list[_Entry]:
    kept, store = library.kept(), library.store()
    if "index" not in kept:
        kept["index"] = [entry for kind, link in _KINDS.items() for entry in _entries(store, kind, link)]
    index: list[_Entry] = kept["index"]  # type: ignore[assignment]
    return index


def _entries(store: Store, kind: str, link: str) -> list[_Entry]:
    names: dict[str, dict[str, list[str]]] = {}
    weights: dict[str, int] = {}
    for thing, name, path, weight in store.query(_NAMED % link).values():
        one = names.setdefault(str(thing), {"name": [], "path": []})
        one["name"] += [str(name)] if name else []
        one["path"] += [str(path)] if path else []
        weights[str(thing)] = max(weights.get(str(thing), 0), int(weight or 0))
    return [_entry(kind, thing, one["name"], one["path"], weights[thing]) for thing, one in names.items()]


def _entry(kind: str, thing: str, names: list[str], paths: list[str], weight: int) -> _Entry:
    english = sorted((name for name in names if name.isascii()), key=len, reverse=True)
    chinese = [name for name in dict.fromkeys(names) if not name.isascii()]
    shown = chinese[0] if chinese else english[0] if english else thing
    texts = {*names, *paths, *(spelled for name in chinese for spelled in _pinyin(name)), thing.rpartition("/")[2]}
    keys = tuple(sorted({name_key(text) for text in texts} - {""}))
    return _Entry(thing, kind, shown, english[0] if english else "", paths[0] if paths else "", keys, weight)


def _pinyin(name: str) -> tuple[str, str]:
    """Return a name's syllables joined, and their first letters: ``sansuoliandong`` and ``ssld``."""
    # Imported late: its dictionaries take a fifth of a second to load.
    from pypinyin import Style, lazy_pinyin

    short = name[:60]
    return "".join(lazy_pinyin(short)), "".join(lazy_pinyin(short, style=Style.FIRST_LETTER))
