"""Which format bytes are in, by the bytes; the suffix decides only between two ways to read one text."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO

from fazhi.errors import ReportError
from fazhi.formats.archives import UNPACKERS
from fazhi.formats.columns import is_text_column
from fazhi.formats.documents import Format
from fazhi.formats.markdown import looks_like_markdown
from fazhi.formats.tables import DELIMITERS, delimiter_of, first_rows
from fazhi.reports.decoding import decoded

_MAGIC = (
    (b"{\\rtf", Format.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.DOC),
    (b"WARC/", Format.WARC),
)
_PACKAGES = (
    ("word/", Format.DOCX),
    ("xl/", Format.XLSX),
    ("OFD.xml", Format.OFD),
)
_UNREAD = (
    (b"Rar!\x1a", "is a RAR archive; unpack it and give the folder, or pack it as ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive; unpack it and give the folder, or pack it as ZIP"),
    (b"\x89PNG", "is a picture (PNG); run OCR on it and give the text"),
    (b"\xff\xd8\xff", "is a picture (JPEG); run OCR on it and give the text"),
    (b"GIF8", "is a picture (GIF); run OCR on it and give the text"),
    (b"II*\x00", "is a picture (TIFF); run OCR on it and give the text"),
    (b"MM\x00*", "is a picture (TIFF); run OCR on it and give the text"),
    (b"BM", "is a picture (BMP); run OCR on it and give the text"),
    (b"SQLite format 3\x00", "is a SQLite database; export its table as CSV or JSON lines"),
    (b"PAR1", "is a Parquet table; export it as CSV or JSON lines"),
    (b"\x7fELF", "is a program; give the files of reports"),
    (b"MZ\x90\x00", "is a program; give the files of reports"),
    (b"%!PS", "is a PostScript file; convert it to PDF (ps2pdf) and give that"),
)
_BEFORE = re.compile(r"(?:\ufeff|\s|<\?xml[^>]{0,200}\?>|<!--.{0,4000}?-->)*", re.DOTALL)
_HTML = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|link|div|table|p|span|style|script|article|section|center|font|h[1-6]|br|ul)[\s>/])",
    re.IGNORECASE,
)
_MHTML = re.compile(
    r"\A(?:[\w-]{1,60}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,30}?Content-Type:\s*(?:multipart/related|text/html)",
    re.IGNORECASE,
)
_MIME = re.compile(
    r"^MIME-Version:|^Snapshot-Content-Location:|^Content-Transfer-Encoding:", re.IGNORECASE | re.MULTILINE
)
_JSON = re.compile(r"\s*\ufeff?\s*(?:\[\s*)?\{\s*\"")
_PDF_WITHIN = 1024
_LONGEST_NAME, _SHORTEST_TEXT = 30, 30


def sniff(head: bytes, name: str, opened: Callable[[], BinaryIO], given: frozenset[str] = frozenset()) -> Format:
    """Return the format of a file from its first 64 kB; ``opened`` gives a stream of the whole.

    ``given`` are names of columns that a user says a table has. Raises ReportError for what is no
    format that is read, with the way to make one of it.
    """
    if not head:
        raise ReportError(f"{name} is empty; give a file that holds the text of a report")
    for magic, reason in _UNREAD:
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:32]):
            raise ReportError(f"{name} {reason}")
    # Old web servers put bytes before the PDF; every reader of PDF looks past them.
    if b"%PDF-" in head[:_PDF_WITHIN] and (head.lstrip().startswith(b"%PDF-") or re.search(rb"\d 0 obj", head)):
        return Format.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package(name, opened)
    if head.startswith(tuple(magic for magic, _ in UNPACKERS)):
        return _packed(name, opened)
    if head[257:262] == b"ustar":
        return Format.TAR
    return next((form for magic, form in _MAGIC if head.startswith(magic)), None) or _text(head, name, given)


def _package(name: str, opened: Callable[[], BinaryIO]) -> Format:
    """Return the format of a ZIP file by the parts that it holds."""
    try:
        with opened() as stream, zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            typed = (
                archive.read("mimetype")[:100]
                if "mimetype" in names[:3] and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise ReportError(
            f"{name} is a damaged or truncated ZIP archive or Office document ({error}); download or save it again"
        ) from None
    if not names:
        raise ReportError(f"{name} is an empty ZIP archive; give one with reports in it")
    if typed.startswith(b"application/vnd.oasis.opendocument.text"):
        return Format.ODT
    if "[Content_Types].xml" in names or "OFD.xml" in names:
        for start, form in _PACKAGES:
            if any(part.startswith(start) for part in names):
                return form
        raise ReportError(
            f"{name} is an Office file other than a document or a workbook; save its text as .docx or .txt"
        )
    return Format.ZIP


def _packed(name: str, opened: Callable[[], BinaryIO]) -> Format:
    """Return what a gzip, bzip2 or xz stream holds, by its first bytes."""
    with opened() as stream:
        start = stream.read(6)
    opener = next(opener for magic, opener in UNPACKERS if start.startswith(magic))
    try:
        with opened() as stream, opener(stream) as unpacked:
            head = unpacked.read(512)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise ReportError(
            f"{name} is a damaged or truncated packed file ({error}); download or pack it again"
        ) from None
    if head.startswith(b"WARC/"):
        return Format.WARC
    return Format.TAR if head[257:262] == b"ustar" else Format.GZIP


def _text(head: bytes, name: str, given: frozenset[str]) -> Format:
    """Return the format of a text by how it begins."""
    text = decoded(head, name).text
    start = text[_BEFORE.match(text).end() :] if _BEFORE.match(text) else text  # type: ignore[union-attr]
    if _HTML.match(start):
        return Format.HTML
    if _MHTML.match(text) and _MIME.search(text[:4000]):
        return Format.MHTML
    if _JSON.match(text):
        return Format.JSONL
    suffix = name.rpartition(".")[2].lower()
    if _is_csv(text, named=suffix in {"csv", "tsv"}, given=given):
        return Format.CSV
    if looks_like_markdown(text, named=suffix in {"md", "markdown", "mdown"}):
        return Format.MARKDOWN
    return Format.TEXT


def _is_csv(text: str, *, named: bool, given: frozenset[str]) -> bool:
    """Tell a table by its first line: cells, one of them the name of a column with texts."""
    if named:
        return True
    header = text.lstrip("\ufeff").split("\n", 1)[0]
    if len(header) > 2000 or not any(mark in header for mark in DELIMITERS):
        return False
    delimiter = delimiter_of(header)
    cells, *rows = first_rows(text.lstrip("\ufeff"), delimiter, 3)
    known = next((n for n, cell in enumerate(cells) if is_text_column(cell) or cell.strip() in given), None)
    if known is None or len(cells) < 2 or max(map(len, cells)) > _LONGEST_NAME:
        return False
    return any(len(row) == len(cells) and len(row[known]) >= _SHORTEST_TEXT for row in rows)
