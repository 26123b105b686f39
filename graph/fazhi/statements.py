"""Statements: what one report says, each with the sentence that proves it."""

from __future__ import annotations

from dataclasses import dataclass, field

from fazhi.mentions import Status


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The sentence that proves a statement, and within it the span that names its subject.

    All four are raw offsets of the report: ``start <= focus_start < focus_end <= end``.
    """

    start: int
    end: int
    focus_start: int
    focus_end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What all kinds of statement share: at least one piece of evidence and a confidence in 0–1."""

    evidence: tuple[Evidence, ...]
    confidence: float = field(default=1.0, kw_only=True)


@dataclass(frozen=True, slots=True)
class Adoption(Statement):
    """The report's jurisdiction and a practice, in one status; ``since`` where the text says it."""

    practice: str
    name: str
    status: Status
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Participation(Statement):
    """An institution takes part in a practice."""

    practice: str
    institution: str
    name: str


@dataclass(frozen=True, slots=True)
class Citation(Statement):
    """The report cites a law, for a practice where the sentence says so.

    ``in_force`` is False where the law was repealed, or not yet in force, in the report year; None
    where the dates are not known.
    """

    law: str
    title: str
    practice: str | None = None
    in_force: bool | None = None


@dataclass(frozen=True, slots=True)
class Counsel(Statement):
    """A law firm is retained by the report's jurisdiction or by one of its institutions."""

    firm: str
    name: str
    client: str | None = None


@dataclass(frozen=True, slots=True)
class Honour(Statement):
    """An honour (a practice of kind honour) received by the jurisdiction, or by a place in it."""

    honour: str
    name: str
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class Observation(Statement):
    """A figure: what is measured, its value and unit, and the practice it belongs to."""

    measure: str
    value: float
    unit: str
    practice: str | None = None
