"""The edges of a weighted network that are more than chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from fazhi.errors import UsageError
from fazhi.network.likeness import Likeness


@dataclass(frozen=True, slots=True)
class BackboneEdge:
    """An edge, its weight and how likely so large a share of an end's strength is by chance; ``a`` < ``b``."""

    a: str
    b: str
    weight: float
    alpha: float


def disparity(graph: nx.Graph[str], *, weight: str = "weight") -> tuple[BackboneEdge, ...]:
    """Return all edges of ``graph`` with their disparity.

    Of a node with k edges and strength s, an edge of weight w has α = (1 − w/s)^(k−1); an edge takes the
    smaller α of its two ends, and an end with one edge says nothing (α = 1). Serrano, Boguñá and
    Vespignani (2009), Extracting the multiscale backbone of complex weighted networks, PNAS 106.
    Raises UsageError for a weight that is not above 0.
    """
    strength = dict(graph.degree(weight=weight))
    found = []
    for a, b, data in graph.edges(data=True):
        value = data.get(weight)
        if not value or value < 0:
            raise UsageError(
                f"The edge {a!r}–{b!r} has the weight {value!r}; the disparity filter needs weights above 0"
            )
        alpha = min(
            (1 - value / strength[end]) ** (graph.degree(end) - 1) if graph.degree(end) > 1 else 1.0 for end in (a, b)
        )
        found.append(BackboneEdge(min(a, b), max(a, b), float(value), float(alpha)))
    return tuple(sorted(found, key=lambda edge: (edge.a, edge.b)))


def disparity_backbone(graph: nx.Graph[str], *, alpha: float = 0.05, weight: str = "weight") -> nx.Graph[str]:
    """Return ``graph`` with only the edges whose disparity is below ``alpha``; every node stays."""
    kept = [edge for edge in disparity(graph, weight=weight) if edge.alpha < alpha]
    return _of(graph.nodes, ((edge.a, edge.b, edge.weight) for edge in kept), weight)


def validated_backbone(pairs: Iterable[Likeness], *, q: float = 0.05, nodes: Iterable[str] = ()) -> nx.Graph[str]:
    """Return the statistically validated network: an edge where two share more than chance at ``q``.

    ``weight`` is the shared number. Tumminello and others (2011), with the false discovery rate for the
    correction as they do. ``nodes`` adds nodes without an edge.
    """
    return _of(nodes, ((pair.a, pair.b, pair.shared) for pair in pairs if pair.q < q), "weight")


def _of(nodes: Iterable[str], edges: Iterable[tuple[str, str, float]], weight: str) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from(edges, weight=weight)
    return graph
