"""From rows of the store to a networkx graph, and what can be counted on it."""

from fazhi.network.graphs import (
    Graph,
    adoptions,
    edges_of,
    graph_of,
    nodes_of,
    record_of,
    select,
    shared_counts,
    similarity,
)
from fazhi.network.loading import Queryable, load
from fazhi.network.records import (
    AdoptionEdge,
    CitationEdge,
    Edge,
    InstitutionNode,
    LawNode,
    Node,
    ParticipationEdge,
    Passage,
    PlaceNode,
    PracticeNode,
    Row,
    TopConcept,
)

__all__ = [
    "AdoptionEdge",
    "CitationEdge",
    "Edge",
    "Graph",
    "InstitutionNode",
    "LawNode",
    "Node",
    "ParticipationEdge",
    "Passage",
    "PlaceNode",
    "PracticeNode",
    "Queryable",
    "Row",
    "TopConcept",
    "adoptions",
    "edges_of",
    "graph_of",
    "load",
    "nodes_of",
    "record_of",
    "select",
    "shared_counts",
    "similarity",
]
