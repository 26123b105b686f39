"""Results into the store, a batch at a time, while the next ones are being read.

Writing whole files of sorted quads at once is three times as fast as single inserts, and the
library lets go of the interpreter meanwhile: one batch is written while the next one gathers, and
who brings a third waits. The library merges four files of one load each into larger ones, again and
again; so batches grow with what has been loaded, as files, up to a size that bounds the memory of a
load. A killed build reads at most two batches again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from queue import Queue
from typing import IO, NamedTuple

from fazhi.building.tasks import Result
from fazhi.store import Store
from fazhi.store.folder import write_errors
from fazhi.triples import graph_name

BATCH = 32_000_000
"""Bytes of N-Quads written at once in the beginning, some 100,000 quads."""
LARGEST = 160_000_000
"""Bytes of the largest batches; half a million quads take some 400 MB of memory while they are loaded."""
_SHARE = 4
"""The part of what has been loaded that the next batch is to have."""
_NAMES = ("fazhi-batch-1.nq", "fazhi-batch-2.nq", "fazhi-batch-3.nq")
"""Files in which batches gather: one gathers, one waits, one is loaded."""


class _Batch(NamedTuple):
    """The graphs that give way, and the quads that come: in a file, and in shards of a cluster."""

    graphs: list[str]
    file: IO[bytes]
    shards: list[Path]


class Loader:
    """Writes the quads of results into ``store``; use it in a ``with`` block, which waits for the last."""

    def __init__(self, store: Store, held: Iterable[str] = ()) -> None:
        """Take the reports that the store holds, by SHA-256: their graphs are removed before they are written."""
        self._store, self._held = store, set(held)
        self._graphs: list[str] = []
        self._shards: list[Path] = []
        self._size = self._loaded = 0
        self._folder = store.place
        self._names = deque(_NAMES)
        self._file: IO[bytes] = self._fresh()
        self._batches: Queue[_Batch | None] = Queue(maxsize=1)
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="loader", daemon=True)
        self._thread.start()

    def __enter__(self) -> Loader:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write what is left and wait for it, after an error or an interrupt too: the next build goes on there."""
        try:
            if self._failure is None:
                self._hand_over()
        finally:
            self._batches.put(None)
            self._thread.join()
            self._file.close()
            if self._folder:
                for name in _NAMES:
                    (self._folder / name).unlink(missing_ok=True)
        if kind is None and self._failure:
            raise self._failure

    def add(self, result: Result) -> None:
        """Take the quads of a result; raise StoreError where an earlier batch could not be written."""
        taken = [row.sha256 for row in result.rows if row.quads and row.sha256]
        self._graphs += [graph_name(sha256) for sha256 in taken if sha256 in self._held]
        self._held.update(taken)
        if isinstance(result.quads, Path):
            self._shards.append(result.quads)
            self._count(result.quads.stat().st_size)
        else:
            self.put(result.quads)

    def put(self, n_quads: bytes) -> None:
        """Take N-Quads that no held report's graph has to give way to."""
        with write_errors(self._folder):
            self._file.write(n_quads)
        self._count(len(n_quads))

    def _count(self, size: int) -> None:
        self._size += size
        if self._size >= max(BATCH, min(LARGEST, self._loaded // _SHARE)):
            self._hand_over()

    def _hand_over(self) -> None:
        if self._failure:
            raise self._failure
        if self._size:
            with write_errors(self._folder):
                self._file.flush()
            self._batches.put(_Batch(self._graphs, self._file, self._shards))
            self._loaded += self._size
            self._graphs, self._shards, self._size, self._file = [], [], 0, self._fresh()

    def _fresh(self) -> IO[bytes]:
        """Open an empty file; three names in turn, so that what a killed build has left is written over."""
        if self._folder is None:
            return BytesIO()
        with write_errors(self._folder):
            self._names.rotate(-1)
            return (self._folder / self._names[0]).open("w+b")

    def _work(self) -> None:
        while batch := self._batches.get():
            if self._failure is None:
                try:
                    self._write(batch)
                except BaseException as error:  # noqa: BLE001  told to the thread that asked
                    self._failure = error
            batch.file.close()

    def _write(self, batch: _Batch) -> None:
        for graph in batch.graphs:
            self._store.remove(graph)
        if batch.file.tell():
            batch.file.seek(0)
            self._store.load(batch.file)
        for shard in batch.shards:
            self._store.load(shard)
