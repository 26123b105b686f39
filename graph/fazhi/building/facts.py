"""The facts of reports, kept beside the store's data: what is derived can be made anew without the store.

A line a report, in the order in which they came. A report that the file lacks, or has from another
version, is read from its graph instead: the file spares time and says nothing that the graph does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from fazhi.store.folder import write_errors
from fazhi.store.states import state_of
from fazhi.triples import Facts

FACTS = "fazhi-facts.jsonl"
_FRESH = "fazhi-facts.new.jsonl"


class FactsFile:
    """What was known of the reports of a store, and what a build adds to it."""

    def __init__(self, folder: Path, new: Path, version: str) -> None:
        """Take the folder of the store, that of the copy being written, and what reads now."""
        self._old, self._new, self._version = state_of(folder), new, version
        # What a killed build has left is gone on with; its last line may be half a line.
        with write_errors(new):
            self._output = (new / _FRESH).open("ab")
            self._output.write(b"\n")

    def add(self, facts: Iterable[Facts]) -> None:
        """Note what has been read."""
        with write_errors(self._new):
            for one in facts:
                record = [one.report, self._version, *one[1:]]
                self._output.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")

    def close(self) -> None:
        """Let go of the file; what it holds is gone on with by the next build of the same files."""
        with suppress(OSError):
            self._output.close()

    def settle(self, versions: Mapping[str, str | None]) -> Iterator[Facts]:
        """Yield the facts of the reports with these local parts, read by these versions, and keep no others.

        The file is written anew as they are taken, and counts from when the last one has been.
        """
        left, fresh = dict(versions), self._new / f"{FACTS}.tmp"
        with write_errors(self._new):
            self._output.close()
            output = fresh.open("wb")
        with output:
            for line in self._lines():
                # Half a line of a killed build, or one with other fields.
                with suppress(ValueError, TypeError):
                    report, version, *rest = json.loads(line)
                    if left.get(report, "") != version:
                        continue
                    facts = Facts.of_record([report, *rest])
                    del left[report]
                    with write_errors(self._new):
                        output.write(line)
                    yield facts
        with write_errors(self._new):
            fresh.replace(self._new / FACTS)
            (self._new / _FRESH).unlink()

    def _lines(self) -> Iterator[bytes]:
        for path in (self._old and self._old / FACTS, self._new / _FRESH):
            if path and path.is_file():
                with path.open("rb") as lines:
                    yield from lines
