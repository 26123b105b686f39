"""The texts of reports that a page carries, so that a sentence can be read where it stands.

A short text is carried whole; of a long one, and of all where they are too many, only what stands
around the sentences that the page quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias

from fazhi.network import Graph, edges_of
from fazhi.rendering.names import encodable

Segment: TypeAlias = tuple[int, str]
"""A stretch of a text with its offset, in code points."""
Texts: TypeAlias = Mapping[str, str]
"""Whole texts by the identifier of the report."""

WHOLE = 60_000
"""Code points of a report that is carried whole; the longest published ones have some forty thousand."""
BUDGET = 1_500_000
"""Code points of all texts of a page: some four megabytes."""
MOST = 20_000_000
"""Code points of texts that are looked at: those of some five thousand reports."""
AROUND = 300
"""Code points carried before and after a quoted sentence, where the text is not carried whole."""


class Shelf(Protocol):
    """A store, or whatever else keeps the texts of reports."""

    def text(self, sha256: str) -> str | None:
        """Return the text that was read of the report with these bytes, None where it is not kept."""
        ...


def report_texts(store: Shelf, graph: Graph) -> dict[str, str]:
    """Return the texts of the reports that ``graph`` quotes, by the identifier of the report.

    Where they are more than MOST code points, those that come first by identifier.
    """
    quoted = {passage.report_id for edge in edges_of(graph) for passage in edge.evidence if passage.report_id}
    found: dict[str, str] = {}
    size = 0
    for report in sorted(quoted):
        text = store.text(report.rpartition("/")[2])
        if text is not None:
            found[report] = text
            size += len(text)
        if size > MOST:
            break
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
