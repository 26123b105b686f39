"""Which files a build reads: folders opened, each text once, whatever the order of the paths."""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fazhi.building.summary import BuildRow, Outcome
from fazhi.errors import ReportError
from fazhi.reports import Report, parse_report

STANDARD_INPUT = "-"
_SUFFIX = ".txt"


@dataclass(frozen=True)
class Source:
    """All files with the same bytes, by their sorted paths; ``data`` holds those of standard input."""

    sha256: str
    paths: tuple[str, ...]
    data: bytes | None = None

    @property
    def name(self) -> str:
        """The paths as a reader sees them."""
        return ", ".join(_shown(path) for path in self.paths)

    @property
    def names(self) -> set[str]:
        """The names of the files, without folders."""
        return {PurePosixPath(_shown(path)).name for path in self.paths}

    def read(self, *, any_text: bool) -> Report:
        """Read the first of the files as a report; raise ReportError where that cannot be."""
        path = self.paths[0]
        try:
            data = Path(path).read_bytes() if self.data is None else self.data
        except OSError as error:
            raise ReportError(f"{path} cannot be read ({error.strerror}); check the path") from error
        return parse_report(data, _shown(path), any_text=any_text)


def sources(paths: Iterable[str | Path]) -> tuple[list[Source], list[BuildRow]]:
    """Return what there is to read, in order of paths, and a row for each path that is refused."""
    same: dict[str, list[str]] = defaultdict(list)
    streamed: dict[str, bytes] = {}
    refused: list[BuildRow] = []
    for path in expand(paths, refused):
        try:
            data = sys.stdin.buffer.read() if path == STANDARD_INPUT else Path(path).read_bytes()
        except OSError as error:
            refused.append(_refusal(path, f"{path} cannot be read ({error.strerror}); check its permissions"))
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        same[sha256].append(path)
        if path == STANDARD_INPUT:
            streamed[sha256] = data
    found = [Source(sha256, tuple(names), streamed.get(sha256)) for sha256, names in same.items()]
    return sorted(found, key=lambda source: source.paths), sorted(refused, key=lambda row: row.source)


def expand(paths: Iterable[str | Path], refused: list[BuildRow]) -> list[str]:
    """Return the files of ``paths``, each once and sorted, with ``*.txt`` of folders at any depth.

    A path that is missing and a folder without a text are noted in ``refused``.
    """
    found: set[str] = set()
    for path in map(str, paths):
        if path == STANDARD_INPUT or Path(path).is_file():
            found.add(path if path == STANDARD_INPUT else Path(path).as_posix())
        elif not Path(path).exists():
            refused.append(_refusal(path, f"{path} does not exist; check the path"))
        elif texts := set(_texts(Path(path))):
            found |= texts
        else:
            refused.append(_refusal(path, f"{path} holds no {_SUFFIX} file; give a folder of reports, or the files"))
    return sorted(found)


def _texts(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.suffix.lower() == _SUFFIX and path.is_file() and not path.name.startswith("."):
            yield path.as_posix()


def _shown(path: str) -> str:
    return "standard input" if path == STANDARD_INPUT else path


def _refusal(path: str, reason: str) -> BuildRow:
    return BuildRow(path, Outcome.REFUSED, reason=reason)
