"""What ``fazhi extract`` prints of files, read by the same workers, with the same limits, as for a store."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fazhi.building.files import Source
from fazhi.building.summary import BuildRow, Outcome
from fazhi.building.tasks import Reader, Result, Run, Task
from fazhi.building.workers import LIMIT, Pool
from fazhi.extraction import Extraction, to_json
from fazhi.formats import Document

_AT_A_TIME = 64
"""Texts whose results may wait for that of an earlier one, so that memory stays the same whatever the corpus."""


@dataclass(frozen=True, slots=True)
class Extracted(Result):
    """What came of one text: its extraction as JSON, and what is to be remarked of the file."""

    record: str = ""
    notes: tuple[str, ...] = ()


class Extracting(Reader):
    """Reads and extracts as a build does, and hands back JSON instead of quads."""

    def result(self, task: Task, document: Document, extraction: Extraction) -> Result:
        """Return the extraction as JSON, with what is to be remarked of the file."""
        source = task.source
        notes = tuple(f"{document.name}: {note}" for note in document.notes)
        row = BuildRow(source.name, Outcome.NEW, sha256=source.sha256)
        return Extracted((row,), record=json.dumps(to_json(extraction), ensure_ascii=False), notes=notes)


def extractions(
    sources: Iterable[Source],
    *,
    jobs: int,
    limit: float = LIMIT,
    any_text: bool = False,
    extra: Sequence[Path] = (),
    reader: Reader | None = None,
) -> Iterator[tuple[Source, Result]]:
    """Yield each source with what came of it, in the order given: ``Extracted``, or a row that refuses it.

    With ``jobs``, as many processes read, and a file may take ``limit`` seconds and a worker's memory;
    without, this process does. ``reader`` takes the place of the pipeline. Raises ModelError and
    VocabularyError where what extracts is itself damaged.
    """
    reader = reader or Extracting("", any_text=any_text, extra=extra)
    if jobs < 1 or not Pool.possible():
        yield from _in_order(reader.run, sources)
    else:
        with Pool(reader, jobs, limit) as pool:
            yield from _in_order(pool.run, sources)


def _in_order(run: Run, sources: Iterable[Source]) -> Iterator[tuple[Source, Result]]:
    waiting = iter(sources)
    while next_ones := deque(islice(waiting, _AT_A_TIME)):
        found: dict[str | None, Result] = {}
        for result in run([Task(source, ()) for source in next_ones]):
            found[result.rows[0].sha256] = result
            while next_ones and next_ones[0].sha256 in found:
                source = next_ones.popleft()
                yield source, found.pop(source.sha256)
