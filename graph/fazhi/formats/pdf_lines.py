"""Printed lines to paragraphs: joined where a line was only full, kept apart where a paragraph ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]"
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十]{1,3}[章节条，、])"
)
_ENDS = "。；！？：:;!?"
_PAGE_NUMBER = re.compile(r"^[\s—–\-·~]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?)[\s—–\-·~]*$")
_HYPHEN = ("\x02", "\ufffe", "\xad", "-")
_MARKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]")
_INDENT, _SHORT, _GAP = 1.2, 2.5, 1.6
"""In character sizes: an indented line begins a paragraph, a short one ends it; gaps against the usual one."""
_STUCK = re.compile(r"[^\W\d_a-zA-Z]?[”’》〉)）」』】，。；：、！？]*[\d.,%a-zA-Z]*")
"""What no typesetter parts at the head of a line (户”265): the line above may be that much shorter."""
_MARGIN = 0.12
"""Of the page's height: where running heads and page numbers stand."""


class Printed(NamedTuple):
    """A line of a page: its text and, where ``placed``, its place in points from the left and the bottom."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    height: float
    placed: bool


def paragraphs(pages: Sequence[Sequence[Printed]]) -> tuple[str, tuple[int, ...]]:
    """Return the text of all pages, a line a paragraph, and the offset at which each page begins."""
    kept = _without_frames(pages)
    layout = _Layout([line for page in kept for line in page])
    out, starts, length, last = [], [], 0, None
    for page in kept:
        starts.append(length)
        for number, line in enumerate(page):
            glue = layout.between(last, line, new_page=number == 0) if last else ""
            text = line.text
            if glue == "" and last is not None and out[-1].endswith(_HYPHEN[:3]):
                length -= 1
                out[-1] = out[-1][:-1]
            if number == 0 and last is not None:
                starts[-1] = length + len(glue)
            out.append(glue + text)
            length += len(glue + text)
            last = line
    # Marks of the text layer that stand for nothing printed; one for one, so that the starts hold.
    return _MARKS.sub(" ", "".join(out)), tuple(starts)


class _Layout:
    """The margins and the usual distance of lines of a document."""

    def __init__(self, lines: Sequence[Printed]) -> None:
        placed = [line for line in lines if line.placed and line.size > 0]
        self._left = _usual([round(line.left) for line in placed if len(line.text) > 15])
        rights = sorted(line.right for line in placed)
        self._right = rights[int(len(rights) * 0.9)] if rights else 0.0
        gaps = [round(one.bottom - two.bottom) for one, two in pairwise(placed) if one.bottom > two.bottom]
        self._gap = _usual(gaps)
        widths = sorted(len(line.text) for line in lines)
        self._width = widths[int(len(widths) * 0.9)] if widths else 0

    def between(self, one: Printed, two: Printed, *, new_page: bool) -> str:
        """Return what stands between two lines: nothing, a space, or the end of a paragraph."""
        return "\n" if self._ends(one, two, new_page) else _glue(one.text, two.text)

    def _ends(self, one: Printed, two: Printed, new_page: bool) -> bool:
        if not (one.placed and two.placed and one.size > 0):
            return len(one.text) < self._width * 0.85 or bool(_NUMBERED.match(two.text) and one.text[-1] in _ENDS)
        size = max(one.size, 1.0)
        if one.right < self._right - max(_SHORT, _stuck(two.text)) * size:
            return True
        if two.left > self._left + _INDENT * size:
            return True
        if not new_page and self._gap and one.bottom - two.bottom > self._gap * _GAP:
            return True
        if max(one.size, two.size) > 1.25 * max(1.0, min(one.size, two.size)):
            return True
        return bool(_NUMBERED.match(two.text)) and one.text[-1] in _ENDS


def _stuck(text: str) -> float:
    """Return how wide, in character sizes, the part of a line is that could not stand on the line above alone."""
    head = _STUCK.match(text)
    return 0.5 + sum(0.6 if mark.isascii() else 1.0 for mark in head.group()) if head else 0.0


def _usual(values: Sequence[int]) -> float:
    return float(Counter(sorted(values)).most_common(1)[0][0]) if values else 0.0


def _glue(before: str, after: str) -> str:
    if before.endswith(_HYPHEN[:3]) or re.search(f"{_CJK}$", before) or re.match(_CJK, after):
        return ""
    # A word cut by a hyphen keeps it (COVID-19 is as likely as govern-ment); numbers are never parted.
    return "" if before[-1] == "-" or (before[-1].isdigit() and after[0].isdigit()) else " "


def _without_frames(pages: Sequence[Sequence[Printed]]) -> list[list[Printed]]:
    """Leave out page numbers and the lines that head or end most pages alike."""
    edges = Counter(key for page in pages for key in {_key(line) for line in (*page[:1], *page[-1:]) if _at_edge(line)})
    often = {key for key, count in edges.items() if count > max(2, len(pages) // 2)}
    kept = []
    for page in pages:
        rows = list(page)
        for end in (0, -1):
            while rows and _at_edge(rows[end]) and (_PAGE_NUMBER.match(rows[end].text) or _key(rows[end]) in often):
                rows.pop(end)
        kept.append(rows)
    return kept


def _key(line: Printed) -> str:
    return re.sub(r"\d+", "#", line.text)


def _at_edge(line: Printed) -> bool:
    if not line.placed:
        return True
    return line.bottom < line.height * _MARGIN or line.bottom > line.height * (1 - _MARGIN)
