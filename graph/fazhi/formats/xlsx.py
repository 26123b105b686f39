"""XLSX: the rows of all sheets of a workbook, as text."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]

from fazhi.errors import ReportError
from fazhi.formats.limits import Limits, megabytes
from fazhi.formats.packages import check_package


def read_xlsx(data: bytes, name: str, limits: Limits) -> list[list[list[str]]]:
    """Return, a sheet, its rows: first the name of the sheet, then the place and the cells of each row.

    Raises ReportError for a workbook that is damaged, locked or larger than the limits allow.
    """
    check_package(data, name, limits, "Excel", ".xlsx")
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets, total = [], 0
    for sheet in book.worksheets:
        rows = [[str(sheet.title)]]
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [_cell(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                rows.append([str(number), *cells])
                total += sum(map(len, cells))
            if total > limits.size:
                raise ReportError(
                    f"{name} holds more than {megabytes(limits.size)} of text; split it, or give it as CSV"
                )
        sheets.append(rows)
    return sheets


def _cell(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # Excel writes characters that XML forbids as _x000D_.
    return str(value).replace("_x000D_", "").replace("\r\n", "\n")
