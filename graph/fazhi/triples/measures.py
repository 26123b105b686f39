"""What reports count, gathered from all of them: how often, in how many places, from which value to which.

Names are kept once and values as numbers, so that the millions of figures of a nation's reports fit.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np


class Counted(NamedTuple):
    """One figure of a report: what is counted, how many, and in which unit."""

    measure: str
    unit: str
    value: float


class MeasureTotal(NamedTuple):
    """The figures of one measure in one unit, of reports whose place is known."""

    measure: str
    unit: str
    places: int
    figures: int
    least: float
    greatest: float


@dataclass
class Measures:
    """All figures, by measure and unit."""

    _kinds: dict[tuple[str, str], int] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)
    _rows: tuple[array[int], array[int], array[float]] = field(
        default_factory=lambda: (array("i"), array("i"), array("d"))
    )

    def take(self, place: str, figures: Iterable[Counted]) -> None:
        """Count the figures of a report of ``place``."""
        where = self._places.setdefault(place, len(self._places))
        for one in figures:
            self._rows[0].append(self._kinds.setdefault((one.measure, one.unit), len(self._kinds)))
            self._rows[1].append(where)
            self._rows[2].append(one.value)

    def totals(self) -> Iterator[MeasureTotal]:
        """Yield the totals by measure and unit, in code order."""
        if not self._kinds:
            return
        kind, place, value = (np.asarray(column) for column in self._rows)
        size = len(self._kinds)
        figures = np.bincount(kind, minlength=size)
        both = np.unique(kind.astype(np.int64) << 32 | place.astype(np.int64))
        places = np.bincount(both >> 32, minlength=size)
        least, greatest = np.full(size, np.inf), np.full(size, -np.inf)
        np.minimum.at(least, kind, value)
        np.maximum.at(greatest, kind, value)
        for (measure, unit), at in sorted(self._kinds.items()):
            yield MeasureTotal(measure, unit, int(places[at]), int(figures[at]), float(least[at]), float(greatest[at]))
