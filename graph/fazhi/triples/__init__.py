"""Statements to quads: one named graph a report, and the two graphs derived from all of them."""

from fazhi.triples.derived import Area, Background, Claim, Held, derived, derived_graph
from fazhi.triples.report import graph_name, quads
from fazhi.triples.terms import terms
from fazhi.triples.things import things, things_graph
from fazhi.triples.writer import Quad

__all__ = [
    "Area",
    "Background",
    "Claim",
    "Held",
    "Quad",
    "derived",
    "derived_graph",
    "graph_name",
    "quads",
    "terms",
    "things",
    "things_graph",
]
