"""Make and renew the files of ``ontology/``.

``--source DIR`` reads collected source tables and appends to each table of ``ontology/`` the rows
that it does not hold yet under any of their names. A row that is there is left as it was checked by
hand, and rows listed in ``vocabulary_left_out.csv`` stay out, so the command may be run again with a
newer source. ``--turtle`` writes the Turtle files that follow from the tables; ``--check`` only says
which of them are stale and ends with 1 if any is.

    python tools/make_vocabulary.py --source ~/collected --turtle
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from vocabulary_sources import COLUMNS, READERS, Row, key, names
from vocabulary_turtle import WRITERS

HERE = Path(__file__).resolve().parent
ONTOLOGY = HERE.parent / "ontology"


def read_table(path: Path) -> list[Row]:
    """Return the rows of a table; none if the file is not there yet."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [{column: value or "" for column, value in row.items()} for row in csv.DictReader(stream)]


def write_table(path: Path, columns: tuple[str, ...], rows: list[Row]) -> None:
    """Write a table: UTF-8, a header row, LF, quotes only where needed."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def extend(folder: Path, table: str, found: list[Row]) -> int:
    """Append to ``table`` the rows of ``found`` that none of its rows names; return how many."""
    path = folder / f"{table}.csv"
    rows = read_table(path)
    known = {name for row in rows for name in names(table, row)} | _left_out(table)
    identifiers = {row.get("id", "") for row in rows}
    new = [row for row in found if names(table, row)[0] not in known]
    for row in new:
        while row.get("id") and row["id"] in identifiers:
            row["id"] += "-x"
        identifiers.add(row.get("id", ""))
    write_table(path, COLUMNS[table], rows + new)
    return len(new)


def _left_out(table: str) -> set[str]:
    rows = read_table(HERE / "vocabulary_left_out.csv")
    return {key(table, row["name"]) for row in rows if row["table"] == table}


def stale(folder: Path) -> list[str]:
    """Return the generated files of ``folder`` that do not follow from its tables."""
    return [
        name
        for name, make in WRITERS.items()
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != make(folder)
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(description="Make and renew the files of ontology/.")
    parser.add_argument("--source", type=Path, help="folder of collected source tables to read")
    parser.add_argument("--ontology", type=Path, default=ONTOLOGY, help="folder to write")
    parser.add_argument("--turtle", action="store_true", help="write the Turtle files that follow")
    parser.add_argument("--check", action="store_true", help="say which Turtle files are stale")
    options = parser.parse_args(arguments)
    if options.source:
        for table, read in READERS.items():
            print(f"{table}: {extend(options.ontology, table, read(options.source))} rows added")
    if options.turtle:
        for name, make in WRITERS.items():
            (options.ontology / name).write_text(make(options.ontology), "utf-8")
            print(f"{name} written")
    old = stale(options.ontology) if options.check else []
    for name in old:
        print(f"{name} is stale; run: python tools/make_vocabulary.py --turtle", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
