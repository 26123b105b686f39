"""A dump read back into a store, as a whole or not at all; what an export wrote gives the same store again."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fazhi.building.refresh import refresh
from fazhi.errors import StoreError
from fazhi.namespaces import base
from fazhi.store import Counts, Marker, Store, discard, finish, holds_store
from fazhi.store.dumps import Contents, contents, fill, opened, syntax_of
from fazhi.store.parts import is_report_graph

_HELD = "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_SAID = "SELECT ?graph ?n WHERE { GRAPH ?graph { ?graph void:triples ?n } }"
_VERSION = re.compile(r"fazhi (\S+) vocabulary (\S+)")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: graphs that the dump brought, and what the store holds now."""

    graphs: int
    reports: int
    counts: Counts


def load_dump(name: str | Path, folder: Path | str, syntax: str | None = None) -> Loaded:
    """Put the graphs of a dump (``-``: standard input) into the store at ``folder``, made where there is none.

    A graph of the dump takes the place of the store's; others stay, and what is derived from all of
    them is made anew. Readers see the old store until all is done. Raises UsageError for a file that
    cannot be read, StoreError for one that is malformed, cut off, without named graphs, or with another
    base IRI.
    """
    name, folder = str(name), Path(folder)
    syntax = syntax_of(name, syntax)
    with opened(name) as file:
        digest = hashlib.sha256()
        while piece := file.read(1 << 20):
            digest.update(piece)
        file.seek(0)
        found = contents(file, syntax, name)
        _check(name, found)
        file.seek(0)
        finish(folder)
        marker = _marker(found, folder, digest.hexdigest())
        try:
            return _filled(file, syntax, name, folder, marker, found)
        except StoreError:
            discard(folder)
            raise


def _check(name: str, found: Contents) -> None:
    if found.loose:
        raise StoreError(
            f"The dump {name!r} has statements in no named graph, which tell no reports apart; load N-Quads, TriG or "
            "JSON-LD, such as 'fazhi export --format nq' writes"
        )
    if not any(map(is_report_graph, found.graphs)):
        foreign = next((graph for graph in sorted(found.graphs) if "id/report/" in graph), "")
        other = foreign.partition("id/report/")[0]
        mend = f"it was made with another base; set FAZHI_BASE_IRI={other}" if other else "give a dump of a store"
        raise StoreError(f"The dump {name!r} holds no report's graph under {base()}; {mend}")


def _check_whole(store: Store, name: str, found: Contents) -> None:
    """Compare how many triples each report's graph has with how many it says it has."""
    held = {str(graph): number for graph, number in store.query(_HELD).values()}
    said = {str(graph): number for graph, number in store.query(_SAID).values()}
    for graph in sorted(filter(is_report_graph, found.graphs)):
        if held.get(graph) != said.get(graph):
            raise StoreError(
                f"The dump {name!r} is cut off or changed: the report {graph} has {held.get(graph)} statements and "
                f"says that it has {said.get(graph) or 'an unknown number'}; write the dump again"
            )


def _marker(found: Contents, folder: Path, digest: str) -> Marker:
    """Return what the store will say of what made it: code and vocabulary where all of it agrees on them."""
    versions = [match.groups() for version in found.versions if (match := _VERSION.fullmatch(version))]
    code, vocabulary = versions[0] if len(versions) == 1 == len(found.versions) else ("", found.vocabulary)
    if holds_store(folder):
        with Store.open(folder) as old:
            agree = old.marker and (old.marker.code, old.marker.vocabulary) == (code, vocabulary)
        code = code if agree else ""
    return Marker(base(), code, vocabulary, f"load {digest}")


def _filled(file: IO[bytes], syntax: str, name: str, folder: Path, marker: Marker, found: Contents) -> Loaded:
    merging = holds_store(folder)
    with Store.rewriting(folder, marker) as store:
        for graph in sorted(found.graphs) if merging else ():
            store.remove(graph)
        fill(store, file, syntax, name)
        _check_whole(store, name, found)
        if merging:
            refresh(store)
        counts = store.counts()
    return Loaded(len(found.graphs), sum(map(is_report_graph, found.graphs)), counts)
