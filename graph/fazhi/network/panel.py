"""Who could have said what when: reports held by place and year, and what each claims.

A practice that a held report does not name differs from no report at all; every rate here has the
reports held as its denominator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from fazhi.network.graphs import Graph, adoptions
from fazhi.network.loading import Queryable, identified, load


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A report that is held: place, year reported on (None where not told), identifier, title and file."""

    place: str
    year: int | None
    report: str
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """What a report of ``place`` on ``year`` claims of ``practice``; ``since`` where the text says from when."""

    place: str
    practice: str
    year: int
    status: str
    since: int | None = None


@dataclass(frozen=True)
class Panel:
    """Places by years: ``covered`` are the place–years with a report held, ``claims`` what they say.

    Reports and claims without a year cannot be placed in time; ``undated`` counts such reports.
    """

    covered: frozenset[tuple[str, int]]
    claims: tuple[Claim, ...]
    undated: int = 0

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with a report, sorted."""
        return tuple(sorted({year for _, year in self.covered}))

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places with a report, sorted."""
        return tuple(sorted({place for place, _ in self.covered}))

    @cached_property
    def practices(self) -> tuple[str, ...]:
        """The practices that some report claims, sorted."""
        return tuple(sorted({claim.practice for claim in self.claims}))

    @cached_property
    def years_of(self) -> Mapping[str, tuple[int, ...]]:
        """The years with a report of each place, sorted."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, year in sorted(self.covered):
            found[place].append(year)
        return {place: tuple(years) for place, years in found.items()}

    @cached_property
    def statuses(self) -> Mapping[tuple[str, str], Mapping[int, frozenset[str]]]:
        """By place and practice, in the order of their names: the statuses claimed in each year."""
        found: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for claim in self.claims:
            found[claim.place, claim.practice][claim.year].add(claim.status)
        return {
            pair: {year: frozenset(said) for year, said in sorted(years.items())}
            for pair, years in sorted(found.items())
        }

    @cached_property
    def practised(self) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """By practice, then place: the years whose report claims it as implemented."""
        found: dict[str, dict[str, tuple[int, ...]]] = {practice: {} for practice in self.practices}
        for (place, practice), years in self.statuses.items():
            if running := tuple(year for year, said in years.items() if "implemented" in said):
                found[practice][place] = running
        return found


_COVERAGE = """
SELECT ?place ?year ?report ?title ?file WHERE {
  ?coverage a rol:ReportCoverage ; rol:jurisdiction ?place ; rol:report ?report .
  OPTIONAL { ?coverage rol:reportYear ?year }
  OPTIONAL { ?report dcterms:title ?title }
  OPTIONAL { ?report rol:fileName ?file }
}"""


def coverage(store: Queryable) -> tuple[Held, ...]:
    """Return the reports that ``store`` holds of known places, by place, year and identifier."""
    rows = {
        Held(
            row["place"],
            row["year"] if isinstance(row["year"], int) else None,
            row["report"],
            row["title"] or "",
            row["file"] or "",
        )
        for row in identified(store, _COVERAGE)
    }
    one_file: dict[tuple[str, str], Held] = {}
    for held in sorted(rows, key=_by_place):
        one_file.setdefault((held.place, held.report), held)
    return tuple(one_file.values())


def _by_place(held: Held) -> tuple[str, int, str, str, str]:
    return held.place, held.year or 0, held.report, held.source, held.title


def panel(graph: Graph, held: Iterable[Held]) -> Panel:
    """Return the panel of the claims in ``graph`` under the coverage ``held``.

    A claim of a place and year without coverage counts as coverage of it, for there must be a report.
    """
    reports = list(held)
    claims = {
        Claim(edge.place, edge.practice, edge.year, edge.status, edge.since)
        for edge in adoptions(graph)
        if edge.year is not None
    }
    covered = {(one.place, one.year) for one in reports if one.year is not None}
    covered |= {(claim.place, claim.year) for claim in claims}
    order = sorted(claims, key=lambda claim: (claim.place, claim.practice, claim.year, claim.status, claim.since or 0))
    return Panel(frozenset(covered), tuple(order), sum(one.year is None for one in reports))


def load_panel(store: Queryable) -> Panel:
    """Return the panel of all that ``store`` holds."""
    return panel(load(store), coverage(store))
