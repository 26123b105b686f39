"""Many places: each community of those that share most on a disc of its own, what all share amid them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

import networkx as nx
import numpy as np

from fazhi.rendering.seats import CELL, Point, Points, disc, seated

NEAREST = 8
"""Of many places, each is drawn to so many most similar ones; more would make one lump of all."""
AIR = (0.4, 2.0)
"""Least and most empty room between two communities, in cells: the more nodes, the farther out the eye."""
CROWD = 400
"""Nodes from which on communities stand farthest apart."""
HOME = 0.5
"""A practice stands with a community that holds more than this share of its places, else amid all."""
SMALLEST = 3
"""A community of fewer places is no group to look at; such places stand together."""

Holders: TypeAlias = dict[str, list[str]]


def spread(places: list[str], alike: dict[tuple[str, str], float], holders: Holders) -> dict[str, Point]:
    """Return the point of every node; ``holders`` are the places of each node that is no place.

    ``alike`` are weights of pairs of places, best only those of each place with its NEAREST.
    """
    groups = communities(places, alike)
    home = {place: number for number, group in enumerate(groups) for place in group}
    members: list[list[str]] = [[*group] for group in groups]
    amid: list[str] = []
    for node in sorted(holders):
        number = _home(holders[node], home)
        (amid if number is None else members[number]).append(node)
    discs = [disc(len(group), 1.0) for group in members]
    middle = disc(len(amid), 1.0) if amid else np.zeros((0, 2))
    centres = packed(
        [_radius(cells) for cells in discs],
        _radius(middle),
        _wished(groups, alike, home),
        _air(len(home) + len(holders)),
    )
    found: dict[str, Point] = {}
    for group, inner, cells, centre in zip(groups, members, discs, centres, strict=True):
        found |= _settled(group, inner, cells, centre, alike, holders)
    wishes = [np.mean([found[place] for place in holders[node]] or [np.zeros(2)], axis=0) for node in amid]
    return found | seated(amid, np.array(wishes).reshape(-1, 2), middle)


def communities(nodes: list[str], alike: dict[tuple[str, str], float]) -> list[list[str]]:
    """Return communities of ``nodes`` by the Louvain method, the largest first; the loose ones come last.

    Blondel and others (2008), Fast unfolding of communities in large networks.
    """
    number = {node: index for index, node in enumerate(nodes)}
    # Numbers in place of names: sets of strings have another order in each process.
    net: nx.Graph[int] = nx.Graph()
    net.add_nodes_from(range(len(nodes)))
    net.add_weighted_edges_from((number[a], number[b], weight) for (a, b), weight in alike.items())
    found = [sorted(group) for group in nx.community.louvain_communities(net, seed=1)] if len(net) else []
    groups = sorted((group for group in found if len(group) >= SMALLEST), key=lambda group: (-len(group), group))
    loose = sorted(node for group in found if len(group) < SMALLEST for node in group)
    return [[nodes[index] for index in group] for group in [*groups, loose] if group]


def packed(radii: list[float], middle: float, wishes: Points, air: float) -> list[Point]:
    """Return centres of discs at least ``air`` apart, each near where it wishes, around one in the middle."""
    taken: list[tuple[Point, float]] = [(np.zeros(2), middle)] if middle else []
    centres: dict[int, Point] = {}
    for number in sorted(range(len(radii)), key=lambda index: (-radii[index], index)):
        centre = _free(wishes[number], radii[number], taken, air)
        centres[number] = centre
        taken.append((centre, radii[number]))
    return [centres[number] for number in range(len(radii))]


def _free(wish: Point, radius: float, taken: list[tuple[Point, float]], air: float) -> Point:
    """The point nearest to the middle, in about the wished direction, where a disc meets no other."""
    direction = math.atan2(float(wish[1]), float(wish[0]))
    distance = 0.0
    while True:
        for turn in (0.0, 0.15, -0.15, 0.3, -0.3, 0.5, -0.5, 0.8, -0.8, 1.2, -1.2):
            point = distance * np.array([math.cos(direction + turn), math.sin(direction + turn)])
            if all(math.dist(point, other) >= radius + size + air for other, size in taken):
                # On the lattice of all: two rows down, so that bricks stay bricks.
                return np.asarray(np.round(point / (CELL * [1, 2])) * CELL * [1, 2], dtype=np.float64)
        distance += CELL[0] / 4


def _air(nodes: int) -> float:
    return float(CELL[0] * (AIR[0] + (AIR[1] - AIR[0]) * min(1.0, nodes / CROWD)))


def _home(places: list[str], home: dict[str, int]) -> int | None:
    if not places:
        return None
    number, most = min(Counter(home[place] for place in places).items(), key=lambda item: (-item[1], item[0]))
    return number if most > HOME * len(places) else None


def _radius(cells: Points) -> float:
    return float(np.hypot(cells[:, 0], cells[:, 1]).max() + CELL[0] / 2) if len(cells) else 0.0


def _wished(groups: list[list[str]], alike: dict[tuple[str, str], float], home: dict[str, int]) -> Points:
    """Where communities would stand by what they share with one another."""
    net: nx.Graph[int] = nx.Graph()
    net.add_nodes_from(range(len(groups)))
    for (a, b), weight in alike.items():
        if home[a] != home[b]:
            before = net.get_edge_data(home[a], home[b], {"weight": 0.0})["weight"]
            net.add_edge(home[a], home[b], weight=before + weight)
    return _sprung(net, range(len(groups)))


def _sprung(net: nx.Graph[int], nodes: Iterable[int]) -> Points:
    steps = 60 if len(net) < 300 else 20
    found = nx.spring_layout(net, seed=1, iterations=steps) if len(net) else {}
    return np.array([found[node] for node in nodes], dtype=np.float64).reshape(-1, 2)


def _settled(
    places: list[str],
    members: list[str],
    cells: Points,
    centre: Point,
    alike: dict[tuple[str, str], float],
    holders: Holders,
) -> dict[str, Point]:
    """The seats of one community: places by what they share, the rest amid its places."""
    number = {place: index for index, place in enumerate(places)}
    net: nx.Graph[int] = nx.Graph()
    net.add_nodes_from(range(len(places)))
    net.add_weighted_edges_from(
        (number[a], number[b], weight) for (a, b), weight in alike.items() if a in number and b in number
    )
    reach = _radius(cells) * 0.8
    spots = dict(zip(places, _sprung(net, range(len(places))) * reach, strict=True))
    for node in members[len(places) :]:
        inside = [spots[place] for place in holders[node] if place in number]
        spots[node] = np.mean(inside or [np.zeros(2)], axis=0)
    wishes = np.array([spots[node] for node in members], dtype=np.float64).reshape(-1, 2)
    return {node: point + centre for node, point in seated(members, wishes, cells).items()}
