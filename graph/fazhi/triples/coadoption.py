"""Practices that run in the same places: a sparse product with a threshold and a cap.

All pairs of a nation's practices would be some hundred million, nearly all of them by chance or
trivial. A pair is kept where at least ``LEAST`` places run both and where it is among the ``MOST``
strongest pairs of one of the two, by Jaccard index or by number of places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

LEAST = 2
"""Pairs that fewer places share are left out."""
MOST = 20
"""How many pairs of each practice are kept by either measure."""
_BLOCK = 512
"""Practices multiplied at once: the product of a block, not of all, is in memory."""
Numbers = npt.NDArray[np.int64]


class Together(NamedTuple):
    """Two practices by their ranks, the number of places that run both, and the Jaccard index."""

    first: int
    second: int
    places: int
    jaccard: float


def together(place: Numbers, practice: Numbers, *, least: int = LEAST, most: int = MOST) -> list[Together]:
    """Return the pairs of practices that run together, by their ranks.

    ``place`` and ``practice`` are parallel ranks, each pair of them once. The work is the sum over
    all places of the square of their practices, and does not grow with the square of all practices.
    """
    if not len(place):
        return []
    running = np.bincount(practice)
    common = np.flatnonzero(running >= least)
    column = np.full(len(running), -1, dtype=np.int64)
    column[common] = np.arange(len(common))
    kept = column[practice] >= 0
    ones = np.ones(int(kept.sum()), dtype=np.int32)
    shape = (int(place.max()) + 1, len(common))
    by_place = sparse.csr_matrix((ones, (place[kept], column[practice[kept]])), shape=shape)
    by_practice = by_place.T.tocsr()
    found: dict[tuple[int, int], Together] = {}
    for start in range(0, len(common), _BLOCK):
        product = (by_practice[start : start + _BLOCK] @ by_place).tocsr()
        for pair in _strongest(product, start, running[common], least, most):
            key = (int(common[min(pair[:2])]), int(common[max(pair[:2])]))
            found[key] = Together(*key, pair.places, pair.jaccard)
    return [found[key] for key in sorted(found)]


def _strongest(product: sparse.csr_matrix, start: int, running: Numbers, least: int, most: int) -> Iterator[Together]:
    """Yield for each practice of a block its strongest pairs, ties broken by rank."""
    for row in range(product.shape[0]):
        first = start + row
        others = product.indices[product.indptr[row] : product.indptr[row + 1]].astype(np.int64)
        places = product.data[product.indptr[row] : product.indptr[row + 1]].astype(np.int64)
        kept = (others != first) & (places >= least)
        others, places = others[kept], places[kept]
        jaccard = places / (running[first] + running[others] - places)
        best = set(np.lexsort((others, -places, -jaccard))[:most]) | set(np.lexsort((others, -jaccard, -places))[:most])
        for index in sorted(best):
            yield Together(first, int(others[index]), int(places[index]), float(jaccard[index]))
