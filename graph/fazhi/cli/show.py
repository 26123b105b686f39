"""``fazhi show``: the graph as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.program import app


@app.command()
def show(
    store: Store = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.html", help="Where to write the page.")] = Path(
        "graph.html"
    ),
    title: Annotated[str, typer.Option(help="Title of the page.")] = "法治图谱",
    minimum: Annotated[
        int | None,
        typer.Option("--min-places", min=1, help="Open with the practices shared by at least so many places."),
    ] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Draw the graph as one HTML file that opens by double click and needs no network.

    Example: fazhi show --store my-store --out graph.html
    """
    from fazhi.network import load
    from fazhi.rendering import render, write
    from fazhi.store import Store as OpenStore

    with OpenStore.open(store_folder(store)) as opened:
        graph = load(opened)
    typer.echo(str(write(render(graph, title=title, language=lang, minimum=minimum), out)))
