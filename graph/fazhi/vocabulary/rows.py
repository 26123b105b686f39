"""CSV tables as rows."""

from __future__ import annotations

import csv
from pathlib import Path

from fazhi.errors import VocabularyError

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV table; raise VocabularyError where it cannot be read as one."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(f"{path.name} cannot be read as a CSV table in UTF-8: {error}") from error
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise VocabularyError(f"{path.name}, row {number}: not as many cells as the header row has columns")
    return rows
