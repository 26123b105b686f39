"""Triples of one thing, of a report's graph, or of the ontology, as the store holds them."""

from __future__ import annotations

import re
from itertools import islice

import pyoxigraph as ox

from fazhi.errors import FazhiError
from fazhi.namespaces import OA, base, is_vocabulary_graph, rol
from fazhi.server.worker.answers import TooLargeError
from fazhi.store import Store

_PATH = re.compile(r"(?:id|scheme)/[a-z0-9_][A-Za-z0-9_.\-]*(?:/[a-z0-9_][A-Za-z0-9_.\-]*)*")
_SELECTOR = ox.NamedNode(f"{OA}hasSelector")
_EVIDENCE = re.compile(r"id/(report/[0-9a-f]{64})/passage-\d+-\d+-\d+-\d+")


class MissingError(FazhiError):
    """The store says nothing of a thing."""


def thing_iri(path: str) -> str:
    """Return the IRI of the thing at a path of the server; raise MissingError for what can be none."""
    if not _PATH.fullmatch(path):
        raise MissingError(f"{path[:200]!r} names no thing; paths look like id/practice/fengqiao-experience")
    return base() + path


def triples_of(store: Store, path: str, most: int) -> list[ox.Triple]:
    """Return what the store says of the thing at ``path``, sorted: of a report, its whole graph.

    Of a passage its selectors are told too. Raises MissingError where nothing is said of it and
    TooLargeError where it is more than ``most`` triples.
    """
    node = ox.NamedNode(thing_iri(path))
    if node.value in store:
        quads = store.graph(node.value)
    elif _EVIDENCE.fullmatch(path):
        selectors = [quad.object for quad in store.database.quads_for_pattern(node, _SELECTOR, None)]
        quads = (
            quad
            for subject in (node, *(one for one in selectors if isinstance(one, ox.NamedNode)))
            for quad in store.database.quads_for_pattern(subject, None, None)
        )
    else:
        quads = store.database.quads_for_pattern(node, None, None)
    found = {quad.triple for quad in islice(quads, most + 1)}
    if not found:
        raise MissingError(f"The store says nothing of {node.value}")
    if len(found) > most:
        raise TooLargeError(f"{node.value} has more than {most} triples; ask for them in parts at /sparql")
    return sorted(found, key=str)


def ontology_triples(store: Store) -> list[ox.Triple]:
    """Return what the store says of the ontology's classes and properties, sorted."""
    graphs = [name for name in store.graphs() if is_vocabulary_graph(name)]
    start = rol().removesuffix("#")
    found = {
        quad.triple
        for name in graphs
        for quad in store.graph(name)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(start)
    }
    return sorted(found, key=str)
