"""How alike two places are by their practices, or two practices by their places, and how surely so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fazhi.network.incidence import Incidence, shared


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two rows of a matrix share; ``a`` < ``b``.

    With |A| and |B| held by each, k shared and N in all:

    - ``shared`` k; ``expected`` |A||B|/N, its mean were practices drawn at random;
    - ``jaccard`` k / (|A| + |B| − k): Jaccard (1901);
    - ``cosine`` k / √(|A||B|): Salton and McGill (1983); for 0/1 data the same as Ochiai (1957);
    - ``overlap`` k / min(|A|, |B|): Szymkiewicz (1934), Simpson (1960);
    - ``p`` the chance to share k or more when |A| and |B| are drawn from N at random, by the
      hypergeometric law: Tumminello, Miccichè, Lillo, Piilo and Mantegna (2011), Statistically
      validated networks in bipartite complex systems;
    - ``q`` that chance corrected for all pairs tested, those that share nothing included:
      Benjamini and Hochberg (1995).
    """

    a: str
    b: str
    shared: int
    expected: float
    jaccard: float
    cosine: float
    overlap: float
    p: float
    q: float


def likeness(data: Incidence, *, minimum: int = 1) -> tuple[Likeness, ...]:
    """Return every two rows that share at least ``minimum`` columns, by row names.

    N is the number of columns, the empty ones included: give the whole population. Correction is over all
    pairs of rows that hold anything. The null model draws columns alike; common ones make all rows
    look alike, so read ``q`` beside ``expected`` and see ``randomised`` for one that keeps them common.
    """
    first, second, counts = shared(data, minimum=1)
    degrees = data.row_degrees
    held_a, held_b = degrees[first], degrees[second]
    p = _chance(counts, len(data.columns), held_a, held_b)
    holding = int((degrees > 0).sum())
    q = corrected(p, holding * (holding - 1) // 2)
    found = [
        Likeness(data.rows[a], data.rows[b], *values)
        for a, b, *values in zip(
            first.tolist(),
            second.tolist(),
            counts.tolist(),
            (held_a * held_b / max(len(data.columns), 1)).tolist(),
            (counts / (held_a + held_b - counts)).tolist(),
            (counts / np.sqrt(held_a * held_b)).tolist(),
            (counts / np.minimum(held_a, held_b)).tolist(),
            p.tolist(),
            q.tolist(),
            strict=True,
        )
    ]
    return tuple(one for one in found if one.shared >= minimum)


def _chance(
    counts: np.ndarray[tuple[int], np.dtype[np.int64]],
    population: int,
    held_a: np.ndarray[tuple[int], np.dtype[np.int64]],
    held_b: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    from scipy.stats import hypergeom

    # Many pairs have the same three numbers; each is worked out once.
    low, high = np.minimum(held_a, held_b), np.maximum(held_a, held_b)
    cases, case = np.unique(np.stack([counts, low, high], axis=1), axis=0, return_inverse=True)
    chances = hypergeom.sf(cases[:, 0] - 1, population, cases[:, 2], cases[:, 1])
    return np.asarray(chances, dtype=np.float64)[case.ravel()]


def corrected(
    p: np.ndarray[tuple[int], np.dtype[np.float64]], tests: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return p-values corrected by Benjamini and Hochberg for ``tests`` tests, the unlisted ones with p = 1.

    A place of 40 thousand is compared with all others; those that share nothing need not be listed to count.
    """
    from scipy.stats import false_discovery_control

    if not len(p):
        return p
    return np.minimum(np.asarray(false_discovery_control(p)) * max(tests, len(p)) / len(p), 1.0)
