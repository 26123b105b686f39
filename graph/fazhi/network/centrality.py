"""Who stands in the middle of a network."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Centrality:
    """One node's position.

    - ``degree`` how many it is joined to; ``strength`` the sum of its weights (Barrat and others 2004);
    - ``betweenness`` the share of shortest paths through it (Freeman 1977), on distances 1/weight;
    - ``closeness`` the inverse of its mean distance, scaled by the part that it reaches (Wasserman and
      Faust 1994), on the same distances;
    - ``core`` the largest k of a k-core that it is in (Seidman 1983).
    """

    node: str
    degree: int
    strength: float
    betweenness: float
    closeness: float
    core: int


def centrality(graph: nx.Graph[str], *, weight: str = "weight") -> tuple[Centrality, ...]:
    """Return the centralities of all nodes, the strongest first; all by networkx.

    A shared practice makes two places near, so a distance is 1/weight: Opsahl, Agneessens and Skvoretz (2010), α = 1.
    """
    far: nx.Graph[str] = nx.Graph()
    far.add_nodes_from(sorted(graph.nodes))
    far.add_weighted_edges_from((a, b, 1 / data.get(weight, 1)) for a, b, data in graph.edges(data=True))
    between = nx.betweenness_centrality(far, weight="weight")
    close = nx.closeness_centrality(far, distance="weight")
    core = nx.core_number(far)
    found = [
        Centrality(
            node, graph.degree(node), float(graph.degree(node, weight=weight)), between[node], close[node], core[node]
        )
        for node in far
    ]
    return tuple(sorted(found, key=lambda one: (-one.strength, one.node)))
