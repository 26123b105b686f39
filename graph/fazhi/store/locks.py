"""Locks that end with their process: one writer of a store at a time, and no state removed under a reader."""

from __future__ import annotations

import os
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fazhi.errors import StoreError

IN_USE = "in use by another process"


class Lock:
    """A lock on a file, let go of by ``release`` or when nothing refers to it any more."""

    def __init__(self, number: int) -> None:
        """Take the number of the open and locked file."""
        self._number = number
        self._release = weakref.finalize(self, os.close, number)

    def is_of(self, path: Path) -> bool:
        """Say whether the locked file still is the one at ``path``."""
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(self._number), path.stat())
        return False

    def release(self) -> None:
        """Let go of the lock; a second time does nothing."""
        self._release()


def shared(path: Path) -> Lock | None:
    """Lock a file together with others, None where one has it alone; it may lie on a read-only medium."""
    return _locked(os.open(path, os.O_RDONLY), alone=False)


def alone(path: Path, *, make: bool = False) -> Lock | None:
    """Lock a file for oneself, None where anyone else has it; ``make`` it where it is missing."""
    return _locked(os.open(path, os.O_RDWR | (os.O_CREAT if make else 0), 0o666), alone=True)


def is_locked(path: Path) -> bool:
    """Say whether anyone has a lock on a file; one that is not there nobody has."""
    with suppress(OSError):
        return alone(path) is None
    return False


@contextmanager
def writing(folder: Path, lock: Path) -> Iterator[None]:
    """Hold the file ``lock`` as the one writer of the store at ``folder``; raise StoreError where there is one."""
    held = alone(lock, make=True)
    # The writer before may have deleted the file after it was opened here: that lock keeps nobody away.
    while held and not held.is_of(lock):
        held = alone(lock, make=True)
    if held is None:
        raise StoreError(f"The store {str(folder)!r} is {IN_USE}; close it or give another --store")
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
        held.release()


def _locked(number: int, *, alone: bool) -> Lock | None:
    lock = Lock(number)
    if _flock(number, alone=alone):
        return lock
    lock.release()
    return None


if sys.platform == "win32":

    def _flock(number: int, *, alone: bool) -> bool:
        """There is no flock: the database's own lock on a half-done copy is all that keeps writers apart."""
        return True

else:
    import fcntl

    def _flock(number: int, *, alone: bool) -> bool:
        try:
            fcntl.flock(number, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A file system without locks, where the database refuses to write: nothing is removed there.
            pass
        return True
