"""Workers that answer one job each at a time, and that can be killed in the middle of one.

One more worker than may be busy is kept ready, so that the request after a killed query need not
wait for a new process.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fazhi.server.options import Limits
from fazhi.server.refusals import RefusedError
from fazhi.server.worker.confinement import OUT_OF_MEMORY
from fazhi.server.worker.frames import Header, packed, received

_LOG = logging.getLogger("fazhi.server")
_START_SECONDS = 60.0
_REST_SECONDS = 1.0
_ALLOCATOR = {"MALLOC_ARENA_MAX": "2"}
"""Every arena of glibc reserves 64 MB of addresses, which would count as memory that a query took."""
_STATUSES = {
    "refused": 400,
    "deep": 400,
    "missing": 404,
    "format": 406,
    "large": 422,
    "memory": 503,
    "store": 503,
    "internal": 500,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answered: the facts about it and its bytes."""

    header: Header
    body: bytes


class Pool:
    """So many workers over one store; ``base`` is the base IRI that the store was built with."""

    def __init__(self, store: Path, limits: Limits, base: str) -> None:
        self._command = (sys.executable, "-m", "fazhi.server.worker.process", str(store), str(limits.memory))
        self._environment = {**os.environ, "FAZHI_BASE_IRI": base, **_ALLOCATOR}
        self._limits = limits
        self._slots = asyncio.Semaphore(limits.workers)
        # The last one to finish comes first: it still holds what it worked out for this state of the store.
        self._ready: asyncio.LifoQueue[Process] = asyncio.LifoQueue()
        self._alive: set[Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._closed = False

    async def open(self) -> None:
        """Start all workers and wait for the first."""
        for _ in range(self._limits.workers + 1):
            self._start_another()
        first = await self._ready.get()
        self._ready.put_nowait(first)

    async def close(self) -> None:
        """Kill all workers, with whatever they do."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        for process in list(self._alive):
            self._kill(process)
        await asyncio.gather(*self._starting, *(one.wait() for one in list(self._alive)), return_exceptions=True)

    async def run(self, job: str, *, seconds: float | None = None, **arguments: Any) -> Reply:
        """Have a worker do a job; cancelling this kills the worker, so that nothing goes on for nobody.

        Raises RefusedError: 503 when the job takes too long or too much memory, or when no worker is free in
        time, and what the worker itself refused.
        """
        most = self._limits.seconds if seconds is None else seconds
        await self._slot()
        try:
            return await self._run({"job": job, **arguments}, most)
        finally:
            self._slots.release()

    async def _slot(self) -> None:
        if self._waiting >= self._limits.waiting:
            raise RefusedError(503, "Too many requests are waiting; ask again in a while", retry=5)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds + _REST_SECONDS):
                await self._slots.acquire()
        except TimeoutError:
            raise RefusedError(503, "All workers are busy with long queries; ask again in a while", retry=5) from None
        finally:
            self._waiting -= 1

    async def _run(self, job: Header, seconds: float) -> Reply:
        process = await self._worker()
        keep = False
        try:
            async with asyncio.timeout(seconds):
                reply = await _exchange(process, job)
            keep = not reply.header["worn"]
        except TimeoutError:
            raise RefusedError(
                503, f"The query was stopped after {seconds:g} seconds, the time limit; ask for less"
            ) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise self._end_of(await process.wait()) from None
        finally:
            if keep:
                self._ready.put_nowait(process)
            else:
                self._kill(process)
                self._start_another()
        return _checked(reply)

    async def _worker(self) -> Process:
        try:
            while True:
                async with asyncio.timeout(_START_SECONDS):
                    process = await self._ready.get()
                if process.returncode is None:
                    return process
                self._alive.discard(process)
                self._start_another()
        except TimeoutError:
            raise RefusedError(503, "No worker could be started; look at the machine's memory", retry=30) from None

    def _end_of(self, code: int) -> RefusedError:
        """Tell why a worker ended by itself in the middle of a job."""
        _LOG.warning("a worker ended with code %s", code)
        by_memory = "" if code == OUT_OF_MEMORY else " or is nested too deeply"
        return RefusedError(
            503, f"The query needs more than {self._limits.memory} MB of memory{by_memory}; ask for less"
        )

    def _start_another(self) -> None:
        if not self._closed:
            _keep(self._starting, self._start())

    async def _start(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=None if _LOG.isEnabledFor(logging.DEBUG) else DEVNULL,
            env=self._environment,
            limit=1 << 20,
            # An interrupt from the keyboard is for the server, which then ends its workers.
            start_new_session=os.name == "posix",
        )
        self._alive.add(process)
        try:
            async with asyncio.timeout(_START_SECONDS):
                await received(_pipe(process.stdout))
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            _LOG.error("a worker could not start")
            self._kill(process)
            await asyncio.sleep(_REST_SECONDS)
            self._start_another()
            return
        self._ready.put_nowait(process)

    def _kill(self, process: Process) -> None:
        with suppress(ProcessLookupError):
            process.kill()
        _keep(self._starting, self._reap(process))

    async def _reap(self, process: Process) -> None:
        await process.wait()
        self._alive.discard(process)


def _keep(tasks: set[asyncio.Task[None]], work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(work)
    # The loop itself keeps only weak references to tasks.
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def _exchange(process: Process, job: Header) -> Reply:
    stdin = _pipe(process.stdin)
    stdin.write(packed(job))
    await stdin.drain()
    return Reply(*await received(_pipe(process.stdout)))


def _pipe(stream: Any) -> Any:
    if stream is None:
        raise ConnectionError("The worker has no pipe")
    return stream


def _checked(reply: Reply) -> Reply:
    error = reply.header.get("error")
    if error is None:
        return reply
    if error == "internal":
        _LOG.error("%s", reply.header["trace"])
        raise RefusedError(500, "The server made an error of its own; its log says more")
    message = {"memory": "The query needs more memory than it may take; ask for less"}.get(error)
    raise RefusedError(_STATUSES[error], message or str(reply.header["message"]) or "The query is nested too deeply")
