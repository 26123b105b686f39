"""Which state of a store is being served: a new build gives a new version."""

from __future__ import annotations

from pathlib import Path

from fazhi import __version__
from fazhi.errors import StoreError
from fazhi.identifiers import digest
from fazhi.store import MARKER, existing


def store_version(folder: Path) -> str:
    """Return a short name of the state of the store in ``folder``, the same until the next build.

    It follows from the state that the marker file names, and from the file's number in the file system
    and its time, which a store built anew in the same place changes. Raises StoreError where there is no store.
    """
    state = existing(folder).name
    try:
        stat = (folder / MARKER).stat()
    except FileNotFoundError as error:
        raise StoreError(f"The store {str(folder)!r} was removed while it was read; build it again") from error
    return digest(f"{state} {stat.st_ino} {stat.st_mtime_ns} {stat.st_size} {__version__}", 16)
