"""A store: marker, leftovers, reports with their evidence, list of files, shapes; and how it is mended.

Mending never touches what a report says. A damaged report is marked, so that the next build reads
its file again; what is derived is made anew; what a killed build has left behind is cleared away.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from fazhi.building.ledger import Ledger
from fazhi.building.naming import forget_version
from fazhi.building.refresh import refresh
from fazhi.building.versions import Versions
from fazhi.doctor.findings import Finding, Level
from fazhi.doctor.reports import damages
from fazhi.errors import FazhiError, StoreError, ValidationError
from fazhi.namespaces import base
from fazhi.store import ReportRow, Store
from fazhi.store.folder import Kind, clear, leftovers

MOST_FOR_SHAPES = 200
"""Checking shapes takes a second for a few reports; a store of more is left to ``fazhi validate``."""
_SHOWN = 5

_LEFT = {
    Kind.COPY: (
        ": a build is under way",
        ", of a killed build: the same command goes on with it, --mend clears it away",
        ", of a killed build: cleared away",
    ),
    Kind.NEW: (
        ": a build is under way",
        ", of a build killed at its very end: the next build or --mend makes it the store's state",
        ", of a build killed at its very end: made the store's state",
    ),
    Kind.OLD: (
        ", an older state: still read, or a build is under way; a later build removes it",
        ", an older state that nobody reads: the next build or --mend removes it",
        ", an older state: removed",
    ),
}
"""What is said of a leftover in use, of one that may be mended, and of one that was."""

Progress = Callable[[int, int], None]


def check_store(folder: Path, *, mend: bool = False, progress: Progress | None = None) -> Iterator[Finding]:
    """Yield what is found of the store at ``folder``, and with ``mend`` what has been mended."""
    try:
        yield from _leftovers(folder, mend)
        with Store.open(folder) as store:
            rows = store.reports()
            damaged = {}
            for number, row in enumerate(rows, 1):
                if found := list(damages(store, row)):
                    damaged[row] = found
                if progress:
                    progress(number, len(rows))
            yield _counts(store, rows)
            yield from _versions(store, rows)
            yield from _damages(damaged, mended=mend)
            ledger = Ledger.read(store.place or folder)
            stale = {entry.sha256 for entry in ledger.files.values()} - {row.sha256 for row in rows}
            yield from _files(ledger, stale, mend)
            yield _shapes(store, len(rows))
    except StoreError as error:
        yield Finding(Level.PROBLEM, "store", str(error))
        return
    except (OSError, RuntimeError) as error:
        # What the library raises where a file of the database is damaged.
        said = " ".join(str(error).split())
        yield Finding(Level.PROBLEM, "store", f"the database in {folder} is damaged ({said}); build the store anew")
        return
    if mend:
        yield _mended(folder, list(damaged), ledger.without(stale))


def _leftovers(folder: Path, mend: bool) -> Iterator[Finding]:
    for left in leftovers(folder):
        busy, idle, mended = _LEFT[left.kind]
        if mend and not left.busy:
            clear(folder)
        level = Level.MENDED if mend and not left.busy else Level.NOTE
        said = busy if left.busy else mended if mend else idle
        yield Finding(level, "leftovers", f"{left.path.name}, {left.size / 1e6:.0f} MB{said}")


def _counts(store: Store, rows: list[ReportRow]) -> Finding:
    counts = store.counts()
    said = f"{counts.reports} reports, {counts.quads} quads in {counts.graphs} graphs"
    if len({row.sha256 for row in rows}) != counts.reports:
        return Finding(Level.PROBLEM, "counts", f"{said}, but some reports have no digest; build the store anew")
    return Finding(Level.FINE, "counts", said)


def _versions(store: Store, rows: list[ReportRow]) -> Iterator[Finding]:
    marker, now = store.marker, Versions.current()
    if marker and marker.base != base():
        said = f"IRIs begin with {marker.base}, the setting says {base()}; set FAZHI_BASE_IRI={marker.base}"
        yield Finding(Level.PROBLEM, "base", said)
    old = sum(row.version != str(now) for row in rows)
    if old:
        said = f"{old} of {len(rows)} reports are from other code or another vocabulary; fazhi build reads them again"
        yield Finding(Level.NOTE, "versions", said)
    else:
        yield Finding(Level.FINE, "versions", f"all reports are from {now}")


def _damages(damaged: dict[ReportRow, list[str]], *, mended: bool) -> Iterator[Finding]:
    if not damaged:
        yield Finding(Level.FINE, "evidence", "every passage stands in its report's text where it says")
    level = Level.MENDED if mended else Level.PROBLEM
    how = "marked; give its file to fazhi build" if mended else "--mend marks it, so that fazhi build reads it again"
    for row, found in list(damaged.items())[:_SHOWN]:
        yield Finding(level, "evidence", f"{', '.join(row.files)} ({row.sha256[:12]}): {'; '.join(found)}: {how}")
    if len(damaged) > _SHOWN:
        yield Finding(level, "evidence", f"and {len(damaged) - _SHOWN} more reports")


def _files(ledger: Ledger, stale: set[str], mend: bool) -> Iterator[Finding]:
    if stale:
        said = f"{len(stale)} reports of the list of files are not in the store"
        yield Finding(Level.MENDED if mend else Level.PROBLEM, "files", said + ("" if mend else "; --mend corrects it"))
    gone = sum(not _there(file) for file in ledger.files)
    if gone:
        said = f"{gone} of {len(ledger.files)} files are gone; fazhi build FOLDER --prune takes their reports out"
        yield Finding(Level.NOTE, "files", said)
    elif not stale:
        yield Finding(Level.FINE, "files", f"{len(ledger.files)} files, all there")


def _there(file: str) -> bool:
    """Whether a file exists; a document in an archive (``a.zip!/b``) or table (``a.csv#3``) by what holds it."""
    held = file.partition("!/")[0]
    return any(os.path.exists(path) for path in (file, held, held.rpartition("#")[0]) if path)  # noqa: PTH110


def _shapes(store: Store, reports: int) -> Finding:
    if reports > MOST_FOR_SHAPES:
        return Finding(Level.NOTE, "shapes", f"not checked for {reports} reports; run fazhi validate")
    try:
        from fazhi.validation import validate

        validate(store).require()
    except ValidationError as error:
        missing = "pySHACL" in str(error)
        return Finding(Level.NOTE if missing else Level.PROBLEM, "shapes", str(error))
    return Finding(Level.FINE, "shapes", "all hold")


def _mended(folder: Path, damaged: list[ReportRow], ledger: Ledger) -> Finding:
    """Mark damaged reports, make anew what is derived, and put the result in the place of the store."""
    try:
        with Store.open(folder) as old:
            if old.marker is None:
                raise StoreError("The store has no marker; build it anew")
            marker = Versions(old.marker.code, old.marker.vocabulary).marker("mend")
        with Store.rewriting(folder, marker) as store:
            for row in damaged:
                forget_version(store, row.iri)
            refresh(store)
            ledger.write(store.place or folder)
    except FazhiError as error:
        return Finding(Level.PROBLEM, "mending", str(error))
    return Finding(Level.MENDED, "derived graphs", "made anew from the reports")
