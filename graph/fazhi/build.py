"""Build a store from files, and take reports out of it again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from fazhi.building.facts import FactsFile
from fazhi.building.files import Source, sources
from fazhi.building.ledger import Ledger, absolute
from fazhi.building.loading import Loader
from fazhi.building.naming import rename
from fazhi.building.planning import Plan, plan
from fazhi.building.refresh import refresh, write_vocabulary
from fazhi.building.settling import Changes, gone, settle
from fazhi.building.summary import BuildRow, BuildSummary, Outcome
from fazhi.building.tasks import Extract, Reader, Run
from fazhi.building.versions import Versions
from fazhi.building.workers import LIMIT, Pool
from fazhi.errors import FazhiError, ModelError, UsageError, VocabularyError
from fazhi.formats import Columns
from fazhi.identifiers import report_id
from fazhi.store import Marker, ReportRow, Store, discard, finish, holds_store
from fazhi.triples import graph_name

__all__ = [
    "BuildRow",
    "BuildSummary",
    "Extract",
    "Outcome",
    "Progress",
    "Run",
    "StrictError",
    "Versions",
    "build",
    "matching",
    "remove",
]

Progress: TypeAlias = Callable[[int, int, BuildRow], None]
"""Called with how many texts are done, how many there are, and the row of the last one."""


class StrictError(FazhiError):
    """A file was refused in a build that was to stop at the first such file."""


class _NothingTakenError(Exception):
    """No file gave a new report: the copy of the store is dropped, the store stays as it is."""


@dataclass(frozen=True)
class _Held:
    """What a store holds before a build."""

    marker: Marker | None
    rows: Mapping[str, ReportRow]
    """By SHA-256."""
    ledger: Ledger

    @classmethod
    def of(cls, folder: Path) -> _Held:
        finish(folder)
        if not holds_store(folder):
            return cls(None, {}, Ledger())
        with Store.open(folder) as store:
            rows = {row.sha256: row for row in store.reports()}
            return cls(store.marker, rows, Ledger.read(store.place or folder))

    def names(self) -> dict[str, tuple[str, ...]]:
        return {sha256: row.files for sha256, row in self.rows.items()}


def build(
    paths: Iterable[str | Path],
    store_path: str | Path,
    *,
    extract: Extract | None = None,
    jobs: int = 0,
    run: Run | None = None,
    progress: Progress | None = None,
    any_text: bool = False,
    versions: Versions | None = None,
    extra: Sequence[Path] = (),
    prune: bool = False,
    strict: bool = False,
    limit: float = LIMIT,
    columns: Columns | None = None,
) -> BuildSummary:
    """Put the reports in ``paths`` (files, folders, ``-``) into the store, and say what became of each.

    A report that the store holds from the same ``versions`` is left alone; a file that has changed
    takes the place of what it was; with ``prune``, what came from files of these folders that are
    gone is taken out. A file that cannot be taken gets a row with the reason and touches nothing;
    with ``strict`` it ends the build. Readers see the old store until the whole build has ended.

    With ``jobs``, as many processes read, and a file may take ``limit`` seconds; without, this
    process does. ``run`` takes the place of both. The result is the same to the byte. ``extra`` are
    the user's own vocabulary files, ``columns`` the columns of tables that have unusual names.

    Raises StoreError for a folder that is no store, a store in use, or a full disk, ModelError and
    VocabularyError where what extracts is itself damaged, and StrictError.
    """
    folder, roots = Path(store_path), list(paths)
    held = _Held.of(folder)
    found, refused = sources(roots, columns)
    _stop_at(refused, strict)
    versions = versions or Versions.current(extra)
    lost = gone(held.ledger, roots, found, [row.source for row in refused]) if prune else []
    work = _Work(folder, versions, held, found, lost, refused, strict, progress)
    if work.nothing_to_do():
        return work.summary(refused + work.plan.unchanged)
    job = _job(roots, any_text, prune, columns)
    reader = Reader(str(versions), any_text=any_text, extra=extra, extract=extract)
    try:
        with Store.rewriting(folder, versions.marker(job)) as store, ExitStack() as stack:
            write_vocabulary(store, versions.vocabulary, extra)
            if run is None:
                run = stack.enter_context(_readers(reader, jobs, limit))
            rows = work.done(store, run)
    except _NothingTakenError as nothing:
        discard(folder)
        rows, ledger = nothing.args
        if held.marker and ledger != held.ledger:
            _write_list(folder, ledger)
    except (ModelError, VocabularyError):
        discard(folder)
        raise
    return work.summary(rows)


@contextmanager
def _readers(reader: Reader, jobs: int, limit: float) -> Iterator[Run]:
    """Give what reads: processes, or this one."""
    if jobs < 1 or not Pool.possible():
        yield reader.run
    else:
        with Pool(reader, jobs, limit) as pool:
            yield pool.run


def remove(reports: Iterable[str], store_path: str | Path) -> int:
    """Take the reports with these SHA-256 digests out of the store; return how many were there.

    The store is then what it would be had they never been read. Raises StoreError as ``build`` does.
    """
    folder, unwanted = Path(store_path), set(reports)
    finish(folder)
    with Store.open(folder) as store:
        present = sorted(unwanted & {row.sha256 for row in store.reports()})
        marker, ledger = store.marker, Ledger.read(store.place or folder)
    if present and marker:
        versions = Versions(marker.code, marker.vocabulary)
        job = hashlib.sha256("\n".join(["remove", *present]).encode()).hexdigest()
        with Store.rewriting(folder, versions.marker(job)) as store:
            readers = _readers_of({row.sha256: row.version for row in store.reports()}, present)
            for sha256 in present:
                store.remove(graph_name(sha256))
            with closing(FactsFile(folder, store.place or folder, "")) as facts:
                refresh(store, facts.settle(readers))
            ledger.without(present).write(store.place or folder)
    return len(present)


def _write_list(folder: Path, ledger: Ledger) -> None:
    """Write the list of files beside the data of a store that stays as it is."""
    with Store.open(folder) as store:
        ledger.write(store.place or folder)


def _readers_of(versions: Mapping[str, str | None], removed: Iterable[str]) -> dict[str, str | None]:
    """Return what has read each report that stays, by the report's local part."""
    gone = set(removed)
    return {report_id(sha256): version for sha256, version in versions.items() if sha256 not in gone}


