"""The texts of reports that a page carries, so that a sentence can be read where it stands.

A short text is carried whole; of a long one, and of all where they are too many, only what stands
around the sentences that the page quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from fazhi.building.files import sources
from fazhi.errors import ReportError, UsageError
from fazhi.identifiers import report_id
from fazhi.rendering.names import encodable

Segment: TypeAlias = tuple[int, str]
"""A stretch of a text with its offset, in code points."""
Texts: TypeAlias = Mapping[str, str]
"""Whole texts by the identifier of the report."""

WHOLE = 60_000
"""Code points of a report that is carried whole; the longest published ones have some forty thousand."""
BUDGET = 1_500_000
"""Code points of all texts of a page: some four megabytes."""
AROUND = 300
"""Code points carried before and after a quoted sentence, where the text is not carried whole."""


def read_texts(paths: Iterable[Path | str]) -> dict[str, str]:
    """Return the texts of report files, and of those in folders, by the identifier of the report.

    The identifier is made of the file's bytes, so a text finds its report whatever the file is called.
    A file that is no text is left out; raises UsageError for a path that is missing and where there is no
    text at all.
    """
    given = [Path(path) for path in paths]
    for path in given:
        if not path.exists():
            raise UsageError(f"The texts of the reports cannot be read: {str(path)!r} does not exist; check the path")
    found: dict[str, str] = {}
    read, _ = sources(given)
    for source in read:
        try:
            found[report_id(source.sha256)] = source.read(any_text=True).text
        except ReportError:
            continue
    if not found:
        raise UsageError(
            f"There is no text of a report in {', '.join(map(str, given))}; give the folder of the reports"
        )
    return found


def carried(text: str, spans: Iterable[tuple[int, int]], *, whole: bool) -> list[Segment]:
    """Return what the page carries of ``text``: all of it, or what stands around ``spans``."""
    safe = encodable(text)
    if whole and len(safe) <= WHOLE:
        return [(0, safe)]
    kept: list[list[int]] = []
    for start, end in sorted(spans):
        left, right = max(0, start - AROUND), min(len(safe), end + AROUND)
        if kept and left <= kept[-1][1]:
            kept[-1][1] = max(kept[-1][1], right)
        else:
            kept.append([left, right])
    return [(left, safe[left:right]) for left, right in kept if right > left]
