"""Reading in a process of its own, which is killed when its time is up; it serves many files.

The process is started by its command line, so it also serves callers that are daemons or threads;
each process that reads has its own.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from typing import Any

from fazhi.errors import ReportError
from fazhi.formats.documents import Format, Item, Text
from fazhi.formats.limits import Limits, megabytes

_RECYCLED = 5000
"""Files after which the process is replaced, for what libraries leak."""


class UnreadWordError(ReportError):
    """A Word document of a form that the own reader does not know."""


def read_apart(item: Item, limits: Limits) -> Text:
    """Return the text of an item that another process reads; raise ReportError where it cannot."""
    answer = _ask({"format": item.format, "name": item.name, "declared": item.declared}, item.data, limits)
    return Text(answer["text"], answer["encoding"], tuple(answer["pages"]), tuple(answer["notes"]))


def xlsx_sheets(data: bytes, name: str, limits: Limits) -> list[list[list[str]]]:
    """Return the sheets of a workbook that another process reads, as ``read_xlsx`` gives them."""
    sheets: list[list[list[str]]] = _ask({"format": Format.XLSX, "name": name}, data, limits)["sheets"]
    return sheets


def _ask(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    with _LOCK:
        answer = _helper(limits).ask(request, data, limits)
    if "error" in answer:
        raise (UnreadWordError if answer.get("unknown") else ReportError)(answer["error"])
    return answer


class _Helper:
    """One reading process."""

    def __init__(self, limits: Limits) -> None:
        self.owner, self.key, self.served = os.getpid(), _key(limits), 0
        self._process = subprocess.Popen(
            # -P: nothing is imported from the working folder, which may be that of hostile files.
            [sys.executable, "-B", "-P", "-m", "fazhi.formats.worker", *map(str, self.key)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
        """Send a file and return the answer, or an error where the process had to be or was ended."""
        self.served += 1
        late = threading.Event()
        timer = threading.Timer(limits.seconds, self._end, [late])
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(json.dumps({**request, "size": len(data)}).encode("ascii") + b"\n", data)
        finally:
            timer.cancel()
        if answer is not None:
            return answer
        self.close()
        name = request["name"]
        if late.is_set():
            return {
                "error": f"{name} takes more than {limits.seconds:g} s to read; give its text as .txt, or set"
                f" FAZHI_FILE_SECONDS higher"
            }
        return {
            "error": f"{name} ended the process that read it (it may need more than {megabytes(limits.memory)} of"
            f" memory, or be made to do harm); give its text as .txt"
        }

    def _exchange(self, header: bytes, data: bytes) -> dict[str, Any] | None:
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(header)
            self._process.stdin.write(data)
            self._process.stdin.flush()
            line = self._process.stdout.readline()
            return json.loads(line) if line.endswith(b"\n") else None
        except (OSError, ValueError):
            return None

    def _end(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def close(self) -> None:
        """End the process, if it is this one's."""
        if self.owner != os.getpid():
            return
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        self._process.kill()
        self._process.wait()


def _key(limits: Limits) -> tuple[int, int, float]:
    return limits.memory, limits.size, limits.seconds


_LOCK = threading.Lock()
_current: list[_Helper] = []


def _helper(limits: Limits) -> _Helper:
    """Return the helper of this process; one inherited by a fork is its parent's and left alone."""
    if _current:
        helper = _current[0]
        usable = helper.owner == os.getpid() and helper.key == _key(limits)
        if usable and helper.alive and helper.served < _RECYCLED:
            return helper
        _current.clear()
        helper.close()
    _current.append(_Helper(limits))
    return _current[0]


def _forget() -> None:
    """Start anew in a process that was forked: the helper is its parent's, and so may be the lock."""
    global _LOCK  # noqa: PLW0603  a lock held at the fork would never be given back
    _LOCK = threading.Lock()
    _inherited.extend(_current)
    _current.clear()


_inherited: list[_Helper] = []
"""Kept, so that nothing of the parent's is closed when they would be collected."""
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


@atexit.register
def close() -> None:
    """End the reading process of this process."""
    while _current:
        _current.pop().close()
