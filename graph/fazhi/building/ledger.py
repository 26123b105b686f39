"""Which file each report came from: kept beside the store's data, so that changes of files are seen.

The graph names a report's files without their folders, so that it does not depend on the machine;
whether ``a/report.txt`` has changed or is another one than ``b/report.txt`` only whole paths can tell.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fazhi.errors import StoreError

LEDGER = "fazhi-files.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file was when it was last taken: its report, and the name that the graph gives the file."""

    sha256: str
    name: str


@dataclass
class Ledger:
    """Entries by absolute path."""

    files: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Ledger:
        """Read the ledger in ``folder``, an empty one where there is none; StoreError if damaged."""
        path = folder / LEDGER
        if not path.is_file():
            return cls()
        try:
            with path.open(encoding="ascii") as lines:
                records = [json.loads(line) for line in lines]
            return cls({file: Entry(sha256, name) for file, sha256, name in records})
        except (OSError, ValueError) as error:
            raise StoreError(
                f"The list of files {str(path)!r} is damaged ({error}); delete it: the reports stay, and the"
                f" next build makes it anew"
            ) from error

    def write(self, folder: Path) -> None:
        """Write the ledger into ``folder`` in one step, sorted by path."""
        fresh = folder / f"{LEDGER}.tmp"
        # ASCII: names that are no UTF-8 come back as they were.
        with fresh.open("w", encoding="ascii") as output:
            for file, entry in sorted(self.files.items()):
                output.write(json.dumps([file, entry.sha256, entry.name]) + "\n")
            output.flush()
            os.fsync(output.fileno())
        fresh.replace(folder / LEDGER)

    def names(self) -> dict[str, set[str]]:
        """Return the names of each report's files, by SHA-256."""
        named: dict[str, set[str]] = defaultdict(set)
        for entry in self.files.values():
            named[entry.sha256].add(entry.name)
        return named

    def updated(self, taken: Mapping[str, Entry], gone: Iterable[str] = ()) -> Ledger:
        """Return a ledger with the files of ``taken`` as they are now and without those that are gone."""
        files = {**self.files, **taken}
        for file in gone:
            files.pop(file, None)
        return Ledger(files)

    def without(self, reports: Iterable[str]) -> Ledger:
        """Return a ledger without the files of these reports, by SHA-256."""
        unwanted = set(reports)
        return Ledger({file: entry for file, entry in self.files.items() if entry.sha256 not in unwanted})


def absolute(path: str) -> str:
    """Return the path that the ledger knows a file by; links are not followed."""
    return os.path.abspath(path)  # noqa: PTH100  resolve() would follow links, absolute() keeps '..'
