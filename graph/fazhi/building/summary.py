"""What a build has done, one row a report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fazhi.store import Counts


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BuildRow:
    """One report, or one path that was refused with its ``reason``.

    ``source`` joins the paths of all files with the same bytes by ``, ``.
    """

    source: str
    outcome: Outcome
    title: str | None = None
    jurisdiction: str | None = None
    year: int | None = None
    mentions: int = 0
    statements: int = 0
    quads: int = 0
    sha256: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """The rows of a build, ordered by source, and what the store holds now (None: there is no store)."""

    store: Path
    rows: tuple[BuildRow, ...]
    counts: Counts | None

    @property
    def refused(self) -> tuple[BuildRow, ...]:
        """The rows of what could not be taken."""
        return tuple(row for row in self.rows if row.outcome is Outcome.REFUSED)

    @property
    def taken(self) -> tuple[BuildRow, ...]:
        """The rows of the reports that the store now holds."""
        return tuple(row for row in self.rows if row.outcome is not Outcome.REFUSED)
