"""From a graph to one self-contained HTML file with a strict Content-Security-Policy."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from fazhi.errors import UsageError
from fazhi.network import Graph
from fazhi.rendering.names import clean
from fazhi.rendering.payload import Choices, Payload, payload
from fazhi.rendering.pyvis_page import page, vis_script
from fazhi.rendering.texts import Texts

VIEWS = ("map", "overview", "compare", "similar", "together", "around", "matrix", "years", "table")
"""What a page can open with, as ``fazhi show --view`` names it."""
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
SCRIPTS = (
    "words.js",
    "dom.js",
    "model.js",
    "parts.js",
    "state.js",
    "groups.js",
    "columns.js",
    "plans.js",
    "painter.js",
    "canvas.js",
    "hand.js",
    "filters.js",
    "panel.js",
    "likes.js",
    "tables.js",
    "years.js",
    "reader.js",
    "search.js",
    "export.js",
    "main.js",
)
"""In the order in which they need each other."""


def render(
    graph: Graph,
    *,
    title: str = "法治图谱",
    language: str = "zh",
    minimum: int | None = None,
    view: str | None = None,
    texts: Texts | None = None,
    link: str = "",
) -> str:
    """Return the page of ``graph`` as HTML, the same bytes for the same graph.

    ``minimum`` is the least number of places that must share a practice for it to be seen at first
    (the reader can change it); None chooses two, or more where that would be too much to read.
    ``view`` is one of VIEWS to open with; None chooses the map, or the overview where it is too large.
    ``texts`` are the reports by identifier (see ``report_texts``), so that sentences can be read in their
    place; ``link`` is the address of a report on a server, in which ``{report}``, ``{start}`` and ``{end}``
    are filled in. Raises UsageError for a graph without nodes, a choice that is none, and a graph that no
    page can hold.
    """
    _refuse(graph, language, minimum, view, link)
    choices = Choices(title, language, minimum, view, texts or {}, link)
    return _document(payload(graph, choices), choices)


def in_parts(graph: Graph, address: str, **choices: Any) -> tuple[str, list[str]]:
    """Return the page of ``graph`` without what its lines quote, and that by line, as JSON without line ends.

    The page asks for ``{address}&lines=1,2,3`` when it needs those lines, and takes a list of them; ``choices``
    are those of ``render``, and so are the errors.
    """
    asked = Choices(
        choices["title"], choices["language"], choices["minimum"], choices["view"], {}, choices["link"], address
    )
    _refuse(graph, asked.language, asked.minimum, asked.plan, asked.link)
    made = payload(graph, asked)
    parts = [json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in made.parts]
    return _document(made, asked), parts


def _document(made: Payload, choices: Choices) -> str:
    style, script, vis = _asset("page.css"), "".join(map(_asset, SCRIPTS)), vis_script()
    return page(
        made,
        title=clean(choices.title),
        language=LANGUAGES[choices.language],
        policy=_policy([vis, script], [style], fetches=bool(choices.parts)),
        style=style,
        vis=vis,
        script=script,
    )


def _refuse(graph: Graph, language: str, minimum: int | None, view: str | None, link: str) -> None:
    if language not in LANGUAGES:
        raise UsageError(f"The page cannot be written in {language!r}; use {' or '.join(LANGUAGES)}")
    if minimum is not None and minimum < 1:
        raise UsageError(f"A practice cannot be shared by {minimum} places; give 1 or more")
    if view is not None and view not in VIEWS:
        raise UsageError(f"{view!r} is no view of the page; use {', '.join(VIEWS)}")
    if link and not link.startswith(("http://", "https://", "/")):
        raise UsageError(f"{link!r} is no address of reports; give one that begins with http://, https:// or /")
    if not len(graph):
        raise UsageError("The graph to draw is empty; build a store from at least one report first")


def write(html: str, path: Path | str) -> Path:
    """Write a page as UTF-8 in one step, so that a reader never meets half a file; return its path."""
    target = Path(path)
    if target.is_dir():
        raise UsageError(f"{str(target)!r} is a folder; give the name of an HTML file in it")
    if not target.parent.is_dir():
        raise UsageError(f"The folder {str(target.parent)!r} is not there; make it or write elsewhere")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".graph-", suffix=".html")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(html)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        raise UsageError(f"The page could not be written to {str(target)!r}: {error.strerror}") from error
    return target


def _asset(name: str) -> str:
    text = files("fazhi.rendering").joinpath("page", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n").rstrip() + "\n"


def _policy(scripts: list[str], styles: list[str], *, fetches: bool) -> str:
    """Only the scripts and styles that were put in may run; data come from the page's own server or from nowhere."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            # The picture to be saved is drawn from the page's own SVG.
            "img-src data: blob:",
            *(["connect-src 'self'"] if fetches else []),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