def matching(word: str, rows: Iterable[ReportRow]) -> ReportRow:
    """Return the one report whose file has the name ``word`` or whose SHA-256 begins with it.

    Raises UsageError where there is none, and where there are several.
    """
    name = Path(word).name
    found = [row for row in rows if name in row.files or (len(word) >= _DIGITS and row.sha256.startswith(word))]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"The store holds no report {word!r}; give a file name, or the first digits of its SHA-256")
    digests = ", ".join(f"{row.sha256[:12]} ({row.jurisdiction or row.title or '?'})" for row in found[:5])
    raise UsageError(f"{len(found)} reports are called {word!r}; give the first digits of one: {digests}")


_DIGITS = 6
"""How many digits of a SHA-256 one must give to name a report."""


def _job(roots: Iterable[str | Path], any_text: bool, prune: bool, columns: Columns | None) -> str:
    """Name the work by what was asked for, so that only the same build goes on with what it left."""
    parts = [str(any_text), str(prune), repr(columns), *sorted(absolute(str(root)) for root in roots)]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _stop_at(rows: Iterable[BuildRow], strict: bool) -> None:
    for row in rows:
        if strict and row.outcome is Outcome.REFUSED:
            raise StrictError(f"{row.reason or row.source}; --strict stops there, and the store is as it was")


