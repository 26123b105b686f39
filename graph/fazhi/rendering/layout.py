"""Where each node stands: computed here, once, so that every reader sees the same picture.

Nodes stand on the cells of a brick lattice, each cell wide enough for a label of two lines: nothing
can overlap. Few places stand on an ellipse, what they share inside it and what each has alone
outside beside it; many places are spread by what they share. Which node gets which cell is the
assignment with the least sum of squared distances to where the node would like to be.
"""

from __future__ import annotations

import math
from itertools import permutations
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from fazhi.network import AdoptionEdge, Graph, edges_of, nodes_of, similarity

CELL = np.array([120.0, 60.0])
"""Width and height of a cell, in CSS pixels at zoom 1."""
RING_LIMIT = 12
"""More places than this do not fit around an ellipse."""
OPTIMAL_LIMIT = 1200
"""Up to here the optimal assignment takes under two seconds; beyond, the plane is halved instead."""
ASPECT = 1.05
NEAREST = 8
"""Of many places, each is drawn to so many most similar ones; more would make one lump of all."""

Points: TypeAlias = NDArray[np.float64]


def positions(graph: Graph) -> dict[str, tuple[float, float]]:
    """Return the place of every node in CSS pixels at zoom 1, around (0, 0), y downwards."""
    holders = _holders(graph)
    places = nodes_of(graph, "place")
    if len(places) > RING_LIMIT or not places:
        found = _spread(graph, places, holders)
    else:
        found = _ringed(graph, places, holders)
    return {node: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in found.items()}


def _holders(graph: Graph) -> dict[str, list[str]]:
    """For each node that is no place, the places that it hangs on."""
    found: dict[str, set[str]] = {node: set() for node in nodes_of(graph, "practice", "institution", "law")}
    for edge in edges_of(graph):
        found[edge.practice if isinstance(edge, AdoptionEdge) else edge.ends[0]].add(edge.place)
    return {node: sorted(places) for node, places in found.items()}


def _ringed(graph: Graph, places: list[str], holders: dict[str, list[str]]) -> dict[str, NDArray[np.float64]]:
    order = _around(places, similarity(graph))
    practices = nodes_of(graph, "practice")
    shared = [node for node in practices if len(holders[node]) > 1]
    own = [node for node in practices if len(holders[node]) <= 1]
    others = sorted(set(holders) - set(practices))
    inner = _disc(max(len(shared), 1), 1.06)
    # One cell of air between the ring and what it encloses, so that lines part before the first label.
    radii = np.abs(inner).max(axis=0) + CELL * [0.8, 1.4] if shared else CELL * [1.2, 1.4]
    anchors = dict(zip(order, _ellipse(len(order), radii), strict=True))
    found = dict(anchors)
    found |= _seated(shared, _wishes(shared, holders, anchors, 0.8), inner)
    outer = _outside(len(own), radii, list(anchors.values()))
    found |= _seated(own, _wishes(own, holders, anchors, 1.45), outer)
    gaps = _gaps(len(others), np.array(list(found.values())), list(anchors.values()))
    return found | _seated(others, _beside(graph, others, found), gaps)


def _spread(graph: Graph, places: list[str], holders: dict[str, list[str]]) -> dict[str, NDArray[np.float64]]:
    nodes = sorted(graph)
    cells = _disc(max(len(nodes), 1), 1.0)
    reach = np.abs(cells).max(axis=0) if len(cells) else CELL
    alike: nx.Graph[str] = nx.Graph()
    alike.add_nodes_from(places)
    alike.add_weighted_edges_from((a, b, weight) for (a, b), weight in similarity(graph, nearest=NEAREST).items())
    spring = nx.spring_layout(alike, seed=1, iterations=60 if len(places) < 300 else 20) if places else {}
    anchors = {place: np.asarray(spring[place]) * reach * 0.8 for place in places}
    wishes = np.vstack(
        [anchors[node] if node in anchors else _wishes([node], holders, anchors, 1.0)[0] for node in nodes]
        or [np.zeros((0, 2))]
    )
    return _seated(nodes, wishes, cells)


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


