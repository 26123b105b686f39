"""The folder of a store: its marker file, its lock, and how a new state takes the place of the old.

Writing never touches the store that others read. ``replacing`` works on a copy beside it (hard links,
so it costs next to nothing) and puts the copy in its place by renaming once the work has ended well.
A build that is killed leaves the old store as it was and its half-done copy ``NAME.building``, which
the same build picks up again and another one throws away. Transactions on the store itself were the
other choice; a nation's reports do not fit into one, many small ones show readers a state between
two builds, and the library leaves reading beside a writing process undefined.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from fazhi.errors import StoreError

MARKER = "fazhi-store.json"
_ANEW = "build the store anew in another folder"
_IN_USE = "in use by another process"
_FULL = ("no space left", "file too large", "quota")


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker file says: what made the store, and the job still under way, if any."""

    base: str
    code: str
    vocabulary: str
    job: str = ""
    format: int = 1


def read_marker(folder: Path) -> Marker | None:
    """Return the marker of ``folder``, None where it has none; raise StoreError for a damaged one."""
    path = folder / MARKER
    if not path.is_file():
        return None
    try:
        return Marker(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"The marker {str(path)!r} is damaged ({error}); {_ANEW}") from error


def write_marker(folder: Path, marker: Marker) -> None:
    """Write the marker in one step, so that a killed process leaves the old one or the new one."""
    fresh = folder / f"{MARKER}.tmp"
    fresh.write_text(json.dumps(asdict(marker), indent=1, sort_keys=True) + "\n", "utf-8")
    _to_disk(fresh)
    fresh.replace(folder / MARKER)
    _to_disk(folder)


def _to_disk(path: Path) -> None:
    """Have a file or the entries of a folder on the disk before going on, for power may fail."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def holds_store(folder: Path) -> bool:
    """Say whether there is a store at ``folder``; raise StoreError where there is something else."""
    _refuse_foreign(folder)
    return any(read_marker(place) for place in (folder, _previous(folder)))


def existing(folder: Path) -> Path:
    """Return where the store of ``folder`` can be read, in the middle of a switch the old one.

    Raises StoreError where there is none.
    """
    _refuse_foreign(folder)
    for place in (folder, _previous(folder)):
        if read_marker(place) is not None:
            return place
    raise StoreError(f"There is no store at {str(folder)!r}; make it: fazhi build PATH --store {folder}")


def open_database(folder: Path, *, write: bool) -> ox.Store:
    """Open the database in ``folder``; raise StoreError where it is locked or damaged."""
    name = str(folder)
    try:
        return ox.Store(name) if write else ox.Store.read_only(name)
    except (OSError, RuntimeError) as error:
        # The library calls a damaged file a RuntimeError.
        if "lock" in str(error).lower():
            message = f"The store {name!r} is {_IN_USE}; close it or give another --store"
            raise StoreError(message) from error
        if any(word in str(error).lower() for word in _FULL):
            raise StoreError(_unwritable(folder, error)) from error
        raise StoreError(f"The store {name!r} cannot be opened ({_one_line(error)}); {_ANEW}") from error


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
    with write_errors(folder):
        _finish_switch(folder)
        # The old store stays open for writing, as the lock that keeps a second build away.
        held = [open_database(folder, write=True)] if read_marker(folder) else []
        held.append(_copy(folder, held[0] if held else None, marker))
    try:
        yield held[-1]
        with write_errors(folder):
            held[-1].flush()
    finally:
        # Not a plain local name: a traceback keeps this frame alive, and the locks with it.
        held.clear()
    with write_errors(folder):
        # The logs of what has been flushed are three times as large as the data; opening drops them.
        open_database(building(folder), write=True)
        write_marker(building(folder), replace(marker, job=""))
        _switch(folder)


def _copy(folder: Path, old: ox.Store | None, marker: Marker) -> ox.Store:
    copy = building(folder)
    if copy.exists():
        begun = _begun(copy)
        if begun and begun[1] == marker:
            return begun[0]
        del begun
        shutil.rmtree(copy)
    copy.parent.mkdir(parents=True, exist_ok=True)
    if old is not None:
        old.backup(copy)
    fresh = open_database(copy, write=True)
    write_marker(copy, marker)
    return fresh


def _begun(copy: Path) -> tuple[ox.Store, Marker] | None:
    """Open what a killed build has left; None where that cannot be read, and is to be made anew."""
    try:
        database, marker = open_database(copy, write=True), read_marker(copy)
    except StoreError as error:
        if _IN_USE in str(error):
            raise
        return None
    return (database, marker) if marker else None


def discard(folder: Path) -> None:
    """Remove the half-done copy of the store at ``folder``, if there is one."""
    shutil.rmtree(building(folder), ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A folder beside a store that a build has left or is writing, and its bytes."""

    path: Path
    size: int
    busy: bool


def leftovers(folder: Path) -> list[Leftover]:
    """Return what builds have left beside the store at ``folder``."""
    places = [place for place in (building(folder), _previous(folder.resolve())) if place.is_dir()]
    return [Leftover(place, _size(place), _busy(place)) for place in places]


def clear(folder: Path) -> None:
    """Bring a switch that was cut off to its end, and remove what is left of killed builds."""
    _finish_switch(folder.resolve())
    discard(folder)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def _busy(folder: Path) -> bool:
    try:
        open_database(folder, write=True)
    except StoreError as error:
        return _IN_USE in str(error)
    return False


def _switch(folder: Path) -> None:
    if folder.exists():
        folder.rename(_previous(folder))
    building(folder).rename(folder)
    _to_disk(folder.parent)
    shutil.rmtree(_previous(folder), ignore_errors=True)


def _finish_switch(folder: Path) -> None:
    """Bring a switch that was cut off between its renames to its end."""
    previous, copy = _previous(folder), building(folder)
    if not previous.exists():
        return
    if folder.exists():
        shutil.rmtree(previous)
        return
    done = read_marker(copy)
    (copy if done and not done.job else previous).rename(folder)
    shutil.rmtree(previous, ignore_errors=True)


def _refuse_foreign(folder: Path) -> None:
    name = str(folder)
    if folder.is_dir() and any(folder.iterdir()) and read_marker(folder) is None:
        raise StoreError(f"The folder {name!r} is not a Fazhi store (no {MARKER} in it); give another --store")
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{name!r} is a file, not the folder of a store; give another --store")


def building(folder: Path) -> Path:
    """Return where the copy of the store at ``folder`` lies while it is being written."""
    folder = folder.resolve()
    return folder.with_name(f"{folder.name}.building")


def _previous(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.previous")
