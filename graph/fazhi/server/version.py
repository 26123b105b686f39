"""Which state of a store is being served: a new build gives a new version."""

from __future__ import annotations

from pathlib import Path

from fazhi import __version__
from fazhi.errors import StoreError
from fazhi.identifiers import digest
from fazhi.store.folder import MARKER, existing

_TRIES = 5


def store_version(folder: Path) -> str:
    """Return a short name of the state of the store in ``folder``, the same until the next build.

    It follows from the marker file, which every build writes anew: its number in the file system and
    its time. Raises StoreError where there is no store.
    """
    for _ in range(_TRIES):
        place = existing(folder)
        try:
            stat = (place / MARKER).stat()
        except FileNotFoundError:
            # The build has switched the folders between the two looks.
            continue
        return digest(f"{stat.st_ino} {stat.st_mtime_ns} {stat.st_size} {__version__}", 16)
    raise StoreError(f"The store {str(folder)!r} changes too fast to be read; try again when its build has ended")
