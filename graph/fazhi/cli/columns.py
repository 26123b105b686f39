"""Options that name the columns of tables, for commands that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fazhi.formats import Columns

_HELP = "Column with the {0} in tables (CSV, XLSX, JSON lines), where its name is not a usual one."


def _option(name: str, what: str) -> object:
    return typer.Option(f"--{name}-column", metavar="NAME", help=_HELP.format(what))


TextColumn = Annotated[str | None, _option("text", "text of the report")]
TitleColumn = Annotated[str | None, _option("title", "title")]
SourceColumn = Annotated[str | None, _option("source", "source or publisher")]
DateColumn = Annotated[str | None, _option("date", "date of issue")]
PlaceColumn = Annotated[str | None, _option("place", "name of the place")]


def columns_of(
    text: str | None, title: str | None, source: str | None, date: str | None, place: str | None
) -> Columns | None:
    """Return the names that were given, None where none was."""
    from fazhi.formats import Columns

    columns = Columns(text=text, title=title, source=source, date=date, place=place)
    return columns if columns.given() else None
