"""Cells to stand on: a brick lattice, each cell wide enough for a label of two lines.

Which node gets which cell is the assignment with the least sum of squared distances to where the node
would like to be.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

CELL = np.array([120.0, 60.0])
"""Width and height of a cell, in CSS pixels at zoom 1."""
OPTIMAL_LIMIT = 1200
"""Up to here the optimal assignment takes under two seconds; beyond, the plane is halved instead."""
ASPECT = 1.05

Point: TypeAlias = NDArray[np.float64]
Points: TypeAlias = NDArray[np.float64]


def lattice(columns: int, rows: int) -> Points:
    x, y = np.meshgrid(np.arange(-columns, columns + 1), np.arange(-rows, rows + 1))
    return np.asarray(np.column_stack([(x + 0.5 * (y % 2)).ravel(), y.ravel()]) * CELL, dtype=np.float64)


def norm(cells: Points, radii: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.hypot(cells[:, 0] / radii[0], cells[:, 1] / radii[1]), dtype=np.float64)


def nearest_cells(cells: Points, distance: NDArray[np.float64], number: int) -> Points:
    order = np.lexsort((cells[:, 0], cells[:, 1], np.round(distance, 6)))
    return np.asarray(cells[order[:number]], dtype=np.float64)


def disc(number: int, slack: float) -> Points:
    """The ``number`` cells nearest to the middle of an ellipse, and some to spare."""
    number = max(number, math.ceil(number * slack))
    side = math.ceil(math.sqrt(number)) + 2
    cells = lattice(side, 2 * side)
    return nearest_cells(cells, norm(cells, np.array([ASPECT, 1.0])), number)


def seated(nodes: list[str], wishes: Points, cells: Points) -> dict[str, NDArray[np.float64]]:
    if not nodes:
        return {}
    if len(nodes) <= OPTIMAL_LIMIT:
        # Imported late: scipy takes a third of a second to load.
        from scipy.optimize import linear_sum_assignment
        from scipy.spatial.distance import cdist

        rows, columns = linear_sum_assignment(cdist(wishes, cells, "sqeuclidean"))
        return {nodes[row]: cells[column] for row, column in zip(rows, columns, strict=True)}
    nearest = (
        cells if len(cells) == len(nodes) else nearest_cells(cells, norm(cells, np.array([ASPECT, 1.0])), len(nodes))
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
