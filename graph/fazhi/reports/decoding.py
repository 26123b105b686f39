"""Bytes to text: the one place that knows file formats and encodings.

A byte order mark decides; otherwise strict UTF-8, then strict GB18030, of which GB 2312 and GBK are
parts. Nothing is translated or normalised: all offsets count code points of the decoded file.
"""

from __future__ import annotations

import codecs
import re

from fazhi.errors import ReportError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AS_TEXT = "save it as plain text (.txt, UTF-8) and give that file"
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document (.docx, .xlsx, .wps)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .wps)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\ufffe\uffff]")


def decode(data: bytes, source: str) -> str:
    """Return the text of a file's bytes; raise ReportError where they are no text.

    The byte order mark stays in the text of the file, as its first character, so that offsets are
    those of any other reader that decodes the same encoding.
    """
    if not data:
        raise ReportError(f"{source} is empty; give a file that holds the text of a report")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReportError(f"{source} is {kind}, not plain text; {_SAVE_AS_TEXT}")
    encodings = [encoding for bom, encoding in _BOMS if data.startswith(bom)] or ["utf-8", "gb18030"]
    if encodings == ["utf-8", "gb18030"] and b"\x00" in data:
        raise ReportError(f"{source} is a binary file (it holds NUL bytes); {_SAVE_AS_TEXT}")
    return _strict(data, encodings, source)


def _strict(data: bytes, encodings: list[str], source: str) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.lstrip("\ufeff").strip():
            raise ReportError(f"{source} holds nothing but spaces; give a file with the text of a report")
        if len(_CONTROL.findall(text)) > len(text) // 100:
            break
        return text
    raise ReportError(f"{source} is no text in UTF-8, UTF-16 or GB18030; {_SAVE_AS_TEXT}")
