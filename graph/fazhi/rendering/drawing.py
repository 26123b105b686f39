"""A drawing to be shown in a notebook, saved as a file or opened in a browser."""

from __future__ import annotations

import html
import sys
import tempfile
import webbrowser
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from fazhi.errors import UsageError
from fazhi.network import Graph, Queryable, load
from fazhi.rendering.html import render, write
from fazhi.rendering.texts import Shelf, Texts, report_texts

HEIGHT = 720
"""Height of the frame in a notebook, in CSS pixels."""
SANDBOX = "allow-scripts allow-downloads allow-popups allow-modals"
"""Without allow-same-origin: the page can reach nothing of the notebook, nor its styles of the page."""


@dataclass(frozen=True)
class Drawing:
    """The graph ``view`` as a page of its own; made by ``fazhi.graph``.

    The other fields are those of ``render``.
    """

    view: Graph
    title: str = "法治图谱"
    language: str = "zh"
    minimum: int | None = None
    draw: str | None = None
    texts: Texts | None = None
    height: int = HEIGHT

    @cached_property
    def html(self) -> str:
        """The page, as ``fazhi show`` writes it."""
        return render(
            self.view,
            title=self.title,
            language=self.language,
            minimum=self.minimum,
            view=self.draw,
            texts=self.texts,
        )

    def save(self, path: Path | str) -> Path:
        """Write the page to a file that opens by double click; return its path."""
        return write(self.html, path)

    def show(self) -> None:
        """Show the drawing in the notebook's output, or in the browser where there is no notebook."""
        if (display := _notebook()) is not None:
            display(self)
            return
        file = Path(tempfile.mkdtemp(prefix="fazhi-")) / "graph.html"
        webbrowser.open(self.save(file).as_uri())

    def _repr_html_(self) -> str:
        """The page in an isolated frame, as JupyterLab, VS Code and nbconvert show it."""
        return (
            f'<iframe title="{html.escape(self.title)}" sandbox="{SANDBOX}" width="100%" height="{self.height}"'
            f' style="border: 1px solid #d5d2ca; border-radius: 8px" srcdoc="{html.escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<fazhi drawing: {len(self.view)} nodes, {self.view.number_of_edges()} edges>"


def drawing(view: Graph | Queryable | Path | str, **choices: Any) -> Drawing:
    """Return the drawing of a graph, of all that an opened store holds, or of the store in a folder.

    ``choices`` are the fields of Drawing: title, language, minimum, draw, texts, height; the texts of a
    store come along if they are not given. Raises UsageError for what is none of these, and StoreError for
    a folder that holds no store.
    """
    # Imported late: networkx takes a fifth of a second to load.
    import networkx as nx

    if isinstance(view, nx.MultiDiGraph):
        return Drawing(view, **choices)
    if isinstance(view, str | Path):
        from fazhi.store import Store

        with Store.open(Path(view)) as store:
            return drawing(store, **choices)
    if not callable(getattr(view, "query", None)):
        raise UsageError(
            f"{type(view).__name__} cannot be drawn; give an opened store, its folder, or a graph of load()"
        )
    graph = load(view)
    if callable(getattr(view, "text", None)):
        choices.setdefault("texts", report_texts(cast(Shelf, view), graph))
    return Drawing(graph, **choices)


def _notebook() -> Any:
    """The display function of a running notebook; None in a plain program or terminal."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython
    from IPython.display import display

    return display if getattr(get_ipython(), "kernel", None) is not None else None
