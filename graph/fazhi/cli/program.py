"""The program object that commands register with, and its options."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi import __version__
from fazhi.cli.words import value_of

app = typer.Typer(
    name="fazhi",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
        # The parser compares values after this, so that each may be given by its Chinese word.
        "token_normalize_func": value_of,
    },
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fazhi {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Turn rule-of-law reports into a knowledge graph that answers questions. 法治图谱.

    A first try, with a folder of reports (text, HTML, PDF, Word, tables, archives):

      fazhi build reports --store my-store

      fazhi query shared-practices --store my-store

      fazhi show --store my-store --out graph.html
    """
