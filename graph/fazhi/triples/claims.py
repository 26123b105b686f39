"""Claims of many reports gathered in little memory: who claims what, in which year and status.

Names are kept once and counted with whole numbers, so that the millions of claims of a nation's
reports fit: 2 million places and practices with their first sentence take about a gigabyte.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
STATUSES = ("implemented", "planned", "deficient")
"""The statuses that something is derived from; what is only mentioned claims nothing."""
_BASE_YEAR, YEARS = 1900, 256
"""A claim counts for a year from 1900 on; the last of the 256 is left free for the year after it."""
_SHIFT = 32


class Claim(NamedTuple):
    """One adoption: the IRIs of place and practice, and the first year it vouches for.

    ``reported`` is the year of its report, ``evidence`` the IRI of a passage that proves it.
    """

    place: str
    practice: str
    year: int | None
    status: str = "implemented"
    reported: int | None = None
    evidence: str | None = None


class Held(NamedTuple):
    """A report that is held, by the IRIs of its place and of itself, and its year."""

    place: str
    year: int
    report: str


class Pair(NamedTuple):
    """What is known of one practice that one place runs."""

    place: str
    practice: str
    first_year: int | None
    first_reported: int | None
    last_reported: int | None
    evidence: str | None


@dataclass
class Names:
    """IRIs and the numbers that stand for them."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """Return the number of ``name``, a new one where it was not seen before."""
        return self.numbers.setdefault(name, len(self.numbers))

    def sorted(self) -> tuple[list[str], Numbers]:
        """Return the names in code order, and the rank of each by its number."""
        names = list(self.numbers)
        order = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)
        ranks = np.empty(len(names), dtype=np.int64)
        ranks[order] = np.arange(len(names), dtype=np.int64)
        return [names[number] for number in order], ranks


@dataclass
class Claims:
    """All claims of a store, with ``places`` and ``practices`` in code order."""

    places: list[str]
    practices: list[str]
    pairs: list[Pair]
    """What is implemented, by place and practice."""
    reported: Mapping[str, Numbers]
    """For each status the distinct (place, practice, year) as codes, sorted; see ``code``."""
    promised: dict[int, str]
    """The first evidence of what is planned, by the same codes."""

    @classmethod
    def of(cls, claims: Iterable[Claim], places: Iterable[str] = ()) -> Claims:
        """Read ``claims`` once, in any order; ``places`` are further places, such as those covered."""
        gathered = Gathering()
        for claim in claims:
            gathered.take(claim)
        return gathered.settled(places)

    def code(self, place: Numbers | np.int64, practice: Numbers | np.int64, year: Numbers | np.int64) -> Numbers:
        """Return one number for each place, practice and year, by their ranks."""
        return np.asarray((place * max(len(self.practices), 1) + practice) * YEARS + (year - _BASE_YEAR))

    def parts(self, codes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Return place, practice and year of each code."""
        pair, year = np.divmod(codes, YEARS)
        place, practice = np.divmod(pair, max(len(self.practices), 1))
        return place, practice, year + _BASE_YEAR


@dataclass
class Gathering:
    """Claims as they come, before their places and practices can be put in order."""

    places: Names = field(default_factory=Names)
    practices: Names = field(default_factory=Names)
    pairs: dict[int, tuple[int | None, int | None, int | None, str | None]] = field(default_factory=dict)
    promised: dict[tuple[int, int, int], str] = field(default_factory=dict)
    rows: dict[str, tuple[array[int], array[int], array[int]]] = field(
        default_factory=lambda: {status: (array("i"), array("i"), array("h")) for status in STATUSES}
    )

    def take(self, claim: Claim) -> None:
        """Count one claim."""
        if claim.status not in self.rows:
            return
        place, practice = self.places.number(claim.place), self.practices.number(claim.practice)
        if claim.reported is not None and 0 <= claim.reported - _BASE_YEAR < YEARS - 1:
            for column, value in zip(self.rows[claim.status], (place, practice, claim.reported), strict=True):
                column.append(value)
            if claim.status == STATUSES[1] and claim.evidence:
                cell = (place, practice, claim.reported)
                self.promised[cell] = min(self.promised.get(cell, claim.evidence), claim.evidence, key=_where)
        if claim.status == STATUSES[0]:
            key = place << _SHIFT | practice
            self.pairs[key] = _merged(self.pairs.get(key), claim)

    def settled(self, places: Iterable[str] = ()) -> Claims:
        """Return all of them, in order; ``places`` are further places, such as those covered."""
        for further in places:
            self.places.number(further)
        ordered, place_ranks = self.places.sorted()
        practices, practice_ranks = self.practices.sorted()
        claims = Claims(ordered, practices, [], {}, {})
        for status, (place, practice, year) in self.rows.items():
            columns = [np.asarray(column, dtype=np.int64) for column in (place, practice, year)]
            codes = claims.code(place_ranks[columns[0]], practice_ranks[columns[1]], columns[2])
            claims.reported = {**claims.reported, status: np.unique(codes)}
        for (one, other, when), evidence in self.promised.items():
            code = claims.code(place_ranks[one], practice_ranks[other], np.int64(when))
            claims.promised[int(code)] = evidence
        claims.pairs.extend(self._sorted_pairs(claims, place_ranks, practice_ranks))
        return claims

    def _sorted_pairs(self, claims: Claims, place_ranks: Numbers, practice_ranks: Numbers) -> Iterator[Pair]:
        def rank(key: int) -> tuple[int, int]:
            return int(place_ranks[key >> _SHIFT]), int(practice_ranks[key & (1 << _SHIFT) - 1])

        for key in sorted(self.pairs, key=rank):
            place, practice = rank(key)
            yield Pair(claims.places[place], claims.practices[practice], *self.pairs[key])


def _merged(
    old: tuple[int | None, int | None, int | None, str | None] | None, claim: Claim
) -> tuple[int | None, int | None, int | None, str | None]:
    """Return first year, first and last reported year and first evidence with this claim, too."""
    if old is None:
        return claim.year, claim.reported, claim.reported, claim.evidence
    year, first, last, evidence = old
    if _when(claim.reported, claim.evidence) < _when(first, evidence):
        evidence = claim.evidence
    return (
        min((known for known in (year, claim.year) if known is not None), default=None),
        min((known for known in (first, claim.reported) if known is not None), default=None),
        max((known for known in (last, claim.reported) if known is not None), default=None),
        evidence,
    )


def _when(year: int | None, evidence: str | None) -> tuple[object, ...]:
    """Order evidence by year, report and place in the report; what is not known comes last."""
    return (1,) if evidence is None else (0, 9999 if year is None else year, *_where(evidence))


def _where(evidence: str) -> tuple[object, ...]:
    """Order evidence by report and place in the report."""
    report, _, passage = evidence.rpartition("/passage-")
    return report, tuple(int(part) if part.isdecimal() else -1 for part in passage.split("-"))
