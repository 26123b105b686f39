"""An export: tables, networks, dumps, and what describes them, from one store into one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from fazhi.errors import UsageError
from fazhi.export.claims import Claims
from fazhi.export.codebook import codebook, data_package
from fazhi.export.columns import TABLES
from fazhi.export.csv_files import CsvFile
from fazhi.export.description import dataset_description
from fazhi.export.events import cascade_rows, event_rows, practice_rows
from fazhi.export.folder import MARKER, Written, described, fresh_folder, sums
from fazhi.export.networks import write_gexf, write_graphml
from fazhi.export.reading import held_reports, reports
from fazhi.export.rows import OF_REPORT, Row
from fazhi.export.summary import Summary
from fazhi.export.things import Things
from fazhi.store import Store
from fazhi.store.serializing import SYNTAXES, serialize_store

NETWORKS = {"graphml": write_graphml, "gexf": write_gexf}
FORMATS = ("csv", *SYNTAXES, *NETWORKS)
DEFAULT_FORMATS = ("csv", "nq", "graphml")
LICENCE = "https://spdx.org/licenses/MIT"
_SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Options:
    """How an export is written.

    ``bom`` starts each table with a byte order mark, ``exact`` leaves out the marks against formulas,
    ``min_places`` is how many places a practice of the event table needs, ``licence`` an IRI.
    """

    bom: bool = False
    exact: bool = False
    min_places: int = 2
    licence: str = LICENCE


@dataclass(frozen=True)
class Exported:
    """What was written: the files, and how many rows each table has."""

    folder: Path
    files: tuple[Written, ...]
    rows: dict[str, int]
    marked: int


Progress = Callable[[int, int], None]


def export(
    store: Store,
    folder: Path | str,
    formats: Sequence[str] = DEFAULT_FORMATS,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write a store into a folder that appears whole: tables, dumps, networks, codebook, description.

    The same store gives the same bytes. ``progress`` is called with how many reports are done and how
    many there are. Raises UsageError for an unknown format or a folder that holds something else,
    StoreError where the disk refuses.
    """
    options = options or Options()
    if unknown := [name for name in formats if name not in FORMATS]:
        raise UsageError(f"{unknown[0]!r} is no format; use {', '.join(FORMATS)}")
    with fresh_folder(Path(folder)) as work:
        summary = Summary.of(store)
        tables = _Tables(store, [*TABLES] if "csv" in formats else [], options, summary, progress)
        with tables:
            rows, marked = tables.write_all(work)
            for name in (name for name in NETWORKS if name in formats):
                with (work / f"network.{name}").open("wb") as output:
                    NETWORKS[name](tables.claims, tables.things, output)
        for syntax in (syntax for syntax in SYNTAXES if syntax in formats):
            with (work / f"graph.{syntax}").open("wb") as output:
                serialize_store(store, syntax, output)
        files = [described(path) for path in sorted(work.iterdir())]
        _describe(work, files, summary, rows, marked, options)
        every = tuple(described(path) for path in sorted(work.iterdir()))
    return Exported(Path(folder), every, rows, marked)


def _describe(
    work: Path, files: list[Written], summary: Summary, rows: dict[str, int], marked: int, options: Options
) -> None:
    texts = {
        "dataset.ttl": dataset_description(summary, files, options.licence),
        "README.md": codebook(summary, files, rows, marked, options.exact, options.licence),
        MARKER: data_package(summary, files, rows, options.licence),
    }
    for name, text in texts.items():
        (work / name).write_text(text, "utf-8", newline="\n")
    every = [described(path) for path in sorted(work.iterdir())]
    (work / _SUMS).write_text(sums(every), "utf-8", newline="\n")


def write_one(
    store: Store, name: str, output: IO[bytes], options: Options | None = None, progress: Progress | None = None
) -> None:
    """Write one table (by its name) or one of the other formats to ``output``.

    Raises UsageError for a name that is neither.
    """
    options = options or Options()
    if name in SYNTAXES:
        serialize_store(store, name, output)
        return
    if name not in TABLES and name not in NETWORKS:
        raise UsageError(f"{name!r} is neither a table ({', '.join(TABLES)}) nor a format ({', '.join(FORMATS)})")
    with _Tables(store, [name] if name in TABLES else [], options, None, progress) as tables:
        if name in NETWORKS:
            tables.read({})
            NETWORKS[name](tables.claims, tables.things, output)
        else:
            tables.write({name: CsvFile(TABLES[name], output, bom=options.bom, exact=options.exact)})


class _Tables:
    """Reads all reports once, writing the tables that follow from each, then those that follow from all."""

    def __init__(
        self,
        store: Store,
        names: Sequence[str],
        options: Options,
        summary: Summary | None,
        progress: Progress | None,
    ) -> None:
        self.claims, self.things = Claims(), Things(store)
        self._store, self._names, self._options = store, names, options
        self._summary, self._progress = summary, progress

    def __enter__(self) -> _Tables:
        return self

    def __exit__(self, *error: object) -> None:
        self.claims.close()

    def write_all(self, folder: Path) -> tuple[dict[str, int], int]:
        """Write the tables into ``folder``; return how many rows each has and how many cells are marked."""
        options = self._options
        with ExitStack() as stack:
            files = {
                name: CsvFile(
                    TABLES[name],
                    stack.enter_context((folder / f"{name}.csv").open("wb")),
                    bom=options.bom,
                    exact=options.exact,
                )
                for name in self._names
            }
            self.write(files)
        return {name: file.rows for name, file in files.items()}, sum(file.marked for file in files.values())

    def write(self, files: dict[str, CsvFile]) -> None:
        """Write the tables."""
        self.read(files)
        of_all: dict[str, Callable[[Claims, Things], Iterable[Row]]] = {
            "practices": practice_rows,
            "events": partial(event_rows, min_places=self._options.min_places),
            "cascades": cascade_rows,
        }
        for name in (name for name in of_all if name in files):
            files[name].write(of_all[name](self.claims, self.things))
        for file in files.values():
            file.flush()

    def read(self, files: dict[str, CsvFile]) -> None:
        """Read all reports, writing the tables that follow from each of them."""
        number = len(held_reports(self._store)) if self._progress else 0
        for done, report in enumerate(reports(self._store, self.things), 1):
            self.claims.take(report)
            if self._summary:
                self._summary.take(report)
            for name in (name for name in OF_REPORT if name in files):
                files[name].write(OF_REPORT[name](report, self.things))
            if self._progress:
                self._progress(done, number)
        self.claims.finish()
