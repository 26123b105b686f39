"""A whole store written in one syntax, sorted, in bounded memory: N-Quads, TriG, Turtle, JSON-LD."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox

from fazhi.errors import UsageError
from fazhi.namespaces import prefixes
from fazhi.store.sorting import sorted_lines
from fazhi.store.store import Store

SYNTAXES = ("nq", "ttl", "trig", "jsonld")
_BY_GRAPH = {"trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}


def serialize_store(store: Store, syntax: str, output: IO[bytes]) -> None:
    """Write all quads in ``syntax``: nq, ttl, trig or jsonld; the same quads give the same bytes.

    Turtle has no named graphs: which report says what is then told by ``rol:report`` alone. Raises
    UsageError for another syntax.
    """
    if syntax not in SYNTAXES:
        raise UsageError(f"{syntax!r} is no syntax that a store is written in; use {', '.join(SYNTAXES)}")
    if syntax == "nq":
        store.dump(output)
    elif syntax == "ttl":
        ox.serialize(_triples(store), output, ox.RdfFormat.TURTLE, prefixes=prefixes())
    else:
        ox.serialize(_by_graph(store), output, _BY_GRAPH[syntax], prefixes=prefixes())


def sorted_graph(store: Store, graph: str) -> Iterator[ox.Quad]:
    """Yield the quads of one graph in the order of their N-Triples."""
    name = ox.NamedNode(graph)
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as ordered:
        store.database.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=name)
        file.seek(0)
        with sorted_lines(file) as lines:
            ordered.writelines(lines)
        ordered.seek(0)
        for quad in ox.parse(ordered, ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)


def _by_graph(store: Store) -> Iterator[ox.Quad]:
    for graph in store.graphs():
        yield from sorted_graph(store, graph)


def _triples(store: Store) -> Iterator[ox.Triple]:
    """Yield what any graph says, each triple once, by subject."""
    with tempfile.TemporaryFile() as file:
        store.dump(file)
        file.seek(0)
        last = None
        for quad in ox.parse(file, ox.RdfFormat.N_QUADS):
            # One triple of two graphs stands on two lines, one after the other.
            if quad.triple != last:
                last = quad.triple
                yield last
