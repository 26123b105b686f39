"""A folder of files that appears whole or not at all, with the checksum of each."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fazhi.errors import StoreError, UsageError

MARKER = "datapackage.json"
"""What tells a folder of this kind from another; only such a folder is ever replaced."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file of an export: name, size in bytes, SHA-256."""

    name: str
    size: int
    sha256: str


@contextmanager
def fresh_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside ``folder`` that takes its place if all goes well.

    Raises UsageError where something else stands there, StoreError where the disk refuses.
    """
    folder = folder.resolve()
    refuse_foreign(folder)
    work, previous = folder.with_name(f"{folder.name}.exporting"), folder.with_name(f"{folder.name}.previous")
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        yield work
        shutil.rmtree(previous, ignore_errors=True)
        if folder.exists():
            folder.rename(previous)
        work.rename(folder)
        shutil.rmtree(previous, ignore_errors=True)
    except OSError as error:
        raise StoreError(
            f"The export to {str(folder)!r} could not be written ({error.strerror or error}); "
            "make room or give another --out; what was there before is untouched"
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def refuse_foreign(folder: Path) -> None:
    """Raise UsageError where ``folder`` holds something that is no earlier export."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{str(folder)!r} is a file, not a folder; give another --out")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise UsageError(f"The folder {str(folder)!r} holds something else than an export; give another --out")


def described(path: Path) -> Written:
    """Return name, size and checksum of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Written(path.name, path.stat().st_size, digest)


def sums(files: list[Written]) -> str:
    """Return the lines that ``sha256sum --check`` takes."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)
