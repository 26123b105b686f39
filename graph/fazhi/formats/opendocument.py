"""OpenDocument texts (.odt) and OFD, the page format of GB/T 33190: both are packages of XML."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from io import BytesIO

from fazhi.errors import ReportError
from fazhi.formats.documents import Text
from fazhi.formats.limits import Limits
from fazhi.formats.packages import check_package
from fazhi.formats.pdf_lines import Printed, paragraphs
from fazhi.formats.rows import row_line

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_GAPS = {f"{_T}tab": "\t", f"{_T}line-break": "\n", f"{_T}s": " "}
_UNSEEN = frozenset((f"{_T}tracked-changes", f"{_T}note", f"{_T}sequence-decls"))
_MM = 72 / 25.4


def read_odt(data: bytes, name: str, limits: Limits) -> Text:
    """Return the text of an OpenDocument text; raise ReportError where its package is damaged or a trap."""
    check_package(data, name, limits, "LibreOffice", ".odt")
    with zipfile.ZipFile(BytesIO(data)) as package:
        root = ET.fromstring(package.read("content.xml"))
    lines = (line.strip("\t \u3000\u00a0") for line in _odt_lines(root))
    return Text("\n".join(line for line in lines if line))


def _odt_lines(root: ET.Element) -> Iterator[str]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag in {f"{_T}p", f"{_T}h"}:
            yield from "".join(_odt_text(node)).split("\n")
        elif node.tag == f"{_TABLE}table-row":
            cells = node.findall(f"{_TABLE}table-cell")
            yield row_line([" ".join("".join(_odt_text(p)) for p in cell.iter(f"{_T}p")) for cell in cells])
        elif node.tag not in _UNSEEN:
            stack += reversed(node)


def _odt_text(paragraph: ET.Element) -> Iterator[str]:
    stack: list[ET.Element | str] = [paragraph]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        inner: list[ET.Element | str] = [] if node.tag in _UNSEEN else [_GAPS.get(node.tag, ""), node.text or ""]
        for child in node if node.tag not in _UNSEEN else ():
            inner += [child, child.tail or ""]
        stack += reversed(inner)


def read_ofd(data: bytes, name: str, limits: Limits) -> Text:
    """Return the text of an OFD document; raise ReportError for one of pictures only."""
    check_package(data, name, limits, "an OFD reader", ".ofd, or as .docx")
    with zipfile.ZipFile(BytesIO(data)) as package:
        pages = [_ofd_page(ET.fromstring(package.read(path))) for path in _ofd_pages(package, name, limits)]
    if not any(pages):
        raise ReportError(f"{name} is an OFD file without text (a scan); run OCR on it and give the text")
    text, starts = paragraphs(pages)
    return Text(text, pages=starts)


def _ofd_pages(package: zipfile.ZipFile, name: str, limits: Limits) -> list[str]:
    """Return the paths of the pages in their order."""
    names, found = set(package.namelist()), []
    for root in _named(ET.fromstring(package.read("OFD.xml")), "DocRoot"):
        document = (root.text or "").strip().lstrip("/")
        for page in _named(ET.fromstring(package.read(document)), "Page"):
            place = page.get("BaseLoc") or ""
            path = place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(document), place)
            found += [path] if path in names else []
    if len(found) > limits.pages:
        raise ReportError(f"{name} has {len(found)} pages, more than {limits.pages}; split it and give the part")
    return found


def _ofd_page(page: ET.Element) -> list[Printed]:
    """Return the lines of a page: text objects at one height, from left to right."""
    boxes: list[tuple[float, float, float, float, str]] = []
    for node in _named(page, "TextObject"):
        numbers = (node.get("Boundary") or "").split()
        text = "".join((code.text or "") for code in _named(node, "TextCode")).strip("\n")
        if len(numbers) == 4 and text.strip():
            left, top, width, height = (float(number) * _MM for number in numbers)
            boxes.append((top + height, left, width, height, text))
    lines: list[Printed] = []
    for bottom, left, width, size, text in sorted(boxes, key=lambda box: (round(box[0] / 3), box[1])):
        last = lines[-1] if lines else None
        if last and abs(-last.bottom - bottom) < max(2.0, size * 0.5) and left >= last.right - size:
            lines[-1] = last._replace(text=last.text + text, right=left + width)
        else:
            lines.append(Printed(text, left, left + width, -bottom, size, 0.0, placed=True))
    return lines


def _named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    return (node for node in root.iter() if node.tag.rpartition("}")[2] == name)
