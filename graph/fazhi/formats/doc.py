"""Word 97 to 2003 (.doc) and Kingsoft .wps: the text of the main document by its table of pieces.

After [MS-DOC] sections 2.4.1 (retrieving text), 2.5.1 (Fib) and 2.9.38 (Clx). Word 6 and 95 keep
their text in one stretch, in the code page of the system that wrote it. Lists numbered by Word keep
no number in the text.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO

import olefile  # type: ignore[import-untyped]

from fazhi.errors import ReportError
from fazhi.formats.documents import Text
from fazhi.reports.decoding import plausibility

_WORD97, _WORD6 = 0xA5EC, 0xA5DC
_ENCRYPTED, _COMPLEX, _TABLE1 = 0x0100, 0x0004, 0x0200
_COMPRESSED = 0x40000000
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_ROW_END = re.compile("\x07[\x07\r]")
_CONTROLS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None})
_LEFT_OUT = re.compile("[\x00-\x08\x0f-\x1d]")
_AGAIN = "open it in Word or WPS and save it as .docx"
_OTHERS = (
    ("EncryptedPackage", "is locked by a password; open it, save it without one and give that"),
    ("Workbook", "is an old Excel workbook (.xls); open it in Excel or WPS and save it as .xlsx"),
    ("Book", "is an old Excel workbook (.xls); open it in Excel or WPS and save it as .xlsx"),
    ("PowerPoint Document", "is a PowerPoint file; save its text as .docx or .txt"),
    ("CONTENTS", f"is a document of Microsoft Works, which is not read; {_AGAIN}"),
)


class UnknownWordError(ReportError):
    """A Word document of a form that only Word's own descendants read."""


def read_doc(data: bytes, name: str) -> Text:
    """Return the text of an old Word document; raise ReportError where it is locked, damaged or none."""
    with olefile.OleFileIO(BytesIO(data)) as ole:
        if not ole.exists("WordDocument"):
            reason = next((said for stream, said in _OTHERS if ole.exists(stream)), None)
            raise ReportError(f"{name} {reason or f'is an Office file without a text in it; {_AGAIN}'}")
        main = ole.openstream("WordDocument").read()
        if len(main) < 0x60:
            raise UnknownWordError(f"{name} is a truncated Word document; {_AGAIN}")
        magic, version = struct.unpack_from("<HH", main)
        flags = _u16(main, 0x0A)
        if flags & _ENCRYPTED:
            raise ReportError(f"{name} is locked by a password; open it, save it without one and give that")
        if magic == _WORD97 and version >= 0xC1 and len(main) > 0x1AA:
            stream = "1Table" if flags & _TABLE1 else "0Table"
            table = ole.openstream(stream).read() if ole.exists(stream) else b""
            raw = _pieces(main, table, _u32(main, 0x01A2), _u32(main, 0x01A6), _u32(main, 0x4C))
        elif magic == _WORD6 or version < 0xC1:
            raw = _word6(main, complex_=bool(flags & _COMPLEX))
        else:
            raw = None
    if raw is None:
        raise UnknownWordError(f"{name} is a damaged Word document, or of a form that is not read; {_AGAIN}")
    return Text(_readable(raw))


def _pieces(main: bytes, table: bytes, start: int, size: int, wanted: int) -> str | None:
    """Return the first ``wanted`` characters by the piece table in ``table``; None where it is broken."""
    plc = _plc(table[start : start + size])
    count = (len(plc) - 4) // 12 if plc else 0
    if count < 1:
        return None
    parts, missing = [], wanted
    for number in range(count):
        first, last = struct.unpack_from("<II", plc, 4 * number)
        place = _u32(plc, 4 * (count + 1) + 8 * number + 2)
        length = min(last - first, missing)
        if last < first:
            return None
        if length <= 0:
            continue
        missing -= length
        if place & _COMPRESSED:
            offset = (place & ~_COMPRESSED) // 2
            parts.append(_narrow(main[offset : offset + length]))
        else:
            parts.append(main[place : place + 2 * length].decode("utf-16-le", "replace"))
    return "".join(parts)


def _plc(clx: bytes) -> bytes:
    """Return the list of pieces out of a Clx, past the properties that may stand before it."""
    place = 0
    while place + 5 <= len(clx) and clx[place] == 1:
        place += 3 + _u16(clx, place + 1)
    if place + 5 > len(clx) or clx[place] != 2:
        return b""
    return clx[place + 5 : place + 5 + _u32(clx, place + 1)]


def _word6(main: bytes, *, complex_: bool) -> str | None:
    first, last, wanted = _u32(main, 0x18), _u32(main, 0x1C), _u32(main, 0x34)
    if complex_ and len(main) > 0x168:
        start, size = _u32(main, 0x160), _u32(main, 0x164)
        return _pieces(main, main, start, size, wanted)
    stretch = main[first : min(last, first + wanted)]
    return _narrow(stretch) if stretch else None


def _narrow(data: bytes) -> str:
    """Decode a stretch of bytes: Chinese where they are, else the Western page that Word packs ASCII in."""
    if all(byte < 0x80 for byte in data):
        return data.decode("ascii")
    chinese = data.decode("gb18030", "replace")
    if plausibility(re.sub(r"[\x00-\x7f]", "", chinese)) > 0.6:
        return chinese
    return data.decode("cp1252", "replace")


def _readable(raw: str) -> str:
    """Return the lines of a text without fields' codes, with rows of tables on one line."""
    while (shorter := _FIELD.sub(lambda field: field[1] or "", raw)) != raw:
        raw = shorter
    raw = _ROW_END.sub("\n", raw).replace("\x07", " | ").translate(_CONTROLS)
    lines = (line.strip("\t \u3000\u00a0") for line in _LEFT_OUT.sub("", raw).split("\n"))
    return "\n".join(line for line in lines if line)


def _u16(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<H", data, offset)[0])


def _u32(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<I", data, offset)[0])
