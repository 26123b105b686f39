"""PDF: the text layer, its lines joined to paragraphs; what has no text layer is refused with the remedy."""

from __future__ import annotations

import re
import unicodedata

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # type: ignore[import-untyped]

from fazhi.errors import ReportError
from fazhi.formats.documents import Text
from fazhi.formats.limits import Limits
from fazhi.formats.pdf_lines import Printed, paragraphs

_LOST = re.compile("[\x00\ufffd\ue000-\uf8ff]")
_MARKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_ENOUGH = 50
_PER_PAGE = 20
_OCR = "run OCR on it first (for example: ocrmypdf -l chi_sim scan.pdf text.pdf) and give the result"
_RADICALS = {
    code: folded
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00))
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1
}
"""Fonts draw radicals and characters with one glyph, and writers of PDF pick the wrong one of the two."""


def read_pdf(data: bytes, name: str, limits: Limits) -> Text:
    """Return the text of a PDF file; raise ReportError where it is damaged, locked, too long or without text."""
    document = _opened(data, name)
    if len(document) > limits.pages:
        raise ReportError(f"{name} has {len(document)} pages, more than {limits.pages}; split it and give the part")
    pages, blank = [], []
    for number in range(len(document)):
        page = document[number]
        printed = _lines(page)
        if not printed and _has_image(page):
            blank.append(number + 1)
        pages.append(printed)
        page.close()
    _check(pages, blank, name)
    text, starts = paragraphs(pages)
    return Text(text, pages=starts, notes=_notes(blank))


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReportError(f"{name} is locked by a password; open it, save it without one and give that") from None
        raise ReportError(f"{name} is a damaged or truncated PDF file ({error}); download or export it again") from None


def _lines(page: pdfium.PdfPage) -> list[Printed]:
    """Return the lines of a page from its text layer, with their places where those are known."""
    layer = page.get_textpage()
    try:
        text = layer.get_text_range()
        placed = len(text) == layer.count_chars()
        height = page.get_height()
        found, start = [], 0
        for line in re.split("(?<=\n)", text):
            bare = line.strip("\r\n \u00a0\u3000\t")
            if bare:
                first = start + line.index(bare[0])
                box = _box(layer, first, start + line.rindex(bare[-1])) if placed else None
                found.append(Printed(_cleaned(bare), *(box or (0.0, 0.0, 0.0, 0.0)), height, placed=box is not None))
            start += len(line)
        return found
    finally:
        layer.close()


def _box(layer: pdfium.PdfTextPage, first: int, last: int) -> tuple[float, float, float, float] | None:
    """Return left, right, baseline and size of a line from its first and last character."""
    try:
        left, bottom, _, top = layer.get_charbox(first, loose=True)
        _, _, right, _ = layer.get_charbox(last, loose=True)
    except pdfium.PdfiumError:
        return None
    return left, right, bottom, top - bottom


def _cleaned(line: str) -> str:
    return line.translate(_RADICALS)


def _has_image(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _check(pages: list[list[Printed]], blank: list[int], name: str) -> None:
    text = "".join(line.text for page in pages for line in page)
    bare = len(re.sub(r"\s", "", text))
    if bare < _ENOUGH or (blank and bare < _PER_PAGE * len(pages)):
        if blank:
            raise ReportError(f"{name} is a scanned PDF: its pages are pictures without text; {_OCR}")
        if not bare:
            raise ReportError(f"{name} is a PDF file without text (drawn or empty pages); {_OCR}")
    if len(_LOST.findall(text)) > max(3, bare // 50):
        raise ReportError(
            f"{name} is a PDF file whose fonts do not say which characters they draw, so its text cannot be read;"
            f" export it again with embedded fonts, or {_OCR}"
        )


def _notes(blank: list[int]) -> tuple[str, ...]:
    if not blank:
        return ()
    return (f"pages without text, which are pictures: {', '.join(map(str, blank))}",)
