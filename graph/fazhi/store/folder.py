"""The folder of a store, and how a new state takes the place of the old.

``NAME/fazhi-store.json`` is the marker, ``NAME/state-N`` holds the database's files and the lists beside
them. Writing never touches a state that others read. ``replacing`` works on a copy beside the folder
(hard links, so it costs next to nothing), which becomes the next state once the work has ended well.
A build that is killed leaves the old state as it was and its half-done copy ``NAME.building``, which
the same build picks up again and another one throws away. Transactions on the state itself were the
other choice; a nation's reports do not fit into one, many small ones show readers a state between
two builds, and the library leaves reading beside a writing process undefined.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pyoxigraph as ox

from fazhi.errors import StoreError
from fazhi.store.locks import IN_USE, is_locked, writing
from fazhi.store.marker import ANEW, MARKER, Marker, read_marker, write_marker
from fazhi.store.states import add_state, finish_switch, is_read, others, pending, state_of

_TABLES = "*.sst"
_OTHERS = ("CURRENT", "IDENTITY", "MANIFEST-*", "OPTIONS-*", "*.log")
_FULL = ("no space left", "file too large", "quota")


def holds_store(folder: Path) -> bool:
    """Say whether there is a store at ``folder``; raise StoreError where there is something else."""
    _refuse_foreign(folder)
    return read_marker(folder) is not None


def existing(folder: Path) -> Path:
    """Return the current state of the store at ``folder``; raise StoreError where there is none."""
    _refuse_foreign(folder)
    state = state_of(folder)
    if state is None:
        raise StoreError(f"There is no store at {str(folder)!r}; make it: fazhi build PATH --store {folder}")
    return state


def open_database(folder: Path, *, write: bool) -> ox.Store:
    """Open the database in ``folder``; raise StoreError where it is locked or damaged."""
    name = str(folder)
    try:
        return ox.Store(name) if write else ox.Store.read_only(name)
    except (OSError, RuntimeError) as error:
        # The library calls a damaged file a RuntimeError.
        if "lock" in str(error).lower():
            message = f"The store {name!r} is {IN_USE}; close it or give another --store"
            raise StoreError(message) from error
        if any(word in str(error).lower() for word in _FULL):
            raise StoreError(_unwritable(folder, error)) from error
        raise StoreError(f"The store {name!r} cannot be opened ({_one_line(error)}); {ANEW}") from error


@contextmanager
def write_errors(folder: Path | None) -> Iterator[None]:
    """Turn what the disk refuses into a StoreError."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(_unwritable(folder, error)) from error


