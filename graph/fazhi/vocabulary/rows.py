"""Files of the vocabulary as text and CSV tables as rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from fazhi.errors import ReportError, VocabularyError
from fazhi.reports.decoding import decode

Row = dict[str, str]


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8, or in GB18030 as Excel writes it; raise VocabularyError for any other."""
    try:
        data = path.read_bytes()
        text = decode(data, path.name).removeprefix("\ufeff") if data.strip() else ""
    except OSError as error:
        raise VocabularyError(f"{path} cannot be read ({error.strerror}); check the path") from error
    except ReportError as error:
        raise VocabularyError(f"{path.name} is no text in UTF-8 or GB18030; save it in UTF-8 and give that") from error
    if "\ufffd" in text:
        raise VocabularyError(f"{path.name} holds broken characters; save it anew in UTF-8 and give that")
    return text


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV table; raise VocabularyError where it cannot be read as one."""
    try:
        rows = list(csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True))
    except csv.Error as error:
        raise VocabularyError(f"{path.name} cannot be read as a CSV table: {error}") from error
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise VocabularyError(f"{path.name}, row {number}: not as many cells as the header row has columns")
    return rows
