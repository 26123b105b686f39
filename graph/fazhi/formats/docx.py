"""DOCX: paragraphs and tables in order, with the numbers that Word draws; no heads, feet or deleted words."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from fazhi.formats.documents import Text
from fazhi.formats.limits import Limits
from fazhi.formats.numbering import Numbering
from fazhi.formats.packages import check_package
from fazhi.formats.rows import row_line

_P, _TBL, _TR, _TC, _PPR = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "pPr"))
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Fallback"
_LEFT_OUT = frozenset(
    qn(f"w:{name}")
    for name in (
        *("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr"),
        *("commentRangeStart", "footnoteReference", "drawing", "pict", "object"),
    )
) | {_ALTERNATIVES}
_CHARACTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _BOX = qn("w:t"), qn("w:txbxContent")


def read_docx(data: bytes, name: str, limits: Limits) -> Text:
    """Return the text of a Word document; raise ReportError where its package is damaged or a trap."""
    check_package(data, name, limits, "Word", ".docx")
    document = docx.Document(BytesIO(data))
    return Text("\n".join(_lines(document.element.body, Numbering(document))))


def _lines(root: Any, numbering: Numbering) -> Iterator[str]:
    """Yield the lines below an element; containers such as content controls are passed through."""
    stack = [iter(root)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == _P:
            yield from _paragraph(child, numbering)
        elif child.tag == _TBL:
            yield from _table(child, numbering)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            stack.append(iter(child))


def _paragraph(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    text = numbering.label(paragraph) + _text(paragraph)
    yield from (line.strip("\t \u3000\u00a0") for line in text.split("\n") if line.strip())
    for box in paragraph.iter(_BOX):
        # Word writes a text box twice, the second time for programs that know no drawings.
        if next(box.iterancestors(_FALLBACK), None) is None:
            yield from _lines(box, numbering)


def _table(table: Any, numbering: Numbering) -> Iterator[str]:
    """Yield a line a row; a cell with much in it is a page layout and gives its own lines."""
    for row in table.iter(_TR):
        if next(row.iterancestors(_TBL)) is not table:
            continue
        cells = [[*_lines(cell, numbering)] for cell in row.iter(_TC) if next(cell.iterancestors(_TR)) is row]
        if any(len("".join(cell)) > 200 or len(cell) > 4 for cell in cells) or len(cells) < 2:
            yield from (line for cell in cells for line in cell)
        elif any(cells):
            yield row_line([" ".join(cell) for cell in cells])


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph: runs, links, fields' results, inserted words."""
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag in _CHARACTERS:
            parts.append(_CHARACTERS[child.tag])
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            stack.append(iter(child))
    return "".join(parts)
