"""Which documents a build reads: folders and containers opened, each document once, in a stable order."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fazhi.building.summary import BuildRow, Outcome
from fazhi.errors import ReportError
from fazhi.formats import (
    Columns,
    Document,
    Item,
    Limits,
    Origin,
    Refusal,
    is_companion,
    read_item,
    report_of,
    shown,
    walk,
)
from fazhi.reports import Report

STANDARD_INPUT = "-"
_STREAM = "standard input"


class Place(NamedTuple):
    """Where a document lies: a file, and its number among the documents in that file."""

    file: str
    number: int


@dataclass(frozen=True)
class Source:
    """All places with the same document, by their sorted paths: ``a.txt``, ``b.zip!/c.html``, ``d.csv#12``.

    ``data`` holds the bytes of standard input. Sources come in the order in which their containers
    hold them; read in this order, each container is passed through once.
    """

    sha256: str
    paths: tuple[str, ...]
    data: bytes | None = None
    place: Place | None = None
    """Of the first path, where that is not a file of its own."""
    columns: Columns | None = None

    @property
    def name(self) -> str:
        """The paths as a reader sees them."""
        return ", ".join(_shown(path) for path in self.paths)

    @property
    def names(self) -> set[str]:
        """The names of the files, without folders."""
        return {PurePosixPath(_shown(path)).name for path in self.paths}

    def document(self) -> Document:
        """Return the text of the document with where it came from; raise ReportError where that cannot be."""
        place = self.place or Place(self.paths[0], 0)
        item = _WALKS.item(place, self.data, self.columns, lone=self.place is None)
        if item is None or item.sha256 != self.sha256:
            raise ReportError(f"{_shown(self.paths[0])} was changed while it was being read; run the command again")
        return read_item(item)

    def read(self, *, any_text: bool) -> Report:
        """Return the report in the document; raise ReportError where it is none or cannot be read."""
        return report_of(self.document(), any_text=any_text)


def sources(paths: Iterable[str | Path], columns: Columns | None = None) -> tuple[list[Source], list[BuildRow]]:
    """Return what there is to read, in the order of the files, and a row for each part that is refused.

    ``columns`` names the columns of tables where they have other names than the usual ones.
    """
    same: dict[str, list[_Found]] = defaultdict(list)
    streamed: dict[str, bytes] = {}
    refused: list[BuildRow] = []
    for path in expand(paths, refused):
        data = sys.stdin.buffer.read() if path == STANDARD_INPUT else None
        for one in _walked(path, data, columns):
            if isinstance(one, Refusal):
                refused.append(_refusal(one.name, one.reason))
                continue
            sha256 = one.sha256
            same[sha256].append(_Found(path, one.number, path + one.name[len(_shown(path)) :]))
            if data is not None:
                streamed[sha256] = data
    found = [(min(places), _source(sha256, places, streamed, columns)) for sha256, places in same.items()]
    return [source for _, source in sorted(found, key=lambda one: one[0])], sorted(refused, key=lambda row: row.source)


def only_source(path: str, columns: Columns | None = None) -> Source:
    """Return the one document in a file, or the one that is named within it: ``a.zip!/b.html``, ``c.csv#12``.

    Raises ReportError where there is none or more than one.
    """
    file = next((file for file in _outer(path) if Path(file).is_file()), path)
    if Path(file).is_dir():
        raise ReportError(f"{shown(file)} is a folder; give one file in it")
    found, refused = sources([file], columns)
    wanted = [source for source in found if path in {file, *source.paths}]
    if len(wanted) == 1:
        return wanted[0]
    if refused and not wanted:
        raise ReportError(refused[0].reason or refused[0].source)
    if not wanted:
        inner = shown(path[len(file) :])
        raise ReportError(f"{shown(file)} holds no document {inner!r}; 'fazhi extract' prints their names")
    raise ReportError(f"{shown(file)} holds {len(wanted)} documents; name one of them, such as {wanted[0].name}")


def _outer(path: str) -> Iterator[str]:
    """Yield what may be the file in which a document lies, the longest first."""
    yield path
    for place in range(len(path) - 1, 0, -1):
        if path.startswith("!/", place) or path[place] == "#":
            yield path[:place]


class _Found(NamedTuple):
    file: str
    number: int
    path: str


def _source(sha256: str, places: list[_Found], streamed: dict[str, bytes], columns: Columns | None) -> Source:
    first, *_ = ordered = sorted(places)
    lone = first.path == first.file
    place = None if lone else Place(first.file, first.number)
    data = streamed.get(sha256) if first.file == STANDARD_INPUT else None
    return Source(sha256, tuple(found.path for found in ordered), data, place, None if lone else columns)


def expand(paths: Iterable[str | Path], refused: list[BuildRow]) -> list[str]:
    """Return the files of ``paths``, each once and sorted, with those of folders at any depth.

    Left out in folders are hidden files and what only comes along with reports (pictures, styles,
    programs, read-me files). A path that is missing, a folder that cannot be opened, a link that leads
    nowhere and a folder without a file are noted in ``refused``.
    """
    found: set[str] = set()
    for path in map(str, paths):
        if path == STANDARD_INPUT or not _is_folder(path):
            found.add(path if path == STANDARD_INPUT else Path(path).as_posix())
            continue
        before = len(refused)
        files = set(_files(path, refused))
        found |= files
        if not files and len(refused) == before:
            refused.append(_refusal(path, f"{shown(path)} holds no report; give a folder of reports, or the files"))
    return sorted(found)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _files(folder: str, refused: list[BuildRow]) -> Iterator[str]:
    """Yield the files below a folder; a folder that is reached twice, through links, is read once."""
    waiting, seen = [Path(folder)], set[tuple[int, int]]()
    while waiting:
        place = waiting.pop()
        try:
            status = place.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(place) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            reason = f"{shown(place.as_posix())} cannot be opened ({error.strerror}); check its permissions"
            refused.append(_refusal(place.as_posix(), reason))
            continue
        for entry in inside:
            if is_companion(entry.name):
                continue
            if _is_folder(entry.path):
                waiting.append(place / entry.name)
            else:
                yield (place / entry.name).as_posix()


def _walked(path: str, data: bytes | None, columns: Columns | None) -> Generator[Item | Refusal, None, None]:
    """Yield the documents in a file, or the refusal of the file as a whole."""
    try:
        origin = Origin(_STREAM, data=data) if data is not None else Origin.of_file(path)
    except ReportError as error:
        yield Refusal(_shown(path), str(error))
        return
    yield from walk(origin, Limits.current(), columns)


class _Walks:
    """The container that was read last, at the place where its next document begins.

    Documents are asked for one by one, in the order of their container mostly; without this, each
    would be looked for from the start.
    """

    def __init__(self) -> None:
        self._key: tuple[str, Columns | None] | None = None
        self._items: Generator[Item | Refusal, None, None] | None = None
        self._next = 0

    def item(self, place: Place, data: bytes | None, columns: Columns | None, *, lone: bool) -> Item | None:
        """Return the document at a place, None where there is none (any more); ``lone`` ones leave nothing open."""
        key = (place.file, columns)
        if data is not None or place.number < self._next or key != self._key or self._items is None:
            self.close()
            self._key, self._items, self._next = key, _walked(place.file, data, columns), 0
        try:
            found = self._advance(place)
        except BaseException:
            self.close()
            raise
        if found is None or lone or data is not None:
            self.close()
        return found

    def _advance(self, place: Place) -> Item | None:
        reasons = []
        for one in self._items or ():
            if isinstance(one, Refusal):
                reasons.append(one.reason)
                continue
            self._next = one.number + 1
            if one.number == place.number:
                return one
        if not self._next and reasons:
            raise ReportError(reasons[0])
        return None

    def close(self) -> None:
        """Let go of the open container."""
        if self._items is not None:
            self._items.close()
        self._key, self._items, self._next = None, None, 0


_WALKS = _Walks()


def _shown(path: str) -> str:
    return _STREAM if path == STANDARD_INPUT else shown(path)


def _refusal(path: str, reason: str) -> BuildRow:
    return BuildRow(path, Outcome.REFUSED, reason=reason)
