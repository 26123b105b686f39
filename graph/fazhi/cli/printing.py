"""Tables whose columns align under wide characters, CSV that spreadsheets open, and progress."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print a table; on a terminal it is fitted to its width, in a pipe no cell is cut or wrapped."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    records = [["" if cell is None else str(cell) for cell in row] for row in rows]
    table = Table(box=SIMPLE_HEAD, title=Text(title) if title else None, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for record in records:
        table.add_row(*(Text(visible(cell)) for cell in record))
    width = None if sys.stdout.isatty() else 100_000
    console = Console(width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)
    with console.capture() as captured:
        console.print(table)
    sys.stdout.write("\n".join(line.rstrip() for line in captured.get().splitlines()).strip("\n") + "\n")


def visible(cell: str) -> str:
    """Return a cell on one line, without control and bidirectional marks that would bend the table."""
    return "".join(" " if c in "\r\n\t" else c for c in cell if c.isprintable() or c in "\r\n\t\u3000")


def write_csv(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    output: IO[str],
    *,
    bom: bool = False,
    exact: bool = False,
    delimiter: str = ",",
) -> None:
    """Write a table as CSV (RFC 4180); ``bom`` puts a byte order mark in front, so that Excel reads UTF-8.

    A text that a spreadsheet would run as a formula gets an apostrophe in front, unless all is to be ``exact``.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n", delimiter=delimiter)
    writer.writerow(columns)
    guard = (lambda cell: cell) if exact else _harmless
    writer.writerows([["" if cell is None else guard(cell) for cell in row] for row in rows])
    output.write(("\ufeff" if bom else "") + buffer.getvalue())


_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)%?")


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from taking text of a report for a formula, so that the text can be had back.

    Where apostrophes stand before the sign already, one more is added: who takes one away from every text
    that has apostrophes before such a sign gets what was written. Numbers are left alone, in texts too.
    """
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def write_json_lines(records: Iterable[Mapping[str, object]], path: Path) -> None:
    """Write one JSON object a line, in UTF-8; half a surrogate pair of a file name becomes an escape."""
    with path.open("w", encoding="utf-8", errors="backslashreplace") as output:
        for record in records:
            output.write(json.dumps(record, ensure_ascii=False) + "\n")


def say(message: str) -> None:
    """Tell the user something on standard error."""
    print(message, file=sys.stderr)


class _Silent:
    def step(self, done: int, total: int, name: str) -> None:
        """Show nothing."""


class _Bar:
    def __init__(self, progress: Any, task: Any) -> None:
        self._progress, self._task = progress, task

    def step(self, done: int, total: int, name: str) -> None:
        """Show that ``done`` of ``total`` are done, the last being ``name``."""
        self._progress.update(self._task, completed=done, total=total, description=visible(name)[-40:])
        speed = next(task.speed for task in self._progress.tasks if task.id == self._task)
        self._progress.update(self._task, rate=f"{speed:.1f}/s" if speed else "")


@contextmanager
def progress(label: str) -> Iterator[_Silent | _Bar]:
    """Show progress on standard error with rate and time left; silent when that is no terminal."""
    if not sys.stderr.isatty():
        yield _Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate, name = TextColumn("{task.fields[rate]}", markup=False), TextColumn("{task.description}", markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn(), name)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, bar.add_task(label, total=None, rate=""))
