"""Mentions: spans of a report that name an institution, mechanism, law, jurisdiction or quantity.

Offsets count code points of the report's raw text, end exclusive, so ``raw[start:end] == text``.
``id`` is the local part of an IRI (``practice/…``, ``law/…``, ``division/…``, ``institution/…``) or
None where the mention fits no one thing; then ``candidates`` keeps what it could have been.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What kind of thing a mention names."""

    INSTITUTION = "INSTITUTION"
    MECHANISM = "MECHANISM"
    LAW = "LAW"
    JURISDICTION = "JURISDICTION"
    QUANTITY = "QUANTITY"


class Status(StrEnum):
    """What a report claims of its own jurisdiction where it names a practice."""

    IMPLEMENTED = "implemented"
    PLANNED = "planned"
    DEFICIENT = "deficient"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Mention:
    """One span of one report with what it names.

    ``canonical`` is the bare name (practice, institution), the official title (law), the full path
    from the province (jurisdiction) or what is counted (quantity). ``confidence`` lies in 0–1.
    ``rule`` names what found it, for ``fazhi explain``.
    """

    start: int
    end: int
    text: str
    label: Label
    canonical: str
    id: str | None = None
    confidence: float = 1.0
    candidates: tuple[str, ...] = ()
    rule: str = ""
    status: Status | None = None
    """Of a MECHANISM only."""
    value: float | None = None
    """Of a QUANTITY only: the number with its 万 or 亿 multiplied out."""
    unit: str | None = None
    """Of a QUANTITY only: ``件``, ``人次``, ``%``, ``元`` …"""
