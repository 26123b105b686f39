"""Counts over places and years, and what became of promises; absent is not unknown.

A place-year is one place in one year of which a report is held. A practice's share is the
place-years in which a report says that it runs, out of all place-years held: a report that does
not name a practice counts against it, a report that is not held does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

import numpy as np

from fazhi.triples.claims import STATUSES, YEARS, Claims, Held, Numbers


@dataclass(frozen=True)
class Area:
    """Where a place lies: its level, its province and all divisions that it lies in, itself included."""

    level: str | None = None
    province: str | None = None
    within: tuple[str, ...] = ()


class Prevalence(NamedTuple):
    """How widely a practice runs, in a year, in a province, or in all."""

    practice: str
    year: int | None
    province: str | None
    implemented: int
    planned: int
    deficient: int
    covered: int
    new: int | None
    """Of one year: the places whose first report of it that is."""


class Coverage(NamedTuple):
    """Reports held of a province, level and year; a dimension that is None is summed over.

    ``scope`` names the dimensions; in a scope a dimension may still be None where it is not known.
    """

    scope: str
    province: str | None
    level: str | None
    year: int | None
    places: int
    place_years: int
    reports: int


class Promise(NamedTuple):
    """A practice that a place promised in a year, and what its report of the next year says.

    ``already`` says that a report of that year or before claimed it as running; ``kept`` is the
    first year after the promise for which a report does.
    """

    place: str
    practice: str
    year: int
    outcome: str
    already: bool
    kept: int | None
    evidence: str | None


class PromiseTally(NamedTuple):
    """How many promises of a place or of a practice, in a year or in all, had each of the ``OUTCOMES``."""

    place: str | None
    practice: str | None
    year: int | None
    outcomes: tuple[int, ...]


OUTCOMES = ("kept", "weak", "renewed", "dropped", "open")
"""Implemented, admitted as weak, promised again, or not claimed in the next report; none held."""
SCOPES = tuple(
    " ".join(name for name, chosen in zip(("province", "level", "year"), chosen, strict=True) if chosen) or "all"
    for chosen in product((False, True), repeat=3)
)


def coverage(held: Iterable[Held], areas: Mapping[str, Area]) -> Iterator[Coverage]:
    """Yield the counts of every scope, ordered by scope, province, level and year."""
    cells: dict[tuple[str, str, str, int], _Cell] = {}
    for one in held:
        area = areas.get(one.place, Area())
        for scope in SCOPES:
            key = (
                scope,
                (area.province or "") if "province" in scope else "",
                (area.level or "") if "level" in scope else "",
                one.year if "year" in scope else 0,
            )
            cells.setdefault(key, _Cell()).take(one)
    for (scope, province, level, year), cell in sorted(cells.items()):
        counts = len(cell.places), len(cell.place_years), len(cell.reports)
        yield Coverage(scope, province or None, level or None, year or None, *counts)


@dataclass
class _Cell:
    places: set[str] = field(default_factory=set)
    place_years: set[tuple[str, int]] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)

    def take(self, one: Held) -> None:
        self.places.add(one.place)
        self.place_years.add((one.place, one.year))
        self.reports.add(one.report)


def prevalence(claims: Claims, covered: Iterable[Coverage], areas: Mapping[str, Area]) -> Iterator[Prevalence]:
    """Yield for each practice its place-years in all, by year and by province."""
    provinces = sorted({area.province for area in areas.values() if area.province})
    number = {province: index + 1 for index, province in enumerate(provinces)}
    of_place = np.array(
        [number.get(areas.get(place, Area()).province or "", 0) for place in claims.places], dtype=np.int64
    )
    held = {(one.scope, one.province, one.year): one.place_years for one in covered}
    first = Counter((pair.practice, pair.first_reported) for pair in claims.pairs)
    parts = {status: claims.parts(codes) for status, codes in claims.reported.items()}
    for scope in ("all", "year", "province"):
        counts: dict[tuple[int, int], list[int]] = {}
        for column, status in enumerate(STATUSES):
            place, practice, year = parts[status]
            cell = {"all": np.zeros_like(year), "year": year, "province": of_place[place]}[scope]
            for key, count in _counted(practice, cell):
                counts.setdefault(key, [0, 0, 0])[column] = count
        for (practice_rank, value), (implemented, planned, deficient) in sorted(counts.items()):
            if scope == "province" and not value:
                continue  # a place whose province is not known counts in the other scopes only
            in_year = value if scope == "year" else None
            in_province = provinces[value - 1] if scope == "province" else None
            denominator = held.get((scope, in_province, in_year), 0)
            yield Prevalence(
                claims.practices[practice_rank],
                in_year,
                in_province,
                implemented,
                planned,
                deficient,
                denominator,
                first[claims.practices[practice_rank], in_year] if in_year else None,
            )


def _counted(practice: Numbers, cell: Numbers) -> Iterator[tuple[tuple[int, int], int]]:
    codes, counts = np.unique(practice << 32 | cell, return_counts=True)
    for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
        yield (code >> 32, code & 0xFFFFFFFF), count


def promises(claims: Claims, held: Iterable[Held]) -> Iterator[Promise]:
    """Yield what was promised, by place, practice and year, with its outcome in the next report."""
    running, planned, weak = (claims.reported[status] for status in STATUSES)
    place, practice, year = claims.parts(planned)
    rank = {name: index for index, name in enumerate(claims.places)}
    reports = np.unique(
        np.array([rank[one.place] * 10_000 + one.year for one in held if one.place in rank], dtype=np.int64)
    )
    following = claims.code(place, practice, year + 1)
    outcome = np.select(
        [
            np.isin(following, running),
            np.isin(following, weak),
            np.isin(following, planned),
            np.isin(place * 10_000 + year + 1, reports),
        ],
        [0, 1, 2, 3],
        default=4,
    )
    # Where in the sorted claims of the same pair the next year's would stand: before it lies what
    # ran in the year of the promise or earlier, behind it what ran later.
    later = np.searchsorted(running, following)
    for index, at in enumerate(later.tolist()):
        pair = int(planned[index]) // YEARS
        before = at > 0 and int(running[at - 1]) // YEARS == pair
        after = at < len(running) and int(running[at]) // YEARS == pair
        yield Promise(
            claims.places[place[index]],
            claims.practices[practice[index]],
            int(year[index]),
            OUTCOMES[int(outcome[index])],
            before,
            int(claims.parts(running[at : at + 1])[2][0]) if after else None,
            claims.promised.get(int(planned[index])),
        )


def tallies(made: Iterable[Promise]) -> list[PromiseTally]:
    """Count promises by place and by practice, each in all and by year."""
    counts: dict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
    for promise in made:
        for year in (0, promise.year):
            counts[promise.place, "", year][promise.outcome] += 1
            counts["", promise.practice, year][promise.outcome] += 1
    return [
        PromiseTally(place or None, practice or None, year or None, tuple(count[outcome] for outcome in OUTCOMES))
        for (place, practice, year), count in sorted(counts.items())
    ]
