"""What is to be done about each source, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fazhi.building.files import Source
from fazhi.building.ledger import Ledger
from fazhi.building.settling import changed_files
from fazhi.building.summary import BuildRow, Outcome
from fazhi.building.tasks import Task
from fazhi.building.versions import Versions
from fazhi.store import ReportRow


@dataclass(frozen=True)
class Plan:
    """The texts to read, and the rows of those that the store holds as they are."""

    tasks: list[Task]
    unchanged: list[BuildRow]


def is_current(row: ReportRow | None, versions: Versions) -> bool:
    """Whether the store holds the text from these versions."""
    return row is not None and row.version == str(versions)


def plan(
    found: Sequence[Source],
    present: Mapping[str, ReportRow],
    before: Mapping[str, ReportRow],
    ledger: Ledger,
    versions: Versions,
) -> Plan:
    """Return what is to be done so that a store that has ``present`` and had ``before`` has all of ``found``."""
    tasks, unchanged = [], []
    for source in found:
        outcome, reason = _verdict(source, before.get(source.sha256), ledger, versions)
        row = present.get(source.sha256)
        if row is not None and is_current(row, versions):
            unchanged.append(_done(source, row, outcome, reason))
        else:
            files = source.names.union(row.files if row else ())
            tasks.append(Task(source, tuple(sorted(files)), outcome, reason))
    return Plan(tasks, unchanged)


def _verdict(
    source: Source, old: ReportRow | None, ledger: Ledger, versions: Versions
) -> tuple[Outcome, str | None]:
    if changed := changed_files(source, ledger):
        was = ", ".join(f"{path} (was {ledger.files[path].sha256[:12]})" for path in changed)
        return Outcome.REPLACED, f"other content than before: {was}"
    if old is None:
        return Outcome.NEW, None
    if is_current(old, versions):
        return Outcome.UNCHANGED, None
    return Outcome.REPLACED, versions.difference(old.version)


def _done(source: Source, row: ReportRow, outcome: Outcome, reason: str | None) -> BuildRow:
    facts = (row.title, row.jurisdiction, row.year, row.mentions, row.statements, row.quads, row.sha256)
    return BuildRow(source.name, outcome, *facts, reason)
