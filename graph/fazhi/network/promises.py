"""What was promised for next year, and what the next report says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fazhi.network.diffusion import wilson
from fazhi.network.panel import Panel

KEPT, WEAK, RENEWED, SILENT, UNKNOWN = "kept", "weak", "renewed", "silent", "unknown"
OUTCOMES = (KEPT, WEAK, RENEWED, SILENT, UNKNOWN)
"""Implemented; reported as weak; planned again; not claimed; no report of the next year held."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A practice planned in the report of ``year``, and its ``outcome`` in the report of the year after.

    ``running`` says that the report of ``year`` claims it as implemented too: to go on is no new promise.
    """

    place: str
    practice: str
    year: int
    running: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class PromiseKeeping:
    """Of ``promises``, ``known`` have a report of the next year; ``kept`` of these are kept.

    ``rate`` is kept/known, None where none is known; ``low``–``high`` its 95 % interval (Wilson 1927). A rate over all
    promises would take a missing report for a broken promise.
    """

    place: str | None
    promises: int
    known: int
    kept: int
    rate: float | None
    low: float
    high: float


def promises(panel: Panel) -> tuple[Promise, ...]:
    """Return all promises, by place, practice and year."""
    return tuple(
        Promise(place, practice, year, "implemented" in said, _outcome(panel, place, years.get(year + 1), year + 1))
        for (place, practice), years in panel.statuses.items()
        for year, said in years.items()
        if "planned" in said
    )


def _outcome(panel: Panel, place: str, said: frozenset[str] | None, year: int) -> str:
    if (place, year) not in panel.covered:
        return UNKNOWN
    for status, outcome in (("implemented", KEPT), ("deficient", WEAK), ("planned", RENEWED)):
        if status in (said or ()):
            return outcome
    return SILENT


def promise_keeping(
    made: Iterable[Promise], *, by_place: bool = False, new_only: bool = True
) -> tuple[PromiseKeeping, ...]:
    """Return how many promises were kept, in all or for each place; ``new_only`` leaves out those already running."""
    counted = [promise for promise in made if not (new_only and promise.running)]
    groups: dict[str | None, list[Promise]] = {} if by_place else {None: []}
    for promise in counted:
        groups.setdefault(promise.place if by_place else None, []).append(promise)
    return tuple(_keeping(place, group) for place, group in groups.items())


def _keeping(place: str | None, group: list[Promise]) -> PromiseKeeping:
    known = sum(promise.outcome != UNKNOWN for promise in group)
    kept = sum(promise.outcome == KEPT for promise in group)
    return PromiseKeeping(place, len(group), known, kept, kept / known if known else None, *wilson(kept, known))
