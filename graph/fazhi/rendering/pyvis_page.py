"""The one door to pyvis: its Network carries the drawing, its package the vis-network script.

pyvis's own template asks a CDN for style sheets in every mode and has no legend, panel or language;
so the page is ours and only the data and the script are taken from it.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from fazhi.rendering.payload import Payload

VIS_SCRIPT = "templates/lib/vis-9.1.2/vis-network.min.js"
TEMPLATE = "page.html.j2"
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "selectable": False,
        "selectConnectedEdges": False,
        "keyboard": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 1.5, "chosen": False},
    "edges": {"smooth": False, "chosen": False, "hoverWidth": 0, "selectionWidth": 0},
}
"""The layout is computed, so physics is off; hover and selection are painted by the page."""


def vis_script() -> str:
    """Return the script of vis-network as pyvis ships it, with line ends as a browser hashes them."""
    text = files("pyvis").joinpath(VIS_SCRIPT).read_text(encoding="utf-8")
    # A browser would look for the source map beside the page.
    text = re.sub(r"//# sourceMappingURL=\S*", "", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def page(payload: Payload, **parts: str) -> str:
    """Return the page of ``payload``; ``parts`` are the strings that the template names."""
    # Imported late: pyvis loads IPython.
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from pyvis.network import Network

    environment = Environment(
        loader=PackageLoader("fazhi.rendering", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["data"] = data
    environment.globals.update(parts, records=payload.records)
    network = Network(directed=True)
    # Set whole: add_node and add_edge look through all nodes at each call.
    network.nodes, network.edges = payload.nodes, payload.edges
    network.set_options(json.dumps(OPTIONS))
    network.templateEnv, network.path = environment, TEMPLATE
    return str(network.generate_html())


def data(value: Any) -> Any:
    """Return ``value`` as JSON that can stand inside a script element: no ``<``, ``>`` or ``&`` in it."""
    from markupsafe import Markup

    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029\x7f":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
