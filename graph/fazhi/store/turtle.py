"""Turtle files to quads of a named graph; blank nodes become IRIs, for they have no one spelling."""

from __future__ import annotations

import pyoxigraph as ox

from fazhi.errors import VocabularyError


def parse_turtle(turtle: str, graph: str, name: str) -> set[ox.Quad]:
    """Return what a Turtle text says as quads of ``graph``.

    Each blank node becomes ``{graph}/genid-{label}`` with the label of the standard canonicalisation
    (RDFC-1.0), which follows from what is said of it. Raises VocabularyError, with line and column,
    where ``name`` is not Turtle.
    """
    into = ox.NamedNode(graph)
    try:
        triples = list(ox.parse(turtle.encode(), ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise VocabularyError(f"{name} is no well-formed Turtle: {' '.join(str(error).split())}") from error
    quads = {ox.Quad(triple.subject, triple.predicate, triple.object, into) for triple in triples}
    blank = (term for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.BlankNode))
    return _canonical(quads, graph) if next(blank, None) else quads


def _canonical(quads: set[ox.Quad], graph: str) -> set[ox.Quad]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {
        ox.Quad(_node(quad.subject, graph), quad.predicate, _term(quad.object, graph), quad.graph_name)
        for quad in dataset
    }


def _node(term: ox.NamedNode | ox.BlankNode | ox.Triple, graph: str) -> ox.NamedNode:
    if isinstance(term, ox.BlankNode):
        return ox.NamedNode(f"{graph}/genid-{term.value}")
    if isinstance(term, ox.NamedNode):
        return term
    raise VocabularyError(f"The statement about a statement {term} cannot be kept; say it of a node")


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, graph: str) -> ox.NamedNode | ox.Literal:
    return term if isinstance(term, ox.Literal) else _node(term, graph)
