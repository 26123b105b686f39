"""``fazhi extract``: what is found in reports, as JSON lines or a table."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer

from fazhi.cli.columns import DateColumn, PlaceColumn, SourceColumn, TextColumn, TitleColumn, columns_of
from fazhi.cli.options import AnyText, Jobs, Limit, Paths, Vocabulary
from fazhi.cli.printing import print_table, progress, say
from fazhi.cli.program import app


class Format(StrEnum):
    """How extractions are written."""

    JSONL = "jsonl"
    TABLE = "table"


@app.command()
def extract(
    paths: Paths,
    format: Annotated[
        Format, typer.Option(help="jsonl: one object a report; table: one row a mention.")
    ] = Format.JSONL,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write there instead of standard output.")
    ] = None,
    any_text: AnyText = False,
    vocabulary: Vocabulary = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    source_column: SourceColumn = None,
    date_column: DateColumn = None,
    place_column: PlaceColumn = None,
    jobs: Jobs = None,
    limit: Limit = 120,
) -> None:
    """Find institutions, mechanisms, laws, places and quantities in reports.

    The order is that of the files. Exit code 1: some files were refused, all others were read.

    Example: fazhi extract seeds --format jsonl > extracted.jsonl
    """
    from fazhi.building.extracting import Extracted, extractions
    from fazhi.building.files import sources
    from fazhi.building.workers import cores

    columns = columns_of(text_column, title_column, source_column, date_column, place_column)
    found, refused = sources(paths, columns)
    problems = [row.reason or row.source for row in refused]
    remarks: list[str] = []
    number = cores() if jobs is None else jobs
    results = extractions(found, jobs=number, limit=limit, any_text=any_text, extra=vocabulary or ())
    with _output(out) as output, progress("extract") as bar:
        for done, (source, result) in enumerate(results, 1):
            if isinstance(result, Extracted):
                _write(result.record, format, output)
                remarks += result.notes
            else:
                problems += [row.reason or row.source for row in result.rows]
            bar.step(done, len(found), source.name)
    for line in (*remarks, *problems):
        say(f"fazhi: {line}")
    if problems:
        raise typer.Exit(1)


def _write(record: str, format: Format, output: IO[str]) -> None:
    if format is Format.JSONL:
        output.write(record + "\n")
        return
    extraction = json.loads(record)
    header = extraction["report"]
    facts = (header["jurisdiction"], header["report_year"], header["title"])
    title = f"{extraction['source']}  " + "  ".join(str(fact) for fact in facts if fact)
    columns = ("start", "end", "label", "text", "canonical", "status", "value", "unit", "id")
    rows = [[mention.get(column) for column in columns] for mention in extraction["mentions"]]
    print_table(columns, rows, title)


class _output:  # noqa: N801 - used as a function
    """Standard output, or a file that takes its name only when it is whole."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._partial = path.with_name(path.name + ".tmp") if path else None

    def __enter__(self) -> IO[str]:
        from fazhi.errors import UsageError

        if self._partial is None:
            return sys.stdout
        try:
            self._stream = self._partial.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise UsageError(f"{self._path} cannot be written ({error.strerror}); give another --out") from None
        return self._stream

    def __exit__(self, kind: object, *rest: object) -> None:
        if self._partial is None or self._path is None:
            return
        self._stream.close()
        if kind is None:
            self._partial.replace(self._path)
        else:
            self._partial.unlink(missing_ok=True)
