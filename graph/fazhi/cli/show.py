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
    place: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this place (name, path or code). May be repeated.")
    ] = None,
    practice: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this practice. May be repeated.")
    ] = None,
    top_concept: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only practices under this top concept.")
    ] = None,
    province: Annotated[str | None, typer.Option(metavar="NAME", help="Only places of this province.")] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Draw the graph as one HTML file that opens by double click and needs no network.

    Example: fazhi show --store my-store --out graph.html

    Two places only: fazhi show --place 真新街道 --place 万兴街道 --store my-store
    """
    from fazhi.network import load, select
    from fazhi.rendering import render, write
    from fazhi.store import Store as OpenStore

    with OpenStore.open(store_folder(store)) as opened:
        graph = load(opened)
    if place or practice or top_concept or province:
        graph = select(graph, places=place or (), practices=practice or (), top_concept=top_concept, province=province)
    typer.echo(str(write(render(graph, title=title, language=lang, minimum=minimum), out)))
