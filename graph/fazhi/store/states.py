"""The states of a store: each build adds one, the marker names the current one, what nobody reads is removed.

The database opens most of its files by path and only when they are first read. So a finished state is
never written to and its folder never renamed, and it is removed only when no reader has it locked. A
reader locks the marker of the state, and then looks whether that state is still the current one: if so,
whoever switches later meets the lock.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from fazhi.errors import StoreError
from fazhi.store.locks import Lock, alone, is_locked, shared
from fazhi.store.marker import ANEW, MARKER, Marker, read_marker, to_disk, write_marker

_STATE = re.compile(r"state-([1-9][0-9]*)")


def state_of(folder: Path) -> Path | None:
    """Return the current state of the store at ``folder``, None where there is no store."""
    marker = read_marker(folder)
    if marker is None:
        return None
    if not _STATE.fullmatch(marker.state):
        raise StoreError(f"The marker {str(folder / MARKER)!r} is damaged (its state is {marker.state!r}); {ANEW}")
    return folder / marker.state


def pending(folder: Path) -> Path | None:
    """Return the state that a build has finished and did not come to name in the marker, None if there is none."""
    states, now = _states(folder), state_of(folder)
    if states and (now is None or _number(states[-1]) > _number(now)) and (states[-1] / MARKER).is_file():
        return states[-1]
    return None


def others(folder: Path) -> list[Path]:
    """Return the states that are not the current one, oldest first."""
    now = state_of(folder)
    return [state for state in _states(folder) if state != now]


def is_read(state: Path) -> bool:
    """Say whether a state that is no longer the current one is still being read."""
    return is_locked(state / MARKER)


def hold(folder: Path, state: Path) -> tuple[Marker, Lock]:
    """Lock the current state of a store for reading; return the store's marker too.

    Raises StoreError where that state is not there, or has just given way to another: try again.
    """
    try:
        lock = shared(state / MARKER)
    except OSError as error:
        raise StoreError(f"The store {str(folder)!r} cannot be opened ({error}); {ANEW}") from error
    marker = read_marker(folder)
    if lock is None or marker is None or marker.state != state.name:
        raise StoreError(f"The store {str(folder)!r} changes too fast to be read; try again when its build has ended")
    return marker, lock


def add_state(folder: Path, copy: Path) -> None:
    """Make the finished ``copy`` the current state; to be called by the one writer, as ``finish_switch`` is."""
    to_disk(copy)
    folder.mkdir(exist_ok=True)
    number = max(map(_number, _states(folder)), default=0) + 1
    copy.rename(folder / f"state-{number}")
    to_disk(folder)
    to_disk(folder.parent)
    finish_switch(folder)


def finish_switch(folder: Path) -> None:
    """Name the newest state in the marker, which is the switch, and remove the older ones that nobody reads."""
    fresh = pending(folder)
    if fresh and (marker := read_marker(fresh)):
        write_marker(folder, replace(marker, job="", state=fresh.name))
    for state in others(folder):
        _remove(state)


def _remove(state: Path) -> None:
    # A file that is not there is locked by nobody: an earlier removal was cut off.
    lock = None
    if (state / MARKER).is_file():
        with suppress(OSError):
            lock = alone(state / MARKER)
        if lock is None:
            return
    shutil.rmtree(state, ignore_errors=True)
    if lock:
        lock.release()


def _states(folder: Path) -> list[Path]:
    return sorted((path for path in folder.glob("state-*") if _STATE.fullmatch(path.name)), key=_number)


def _number(state: Path) -> int:
    return int(state.name.partition("-")[2])
