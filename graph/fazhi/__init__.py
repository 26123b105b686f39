"""Knowledge graph of rule-of-law practices in Chinese local government reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from fazhi.knowledge import Knowledge
    from fazhi.network import Graph, Queryable
    from fazhi.queries import Source
    from fazhi.rendering import Drawing

__version__ = "0.1.0"


def open(store: Path | str | Source | None = None) -> Knowledge:
    """Open the store in a folder: typed answers of the named queries, pandas frames, an rdflib view.

    Without a folder it is the one of the setting FAZHI_STORE; the address of a SPARQL endpoint, or a store that is
    open already, is taken, too. Raises StoreError for a folder that holds no store. See ``fazhi.knowledge.Knowledge``.
    """
    from fazhi.knowledge import open_knowledge

    return open_knowledge(store)


def graph(view: Graph | Queryable | Path | str, **choices: Any) -> Drawing:
    """Return the drawing of an opened store, of the store in a folder, or of a graph of ``fazhi.network``.

    In a notebook it shows itself, ``.show()`` does so anywhere and ``.save("graph.html")`` writes the page.
    ``choices`` are title, language, minimum, draw (a view of ``fazhi show``), texts and height; see
    ``fazhi.rendering.Drawing``.
    """
    from fazhi.rendering import drawing

    return drawing(view, **choices)
