"""What each place claims over the years, gathered place by place and kept outside of memory.

The reports of one place come together, so only one place is held at a time; what is counted over all
places grows with practices and years, not with reports.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import IO

from fazhi.export.reading import HeldReport, first
from fazhi.export.rows import status_of

IMPLEMENTED = "implemented"


@dataclass
class PlaceClaims:
    """One place: its covered years, and by thing and kind the years in which its reports say so.

    ``claims`` is by practice and status, ``since`` the year of beginning that a text gives, ``bodies``
    by institution and practice, ``laws`` by law; things are IRIs, and 0 is an unknown year.
    """

    place: str
    years: list[int] = field(default_factory=list)
    claims: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    since: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    laws: dict[str, list[int]] = field(default_factory=dict)

    def first_adoption(self, practice: str) -> int | None:
        """Return the first year known in which the place implements the practice."""
        known = [year for year in self.claims.get(practice, {}).get(IMPLEMENTED, ()) if year]
        if practice in self.since:
            known.append(self.since[practice])
        return min(known, default=None)

    def left_censored(self, practice: str) -> bool:
        """Whether it is implemented in the first covered year, and no text says since when."""
        start = self.first_adoption(practice)
        return bool(self.years) and start == self.years[0] and self.since.get(practice) != start

    def implements(self, practice: str) -> bool:
        """Whether any report of the place claims the practice as implemented."""
        return IMPLEMENTED in self.claims.get(practice, {})

    def take(self, report: HeldReport) -> None:
        """Add what one report says."""
        year = int(report.year or 0)
        if report.covered:
            _note(self.years, year)
        for _, facts in report.of_kind("Adoption"):
            practice, status = first(facts, "practice"), status_of(facts)
            _note(self.claims.setdefault(practice, {}).setdefault(status, []), year)
            if status == IMPLEMENTED and (since := first(facts, "since")):
                self.since[practice] = min(int(since), self.since.get(practice, int(since)))
        for _, facts in report.of_kind("Participation"):
            shared = self.bodies.setdefault(first(facts, "institution"), {})
            _note(shared.setdefault(first(facts, "practice"), []), year)
        for _, facts in report.of_kind("Citation"):
            _note(self.laws.setdefault(first(facts, "law"), []), year)


def _note(years: list[int], year: int) -> None:
    if year not in years:
        years.append(year)
        years.sort()


@dataclass
class Tallies:
    """Counts over all places; practices are IRIs."""

    covered: Counter[int] = field(default_factory=Counter)
    """Places with a report, by year."""
    adopting: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Of these, the ones that claim a practice as implemented in that year."""
    starts: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """Places by the year of their first adoption of a practice."""
    adopters: Counter[str] = field(default_factory=Counter)
    """Places that implement a practice, in a known year or not."""
    statements: Counter[str] = field(default_factory=Counter)
    """Adoptions of any status of a practice."""

    def add(self, place: PlaceClaims) -> None:
        """Count one place."""
        self.covered.update(place.years)
        for practice, statuses in place.claims.items():
            self.adopters[practice] += place.implements(practice)
            self.adopting.update((practice, year) for year in statuses.get(IMPLEMENTED, ()) if year in place.years)
            if (start := place.first_adoption(practice)) is not None:
                self.starts[practice][start] += 1

    def adopters_before(self, practice: str, year: int) -> int:
        """Return how many places adopted the practice before ``year``."""
        return sum(number for start, number in self.starts[practice].items() if start < year)

    def first_year(self, practice: str) -> int | None:
        """Return the earliest year known of any place."""
        return min(self.starts.get(practice, ()), default=None)


class Claims:
    """Takes the reports in order, and gives the places back in the same order as often as asked."""

    def __init__(self) -> None:
        self.tallies = Tallies()
        self.things: set[str] = set()
        self._file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by close()
        self._current: PlaceClaims | None = None

    def take(self, report: HeldReport) -> None:
        """Add one report; those of an unknown place only count as statements."""
        for _, facts in report.of_kind("Adoption"):
            self.tallies.statements[first(facts, "practice")] += 1
        if not report.held.place:
            return
        if self._current is None or self._current.place != report.held.place:
            self.finish()
            self._current = PlaceClaims(report.held.place)
        self._current.take(report)

    def places(self) -> Iterator[PlaceClaims]:
        """Yield the places, once ``finish`` has been called."""
        self._file.seek(0)
        for line in self._file:
            yield PlaceClaims(**json.loads(line))

    def close(self) -> None:
        """Give the temporary file back."""
        self._file.close()

    def finish(self) -> None:
        """Count the last place; no report comes after it."""
        place, self._current = self._current, None
        if place is None:
            return
        self.tallies.add(place)
        self.things.update([place.place, *place.claims, *place.bodies, *place.laws])
        self.things.update(practice for shared in place.bodies.values() for practice in shared)
        self._file.write(json.dumps(asdict(place), ensure_ascii=False) + "\n")
