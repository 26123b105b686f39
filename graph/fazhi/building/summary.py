"""What a build has done, one row a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from fazhi.store import Counts


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    REMOVED = "removed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BuildRow:
    """One report, or one path that was refused; ``reason`` says why it was not simply new or unchanged.

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
    notes: tuple[str, ...] = ()
    """What the reader of the file remarked, such as pages without text."""

    def record(self) -> dict[str, Any]:
        """Return the row as an object of ``--report``; what is not known is left out."""
        return {key: value for key, value in asdict(self).items() if value not in (None, ())}


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """The rows of a build, ordered by source, and what the store holds now (None: there is no store).

    ``outdated`` counts the reports of the store that other code or another vocabulary has read and
    that were not among the files of this build.
    """

    store: Path
    rows: tuple[BuildRow, ...]
    counts: Counts | None
    outdated: int = 0

    @property
    def refused(self) -> tuple[BuildRow, ...]:
        """The rows of what could not be taken."""
        return tuple(row for row in self.rows if row.outcome is Outcome.REFUSED)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the readers of the files remarked, each with the file."""
        return tuple(f"{row.source}: {note}" for row in self.rows for note in row.notes)

    @property
    def taken(self) -> tuple[BuildRow, ...]:
        """The rows of the reports that the store now holds."""
        return tuple(row for row in self.rows if row.outcome not in {Outcome.REFUSED, Outcome.REMOVED})

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """How many rows there are of each outcome, in the order of ``Outcome``."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in Outcome if counted[outcome]}
