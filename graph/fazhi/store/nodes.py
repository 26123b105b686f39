"""Nodes of a store with what is said of them, as plain texts: for writing tables report by report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

import pyoxigraph as ox

from fazhi.namespaces import RDF
from fazhi.store.store import Store

Facts: TypeAlias = dict[str, list[str]]
"""Values by the local name of their property, each as it is spelt, sorted."""
_TYPE = ox.NamedNode(f"{RDF}type")


def nodes_of(store: Store, graph: str) -> dict[str, Facts]:
    """Return every node of one named graph with what that graph says of it."""
    nodes: dict[str, Facts] = defaultdict(lambda: defaultdict(list))
    for quad in store.graph(graph):
        nodes[spelt(quad.subject)][_local(quad.predicate.value)].append(spelt(quad.object))
    for facts in nodes.values():
        for values in facts.values():
            values.sort()
    return nodes


def said_of(store: Store, node: str, property_: str) -> list[tuple[str, str]]:
    """Return the values that any graph gives of one property, each with its language or ``""``, sorted."""
    quads = store.database.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(property_), None)
    return sorted({(spelt(quad.object), _language(quad.object)) for quad in quads})


def of_class(store: Store, class_: str) -> Iterator[str]:
    """Yield the nodes of a class, each once for every graph that says so, in no particular order."""
    for quad in store.database.quads_for_pattern(None, _TYPE, ox.NamedNode(class_)):
        yield spelt(quad.subject)


def spelt(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return a term without its marks: an IRI, a name of a blank node, a text; a triple as it is written."""
    return str(term) if isinstance(term, ox.Triple) else term.value


def _language(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return (term.language or "") if isinstance(term, ox.Literal) else ""


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
