"""The rows of CSV, JSON lines and XLSX files as reports."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple

from fazhi.errors import ReportError
from fazhi.formats.columns import Columns, RowReader, is_text_column
from fazhi.formats.documents import Refusal
from fazhi.formats.limits import Limits, megabytes

DELIMITERS = ",\t;|"
_SAMPLE = 20
_HEADER_ROWS = 10
_CHUNK = 1 << 20
_MANY_FORMS = 1000
_DAMAGE = 0.01


class Row(NamedTuple):
    """The report in one row: its place (``12``, ``Sheet:12``), its text and its address, if any."""

    place: str
    text: str
    url: str | None


class Cells(NamedTuple):
    """One row as it was read: its place and its cells."""

    place: str
    cells: Sequence[str]


def csv_rows(stream: BinaryIO, name: str, columns: Columns, limits: Limits) -> Iterator[Row | Refusal]:
    """Yield the reports in a CSV file, in the encoding and with the delimiter that fit it."""
    csv.field_size_limit(limits.size)
    encoding = _encoding_of(stream)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    start = text.readline(limits.size).lstrip("\ufeff")
    rows = csv.reader(chain([start], _bounded(text, limits.size, name)), delimiter=delimiter_of(start), strict=False)
    try:
        yield from reports(_numbered(rows), name, columns)
    except csv.Error as error:
        raise ReportError(
            f"{name}, line {rows.line_num}: not readable as CSV ({error}); save it again as CSV UTF-8 or as .xlsx"
        ) from None


def _numbered(rows: Any) -> Iterator[Cells]:
    for number, cells in enumerate(rows, 1):
        yield Cells(str(number), cells)


def _bounded(stream: io.TextIOWrapper, limit: int, name: str) -> Iterator[str]:
    while line := stream.readline(limit):
        if len(line) >= limit:
            raise ReportError(f"{name} has a line of more than {megabytes(limit)}; check that it is a CSV file")
        yield line


def delimiter_of(header: str) -> str:
    """Return the delimiter by which the first line falls into cells, one of them a column of texts if possible."""

    def rank(delimiter: str) -> tuple[bool, int]:
        cells = first_rows(header, delimiter, 1)[0]
        return any(map(is_text_column, cells)), len(cells)

    return max(DELIMITERS, key=rank)


def first_rows(text: str, delimiter: str, count: int) -> list[list[str]]:
    """Return the first rows of a text as cells; at least one, and what is no CSV as one cell."""
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), count))
    except csv.Error:
        rows = []
    return rows or [[text]]


def reports(rows: Iterable[Cells], name: str, columns: Columns) -> Iterator[Row | Refusal]:
    """Yield the reports of a table; its header is among the first rows, under a heading perhaps."""
    stream = iter(rows)
    first = list(islice(stream, _HEADER_ROWS + _SAMPLE))
    filled = [number for number, row in enumerate(first[:_HEADER_ROWS]) if any(cell.strip() for cell in row.cells)]
    if not filled:
        raise ReportError(f"{name} is an empty table; give one with a row of column names and a report in each row")
    wanted = set(columns.given().values())
    header = next(
        (n for n in filled if any(is_text_column(cell) or cell.strip() in wanted for cell in first[n].cells)), filled[0]
    )
    sample = [row.cells for row in first[header + 1 :]]
    reader = RowReader(first[header].cells, columns, name, sample)
    for row in chain(first[header + 1 :], stream):
        if any(cell.strip() for cell in row.cells):
            yield _report(reader, row, name)


def _report(reader: RowReader, row: Cells, name: str) -> Row | Refusal:
    text = reader.text(row.cells)
    if not text.strip():
        return Refusal(
            f"{name}#{row.place}",
            f"{name}, row {row.place}, has no text in its text column; fill it or leave the row out",
        )
    return Row(row.place, text, reader.url(row.cells))


def json_rows(stream: BinaryIO, name: str, columns: Columns, limits: Limits) -> Iterator[Row | Refusal]:
    """Yield the reports in a file of JSON objects, one a line, or in one JSON array of objects."""
    encoding = _encoding_of(stream)
    start = stream.read(_CHUNK).decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    stream.seek(0)
    whole = start.startswith("[") or not _is_object(start.split("\n", 1)[0])
    records = (
        _array(stream, encoding, name, limits)
        if whole and not _is_long(start)
        else _lines(stream, encoding, name, limits)
    )
    readers: dict[tuple[str, ...], RowReader | ReportError] = {}
    found = False
    for place, record in records:
        if isinstance(record, Refusal):
            yield record
            continue
        cells = {key: _cell(value) for key, value in record.items()}
        reader = _reader(readers, cells, name, columns)
        if isinstance(reader, ReportError) and not found:
            raise reader
        found = True
        if isinstance(reader, ReportError):
            yield Refusal(f"{name}#{place}", f"{reader}, as in line {place}")
        else:
            yield _report(reader, Cells(place, list(cells.values())), name)
    if not found:
        raise ReportError(f"{name} holds no JSON object; give one object with the text of a report a line")


def _reader(
    known: dict[tuple[str, ...], RowReader | ReportError], cells: dict[str, str], name: str, columns: Columns
) -> RowReader | ReportError:
    form = tuple(cells)
    if form not in known:
        if len(known) >= _MANY_FORMS:
            known.clear()
        try:
            known[form] = RowReader(form, columns, name, [list(cells.values())])
        except ReportError as error:
            known[form] = error
    return known[form]


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_long(start: str) -> bool:
    """Tell a first line that is longer than what was looked at: JSON lines with a very long report."""
    return start.startswith("{") and "\n" not in start and len(start) > _CHUNK // 8


def _lines(
    stream: BinaryIO, encoding: str, name: str, limits: Limits
) -> Iterator[tuple[str, dict[str, Any] | Refusal]]:
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    number = 0
    while line := text.readline(limits.size):
        number += 1
        place = f"{name}, line {number},"
        reason = None
        if len(line) >= limits.size and not line.endswith("\n"):
            while (rest := text.readline(limits.size)) and not rest.endswith("\n"):
                continue
            reason = f"{place} is longer than {megabytes(limits.size)}; split it or leave it out"
        elif bare := line.strip().lstrip("\ufeff"):
            record, reason = _parsed(bare, place)
            if record is not None:
                yield str(number), record
        if reason:
            yield str(number), Refusal(f"{name}#{number}", reason)


def _parsed(line: str, place: str) -> tuple[dict[str, Any] | None, str | None]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, f"{place} is no JSON ({error}); write one JSON object a line"
    if not isinstance(record, dict):
        return None, f"{place} is no JSON object; write one object with the text of a report a line"
    return record, None


def _array(
    stream: BinaryIO, encoding: str, name: str, limits: Limits
) -> Iterator[tuple[str, dict[str, Any] | Refusal]]:
    data = stream.read(limits.size + 1)
    if len(data) > limits.size:
        raise ReportError(
            f"{name} is one JSON value of more than {megabytes(limits.size)}; write one object a line (jq -c '.[]')"
        )
    try:
        whole = json.loads(data.decode(encoding, "replace").lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{name} is damaged JSON ({error}); write one JSON object a line") from None
    for number, record in enumerate(_records(whole), 1):
        if isinstance(record, dict):
            yield str(number), record
        else:
            yield str(number), Refusal(f"{name}#{number}", f"{name}, entry {number}, is no JSON object; leave it out")


def _records(whole: Any) -> list[Any]:
    """Return the list of objects in a JSON value: itself, the longest list in it, or its only object."""
    if isinstance(whole, list):
        return whole
    lists = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    return max(lists, key=len) if lists else [whole]


def _cell(value: Any) -> str:
    if isinstance(value, str):
        # Halves of a pair that JSON allows and no encoding does.
        return re.sub("[\ud800-\udfff]", "\ufffd", value) if re.search("[\ud800-\udfff]", value) else value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return _cell("\n".join(value))
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _encoding_of(stream: BinaryIO) -> str:
    """Return the encoding of a table by all of its bytes, and go back to where they start."""
    head = stream.read(4096)
    stream.seek(0)
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(mark):
            return encoding
    if b"\x00" in head:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = whole = 0
    while chunk := stream.read(_CHUNK):
        text = decoder.decode(chunk)
        broken += text.count("\ufffd")
        whole += 0 if text.isascii() else len(text)
    stream.seek(0)
    # One broken row among many must not make all of them GB18030, which takes almost any bytes.
    return "gb18030" if broken > whole * _DAMAGE else "utf-8"
