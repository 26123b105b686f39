"""Where each node stands: computed here, once, so that every reader sees the same picture.

Nodes stand on the cells of a lattice, so that nothing can overlap. Few places stand on an ellipse,
what they share inside it and what each has alone outside beside it; many places stand in communities
of those that share most, one apart from the other.
"""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np

from fazhi.network import AdoptionEdge, Graph, edges_of, nodes_of, similarity
from fazhi.rendering.communities import NEAREST, spread
from fazhi.rendering.seats import CELL, Point, Points, disc, lattice, nearest_cells, norm, seated

RING_LIMIT = 12
"""More places than this do not fit around an ellipse."""


def positions(graph: Graph) -> dict[str, tuple[float, float]]:
    """Return the place of every node in CSS pixels at zoom 1, around (0, 0), y downwards."""
    holders = _holders(graph)
    places = nodes_of(graph, "place")
    if len(places) > RING_LIMIT or not places:
        found = spread(places, similarity(graph, nearest=NEAREST), holders)
    else:
        found = _ringed(graph, places, holders)
    return {node: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in found.items()}


def _holders(graph: Graph) -> dict[str, list[str]]:
    """For each node that is no place, the places that it hangs on."""
    found: dict[str, set[str]] = {node: set() for node in nodes_of(graph, "practice", "institution", "law")}
    for edge in edges_of(graph):
        found[edge.practice if isinstance(edge, AdoptionEdge) else edge.ends[0]].add(edge.place)
    return {node: sorted(places) for node, places in found.items()}


def _ringed(graph: Graph, places: list[str], holders: dict[str, list[str]]) -> dict[str, Point]:
    order = _around(places, similarity(graph))
    practices = nodes_of(graph, "practice")
    shared = [node for node in practices if len(holders[node]) > 1]
    own = [node for node in practices if len(holders[node]) <= 1]
    others = sorted(set(holders) - set(practices))
    inner = disc(max(len(shared), 1), 1.06)
    # One cell of air between the ring and what it encloses, so that lines part before the first label.
    radii = np.abs(inner).max(axis=0) + CELL * [0.8, 1.4] if shared else CELL * [1.2, 1.4]
    anchors = dict(zip(order, _ellipse(len(order), radii), strict=True))
    found = dict(anchors)
    found |= seated(shared, _wishes(shared, holders, anchors, 0.8), inner)
    outer = _outside(len(own), radii, list(anchors.values()))
    found |= seated(own, _wishes(own, holders, anchors, 1.45), outer)
    gaps = _gaps(len(others), np.array(list(found.values())), list(anchors.values()))
    return found | seated(others, _beside(graph, others, found), gaps)


def _around(places: list[str], alike: dict[tuple[str, str], float]) -> list[str]:
    """Order places on the ring so that those that share most are neighbours."""

    def likeness(a: str, b: str) -> float:
        return alike.get((min(a, b), max(a, b)), 0.0)

    if len(places) <= 7:
        first, *rest = places
        rings = ([first, *order] for order in permutations(rest))
        return max(rings, key=lambda ring: round(sum(map(likeness, ring, [*ring[1:], ring[0]])), 9))
    ring, left = [places[0]], places[1:]
    while left:
        ring.append(max(left, key=lambda place: likeness(ring[-1], place)))
        left.remove(ring[-1])
    return ring


def _ellipse(number: int, radii: Point) -> list[Point]:
    """Points at even angles: one stands in the middle, two face each other, four take the corners."""
    if number == 1:
        return [np.zeros(2)]
    start = -math.pi / 2 + (math.pi / number if number % 2 == 0 else 0)
    angles = [start + 2 * math.pi * step / number for step in range(number)]
    return [radii * [math.cos(angle), math.sin(angle)] for angle in angles]


def _outside(number: int, radii: Point, anchors: list[Point]) -> Points:
    """Cells beyond the ellipse, clear of the places on it, enough for ``number`` nodes and a choice."""
    wanted = 2 * number + 12
    extent = radii / CELL + math.ceil(math.sqrt(wanted)) + 3
    cells = lattice(math.ceil(extent[0]), math.ceil(2 * extent[1]))
    keep = norm(cells, radii + CELL * [0.5, 0.9]) > 1
    for anchor in anchors:
        keep &= (np.abs(cells - anchor) > CELL * [1.05, 1.25]).any(axis=1)
    cells = cells[keep]
    return nearest_cells(cells, norm(cells, radii), wanted)


def _gaps(number: int, taken: Points, anchors: list[Point]) -> Points:
    """Cells of the same lattice moved by half a cell: between practices, clear of marks and labels.

    So institutions and laws stand beside what they belong to and need no room of their own.
    """
    extent = np.abs(taken).max(axis=0) + CELL * (math.ceil(math.sqrt(number)) + 2)
    columns, rows = np.ceil(extent / CELL)
    cells = lattice(int(columns), int(rows)) + CELL * [0.5, 0.0]
    keep = np.ones(len(cells), dtype=bool)
    for anchor in anchors:
        keep &= (np.abs(cells - anchor) > CELL * [0.7, 0.8]).any(axis=1)
    cells = cells[keep]
    return nearest_cells(cells, norm(cells, extent), 4 * number + len(taken))


def _beside(graph: Graph, nodes: list[str], found: dict[str, Point]) -> Points:
    """Amid what each node is joined to."""
    ends = ([found[end] for end in graph.successors(node)] or [np.zeros(2)] for node in nodes)
    return np.array([np.mean(points, axis=0) for points in ends], dtype=np.float64).reshape(-1, 2)


def _wishes(nodes: list[str], holders: dict[str, list[str]], anchors: dict[str, Point], outward: float) -> Points:
    """Where each node would stand if it had the page to itself: amid its places, drawn ``outward``."""
    wishes = [
        np.mean([anchors[place] for place in holders[node]], axis=0) * outward if holders[node] else np.zeros(2)
        for node in nodes
    ]
    return np.array(wishes, dtype=np.float64).reshape(-1, 2)
