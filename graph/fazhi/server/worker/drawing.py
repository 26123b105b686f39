"""The interactive graph of a part of the store, as ``fazhi show`` draws it."""

from __future__ import annotations

from typing import Any

from fazhi.network import Graph, load, select
from fazhi.rendering import render
from fazhi.server.worker.library import Library

_LINK = "/id/{report}#c{start}-{end}"


def drawing(
    library: Library, *, title: str, language: str, minimum: int | None, view: str | None, **chosen: Any
) -> str:
    """Return the page of the graph; ``chosen`` are places, practices, top concept and province.

    Raises UsageError for a name that the graph does not hold.
    """
    graph = _whole(library)
    if any(chosen.values()):
        graph = select(graph, **chosen)
    return render(graph, title=title, language=language, minimum=minimum, view=view, link=_LINK)


def _whole(library: Library) -> Graph:
    store, kept = library.store(), library.kept()
    if "graph" not in kept:
        kept["graph"] = load(store)
    graph: Graph = kept["graph"]  # type: ignore[assignment]
    return graph
