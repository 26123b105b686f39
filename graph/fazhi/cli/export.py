"""``fazhi export``: research tables, dumps and networks."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.printing import print_table, progress
from fazhi.cli.program import app
from fazhi.cli.words import Words, listed, value_of

if TYPE_CHECKING:
    from fazhi.export import Options


class Format(StrEnum):
    """What a store is written as."""

    CSV = "csv"
    NQ = "nq"
    TTL = "ttl"
    TRIG = "trig"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    ALL = "all"


_DEFAULT = (Format.CSV, Format.NQ, Format.GRAPHML)
_TABLES: Words = {
    "adoptions": ("采用",),
    "coverage": ("收录",),
    "practices": ("做法",),
    "figures": ("数据",),
    "citations": ("引用",),
    "participations": ("参与",),
    "honours": ("荣誉",),
    "counsels": ("法律顾问",),
    "events": ("事件",),
    "cascades": ("级联",),
}
_HEADINGS = {Language.ZH: ("文件", "行数", "字节"), Language.EN: ("file", "rows", "bytes")}


@app.command()
def export(
    out: Annotated[
        str, typer.Option("--out", metavar="FOLDER", help="Folder to write; '-': one table or format, to the screen.")
    ] = "fazhi-export",
    store: Store = None,
    format: Annotated[
        list[Format] | None, typer.Option(help="May be repeated. [default: csv nq graphml]", show_default=False)
    ] = None,
    table: Annotated[
        str | None, typer.Option(metavar="NAME", help="With '--out -': the one table to write, e.g. adoptions.")
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Start each table with a byte order mark, so that Excel reads it.")
    ] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="Leave out the apostrophe before text that a spreadsheet would run.")
    ] = False,
    min_places: Annotated[
        int, typer.Option(min=1, metavar="N", help="Events: only practices that at least N places implement.")
    ] = 2,
    licence: Annotated[
        str | None, typer.Option(metavar="IRI", help="Licence to be named. [default: MIT]", show_default=False)
    ] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Write the store as research tables (CSV), dumps (RDF) and networks, with a codebook.

    Tables: adoptions, coverage, practices, figures, citations, participations, honours, counsels,
    events, cascades. The same store gives the same bytes.

    Examples:

      fazhi export --store my-store --out my-export --bom

      fazhi export --store my-store --table events --out - > events.csv
    """
    from fazhi.export import LICENCE, Options
    from fazhi.export import export as write_folder
    from fazhi.store import Store as OpenStore

    options = Options(bom, exact, min_places, licence or LICENCE)
    formats = _formats(format)
    if out == "-" or table:
        _one(out, table, formats, store_folder(store), options)
        return
    with OpenStore.open(store_folder(store)) as opened, progress("export") as bar:
        written = write_folder(opened, out, formats, options, lambda done, of: bar.step(done, of, ""))
    rows = [(file.name, written.rows.get(file.name.removesuffix(".csv")), file.size) for file in written.files]
    print_table(_HEADINGS[lang], rows)
    typer.echo(out)


def _formats(chosen: list[Format] | None) -> list[str]:
    if chosen and Format.ALL in chosen:
        return [one.value for one in Format if one is not Format.ALL]
    return [one.value for one in chosen or _DEFAULT]


def _one(out: str, table: str | None, formats: list[str], folder: Path, options: Options) -> None:
    """Write one table or one format to standard output."""
    from fazhi.errors import UsageError
    from fazhi.export import TABLES, write_one
    from fazhi.store import Store as OpenStore

    wanted = value_of(table, _TABLES) if table is not None else None
    if wanted is not None and wanted not in TABLES:
        raise UsageError(f"There is no table {table!r}; give one of {listed(TABLES, _TABLES)}")
    if out != "-":
        raise UsageError("--table writes one table to standard output; add --out - or leave --table out")
    if table is None and (len(formats) != 1 or formats == ["csv"]):
        raise UsageError("Standard output takes one table or one format; give --table NAME or --format nq")
    with OpenStore.open(folder) as opened:
        write_one(opened, wanted or formats[0], sys.stdout.buffer, options)
    sys.stdout.buffer.flush()