class _Work:
    """One build: what it finds, what it does, what it tells."""

    def __init__(
        self,
        folder: Path,
        versions: Versions,
        held: _Held,
        found: Sequence[Source],
        lost: Sequence[str],
        refused: Sequence[BuildRow],
        strict: bool,
        progress: Progress | None,
    ) -> None:
        self.folder, self.versions, self.held, self.found = folder, versions, held, found
        self.lost, self.refused, self.strict, self.progress = lost, list(refused), strict, progress
        self.plan: Plan = plan(found, held.rows, held.rows, held.ledger, versions)

    def nothing_to_do(self) -> bool:
        """Say whether the store may stay as it is; if only the list of files has changed, write that."""
        if not self.found and not self.lost:
            return True
        if self.plan.tasks or self.held.marker != self.versions.marker():
            return False
        changes = settle(self.held.ledger, self.held.names(), self.held.names(), self.found, self.lost)
        if changes.names or changes.removed:
            return False
        if changes.ledger != self.held.ledger:
            _write_list(self.folder, changes.ledger)
        return True

    def done(self, store: Store, run: Run) -> list[BuildRow]:
        """Take all sources and let what is gone go; raise _NothingTakenError if the store may stay as it is.

        The rows are those of the whole build.
        """
        # With those that an interrupted build of the same paths has left.
        present = {row.sha256: row for row in _whole(store, self.held.rows)}
        todo = plan(self.found, present, self.held.rows, self.held.ledger, self.versions)
        with closing(FactsFile(self.folder, store.place or self.folder, str(self.versions))) as facts:
            return self._settled(store, run, present, todo, facts)

    def _settled(
        self, store: Store, run: Run, present: Mapping[str, ReportRow], todo: Plan, facts: FactsFile
    ) -> list[BuildRow]:
        rows = self._read(store, run, todo, set(present), facts)
        refused = {row.sha256 for row in rows if row.outcome is Outcome.REFUSED}
        taken = {row.sha256 for row in rows if row.sha256} - refused
        known = [source for source in self.found if source.sha256 in taken]
        stated = {sha256: row.files for sha256, row in present.items()}
        stated |= {task.source.sha256: task.files for task in todo.tasks if task.source.sha256 in taken}
        changes = settle(self.held.ledger, self.held.names(), stated, known, self.lost)
        rows = self.refused + [_renamed(row, changes) for row in rows] + self._removed(changes)
        outcomes = {row.outcome for row in rows}
        kept = self.held.marker == self.versions.marker() and outcomes <= {Outcome.UNCHANGED, Outcome.REFUSED}
        if kept or outcomes == {Outcome.REFUSED}:
            raise _NothingTakenError(rows, changes.ledger)
        for sha256 in changes.removed:
            store.remove(graph_name(sha256))
        for sha256, files in changes.names.items():
            rename(store, sha256, files)
        readers = {sha256: row.version for sha256, row in present.items()} | dict.fromkeys(taken, str(self.versions))
        refresh(store, facts.settle(_readers_of(readers, changes.removed)))
        changes.ledger.write(store.place or self.folder)
        return rows

    def _read(self, store: Store, run: Run, todo: Plan, present: set[str], facts: FactsFile) -> list[BuildRow]:
        rows = list(todo.unchanged)
        with Loader(store, present) as loader:
            for result in run(todo.tasks) if todo.tasks else ():
                _stop_at(result.rows, self.strict)
                facts.add(result.facts)
                loader.add(result)
                for row in result.rows:
                    rows.append(row)
                    if self.progress:
                        self.progress(len(rows), len(self.found), row)
        return rows

    def _removed(self, changes: Changes) -> list[BuildRow]:
        """Tell of the reports whose files are gone; one that gave way to a changed file is told of there."""
        vanished = set(self.lost)
        rows = []
        for sha256, files in changes.removed.items():
            if sha256 in self.held.rows and vanished & set(files):
                row = self.held.rows[sha256]
                reason = f"no longer there: {', '.join(files)}"
                rows.append(_row_of(row, Outcome.REMOVED, ", ".join(files), reason))
        return rows

    def summary(self, rows: Iterable[BuildRow]) -> BuildSummary:
        """Return the rows in order, with what the store holds now."""
        counts, outdated = None, 0
        if holds_store(self.folder):
            with Store.open(self.folder) as store:
                counts = store.counts()
                outdated = sum(row.version != str(self.versions) for row in store.reports())
        return BuildSummary(self.folder, tuple(sorted(rows, key=lambda row: row.source)), counts, outdated)


def _whole(store: Store, before: Mapping[str, ReportRow]) -> list[ReportRow]:
    """Return the reports of a store, without those that a killed build has left half-written."""
    rows = []
    for row in store.reports():
        if row == before.get(row.sha256) or sum(1 for _ in store.graph(row.iri)) == row.quads:
            rows.append(row)
        else:
            store.remove(row.iri)
    return rows


def _row_of(row: ReportRow, outcome: Outcome, source: str, reason: str | None = None) -> BuildRow:
    facts = (row.title, row.jurisdiction, row.year, row.mentions, row.statements, row.quads, row.sha256)
    return BuildRow(source, outcome, *facts, reason)


def _renamed(row: BuildRow, changes: Changes) -> BuildRow:
    """A report that was current and has got other names is replaced, and says so."""
    files = changes.names.get(row.sha256 or "")
    if row.outcome is not Outcome.UNCHANGED or files is None:
        return row
    names = ", ".join(files)
    return replace(row, outcome=Outcome.REPLACED, reason=f"its files are now called {names}")
