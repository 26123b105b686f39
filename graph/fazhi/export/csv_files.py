"""CSV that a statistics program reads to the letter and a spreadsheet does not run (RFC 4180, UTF-8).

A spreadsheet takes a cell that starts with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return for a
formula (OWASP, CSV Injection); the text of a report is nobody's to trust. Such a cell gets an apostrophe
in front, and one more where apostrophes stand before such a sign already: ``restored`` takes it away
again and gives every text back. Nothing else is changed; numbers are left alone. ``fazhi query`` does
the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from fazhi.errors import UsageError
from fazhi.export.columns import TABLES, TableSpec

MARK = "'"
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_MARKED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)%?", re.ASCII)
BYTE_ORDER_MARK = "\ufeff"


class CsvFile:
    """One table being written; ``rows`` and ``marked`` count rows and cells that were changed."""

    def __init__(self, spec: TableSpec, output: IO[bytes], *, bom: bool = False, exact: bool = False) -> None:
        self.spec, self.rows, self.marked = spec, 0, 0
        self._output, self._exact = output, exact
        self._buffer = io.StringIO()
        self._writer = csv.writer(self._buffer, lineterminator="\r\n")
        self._buffer.write(BYTE_ORDER_MARK if bom else "")
        self._writer.writerow(spec.header)

    def write(self, rows: Iterable[Iterable[str | int]]) -> None:
        """Write rows; those that are not of the table's width are a fault of the program."""
        for row in rows:
            cells = [self._cell(cell) for _, cell in zip(self.spec.columns, row, strict=True)]
            self._writer.writerow(cells)
            self.rows += 1
            if self._buffer.tell() > 1 << 16:
                self.flush()

    def flush(self) -> None:
        """Hand what was written so far to the file."""
        self._output.write(self._buffer.getvalue().encode("utf-8", "replace"))
        self._buffer.seek(0)
        self._buffer.truncate()

    def _cell(self, cell: str | int) -> str | int:
        if self._exact or not isinstance(cell, str) or not _FORMULA.match(cell) or _NUMBER.fullmatch(cell):
            return cell
        self.marked += 1
        return MARK + cell


def restored(cell: str) -> str:
    """Return a cell as it was before it was marked."""
    return cell[1:] if _MARKED.match(cell) else cell


def read_table(path: Path | str, *, exact: bool = False) -> Iterator[dict[str, str]]:
    """Yield the rows of an exported table with every text as the report has it.

    ``exact`` is for a table that was written with ``--exact``, without marks. Raises UsageError for a
    file that is none of the tables.
    """
    path = Path(path)
    spec = TABLES.get(path.name.removesuffix(".csv"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if spec is None or tuple(rows.fieldnames or ()) != spec.header:
            raise UsageError(f"{str(path)!r} is none of the tables {', '.join(TABLES)}; give one that was exported")
        for row in rows:
            yield row if exact else {name: restored(cell) for name, cell in row.items()}
