"""Build a store from files, and take reports out of it again."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from fazhi.building.files import Source, sources
from fazhi.building.refresh import refresh, write_vocabulary
from fazhi.building.summary import BuildRow, BuildSummary, Outcome
from fazhi.building.versions import Versions
from fazhi.errors import FazhiError, ModelError, VocabularyError
from fazhi.extraction import Extraction
from fazhi.reports import Report
from fazhi.store import Marker, ReportRow, Store, discard, holds_store
from fazhi.triples import Quad, graph_name, quads

__all__ = ["BuildRow", "BuildSummary", "Extract", "Outcome", "Progress", "Versions", "build", "remove"]

Extract: TypeAlias = Callable[[Report], Extraction]
Progress: TypeAlias = Callable[[int, int, BuildRow], None]
"""Called with how many texts are done, how many there are, and the row of the last one."""

BATCH = 100_000
"""How many quads are written at once; a killed build reads again what it had not written."""
_LOG = logging.getLogger(__name__)


class _NothingTakenError(Exception):
    """No file gave a new report: the copy of the store is dropped, the store stays as it is."""


class _InstallationError(Exception):
    """What failed is no fault of the report that was being read: the build ends."""


def build(
    paths: Iterable[str | Path],
    store_path: str | Path,
    *,
    extract: Extract | None = None,
    progress: Progress | None = None,
    any_text: bool = False,
    versions: Versions | None = None,
    extra: Sequence[Path] = (),
) -> BuildSummary:
    """Put the reports in ``paths`` (files, folders, ``-``) into the store, and say what became of each.

    A report that the store holds from the same ``versions`` is left alone; a file that cannot be
    taken gets a row with the reason and touches nothing. Readers see the old store until the whole
    build has ended. ``extra`` are the user's own vocabulary files. Raises StoreError for a folder
    that is no store, a store in use, or a full disk, ModelError and VocabularyError where what
    extracts is itself damaged.
    """
    folder = Path(store_path)
    old, known = _held(folder)
    found, rows = sources(paths)
    versions = versions or Versions.current(extra)
    current = old == versions.marker()
    if current and all(_is_current(known.get(source.sha256), source, versions) for source in found):
        return _summary(folder, rows + [_unchanged(source, known[source.sha256]) for source in found])
    try:
        if found:
            with Store.rewriting(folder, versions.marker(_job(found, any_text))) as store:
                write_vocabulary(store, versions.vocabulary, extra)
                work = _Work(store, versions, any_text, extra, extract, known)
                rows += work.run(found, progress, current)
                refresh(store)
    except _NothingTakenError as nothing:
        discard(folder)
        rows += nothing.args[0]
    except (ModelError, VocabularyError):
        discard(folder)
        raise
    return _summary(folder, rows)


def remove(reports: Iterable[str], store_path: str | Path) -> int:
    """Take the reports with these SHA-256 digests out of the store; return how many were there.

    The store is then what it would be had they never been read. Raises StoreError as ``build`` does.
    """
    folder, unwanted = Path(store_path), set(reports)
    with Store.open(folder) as store:
        present = sorted(unwanted & {row.sha256 for row in store.reports()})
        marker = store.marker
    if present and marker:
        versions = Versions(marker.code, marker.vocabulary)
        job = hashlib.sha256("\n".join(["remove", *present]).encode()).hexdigest()
        with Store.rewriting(folder, versions.marker(job)) as store:
            for sha256 in present:
                store.remove(graph_name(sha256))
            refresh(store)
    return len(present)


def _held(folder: Path) -> tuple[Marker | None, dict[str, ReportRow]]:
    """Return the marker of the store at ``folder`` and its reports by their SHA-256."""
    if not holds_store(folder):
        return None, {}
    with Store.open(folder) as store:
        return store.marker, {row.sha256: row for row in store.reports()}


def _is_current(row: ReportRow | None, source: Source, versions: Versions) -> bool:
    """Whether the store holds the text from these versions and under all of its names."""
    return row is not None and row.version == str(versions) and source.names <= set(row.files)


def _job(found: list[Source], any_text: bool) -> str:
    """Name the work by the texts it reads, so that only the same build goes on with what it left."""
    parts = [str(any_text), *sorted(source.sha256 for source in found)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass
class _Work:
    """One build: where it writes to, and how a text becomes an extraction."""

    store: Store
    versions: Versions
    any_text: bool
    extra: Sequence[Path]
    extract: Extract | None
    before: dict[str, ReportRow]
    """The reports of the store that this build is to replace."""
    pending: dict[str, list[Quad]] = field(default_factory=dict)

    def run(self, found: list[Source], progress: Progress | None, current: bool) -> list[BuildRow]:
        """Take all sources; raise _NothingTakenError with their rows where the store may stay as it is.

        ``current`` says that the store's vocabulary and derived graphs are from these versions.
        """
        # With those that an interrupted build of the same texts has left.
        known = {row.sha256: row for row in self.store.reports()}
        rows: list[BuildRow] = []
        for source in found:
            rows.append(self._taken(source, known.get(source.sha256)))
            if progress:
                progress(len(rows), len(found), rows[-1])
        self._write()
        outcomes = {row.outcome for row in rows}
        if outcomes == {Outcome.REFUSED} or (current and not outcomes & {Outcome.NEW, Outcome.REPLACED}):
            raise _NothingTakenError(rows)
        return rows

    def _taken(self, source: Source, old: ReportRow | None) -> BuildRow:
        if old and _is_current(old, source, self.versions):
            return replace(_unchanged(source, old), outcome=self._outcome(source))
        try:
            report = source.read(any_text=self.any_text)
        except FazhiError as error:
            return _refused(source, str(error))
        try:
            extraction = self._extracted(report)
            files = sorted(source.names.union(old.files if old else ()))
            fresh = list(quads(extraction, files, str(self.versions)))
        except _InstallationError as damaged:
            raise damaged.args[0] from damaged
        except Exception as error:  # noqa: BLE001  one report in forty thousand must not end the batch
            _LOG.debug("extraction of %s failed", source.name, exc_info=True)
            return _refused(source, f"{source.paths[0]} could not be extracted ({error!r}); please report it")
        self.pending[graph_name(source.sha256)] = fresh
        if sum(map(len, self.pending.values())) >= BATCH:
            self._write()
        return _row(source, extraction, len(fresh), self._outcome(source))

    def _outcome(self, source: Source) -> Outcome:
        old = self.before.get(source.sha256)
        if old is None:
            return Outcome.NEW
        return Outcome.UNCHANGED if _is_current(old, source, self.versions) else Outcome.REPLACED

    def _write(self) -> None:
        self.store.replace_all(self.pending)
        self.pending.clear()

    def _extracted(self, report: Report) -> Extraction:
        """Extract from one report; models and vocabulary load with the first, and must be sound."""
        try:
            if self.extract is None:
                from fazhi.extractor import Extractor

                self.extract = Extractor(self.extra)
            return self.extract(report)
        except (ModelError, VocabularyError) as error:
            raise _InstallationError(error) from error


def _refused(source: Source, reason: str) -> BuildRow:
    return BuildRow(source.name, Outcome.REFUSED, sha256=source.sha256, reason=" ".join(reason.split()))


def _row(source: Source, extraction: Extraction, number: int, outcome: Outcome) -> BuildRow:
    header = extraction.report.header
    return BuildRow(
        source.name,
        outcome,
        header.title,
        header.jurisdiction,
        header.report_year,
        len(extraction.mentions),
        len(extraction.statements),
        number,
        source.sha256,
    )


def _unchanged(source: Source, row: ReportRow) -> BuildRow:
    return BuildRow(
        source.name,
        Outcome.UNCHANGED,
        row.title,
        row.jurisdiction,
        row.year,
        row.mentions,
        row.statements,
        row.quads,
        row.sha256,
    )


def _summary(folder: Path, rows: Iterable[BuildRow]) -> BuildSummary:
    counts = None
    if holds_store(folder):
        with Store.open(folder) as store:
            counts = store.counts()
    return BuildSummary(folder, tuple(sorted(rows, key=lambda row: row.source)), counts)
