"""The places most like each place, row by row, so that forty thousand places fit into memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from fazhi.errors import UsageError
from fazhi.network.graphs import CLAIMS, Graph
from fazhi.network.incidence import Incidence, Integers, places_practices

_BLOCK = 512
"""Rows multiplied at once: a block of shared counts of 40,000 places takes some hundred megabytes."""


def jaccard_rows(data: Incidence, *, nearest: int | None = None) -> Iterator[tuple[int, Integers, list[float]]]:
    """Yield each row's number, the numbers of rows that share a column with it and their Jaccard index.

    The most alike come first, of equals the first by number; with ``nearest`` only so many of them.
    """
    sizes = data.row_degrees
    for start in range(0, len(data.rows), _BLOCK):
        common = (data.matrix[start : start + _BLOCK] @ data.matrix.T).tocsr()
        for row in range(common.shape[0]):
            span = slice(common.indptr[row], common.indptr[row + 1])
            others, counts = common.indices[span].astype(np.int64), common.data[span]
            apart = others != start + row
            others, counts = others[apart], counts[apart]
            indices = counts / (sizes[start + row] + sizes[others] - counts)
            best = _best(indices, others, nearest)
            yield start + row, others[best], indices[best].tolist()


def _best(indices: np.ndarray[tuple[int], np.dtype[np.float64]], others: Integers, nearest: int | None) -> Integers:
    if nearest is not None and nearest < len(indices):
        # Sorting all of 40,000 for the first ten would take most of the time.
        least = np.partition(indices, len(indices) - nearest)[len(indices) - nearest]
        among = np.flatnonzero(indices >= least)
        return among[np.lexsort((others[among], -indices[among]))][:nearest]
    return np.lexsort((others, -indices))


def similarity(graph: Graph, *, of: str = "place", nearest: int | None = None) -> dict[tuple[str, str], float]:
    """Return the Jaccard index of the claimed practices of each two places that share at least one.

    With ``of="practice"``, of the places of each two practices. Keys are sorted pairs of identifiers; values
    lie in 0–1. With ``nearest``, only pairs in which one is among so many most similar to the other.
    Raises UsageError for another kind.
    """
    if of not in ("place", "practice"):
        raise UsageError(f"Nodes of kind {of!r} are not compared; say of='place' or of='practice'")
    data = places_practices(graph, statuses=CLAIMS)
    data = data if of == "place" else data.transposed
    found: dict[tuple[str, str], float] = {}
    for row, others, indices in jaccard_rows(data, nearest=nearest):
        for other, index in zip(others.tolist(), indices, strict=True):
            pair = sorted((data.rows[row], data.rows[other]))
            found[pair[0], pair[1]] = index
    return dict(sorted(found.items()))
