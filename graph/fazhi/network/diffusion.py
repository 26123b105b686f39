"""How practices spread: first adoption, adoption curve, event history, innovativeness.

A report says what runs in its year, not when it began. What the first report held of a place claims may be
old (left-censored); what a later report claims and the one before did not began between the two
(interval-censored). Only the second kind is an observed adoption here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from fazhi.errors import UsageError
from fazhi.network.panel import Panel


@dataclass(frozen=True, slots=True)
class FirstAdoption:
    """The first report of ``place`` that claims ``practice`` as implemented.

    ``not_before`` is the year of the last report held before it, which does not: the practice began after that
    report and by ``year``. None where the first report held claims it already. ``since`` is the year of beginning
    that a text gives.
    """

    place: str
    practice: str
    year: int
    not_before: int | None
    since: int | None = None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One year of a practice's adoption curve.

    Of the ``covered`` places with a report of the year, ``places`` claim it as implemented; ``share`` is their part,
    ``low``–``high`` its 95 % interval (Wilson 1927), which holds for a random sample of reports and for nothing else.
    ``at_risk`` have an earlier report and none that claims it; ``new`` of these claim it now; ``hazard`` is
    new/at_risk, None where none is at risk. ``ever`` places have claimed it by now.
    """

    year: int
    covered: int
    places: int
    share: float
    low: float
    high: float
    at_risk: int
    new: int
    hazard: float | None
    ever: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """A place, a practice and a year at risk: one row of the table for a discrete-time hazard model.

    At risk: a report of ``year`` is held, an earlier one too, no earlier one claims the practice as implemented, and
    some place has claimed it by ``year``. ``event`` is 1 where this report claims it. ``gap`` counts the years since
    the report before, ``age`` those since any place first claimed it. Of the other places with a report before
    ``year``, ``adopters`` claimed it before ``year``; ``share`` is their part, ``near_share`` that among the others of
    the same group (same county, same province), None where none is.

    Allison (1982), Discrete-time methods for the analysis of event histories; Berry and Berry (1990), State lottery
    adoptions as policy innovations: an event history analysis.
    """

    place: str
    practice: str
    year: int
    gap: int
    event: int
    age: int
    adopters: int
    share: float | None
    near_share: float | None


@dataclass(frozen=True, slots=True)
class Innovativeness:
    """How readily a place takes up what is there to take up.

    ``opportunities`` are its rows at risk in the event history, ``adoptions`` those with an event; ``rate`` is the one
    over the other: Boehmke and Skinner (2012), State policy innovativeness revisited, with the reports held as the
    denominator. None without an opportunity, as for a place with one report. ``earliness`` is, over the practices
    that it and others adopted in different years, the mean of 1 − (its year − first year)/(last year − first year):
    Walker (1969), The diffusion of innovations among the American states; None where there is none.
    """

    place: str
    reports: int
    adoptions: int
    opportunities: int
    rate: float | None
    earliness: float | None


def first_adoptions(panel: Panel) -> tuple[FirstAdoption, ...]:
    """Return the first adoption of every practice by every place that claims it, by practice, year and place."""
    since: dict[tuple[str, str], int] = {}
    for claim in panel.claims:
        if claim.since is not None:
            pair = claim.place, claim.practice
            since[pair] = min(since.get(pair, claim.since), claim.since)
    found = [
        FirstAdoption(place, practice, years[0], _before(panel, place, years[0]), since.get((place, practice)))
        for practice, holders in panel.practised.items()
        for place, years in holders.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.practice, one.year, one.place)))


def _before(panel: Panel, place: str, year: int) -> int | None:
    return max((held for held in panel.years_of[place] if held < year), default=None)


def adoption_curve(panel: Panel, practice: str) -> tuple[CurvePoint, ...]:
    """Return the curve of ``practice`` over all years with a report; raise UsageError where none claims it."""
    if practice not in panel.practised:
        raise UsageError(f"No dated report claims the practice {practice!r}; see panel.practices")
    holders = panel.practised[practice]
    return tuple(_point(panel, holders, year) for year in panel.years)


def _point(panel: Panel, holders: Mapping[str, tuple[int, ...]], year: int) -> CurvePoint:
    covered = [place for place in panel.places if (place, year) in panel.covered]
    places = sum(year in holders.get(place, ()) for place in covered)
    at_risk = [place for place in covered if _at_risk(panel, holders, place, year)]
    new = sum(year in holders.get(place, ()) for place in at_risk)
    low, high = wilson(places, len(covered))
    return CurvePoint(
        year,
        len(covered),
        places,
        places / len(covered),
        low,
        high,
        len(at_risk),
        new,
        new / len(at_risk) if at_risk else None,
        sum(years[0] <= year for years in holders.values()),
    )


