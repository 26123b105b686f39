"""Lines sorted outside of memory, so that the same quads give the same bytes however many they are."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import IO

_LINES_IN_MEMORY = 400_000


@contextmanager
def sorted_lines(lines: Iterable[bytes]) -> Iterator[Iterator[bytes]]:
    """Give the lines in order of their bytes; sorted runs of them lie in unnamed temporary files.

    One run alone, as of any small store, stays in memory.
    """
    rest = iter(lines)
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        while run := sorted(islice(rest, _LINES_IN_MEMORY)):
            if len(run) < _LINES_IN_MEMORY and not runs:
                runs.append(run)
                break
            runs.append(stack.enter_context(_spilled(run)))
        yield heapq.merge(*runs)


@contextmanager
def _spilled(run: list[bytes]) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        file.writelines(run)
        run.clear()
        file.seek(0)
        yield file
