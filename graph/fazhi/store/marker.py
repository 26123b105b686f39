"""The marker file: what made a store, which of its states is the current one, which job is under way."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from fazhi.errors import StoreError

MARKER = "fazhi-store.json"
FORMAT = 2
ANEW = "build the store anew in another folder"


@dataclass(frozen=True, slots=True)
class Marker:
    """What made the store, its current state, and the job still under way, if any.

    Markers are equal whatever the state: how often a store was built is no part of what made it.
    """

    base: str
    code: str
    vocabulary: str
    job: str = ""
    state: str = field(default="", compare=False)
    format: int = FORMAT


def read_marker(folder: Path) -> Marker | None:
    """Return the marker of ``folder``, None where it has none.

    Raises StoreError for a damaged one, and for that of a version that laid its files out otherwise.
    """
    path = folder / MARKER
    if not path.is_file():
        return None
    try:
        said = json.loads(path.read_text("utf-8"))
        if (format := said.get("format")) == FORMAT:
            return Marker(**said)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreError(f"The marker {str(path)!r} is damaged ({error}); {ANEW}") from error
    raise StoreError(
        f"The store {str(folder)!r} is laid out as format {format}, this version reads and writes {FORMAT}; {ANEW}"
    )


def write_marker(folder: Path, marker: Marker) -> None:
    """Write the marker in one step, so that a killed process leaves the old one or the new one."""
    fresh = folder / f"{MARKER}.tmp"
    fresh.write_text(json.dumps(asdict(marker), indent=1, sort_keys=True) + "\n", "utf-8")
    to_disk(fresh)
    fresh.replace(folder / MARKER)
    to_disk(folder)


def to_disk(path: Path) -> None:
    """Have a file or the entries of a folder on the disk before going on, for power may fail."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
