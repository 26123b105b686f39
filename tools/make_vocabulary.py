"""Make and renew the tables of ``ontology/``.

``--source DIR`` reads collected source tables and appends to each table of ``ontology/`` the rows
that it does not hold yet under any of their names. A row that is there is left as it was checked by
hand, so the command may be run again with a newer source. ``--turtle`` writes the Turtle files that
follow from the tables; ``--check`` only says whether they are current.

    python tools/make_vocabulary.py --source ~/collected --turtle
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from vocabulary_sources import COLUMNS, READERS, Row, names

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"


def read_table(path: Path) -> list[Row]:
    """Return the rows of a table of ``ontology/``; none if the file is not there yet."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [{column: value or "" for column, value in row.items()} for row in csv.DictReader(stream)]


def write_table(path: Path, columns: tuple[str, ...], rows: list[Row]) -> None:
    """Write a table of ``ontology/``: UTF-8, a header row, LF, quotes only where needed."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def extend(folder: Path, table: str, found: list[Row]) -> int:
    """Append to ``table`` the rows of ``found`` that none of its rows names; return how many."""
    path = folder / f"{table}.csv"
    rows = read_table(path)
    known = {name for row in rows for name in names(table, row)}
    identifiers = {row.get("id", "") for row in rows}
    new = [row for row in found if names(table, row)[0] not in known]
    for row in new:
        while row.get("id") and row["id"] in identifiers:
            row["id"] += "-x"
    write_table(path, COLUMNS[table], rows + new)
    return len(new)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(description="Make and renew the tables of ontology/.")
    parser.add_argument("--source", type=Path, help="folder of collected source tables to read")
    parser.add_argument("--ontology", type=Path, default=ONTOLOGY, help="folder to write")
    parser.add_argument("--turtle", action="store_true", help="write the Turtle files that follow")
    options = parser.parse_args(arguments)
    if options.source:
        for table, read in READERS.items():
            print(f"{table}: {extend(options.ontology, table, read(options.source))} rows added")
    return 0


if __name__ == "__main__":
    sys.exit(main())