def _unwritable(folder: Path | None, error: Exception) -> str:
    where = f"The store {str(folder)!r}" if folder else "The store"
    return (
        f"{where} could not be written ({_one_line(error)}); what was there before is untouched, and when there"
        f" is room again the same command goes on with what was done"
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


@contextmanager
def replacing(folder: Path, marker: Marker) -> Iterator[ox.Store]:
    """Give the database of a copy of the store at ``folder``, which takes its place in the end.

    ``marker.job`` names the work: what an earlier, interrupted ``replacing`` of the same job has
    written is found again. Raises StoreError where the folder holds something else, or is in use.
    """
    folder = folder.resolve()
    _refuse_foreign(folder)
    with ExitStack() as stack:
        with write_errors(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(writing(folder, _lock(folder)))
            finish_switch(folder)
            held = [_copy(folder, marker)]
        try:
            yield held[0]
            with write_errors(folder):
                held[0].flush()
        finally:
            # Not a plain local name: a traceback keeps this frame alive, and the database's lock with it.
            held.clear()
        with write_errors(folder):
            # The logs of what has been flushed are three times as large as the data; opening drops them.
            open_database(building(folder), write=True)
            add_state(folder, building(folder))


def _copy(folder: Path, marker: Marker) -> ox.Store:
    copy = building(folder)
    if copy.exists():
        begun = _begun(copy)
        if begun and begun[1] == marker:
            return begun[0]
        del begun
        shutil.rmtree(copy)
    copy.mkdir()
    if state := state_of(folder):
        _link(state, copy)
    fresh = open_database(copy, write=True)
    write_marker(copy, marker)
    return fresh


def _link(state: Path, copy: Path) -> None:
    """Copy the files of a database that nobody writes; opening it to have it copied would write to it."""
    for table in state.glob(_TABLES):
        try:
            os.link(table, copy / table.name)
        except OSError:
            # Not every file system can; what is wrong otherwise, copying meets too.
            shutil.copyfile(table, copy / table.name)
    for pattern in _OTHERS:
        for path in state.glob(pattern):
            shutil.copyfile(path, copy / path.name)


def _begun(copy: Path) -> tuple[ox.Store, Marker] | None:
    """Open what a killed build has left; None where that cannot be read, and is to be made anew."""
    try:
        database, marker = open_database(copy, write=True), read_marker(copy)
    except StoreError as error:
        if IN_USE in str(error):
            raise
        return None
    return (database, marker) if marker else None


def discard(folder: Path) -> None:
    """Remove the half-done copy of the store at ``folder``, if there is one that no other build works on."""
    folder = folder.resolve()
    if building(folder).exists():
        with suppress(StoreError), write_errors(folder), writing(folder, _lock(folder)):
            shutil.rmtree(building(folder), ignore_errors=True)


def finish(folder: Path) -> None:
    """Bring a switch that was cut off to its end, before one asks what there is; leave it to a build under way."""
    folder = folder.resolve()
    if pending(folder):
        with suppress(StoreError), write_errors(folder), writing(folder, _lock(folder)):
            finish_switch(folder)


class Kind(Enum):
    """What builds leave: a half-done copy, a finished state that is not yet the current one, an older state."""

    COPY = "copy"
    NEW = "new"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A folder that a build has left, its bytes, and whether it is read or a build is under way."""

    path: Path
    kind: Kind
    size: int
    busy: bool


def leftovers(folder: Path) -> list[Leftover]:
    """Return what builds have left of the store at ``folder``."""
    folder = folder.resolve()
    copy = building(folder)
    found = [(copy, Kind.COPY)] if copy.is_dir() else []
    # A damaged marker names no state: which ones are older cannot be told.
    with suppress(StoreError):
        fresh = pending(folder)
        found += [(state, Kind.NEW if state == fresh else Kind.OLD) for state in others(folder)]
    writer = is_locked(_lock(folder)) or (copy.is_dir() and _busy(copy))
    return [Leftover(path, kind, _size(path), writer or (kind is Kind.OLD and is_read(path))) for path, kind in found]


def clear(folder: Path) -> None:
    """Bring a switch that was cut off to its end, and remove what is left of killed builds and older states."""
    folder = folder.resolve()
    with write_errors(folder), writing(folder, _lock(folder)):
        finish_switch(folder)
        shutil.rmtree(building(folder), ignore_errors=True)


def _size(folder: Path) -> int:
    size = 0
    # A build under way takes files away while they are counted.
    with suppress(FileNotFoundError):
        for path in folder.iterdir():
            size += path.stat().st_size
    return size


def _busy(folder: Path) -> bool:
    try:
        open_database(folder, write=True)
    except StoreError as error:
        return IN_USE in str(error)
    return False


def _refuse_foreign(folder: Path) -> None:
    name = str(folder)
    # A first build that was killed in the middle of its switch has left a state and no marker.
    if folder.is_dir() and any(folder.iterdir()) and read_marker(folder) is None and pending(folder) is None:
        raise StoreError(f"The folder {name!r} is not a Fazhi store (no {MARKER} in it); give another --store")
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{name!r} is a file, not the folder of a store; give another --store")


def building(folder: Path) -> Path:
    """Return where the copy of the store at ``folder`` lies while it is being written."""
    folder = folder.resolve()
    return folder.with_name(f"{folder.name}.building")


def _lock(folder: Path) -> Path:
    """Return the file that the one writer has locked; beside the folder, as a first build has none yet."""
    return folder.with_name(f"{folder.name}.building.lock")
