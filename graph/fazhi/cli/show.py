"""``fazhi show``: the graph as one HTML file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.program import app


class View(StrEnum):
    """What the page opens with; the reader can change it."""

    MAP = "map"
    OVERVIEW = "overview"
    COMPARE = "compare"
    SIMILAR = "similar"
    TOGETHER = "together"
    AROUND = "around"
    MATRIX = "matrix"
    YEARS = "years"
    TABLE = "table"


@app.command()
def show(
    store: Store = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.html", help="Where to write the page.")] = Path(
        "graph.html"
    ),
    title: Annotated[
        str | None, typer.Option(help="Title of the page. [default: 法治图谱, Fazhi Graph]", show_default=False)
    ] = None,
    view: Annotated[
        View | None,
        typer.Option(
            help="What to open with: the map; groups against groups; places compared; similar places; practices"
            " found together; laws and institutions around a practice; or a table of places, years or lines."
            " [default: map, for two to six places compare, for large graphs overview]",
            show_default=False,
        ),
    ] = None,
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
    texts: Annotated[
        bool,
        typer.Option(
            "--texts/--no-texts", help="Put the texts of the reports into the page, to read a sentence in its place."
        ),
    ] = True,
    lang: Lang = Language.ZH,
) -> None:
    """Draw the graph as one HTML file that opens by double click and needs no network.

    Example: fazhi show --store my-store --out graph.html

    Two places side by side: fazhi show --place 真新街道 --place 万兴街道 --store my-store
    """
    from fazhi.network import load, select
    from fazhi.rendering import render, report_texts, write
    from fazhi.store import Store as OpenStore

    with OpenStore.open(store_folder(store)) as opened:
        graph = load(opened)
        if place or practice or top_concept or province:
            graph = select(
                graph, places=place or (), practices=practice or (), top_concept=top_concept, province=province
            )
        carried = report_texts(opened, graph) if texts else None
    if view is None and not practice and 2 <= len(place or ()) <= 6:
        view = View.COMPARE
    title = title or ("法治图谱" if lang is Language.ZH else "Fazhi Graph")
    html = render(graph, title=title, language=lang, minimum=minimum, view=view, texts=carried)
    typer.echo(str(write(html, out)))
