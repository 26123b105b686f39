"""Rows of tables in pages and documents, as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from fazhi.formats.keys import is_firm_key, is_key


def row_line(cells: Sequence[str]) -> str:
    """Write the cells of a row on one line: keys with their values, other cells between bars."""
    if len(cells) % 2 == 0 and any(map(is_firm_key, cells[::2])) and not any(map(is_key, cells[1::2])):
        pairs = zip(cells[::2], cells[1::2], strict=True)
        return " ".join(f"{key.rstrip('：: ')}：{value}" for key, value in pairs if key and value)
    return " | ".join(cells)
