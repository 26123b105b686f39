"""One file to one report's quads: what a worker does, in this process, in another, or elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from fazhi.building.files import Source
from fazhi.building.summary import BuildRow, Outcome
from fazhi.errors import FazhiError, ModelError, VocabularyError
from fazhi.extraction import Extraction
from fazhi.formats import Document, report_of
from fazhi.reports import Report
from fazhi.triples import Facts, written

Extract: TypeAlias = Callable[[Report], Extraction]
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """One text to read: under which names, and what becomes of it if all goes well."""

    source: Source
    files: tuple[str, ...]
    outcome: Outcome = Outcome.NEW
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one or more tasks: a row for each, and the quads of those taken.

    ``quads`` are N-Quads, or the file that holds them; ``facts`` what is derived from them, as far as
    that is told.
    """

    rows: tuple[BuildRow, ...]
    quads: bytes | Path = b""
    facts: tuple[Facts, ...] = ()


Run: TypeAlias = Callable[[Sequence[Task]], Iterable[Result]]
"""How tasks become results, in any order."""


class Reader:
    """Reads, extracts and writes quads; models and vocabulary load with the first report."""

    def __init__(
        self, version: str, *, any_text: bool = False, extra: Sequence[Path] = (), extract: Extract | None = None
    ) -> None:
        """Name what extracts by ``version``; ``extract`` takes the place of the pipeline."""
        self.version, self.any_text, self.extra, self._extract = version, any_text, extra, extract

    @property
    def extract(self) -> Extract:
        """What extracts, loaded when first asked for; ModelError or VocabularyError where damaged."""
        if self._extract is None:
            from fazhi.extractor import Extractor

            self._extract = Extractor(self.extra)
        return self._extract

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Take the tasks one after the other, in this process."""
        return map(self, tasks)

    def __call__(self, task: Task) -> Result:
        """Take one task; a file that cannot be taken gives a row with the reason, and nothing else.

        Raises ModelError and VocabularyError, where what extracts is itself damaged.
        """
        source, extract = task.source, self.extract
        try:
            document = source.document()
            report = report_of(document, any_text=self.any_text)
        except FazhiError as error:
            return refused(source, str(error))
        except MemoryError:
            return refused(source, _too_large(source))
        except Exception as error:  # noqa: BLE001  one file in forty thousand must not end the batch
            return refused(source, _failed(source, "read", error))
        try:
            return self.result(task, document, extract(report))
        except (ModelError, VocabularyError):
            raise
        except MemoryError:
            return refused(source, _too_large(source))
        except Exception as error:  # noqa: BLE001  as above
            return refused(source, _failed(source, "extracted", error))

    def result(self, task: Task, document: Document, extraction: Extraction) -> Result:
        """Return what is handed over of a text that has been read and extracted: here its quads and facts."""
        made = written(extraction, task.files, self.version)
        row = replace(_row(task, extraction, made.number), notes=document.notes)
        return Result((row,), made.n_quads, (made.facts,))


def _too_large(source: Source) -> str:
    return f"{source.paths[0]} needs more memory than a worker has; split it"


def _failed(source: Source, what: str, error: Exception) -> str:
    _LOG.debug("%s could not be %s", source.name, what, exc_info=error)
    return f"{source.paths[0]} could not be {what} ({error!r}); please report it"


def refused(source: Source, reason: str) -> Result:
    """Return the result for a file that is not taken."""
    row = BuildRow(source.name, Outcome.REFUSED, sha256=source.sha256, reason=" ".join(reason.split()))
    return Result((row,))


def _row(task: Task, extraction: Extraction, number: int) -> BuildRow:
    header = extraction.report.header
    return BuildRow(
        task.source.name,
        task.outcome,
        header.title,
        header.jurisdiction,
        header.report_year,
        len(extraction.mentions),
        len(extraction.statements),
        number,
        task.source.sha256,
        task.reason,
    )
