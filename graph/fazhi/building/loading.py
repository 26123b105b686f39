"""Results into the store, a batch at a time, while the next ones are being read.

Writing whole files of sorted quads at once is three times as fast as single inserts, and the
library lets go of the interpreter meanwhile: one batch is written while the next one gathers, and
who brings a third waits. So memory is bounded, and a killed build reads at most two batches again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from queue import Queue

from fazhi.building.tasks import Result
from fazhi.store import Store
from fazhi.triples import graph_name

BATCH = 32_000_000
"""Bytes of N-Quads written at once, some 100,000 quads."""


class Loader:
    """Writes the quads of results into ``store``; use it in a ``with`` block, which waits for the last."""

    def __init__(self, store: Store, held: Iterable[str] = ()) -> None:
        """Take the reports that the store holds, by SHA-256: their graphs are removed before they are written."""
        self._store, self._held = store, set(held)
        self._graphs: list[str] = []
        self._parts: list[bytes | Path] = []
        self._size = 0
        self._batches: Queue[tuple[list[str], list[bytes | Path]] | None] = Queue(maxsize=1)
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
        if kind is None and self._failure:
            raise self._failure

    def add(self, result: Result) -> None:
        """Take the quads of a result; raise StoreError where an earlier batch could not be written."""
        taken = [row.sha256 for row in result.rows if row.quads and row.sha256]
        self._graphs += [graph_name(sha256) for sha256 in taken if sha256 in self._held]
        self._held.update(taken)
        self._parts.append(result.quads)
        self._size += result.quads.stat().st_size if isinstance(result.quads, Path) else len(result.quads)
        if self._size >= BATCH:
            self._hand_over()

    def put(self, n_quads: bytes) -> None:
        """Take N-Quads that no held report's graph has to give way to."""
        self._parts.append(n_quads)
        self._size += len(n_quads)
        if self._size >= BATCH:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._failure:
            raise self._failure
        if self._size:
            self._batches.put((self._graphs, self._parts))
        self._graphs, self._parts, self._size = [], [], 0

    def _work(self) -> None:
        while batch := self._batches.get():
            if self._failure is None:
                try:
                    self._write(*batch)
                except BaseException as error:  # noqa: BLE001  told to the thread that asked
                    self._failure = error

    def _write(self, graphs: list[str], parts: list[bytes | Path]) -> None:
        for graph in graphs:
            self._store.remove(graph)
        if together := b"".join(part for part in parts if isinstance(part, bytes)):
            self._store.load(together)
        for part in parts:
            if isinstance(part, Path):
                self._store.load(part)
