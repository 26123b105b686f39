"""Bytes to text: the one place that knows encodings.

A byte order mark decides; then strict UTF-8, the encoding that the file or its server declares where
its bytes allow it, strict GB18030 (of which GB 2312 and GBK are parts), and UTF-16 without a mark. A
declaration is never believed against the bytes. Nothing is translated or normalised: all offsets
count code points of the decoded file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

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
_FREQUENT = "".join(
    bytes((high, low)).decode("gb2312")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF if high < 0xD7 else 0xFA)
)
"""The 3,755 characters of level 1 in GB 2312-80: more than 99 % of running text."""
_USUAL = re.compile(f"[\n\r\t\x20-\x7e\u00b7\u2010-\u203b\u3000-\u301f\uff00-\uffef{_FREQUENT}]")
_UNIHAN = {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "ms936", "936", "csgb2312", "euc-cn"}
_SAMPLE = 20_000
_PLAUSIBLE = 0.85
"""Bytes read in a wrong encoding stay under it, texts with many rare names above."""
_DAMAGE = 0.002
"""Of 1,000 characters, two may be broken: pages of real sites have such, and the rest can be read."""


class Decoded(NamedTuple):
    """The text of a file and the encoding that gave it."""

    text: str
    encoding: str


def decode(data: bytes, source: str) -> str:
    """Return the text of a file's bytes; raise ReportError where they are no text.

    The byte order mark stays in the text of the file, as its first character, so that offsets are
    those of any other reader that decodes the same encoding.
    """
    return decoded(data, source).text


def decoded(data: bytes, source: str, declared: str | None = None) -> Decoded:
    """Return text and encoding; ``declared`` is what the file or its server says of itself.

    A character cut off at the end of the file is left out; a few broken bytes inside become U+FFFD.
    Raises ReportError for what is no text.
    """
    if not data:
        raise ReportError(f"{source} is empty; give a file that holds the text of a report")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReportError(f"{source} is {kind}, not plain text; {_SAVE_AS_TEXT}")
    for found in _candidates(data, declared):
        if not found.text.lstrip("\ufeff").strip():
            raise ReportError(f"{source} holds nothing but spaces; give a file with the text of a report")
        if len(_CONTROL.findall(found.text)) <= len(found.text) // 100:
            return found
    if b"\x00" in data and not _marked(data):
        raise ReportError(f"{source} is a binary file (it holds NUL bytes); {_SAVE_AS_TEXT}")
    raise ReportError(f"{source} is no text in UTF-8, UTF-16 or GB18030; {_SAVE_AS_TEXT}")


def plausibility(text: str) -> float:
    """Return the share of usual characters among the first 20,000: near 1 for a Chinese text, 0 for none."""
    sample = text[:_SAMPLE]
    return len(_USUAL.findall(sample)) / len(sample) if sample else 0.0


def _candidates(data: bytes, declared: str | None) -> Iterator[Decoded]:
    """Yield the readings of ``data`` that are without error, the likeliest first."""
    if marked := _marked(data):
        yield from _strictly(data, marked)
        return
    if b"\x00" in data:
        found = [one for name in ("utf-16-le", "utf-16-be") for one in _strictly(data, name)]
        yield from (one for one in sorted(found, key=_rank) if plausibility(one.text) > _PLAUSIBLE)
        return
    yield from _strictly(data, "utf-8")
    said = [] if (name := _codec(declared)) in {None, "utf-8", "gb18030"} else [*_strictly(data, str(name))]
    # Two bytes a character and none of them zero: a text of Chinese characters only, on one line.
    wide = [one for name in ("utf-16-le", "utf-16-be") for one in _strictly(data, name)]
    wide = [one for one in wide if plausibility(one.text) > _PLAUSIBLE]
    yield from sorted([*said, *_strictly(data, "gb18030"), *wide], key=_rank)
    yield from sorted(_damaged(data), key=_rank)


def _rank(found: Decoded) -> float:
    return -plausibility(found.text)


def _marked(data: bytes) -> str | None:
    return next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)


def _strictly(data: bytes, encoding: str) -> Iterator[Decoded]:
    try:
        # Not final: a file that was cut inside a character is read up to there.
        yield Decoded(codecs.getincrementaldecoder(encoding)("strict").decode(data), encoding)
    except (UnicodeError, LookupError):
        return


def _damaged(data: bytes) -> Iterator[Decoded]:
    """Yield readings with a broken byte here and there, for files that no encoding fits."""
    for encoding in ("utf-8", "gb18030"):
        text = codecs.getincrementaldecoder(encoding)("replace").decode(data)
        if text.count("\ufffd") <= len(text) * _DAMAGE and plausibility(text) > _PLAUSIBLE:
            yield Decoded(text, encoding)


def _codec(declared: str | None) -> str | None:
    """Return Python's name of a declared encoding, None for one that it does not know."""
    if not declared:
        return None
    if declared.strip().lower() in _UNIHAN:
        return "gb18030"
    try:
        found = codecs.lookup(declared.strip())
    except (LookupError, ValueError):
        return None
    # Codecs such as "zip" or "rot13" are no encodings of text.
    return found.name if found._is_text_encoding else None
