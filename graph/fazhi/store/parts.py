"""A store taken apart: its graphs in pieces of whole nodes, and the classes of what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from fazhi.namespaces import RDF, RDFS, thing_base
from fazhi.store.store import Store

_TYPE = ox.NamedNode(f"{RDF}type")
_SUBCLASS = ox.NamedNode(f"{RDFS}subClassOf")


def is_report_graph(name: str) -> bool:
    """Whether a graph of this name holds what one report says."""
    return name.startswith(f"{thing_base()}report/")


def pieces(store: Store, graph: str, size: int) -> Iterator[bytes]:
    """Yield a graph as N-Triples in pieces of about ``size`` triples; no node is cut in two."""
    piece: list[ox.Triple] = []
    last: object = None
    # The store keeps a graph in the order of its subjects.
    for quad in store.graph(graph):
        if len(piece) >= size and quad.subject != last:
            yield _n_triples(piece)
            piece = []
        last = quad.subject
        piece.append(quad.triple)
    if piece:
        yield _n_triples(piece)


def classes(store: Store, nodes: Iterable[str]) -> bytes:
    """Return the classes that any graph gives for these nodes, as N-Triples."""
    return _n_triples(
        quad.triple for node in nodes for quad in store.database.quads_for_pattern(ox.NamedNode(node), _TYPE, None)
    )


def descriptions(store: Store, nodes: Iterable[str]) -> bytes:
    """Return what the graphs that belong to no report say of these nodes, as N-Triples."""
    return _n_triples(
        quad.triple
        for node in nodes
        for quad in store.database.quads_for_pattern(ox.NamedNode(node), None, None)
        if isinstance(quad.graph_name, ox.NamedNode) and not is_report_graph(quad.graph_name.value)
    )


def class_tree(store: Store) -> bytes:
    """Return which class is a kind of which, as N-Triples."""
    return _n_triples(quad.triple for quad in store.database.quads_for_pattern(None, _SUBCLASS, None))


def _n_triples(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