def _ellipse(number: int, radii: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Points at even angles: one stands in the middle, two face each other, four take the corners."""
    if number == 1:
        return [np.zeros(2)]
    start = -math.pi / 2 + (math.pi / number if number % 2 == 0 else 0)
    angles = [start + 2 * math.pi * step / number for step in range(number)]
    return [radii * [math.cos(angle), math.sin(angle)] for angle in angles]


def _lattice(columns: int, rows: int) -> Points:
    x, y = np.meshgrid(np.arange(-columns, columns + 1), np.arange(-rows, rows + 1))
    return np.asarray(np.column_stack([(x + 0.5 * (y % 2)).ravel(), y.ravel()]) * CELL, dtype=np.float64)


def _norm(cells: Points, radii: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.hypot(cells[:, 0] / radii[0], cells[:, 1] / radii[1]), dtype=np.float64)


def _nearest_cells(cells: Points, distance: NDArray[np.float64], number: int) -> Points:
    order = np.lexsort((cells[:, 0], cells[:, 1], np.round(distance, 6)))
    return np.asarray(cells[order[:number]], dtype=np.float64)


def _disc(number: int, slack: float) -> Points:
    """The ``number`` cells nearest to the middle of an ellipse, and some to spare."""
    number = max(number, math.ceil(number * slack))
    side = math.ceil(math.sqrt(number)) + 2
    cells = _lattice(side, 2 * side)
    return _nearest_cells(cells, _norm(cells, np.array([ASPECT, 1.0])), number)


def _outside(number: int, radii: NDArray[np.float64], anchors: list[NDArray[np.float64]]) -> Points:
    """Cells beyond the ellipse, clear of the places on it, enough for ``number`` nodes and a choice."""
    wanted = 2 * number + 12
    extent = radii / CELL + math.ceil(math.sqrt(wanted)) + 3
    cells = _lattice(math.ceil(extent[0]), math.ceil(2 * extent[1]))
    keep = _norm(cells, radii + CELL * [0.5, 0.9]) > 1
    for anchor in anchors:
        keep &= (np.abs(cells - anchor) > CELL * [1.05, 1.25]).any(axis=1)
    cells = cells[keep]
    return _nearest_cells(cells, _norm(cells, radii), wanted)


def _gaps(number: int, taken: Points, anchors: list[NDArray[np.float64]]) -> Points:
    """Cells of the same lattice moved by half a cell: between practices, clear of marks and labels.

    So institutions and laws stand beside what they belong to and need no room of their own.
    """
    extent = np.abs(taken).max(axis=0) + CELL * (math.ceil(math.sqrt(number)) + 2)
    columns, rows = np.ceil(extent / CELL)
    cells = _lattice(int(columns), int(rows)) + CELL * [0.5, 0.0]
    keep = np.ones(len(cells), dtype=bool)
    for anchor in anchors:
        keep &= (np.abs(cells - anchor) > CELL * [0.7, 0.8]).any(axis=1)
    cells = cells[keep]
    return _nearest_cells(cells, _norm(cells, extent), 4 * number + len(taken))


def _beside(graph: Graph, nodes: list[str], found: dict[str, NDArray[np.float64]]) -> Points:
    """Amid what each node is joined to."""
    ends = ([found[end] for end in graph.successors(node)] or [np.zeros(2)] for node in nodes)
    return np.array([np.mean(points, axis=0) for points in ends], dtype=np.float64).reshape(-1, 2)


def _wishes(
    nodes: list[str], holders: dict[str, list[str]], anchors: dict[str, NDArray[np.float64]], outward: float
) -> Points:
    """Where each node would stand if it had the page to itself: amid its places, drawn ``outward``."""
    wishes = [
        np.mean([anchors[place] for place in holders[node]], axis=0) * outward if holders[node] else np.zeros(2)
        for node in nodes
    ]
    return np.array(wishes, dtype=np.float64).reshape(-1, 2)


def _seated(nodes: list[str], wishes: Points, cells: Points) -> dict[str, NDArray[np.float64]]:
    if not nodes:
        return {}
    if len(nodes) <= OPTIMAL_LIMIT:
        # Imported late: scipy takes a third of a second to load.
        from scipy.optimize import linear_sum_assignment
        from scipy.spatial.distance import cdist

        rows, columns = linear_sum_assignment(cdist(wishes, cells, "sqeuclidean"))
        return {nodes[row]: cells[column] for row, column in zip(rows, columns, strict=True)}
    nearest = (
        cells if len(cells) == len(nodes) else _nearest_cells(cells, _norm(cells, np.array([ASPECT, 1.0])), len(nodes))
    )
    seats = _halved(wishes, nearest)
    return {node: seats[number] for number, node in enumerate(nodes)}


def _halved(wishes: Points, cells: Points) -> Points:
    """Give each wish a cell by halving both along the longer side until one is left."""
    seats = np.empty_like(wishes)
    pending = [(np.arange(len(wishes)), np.arange(len(cells)))]
    while pending:
        who, where = pending.pop()
        if len(who) == 1:
            seats[who[0]] = cells[where[0]]
            continue
        axis = int(np.ptp(cells[where], axis=0).argmax())
        who = who[np.lexsort((who, wishes[who][:, 1 - axis], wishes[who][:, axis]))]
        where = where[np.lexsort((where, cells[where][:, 1 - axis], cells[where][:, axis]))]
        half = len(who) // 2
        pending += [(who[:half], where[:half]), (who[half:], where[half:])]
    return seats
