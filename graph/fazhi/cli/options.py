"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fazhi.settings import setting

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files (text, HTML, PDF, Word, tables, archives) and folders of them; '-' reads standard input.",
    ),
]
Store = Annotated[
    Path | None,
    typer.Option(
        "--store", metavar="DIR", help=f"Folder of the store. [default: {setting('FAZHI_STORE')}]", show_default=False
    ),
]
AnyText = Annotated[bool, typer.Option("--any", help="Take texts that do not look like reports, too.")]
Vocabulary = Annotated[
    list[Path] | None,
    typer.Option(
        "--vocabulary", metavar="FILE", help="Your own practices: a CSV table or SKOS in Turtle. May be repeated."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes that read; 0: this one. [default: all cores]"),
]
Limit = Annotated[float, typer.Option("--limit", min=1, metavar="SECONDS", help="Time that one file may take.")]


class Language(StrEnum):
    """The language of labels and headings."""

    ZH = "zh"
    EN = "en"


Lang = Annotated[Language, typer.Option("--lang", help="Language of headings and labels.")]


def store_folder(store: Path | None) -> Path:
    """Return the folder of the store, by option or setting."""
    return store or Path(setting("FAZHI_STORE"))
