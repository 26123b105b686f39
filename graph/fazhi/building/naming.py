"""The names of a report's files in its graph, changed without reading the report again."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from fazhi.namespaces import VOID, rol
from fazhi.store import Store
from fazhi.triples import graph_name
from fazhi.triples.writer import Writer, integer, text


def rename(store: Store, sha256: str, files: Iterable[str]) -> None:
    """Let the graph of a report say that its files have these names, and no others.

    It is then what reading the report under these names would have made.
    """
    node = ox.NamedNode(graph_name(sha256))
    name, count = ox.NamedNode(rol("fileName")), ox.NamedNode(f"{VOID}triples")
    old = [quad for each in (name, count) for quad in store.database.quads_for_pattern(node, each, None, node)]
    fresh = Writer(node.value)
    for file in files:
        fresh.add(fresh.graph, "fileName", text(file))
    size = sum(1 for _ in store.graph(node.value)) - len(old) + len(fresh) + 1
    fresh.add(fresh.graph, "void:triples", integer(size))
    for quad in old:
        store.database.remove(quad)
    store.add(fresh)


def forget_version(store: Store, report: str) -> None:
    """Let the graph of a report no longer say what has read it, so that the next build reads it again."""
    version = ox.NamedNode(rol("extractedBy"))
    store.replace(report, [quad for quad in store.graph(report) if quad.predicate != version])
