"""What files that changed, moved or went away mean for the reports of a store.

A report stays as long as one file holds it. Names that no known file stands for (standard input, a
store built on another machine) stay with their report, for nobody can say that they are gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fazhi.building.files import STANDARD_INPUT, Source
from fazhi.building.ledger import Entry, Ledger, absolute


@dataclass(frozen=True, slots=True)
class Changes:
    """The files as they are now, the names that reports are to be given, and the reports to take out."""

    ledger: Ledger
    names: Mapping[str, tuple[str, ...]]
    removed: Mapping[str, tuple[str, ...]]
    """SHA-256 of each report that no file holds any more, with the files that held it."""


def entries(source: Source) -> dict[str, Entry]:
    """Return what the ledger says of the files of a source."""
    return {
        absolute(path): Entry(source.sha256, name)
        for path in source.paths
        if path != STANDARD_INPUT
        for name in replace(source, paths=(path,)).names
    }


def changed_files(source: Source, ledger: Ledger) -> list[str]:
    """Return the files of a source that held another text when they were last read."""
    now = entries(source)
    return sorted(path for path in now if path in ledger.files and ledger.files[path].sha256 != source.sha256)


def gone(ledger: Ledger, roots: Iterable[str | Path], found: Iterable[Source], refused: Iterable[str]) -> list[str]:
    """Return the files of the ledger inside the folders ``roots`` that are no longer there.

    What is refused is there; a folder that is missing or empty as a whole has lost nothing: more
    likely a disk is not mounted.
    """
    present = {absolute(path) for source in found for path in source.paths}
    barred = tuple(absolute(path) for path in refused)
    folders = tuple(f"{absolute(str(root))}/".replace("//", "/") for root in roots if Path(root).is_dir())
    return sorted(
        file
        for file in ledger.files
        if file not in present and file.startswith(folders) and not (barred and file.startswith(barred))
    )


def settle(
    before: Ledger,
    held: Mapping[str, Iterable[str]],
    stated: Mapping[str, Iterable[str]],
    taken: Sequence[Source],
    gone: Sequence[str] = (),
) -> Changes:
    """Return what is to change after these sources have been taken and these files have gone.

    ``held`` are the names that the old store gave the files of each report, by SHA-256, ``stated``
    those that the new one gives them now.
    """
    now: dict[str, Entry] = {}
    streamed = {source.sha256: source.names for source in taken if STANDARD_INPUT in source.paths}
    for source in taken:
        now |= entries(source)
    after = before.updated(now, gone)
    old, new, lost = before.names(), after.names(), _lost(before, after)
    names: dict[str, tuple[str, ...]] = {}
    removed: dict[str, tuple[str, ...]] = {}
    for sha256 in sorted(stated):
        loose = set(held.get(sha256, ())) - old.get(sha256, set())
        wanted = new.get(sha256, set()) | loose | streamed.get(sha256, set())
        if not wanted:
            removed[sha256] = tuple(sorted(lost.get(sha256, ())))
        elif wanted != set(stated[sha256]):
            names[sha256] = tuple(sorted(wanted))
    return Changes(after, names, removed)


def _lost(before: Ledger, after: Ledger) -> dict[str, set[str]]:
    """Return the files that each report has lost."""
    lost: dict[str, set[str]] = defaultdict(set)
    for path, entry in before.files.items():
        if after.files.get(path) != entry:
            lost[entry.sha256].add(path)
    return lost
