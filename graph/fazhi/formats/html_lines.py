"""A parsed page as lines of text: one a block or a row of a table, with what a reader need not see left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from fazhi.formats.rows import row_line


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _names(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section "
    "summary table tbody td tfoot th thead title tr ul "
)
UNSEEN = _names(
    "audio button canvas embed frame frameset head iframe input link map math meta noframes noscript "
    "object script select style svg template textarea video "
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WRAP = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uff00-\uffef])")
EDGE = " \t\r\n\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
_CELL_LENGTH = 200
_BLOCKS_IN_ROW = ("table", "h1", "h2", "h3", "ul", "ol")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its text, how much of it is links, whether it stands in the main content."""

    text: str
    inside: bool = False
    linked: int = 0


def lines_of(root: LexborNode, content: LexborNode | None = None) -> list[Line]:
    """Return the lines below ``root``; those below ``content`` are marked as inside."""
    writer = _Writer(content.mem_id if content is not None else 0)
    for node, entering in _walk(root, writer):
        (writer.enter if entering else writer.leave)(node)
    writer.end_line()
    return writer.lines


def _walk(root: LexborNode, writer: _Writer) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node on entering and on leaving; without recursion, since pages nest without bound."""
    stack = [(root, True)]
    while stack:
        node, entering = stack.pop()
        yield node, entering
        if not entering or node.mem_id in writer.closed:
            continue
        stack.append((node, False))
        children = []
        child = node.first_child
        while child is not None:
            if child.tag not in UNSEEN and (child.is_element_node or child.is_text_node):
                children.append((child, True))
            child = child.next
        stack += reversed(children)


class _Writer:
    """Collects lines while a page is walked."""

    def __init__(self, content: int) -> None:
        self.lines: list[Line] = []
        self.closed: set[int] = set()
        """Nodes that were written whole when they were entered."""
        self._content = content
        self._inside = self._links = self._linked = 0
        self._parts: list[str] = []

    def enter(self, node: LexborNode) -> None:
        tag = node.tag
        if node.is_text_node:
            self._text(node.text_content or "")
            return
        if tag in BLOCKS:
            self.end_line()
        elif not self._inside:
            # In the furniture of a page, words of neighbouring elements are not one word.
            self._parts.append(" ")
        if node.mem_id == self._content:
            self._inside += 1
        if tag == "a":
            self._links += 1
        if tag == "tr" and (row := _row(node)):
            self._parts.append(row)
            self.closed.add(node.mem_id)
            self.end_line()

    def leave(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in BLOCKS:
            self.end_line()
        elif not self._inside and node.is_element_node:
            self._parts.append(" ")
        if tag == "a":
            self._links -= 1
        if node.mem_id == self._content:
            self._inside -= 1

    def _text(self, text: str) -> None:
        self._parts.append(text)
        if self._links:
            self._linked += len(text.strip())

    def end_line(self) -> None:
        text = clean("".join(self._parts))
        if text:
            self.lines.append(Line(text, bool(self._inside), self._linked))
        self._parts.clear()
        self._linked = 0


def clean(text: str) -> str:
    """Return text with its white space as a browser shows it, and none where a Chinese line was wrapped."""
    return _SPACE.sub(" ", _WRAP.sub("", text)).strip(EDGE)


def _row(row: LexborNode) -> str:
    """Return a row of a table of figures on one line; empty where the table only lays out the page."""
    cells = []
    cell = row.first_child
    while cell is not None:
        if cell.tag in {"td", "th"}:
            if any(cell.css_first(tag) is not None for tag in _BLOCKS_IN_ROW):
                return ""
            cells.append(visible_text(cell))
        cell = cell.next
    if len([cell for cell in cells if cell]) < 2 or max(map(len, cells)) > _CELL_LENGTH:
        return ""
    return row_line(cells)


def visible_text(node: LexborNode) -> str:
    """Return the text of a node on one line."""
    return clean(" ".join(line.text for line in lines_of(node)) if node.first_child is not None else "")
