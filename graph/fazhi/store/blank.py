"""Blank nodes of a user's file become IRIs: a graph with blank nodes has no one spelling."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox


def without_blank_nodes(triples: Iterable[ox.Triple], graph: str) -> set[ox.Quad]:
    """Return the triples as quads of ``graph``, each blank node as ``{graph}/genid-{label}``.

    Labels are those of the standard canonicalisation (RDFC-1.0), which follow from the content.
    """
    name = ox.NamedNode(graph)
    dataset = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
    if any(isinstance(term, ox.BlankNode) for quad in dataset for term in (quad.subject, quad.object)):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {ox.Quad(_node(quad.subject, graph), quad.predicate, _term(quad.object, graph), name) for quad in dataset}


def _node(term: ox.NamedNode | ox.BlankNode | ox.Triple, graph: str) -> ox.NamedNode:
    if isinstance(term, ox.BlankNode):
        return ox.NamedNode(f"{graph}/genid-{term.value}")
    if isinstance(term, ox.NamedNode):
        return term
    raise TypeError(f"Not an IRI or a blank node: {term}")


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, graph: str) -> ox.NamedNode | ox.Literal:
    return term if isinstance(term, ox.Literal) else _node(term, graph)