def _at_risk(panel: Panel, holders: Mapping[str, tuple[int, ...]], place: str, year: int) -> bool:
    first = holders.get(place, (year,))[0]
    return first >= year and panel.years_of[place][0] < year


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share: Wilson (1927); (0, 1) without a trial."""
    from scipy.stats import binomtest

    if not trials:
        return 0.0, 1.0
    interval = binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    return float(interval.low), float(interval.high)


def event_history(
    panel: Panel, *, practices: Iterable[str] | None = None, groups: Mapping[str, str] | None = None
) -> Iterator[EventRow]:
    """Yield the rows at risk, by practice, place and year; ``groups`` names the group of each place.

    There are as many rows as places, years and practices allow: on a large corpus name the ``practices``.
    """
    for practice in panel.practices if practices is None else sorted(set(practices)):
        holders = panel.practised.get(practice, {})
        if holders:
            yield from _rows_of(panel, practice, holders, groups or {})


def _rows_of(
    panel: Panel, practice: str, holders: Mapping[str, tuple[int, ...]], groups: Mapping[str, str]
) -> Iterator[EventRow]:
    start = min(years[0] for years in holders.values())
    exposure = {year: _Exposure.of(panel, holders, year, groups) for year in panel.years}
    for place in panel.places:
        years = panel.years_of[place]
        for before, year in pairwise(years):
            if year >= start and _at_risk(panel, holders, place, year):
                event = int(year in holders.get(place, ()))
                adopters, share, near = exposure[year].around(place, groups.get(place))
                yield EventRow(place, practice, year, year - before, event, year - start, adopters, share, near)


@dataclass(frozen=True, slots=True)
class _Exposure:
    """Places seen before a year and those of them that claim the practice, all and by group."""

    seen: Mapping[str | None, int]
    claiming: Mapping[str | None, int]

    @classmethod
    def of(
        cls, panel: Panel, holders: Mapping[str, tuple[int, ...]], year: int, groups: Mapping[str, str]
    ) -> _Exposure:
        seen: dict[str | None, int] = {}
        claiming: dict[str | None, int] = {}
        for place in panel.places:
            if panel.years_of[place][0] < year:
                for group in {None, groups.get(place)}:
                    seen[group] = seen.get(group, 0) + 1
                    if holders.get(place, (year,))[0] < year:
                        claiming[group] = claiming.get(group, 0) + 1
        return cls(seen, claiming)

    def around(self, place: str, group: str | None) -> tuple[int, float | None, float | None]:
        """What a place at risk sees of the others: it was seen before itself, and does not claim."""
        others, near = self.seen.get(None, 1) - 1, (self.seen.get(group, 1) - 1 if group else 0)
        adopters = self.claiming.get(None, 0)
        return (
            adopters,
            adopters / others if others else None,
            self.claiming.get(group, 0) / near if near else None,
        )


def innovativeness(panel: Panel, *, practices: Iterable[str] | None = None) -> tuple[Innovativeness, ...]:
    """Return the innovativeness of every place with a report, by place."""
    chosen = panel.practices if practices is None else tuple(sorted(set(practices)))
    events = dict.fromkeys(panel.places, 0)
    risks = dict.fromkeys(panel.places, 0)
    for row in event_history(panel, practices=chosen):
        risks[row.place] += 1
        events[row.place] += row.event
    early = _earliness(panel, chosen)
    return tuple(
        Innovativeness(
            place,
            len(panel.years_of[place]),
            events[place],
            risks[place],
            events[place] / risks[place] if risks[place] else None,
            early.get(place),
        )
        for place in panel.places
    )


def _earliness(panel: Panel, practices: Iterable[str]) -> dict[str, float]:
    scores: dict[str, list[float]] = {}
    for practice in practices:
        first = {place: years[0] for place, years in panel.practised.get(practice, {}).items()}
        span = max(first.values(), default=0) - min(first.values(), default=0)
        for place, year in first.items():
            if span:
                scores.setdefault(place, []).append(1 - (year - min(first.values())) / span)
    return {place: sum(values) / len(values) for place, values in scores.items()}
