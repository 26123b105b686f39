"""Practices that are found in the same places: which, how often, and where to draw them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from fazhi.network import Graph, adoptions, similarity
from fazhi.network.graphs import CLAIMS
from fazhi.rendering.communities import spread

MOST = 240
"""Practices of the drawing: the most widely shared ones; more names than this no screen holds."""
STRONGEST = 3
"""Partners of each practice that are drawn; with all, every practice is joined to every other."""


def together(graph: Graph, shared: dict[str, int], number: dict[str, int]) -> dict[str, list[Any]]:
    """Return ``pairs`` as [practice, practice, places with both, Jaccard index], and ``spots`` as [practice, x, y].

    Only practices of two places and more; each is joined to those that share most of its places.
    """
    wanted = set(sorted((node for node in shared if shared[node] > 1), key=lambda node: (-shared[node], node))[:MOST])
    holders: dict[str, set[str]] = defaultdict(set)
    for edge in adoptions(graph):
        if edge.status in CLAIMS and edge.practice in wanted:
            holders[edge.practice].add(edge.place)
    alike = {
        pair: index
        for pair, index in similarity(graph, of="practice", nearest=2 * STRONGEST).items()
        if wanted.issuperset(pair) and len(holders[pair[0]] & holders[pair[1]]) > 1
    }
    kept = _strongest(alike)
    spots = spread(sorted({node for pair in kept for node in pair}), kept, {})
    return {
        "pairs": [[number[a], number[b], len(holders[a] & holders[b]), round(i, 3)] for (a, b), i in kept.items()],
        "spots": [[number[node], round(float(x), 1), round(float(y), 1)] for node, (x, y) in spots.items()],
    }


def _strongest(alike: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Pairs of which one end counts the other among its strongest."""
    partners: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (a, b), index in alike.items():
        partners[a].append((-index, b))
        partners[b].append((-index, a))
    best = {node: {other for _, other in sorted(found)[:STRONGEST]} for node, found in partners.items()}
    return {(a, b): index for (a, b), index in alike.items() if b in best[a] or a in best[b]}
