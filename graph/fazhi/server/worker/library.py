"""The store as a worker holds it: opened once, and again when a build has put another in its place."""

from __future__ import annotations

import time
from pathlib import Path

from fazhi.errors import StoreError
from fazhi.server.version import store_version
from fazhi.store import Store

_TRIES, _PAUSE = 20, 0.05


class Library:
    """Gives the newest state of the store in one folder, and what was worked out for that state."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version = ""
        self._store: Store | None = None
        self._kept: dict[str, object] = {}

    def store(self) -> Store:
        """Return the store as it is now; raise StoreError where there is none."""
        version = store_version(self.folder)
        if self._store is None or version != self.version:
            self._store, self.version, self._kept = *_opened(self.folder), {}
        return self._store

    def kept(self) -> dict[str, object]:
        """Return where jobs may keep what holds for this state of the store only."""
        return self._kept


def _opened(folder: Path) -> tuple[Store, str]:
    """Open the store and name its state; once more where a build switches the folders meanwhile."""
    for attempt in range(_TRIES):
        try:
            before = store_version(folder)
            store = Store.open(folder)
            if store_version(folder) == before:
                return store, before
        except StoreError:
            if attempt == _TRIES - 1:
                raise
        time.sleep(_PAUSE)
    raise StoreError(f"The store {str(folder)!r} changes too fast to be read; try again when its build has ended")
