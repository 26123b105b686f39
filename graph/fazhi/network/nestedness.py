"""Whether places with few practices hold a part of what places with many hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fazhi.errors import UsageError
from fazhi.network.incidence import Incidence, Integers, shared, sparse

_SAME = 1e-9
"""Deviations below it are rounding: all random matrices were as nested."""


@dataclass(frozen=True, slots=True)
class Nestedness:
    """NODF from 0 (none) to 100 (perfect): of the rows, the columns and the whole.

    ``mean`` and ``deviation`` are those of the whole in random matrices with the same row and column sums, ``z`` how
    far the real one lies from them, ``p`` the share of random ones at least as nested (the real one counted in);
    None without random ones, ``z`` also where they do not differ.
    """

    rows: float
    columns: float
    whole: float
    mean: float | None = None
    deviation: float | None = None
    z: float | None = None
    p: float | None = None


def nestedness(data: Incidence, *, randomisations: int = 0, seed: int = 0) -> Nestedness:
    """Return the nestedness of ``data`` by overlap and decreasing fill.

    Of two rows, the one with fewer entries has the share of its entries that the fuller one has too; two equally
    full rows count 0; the mean over all pairs, times 100. Almeida-Neto, Guimarães, Guimarães, Loyola and
    Ulrich (2008), A consistent metric for nestedness analysis in ecological systems, Oikos 117. Rows and
    columns without an entry are left out. The random matrices are those of ``randomised``.
    """
    rows, columns, whole = _nodf(data)
    if not randomisations:
        return Nestedness(rows, columns, whole)
    drawn = np.array([_nodf(one)[2] for one in randomised(data, count=randomisations, seed=seed)])
    deviation = float(drawn.std(ddof=1)) if randomisations > 1 else 0.0
    z = (whole - float(drawn.mean())) / deviation if deviation > _SAME else None
    p = (1 + int((drawn >= whole).sum())) / (1 + randomisations)
    return Nestedness(rows, columns, whole, float(drawn.mean()), deviation, z, p)


def _nodf(data: Incidence) -> tuple[float, float, float]:
    row_sum, row_pairs = _paired_overlap(data)
    column_sum, column_pairs = _paired_overlap(data.transposed)
    return (
        100 * row_sum / max(row_pairs, 1),
        100 * column_sum / max(column_pairs, 1),
        100 * (row_sum + column_sum) / max(row_pairs + column_pairs, 1),
    )


def _paired_overlap(data: Incidence) -> tuple[float, int]:
    degrees = data.row_degrees
    first, second, counts = shared(data)
    one, other = degrees[first], degrees[second]
    overlap = np.where(one != other, counts / np.minimum(one, other), 0.0)
    filled = int((degrees > 0).sum())
    return float(overlap.sum()), filled * (filled - 1) // 2


def randomised(data: Incidence, *, count: int, seed: int = 0) -> Iterator[Incidence]:
    """Yield ``count`` random matrices with the row and column sums of ``data``, the same for the same ``seed``.

    Two rows trade what only one of them has, in a chain of five trades a row between two matrices: the
    curveball of Strona, Nappo, Boccacci, Fattorini and San-Miguel-Ayanz (2014), Nature Communications 5.
    Raises UsageError for fewer than two rows.
    """
    if len(data.rows) < 2:
        raise UsageError("A matrix of fewer than two rows has nothing to trade; give at least two places")
    random = np.random.default_rng(seed)
    held = [set(part.tolist()) for part in np.split(data.matrix.indices, data.matrix.indptr[1:-1])]
    for _ in range(count):
        for _ in range(5 * len(held)):
            _trade(held, random)
        sizes: Integers = np.array([len(row) for row in held], dtype=np.int64)
        columns = np.array([column for row in held for column in sorted(row)], dtype=np.int64)
        rows = np.repeat(np.arange(len(held)), sizes)
        yield Incidence(data.rows, data.columns, sparse(rows, columns, data.matrix.shape))


def _trade(held: list[set[int]], random: np.random.Generator) -> None:
    a, b = random.choice(len(held), size=2, replace=False)
    both = held[a] & held[b]
    apart = sorted(held[a] ^ held[b])
    random.shuffle(apart)
    taken = len(held[a]) - len(both)
    held[a], held[b] = both.union(apart[:taken]), both.union(apart[taken:])
