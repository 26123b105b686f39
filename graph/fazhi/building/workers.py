"""Worker processes that read reports: each loads models once, may hang or die without harm to the rest.

Workers are started as programs of their own, not forked: a fork would copy the database's threads
half, and the standard library's pools neither kill a worker that hangs nor run where the caller's
script has no main guard. Each has at most two tasks, so that it never waits for the next one, and
memory stays the same whatever the corpus.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import FrameType

from fazhi.building.tasks import Reader, Result, Task, refused
from fazhi.errors import FazhiError, ModelError

LIMIT = 120.0
"""Seconds that one file may take: some hundred times what the longest report takes."""
MEMORY = 3_000_000_000
"""Bytes of data that one worker may hold; a report takes 300 million."""
_START = 300.0
"""Seconds that a worker may take to load its models, on a machine that is busy with other things."""
_AHEAD = 2
_ATTEMPTS = 2
_CALL = "import sys; sys.path[:] = {path!r}; from fazhi.building.workers import serve; serve({handle})"
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def cores() -> int:
    """Return how many processors this process may use."""
    with suppress(AttributeError, OSError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def serve(handle: int) -> None:
    """Be a worker on the socket with this file number: take tasks, hand back results, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    connection = Connection(handle)
    with suppress(EOFError, ConnectionError):
        reader: Reader = connection.recv()
        connection.send(_loaded(reader))
        while True:
            connection.send(_taken(reader, connection.recv()))


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        bound = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))


def _loaded(reader: Reader) -> FazhiError | None:
    try:
        reader.extract  # noqa: B018  loads the models
    except FazhiError as error:
        return error
    return None


def _taken(reader: Reader, task: Task) -> Result | FazhiError:
    try:
        return reader(task)
    except FazhiError as error:
        return error


@contextmanager
def _whole() -> Iterator[None]:
    """Put off an interrupt until the block is done, so that no process is started that nobody will end."""
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield
        return
    missed: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda *met: missed.append(met))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
        if missed:
            usual(*missed[-1])


class _Worker:
    """One process and the tasks that it has been given, the one under way first."""

    def __init__(self, reader: Reader) -> None:
        ours, theirs = socket.socketpair()
        call = _CALL.format(path=sys.path, handle=theirs.fileno())
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", call],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_ONE_THREAD},
                pass_fds=[theirs.fileno()],
                # An interrupt from the keyboard goes to the whole group; the parent decides what ends.
                start_new_session=True,
            )
        self.connection = Connection(ours.detach())
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.since = time.monotonic()
        with suppress(ConnectionError):
            self.connection.send(reader)

    def give(self, task: Task) -> None:
        """Hand over one task; its time begins when it is the only one."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with suppress(ConnectionError):
            # A dead worker is met when its end of the connection is read.
            self.connection.send(task)

    def receive(self) -> Result | None:
        """Return the result of the first task, None for the word that models are loaded.

        Raises EOFError for a worker that has died, and the error of damaged models.
        """
        try:
            answer = self.connection.recv()
        except ConnectionError as error:
            raise EOFError from error
        self.since = time.monotonic()
        if isinstance(answer, FazhiError):
            raise answer
        if not self.ready:
            self.ready = True
            return None
        self.tasks.popleft()
        return answer  # type: ignore[no-any-return]

    def overdue(self, limit: float) -> float:
        """Return how many seconds the worker is beyond its time; negative while it has some left."""
        return time.monotonic() - self.since - (limit if self.ready else _START)

    def end(self) -> int:
        """Kill the process and return its exit code."""
        self.process.kill()
        self.connection.close()
        return self.process.wait()


class Pool:
    """A number of workers that turn tasks into results; use it in a ``with`` block."""

    def __init__(self, reader: Reader, jobs: int, limit: float = LIMIT) -> None:
        """Have up to ``jobs`` workers, each of which gives a file ``limit`` seconds."""
        self._reader, self._limit = reader, limit
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._again: deque[Task] = deque()
        self._deaths: dict[str, int] = {}

    @staticmethod
    def possible() -> bool:
        """Say whether this system can hand a socket to a new process; Windows cannot."""
        return os.name == "posix"

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill all workers, whatever they are at."""
        while self._workers:
            self._workers.pop().end()

    def run(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the results in the order in which they come; who takes them slowly slows the workers.

        Raises ModelError and VocabularyError where a worker cannot be made.
        """
        waiting = iter(tasks)
        while len(self._workers) < min(self._jobs, len(tasks)):
            with _whole():
                self._workers.append(_Worker(self._reader))
        while True:
            self._feed(waiting)
            busy = [worker for worker in self._workers if worker.tasks]
            if not busy:
                return
            patience = min(-worker.overdue(self._limit) for worker in busy)
            ready = set(wait([worker.connection for worker in busy], max(0.0, patience)))
            late = [w for w in busy if w.connection not in ready and w.overdue(self._limit) >= 0]
            for worker in busy:
                if worker.connection in ready:
                    yield from self._received(worker)
            for worker in late:
                yield from self._late(worker)

    def _feed(self, waiting: Iterator[Task]) -> None:
        """Give every worker a task, then every worker the one after it."""
        for number in range(1, _AHEAD + 1):
            for worker in self._workers:
                while len(worker.tasks) < number:
                    task = self._again.popleft() if self._again else next(waiting, None)
                    if task is None:
                        return
                    worker.give(task)

    def _received(self, worker: _Worker) -> Iterator[Result]:
        try:
            result = worker.receive()
        except EOFError:
            yield from self._died(worker)
            return
        if result is not None:
            yield result

    def _late(self, worker: _Worker) -> Iterator[Result]:
        if not worker.ready:
            raise ModelError(f"A worker was not ready after {_START:.0f} s; give fewer --jobs")
        task = worker.tasks.popleft()
        self._replace(worker)
        reason = f"{task.source.paths[0]} took longer than {self._limit:g} s; give it more with --limit, or split it"
        yield refused(task.source, reason)

    def _died(self, worker: _Worker) -> Iterator[Result]:
        """Read the text again in a new worker, for another program may have ended the old one; but once only."""
        if not worker.ready:
            raise ModelError(f"A worker could not be started ({_ending(worker.end())}); run fazhi doctor")
        task = worker.tasks.popleft()
        code = self._replace(worker)
        sha256 = task.source.sha256
        self._deaths[sha256] = self._deaths.get(sha256, 0) + 1
        if self._deaths[sha256] < _ATTEMPTS:
            self._again.append(task)
            return
        path = task.source.paths[0]
        yield refused(task.source, f"{path} ended the process that read it ({_ending(code)}); please report it")

    def _replace(self, worker: _Worker) -> int:
        """End a worker, put a new one in its place, and take back the tasks that it had not begun."""
        code = worker.end()
        self._again.extend(worker.tasks)
        with _whole():
            self._workers[self._workers.index(worker)] = _Worker(self._reader)
        return code


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return f"signal {signal.Signals(-code).name}"
    return f"signal {-code}"
