"""A report as published: raw text, header facts, section tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from fazhi.reports.view import View


class Role(StrEnum):
    """What a section of a report is for."""

    PREAMBLE = "preamble"
    ACHIEVEMENTS = "achievements"
    DEFICIENCIES = "deficiencies"
    LEADERSHIP = "leadership"
    PLANS = "plans"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the raw text under one heading.

    Sections of one level do not overlap; those of level 0 tile the text; ``end`` is exclusive and
    covers the subsections. The preamble and what stands before any heading have no heading.
    """

    start: int
    end: int
    level: int
    heading: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Header:
    """The facts of a report's head and signature; None for what the text does not say.

    Dates are ISO 8601 strings. ``jurisdiction`` is the full path from the province. Where several
    divisions fit, ``division_code`` is None and ``candidates`` holds their codes.
    """

    title: str | None = None
    jurisdiction: str | None = None
    division_code: str | None = None
    issuer: str | None = None
    report_year: int | None = None
    issued: str | None = None
    written: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """One report: where it came from, its raw text and what its head says."""

    source: str
    """As given by the user, with ``/`` between folders."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    view: View
    header: Header = field(default_factory=Header)
    sections: tuple[Section, ...] = ()

    @property
    def text(self) -> str:
        """The raw text that all offsets count."""
        return self.view.raw
