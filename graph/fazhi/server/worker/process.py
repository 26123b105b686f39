"""The worker's own program: ``python -m fazhi.server.worker.process FOLDER MEMORY``.

Jobs come on standard input and are answered on what was standard output; whatever a library prints
goes to standard error. A thread reads, so that the end of the server ends a query under way too.
"""

from __future__ import annotations

import gzip
import os
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from fazhi.errors import FazhiError, StoreError
from fazhi.server.worker.answers import FormatError, TooLargeError
from fazhi.server.worker.confinement import be_modest, grown_beyond, memory_limit, shut_network
from fazhi.server.worker.frames import Header, packed, read
from fazhi.server.worker.jobs import JOBS, MissingError
from fazhi.server.worker.library import Library

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (FormatError, "format"),
    (TooLargeError, "large"),
    (MissingError, "missing"),
    (StoreError, "store"),
    (MemoryError, "memory"),
    (RecursionError, "deep"),
    (FazhiError, "refused"),
)
_WORN = 512
"""Megabytes that a worker may hold between jobs."""


def main(arguments: list[str]) -> None:
    """Answer jobs until the server closes the pipe."""
    send = _private_output()
    shut_network()
    be_modest()
    library, memory = Library(Path(arguments[0])), int(arguments[1])
    with suppress(FazhiError):
        library.store()
    jobs: SimpleQueue[Header] = SimpleQueue()
    threading.Thread(target=_read_jobs, args=(jobs,), daemon=True).start()
    send(packed({"ready": True}))
    while True:
        send(_answered(library, jobs.get(), memory))


def _private_output() -> Callable[[bytes], None]:
    """Keep the pipe to the server for answers alone, and return what writes to it."""
    channel = os.dup(1)
    os.dup2(2, 1)

    def send(data: bytes) -> None:
        view = memoryview(data)
        while view:
            # A pipe may take fewer bytes than it is given.
            view = view[os.write(channel, view) :]

    return send


def _read_jobs(jobs: SimpleQueue[Header]) -> None:
    while (job := read(sys.stdin.buffer)) is not None:
        jobs.put(job)
    # The server has gone: whatever is under way is for nobody.
    os._exit(0)


def _answered(library: Library, job: Header, memory: int) -> bytes:
    try:
        # Opening another state of the store is not the query's own use of memory.
        library.store()
        with memory_limit(job.pop("memory", memory)):
            header, body = _done(JOBS[job.pop("job")], library, job)
    except (FazhiError, MemoryError, RecursionError) as error:
        kind = next(kind for error_type, kind in _KINDS if isinstance(error, error_type))
        header, body = {"error": kind, "message": " ".join(str(error).split())}, b""
    except Exception as error:  # noqa: BLE001 - the edge: the server logs it and tells the asker so
        message = f"{type(error).__name__}: {error}"
        header, body = {"error": "internal", "message": message, "trace": traceback.format_exc()}, b""
    return packed(header | {"version": library.version, "worn": grown_beyond(_WORN)}, body)


def _done(work: Callable[..., tuple[Header, bytes]], library: Library, job: Header) -> tuple[Header, bytes]:
    compress = job.pop("gzip", False)
    header, body = work(library, **job)
    if compress and len(body) > 1400:
        # Here and not in the server, which has one thread for everybody.
        return header | {"encoding": "gzip"}, gzip.compress(body, 5, mtime=0)
    return header, body


if __name__ == "__main__":
    main(sys.argv[1:])
