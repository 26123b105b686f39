"""Statements to quads: one named graph a report, and the two graphs derived from all of them."""

from fazhi.triples.claims import Gathering
from fazhi.triples.derived import Area, Background, Claim, Held, derived, derived_graph, derived_parts
from fazhi.triples.facts import Adopted, Facts, Iris
from fazhi.triples.report import Written, graph_name, quads, written
from fazhi.triples.terms import terms
from fazhi.triples.things import things, things_graph
from fazhi.triples.writer import Quad

__all__ = [
    "Adopted",
    "Area",
    "Background",
    "Claim",
    "Facts",
    "Gathering",
    "Held",
    "Iris",
    "Quad",
    "Written",
    "derived",
    "derived_graph",
    "derived_parts",
    "graph_name",
    "quads",
    "terms",
    "things",
    "things_graph",
    "written",
]
