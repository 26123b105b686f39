"""Knowledge graph of rule-of-law practices in Chinese local government reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from fazhi.network import Graph, Queryable
    from fazhi.rendering import Drawing

__version__ = "0.1.0"


def graph(view: Graph | Queryable | Path | str, **choices: Any) -> Drawing:
    """Return the drawing of an opened store, of the store in a folder, or of a graph of ``fazhi.network``.

    In a notebook it shows itself, ``.show()`` does so anywhere and ``.save("graph.html")`` writes the page.
    ``choices`` are title, language, minimum, draw (a view of ``fazhi show``), texts and height; see
    ``fazhi.rendering.Drawing``.
    """
    from fazhi.rendering import drawing

    return drawing(view, **choices)
