"""What is peculiar to a place: practices that few others claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from fazhi.network.incidence import Incidence


@dataclass(frozen=True, slots=True)
class Peculiarity:
    """How rare a practice is: ``places`` of ``population`` claim it.

    ``bits`` is −log₂(places/population), the surprise at meeting it: Shannon (1948), and as a weight of rare terms
    Spärck Jones (1972). 0 bits: all claim it; one bit more: half as many do.
    """

    practice: str
    places: int
    population: int
    bits: float


@dataclass(frozen=True, slots=True)
class PlacePeculiarity:
    """How far a place goes its own way: ``alone`` of its ``practices`` no other claims; ``bits`` is the mean."""

    place: str
    practices: int
    alone: int
    bits: float


def peculiarity(data: Incidence) -> tuple[Peculiarity, ...]:
    """Return the peculiarity of every claimed practice, the rarest first; ``data`` is places by practices.

    The population is all rows of ``data``: places with a report and no practice count.
    """
    population = len(data.rows)
    found = [
        Peculiarity(practice, places, population, abs(log2(places / population)))
        for practice, places in zip(data.columns, data.column_degrees.tolist(), strict=True)
        if places
    ]
    return tuple(sorted(found, key=lambda one: (one.places, one.practice)))


def peculiar_to(data: Incidence, place: str) -> tuple[Peculiarity, ...]:
    """Return the practices of ``place``, the rarest first; raise UsageError for a place without a row."""
    held = set(data.held_by(place))
    return tuple(one for one in peculiarity(data) if one.practice in held)


def peculiarity_of_places(data: Incidence) -> tuple[PlacePeculiarity, ...]:
    """Return every place that claims anything, the most peculiar first."""
    rare = {one.practice: one for one in peculiarity(data)}
    found = [_place(place, [rare[practice] for practice in data.held_by(place)]) for place in data.rows]
    return tuple(sorted((one for one in found if one.practices), key=lambda one: (-one.bits, one.place)))


def _place(place: str, held: Iterable[Peculiarity]) -> PlacePeculiarity:
    practices = list(held)
    bits = sum(one.bits for one in practices) / max(len(practices), 1)
    return PlacePeculiarity(place, len(practices), sum(one.places == 1 for one in practices), bits)
