"""Build a store from files, and take reports out of it again."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from fazhi.building.files import Source, sources
from fazhi.building.refresh import refresh, write_vocabulary
from fazhi.building.summary import BuildRow, BuildSummary, Outcome
from fazhi.building.versions import Versions
from fazhi.errors import FazhiError
from fazhi.extraction import Extraction
from fazhi.reports import Report
from fazhi.store import ReportRow, Store, discard, holds_store
from fazhi.triples import Quad, graph_name, quads

__all__ = ["BuildRow", "BuildSummary", "Extract", "Outcome", "Progress", "Versions", "build", "remove"]

Extract: TypeAlias = Callable[[Report], Extraction]
Progress: TypeAlias = Callable[[int, int, BuildRow], None]
"""Called with how many texts are done, how many there are, and the row of the last one."""

BATCH = 100_000
"""How many quads are written at once; a killed build reads again what it had not written."""
_LOG = logging.getLogger(__name__)


class _NothingTakenError(Exception):
    """No file gave a report: the copy of the store is dropped, the store stays as it is."""


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
    that is no store, a store in use, or a full disk.
    """
    folder = Path(store_path)
    known = _known(folder)
    found, rows = sources(paths)
    versions = versions or Versions.current(extra)
    if not _settled(found, known, folder, versions):
        try:
            with Store.rewriting(folder, versions.marker(_job(found, any_text))) as store:
                rows += _Work(store, versions, any_text, extra, extract).run(found, progress)
                write_vocabulary(store, extra)
                refresh(store)
        except _NothingTakenError as nothing:
            discard(folder)
            rows += nothing.args[0]
    else:
        rows += [_unchanged(source, known[source.sha256]) for source in found]
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


def _known(folder: Path) -> dict[str, ReportRow]:
    if not holds_store(folder):
        return {}
    with Store.open(folder) as store:
        return {row.sha256: row for row in store.reports()}


def _settled(found: list[Source], known: dict[str, ReportRow], folder: Path, versions: Versions) -> bool:
    """Whether the store already holds all that is found, from these versions and under these names."""
    if not found:
        return True
    if not holds_store(folder):
        return False
    with Store.open(folder) as store:
        if store.marker != versions.marker():
            return False
    return all(source.sha256 in known and _is_current(known[source.sha256], source, versions) for source in found)


def _is_current(row: ReportRow, source: Source, versions: Versions) -> bool:
    return row.version == str(versions) and source.names <= set(row.files)


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
    pending: dict[str, list[Quad]] = field(default_factory=dict)

    def run(self, found: list[Source], progress: Progress | None) -> list[BuildRow]:
        """Take all sources; raise _NothingTakenError with their rows where none could be taken."""
        known = {row.sha256: row for row in self.store.reports()}
        rows: list[BuildRow] = []
        for source in found:
            rows.append(self._taken(source, known.get(source.sha256)))
            if progress:
                progress(len(rows), len(found), rows[-1])
        self._write()
        if all(row.outcome is Outcome.REFUSED for row in rows):
            raise _NothingTakenError(rows)
        return rows

    def _taken(self, source: Source, old: ReportRow | None) -> BuildRow:
        if old and _is_current(old, source, self.versions):
            return _unchanged(source, old)
        try:
            report = source.read(any_text=self.any_text)
        except FazhiError as error:
            return _refused(source, str(error))
        extract = self._extractor()
        try:
            extraction = extract(report)
            files = sorted(source.names.union(old.files if old else ()))
            fresh = list(quads(extraction, files, str(self.versions)))
        except Exception as error:  # noqa: BLE001  one report in forty thousand must not end the batch
            _LOG.debug("extraction of %s failed", source.name, exc_info=True)
            return _refused(source, f"{source.paths[0]} could not be extracted ({error!r}); please report it")
        self.pending[graph_name(source.sha256)] = fresh
        if sum(map(len, self.pending.values())) >= BATCH:
            self._write()
        return _row(source, extraction, len(fresh), Outcome.REPLACED if old else Outcome.NEW)

    def _write(self) -> None:
        self.store.replace_all(self.pending)
        self.pending.clear()

    def _extractor(self) -> Extract:
        """Load the project's own models with the first report; where they are damaged the build ends."""
        if self.extract is None:
            from fazhi.extractor import Extractor

            self.extract = Extractor(self.extra)
        return self.extract


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
