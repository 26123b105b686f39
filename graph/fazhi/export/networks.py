"""The network of places, practices, institutions and laws as GraphML and GEXF, written as it is read.

networkx would write both, but holds the whole graph and puts the day of writing into GEXF. One edge
is one kind of relation between two nodes in one place, over the years: its kind is a status
(implemented, planned, deficient, mentioned: place to practice), takes_part (institution to practice)
or cites (place to law).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from fazhi.export.claims import Claims
from fazhi.export.things import Things
from fazhi.namespaces import base, local

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = (("label", "string"), ("kind", "string"), ("english", "string"), ("code", "string"), ("path", "string"))
_EDGE = (
    ("kind", "string"),
    ("first_year", "int"),
    ("last_year", "int"),
    ("years", "int"),
    ("place", "string"),
)
_GEXF_TYPES = {"string": "string", "int": "integer"}


class Node(NamedTuple):
    """One node; ``kind`` is place, practice, institution or law."""

    id: str
    label: str
    kind: str
    english: str = ""
    code: str = ""
    path: str = ""


class Edge(NamedTuple):
    """One edge; years are None where unknown, ``years`` counts them."""

    source: str
    target: str
    kind: str
    first_year: int | None
    last_year: int | None
    years: int
    place: str


def nodes(claims: Claims, things: Things) -> Iterator[Node]:
    """Yield the nodes by identifier."""
    for iri in sorted(claims.things):
        yield _node(iri, things)


def _node(iri: str, things: Things) -> Node:
    kind = local(iri).partition("/")[0]
    if kind == "division":
        place = things.place(iri)
        return Node(place.id, place.name or place.path, "place", "", place.code, place.path)
    if kind == "practice":
        practice = things.practice(iri)
        return Node(practice.id, practice.zh, "practice", practice.en)
    if kind == "law":
        return Node(local(iri), things.law(iri).title, "law")
    return Node(local(iri), things.body(iri).name, "institution")


def edges(claims: Claims) -> Iterator[Edge]:
    """Yield the edges by place, then by kind of relation, target and source."""
    for place in claims.places():
        where = local(place.place)
        for practice, statuses in sorted(place.claims.items()):
            for status, years in sorted(statuses.items()):
                yield _edge(where, practice, status, years, where)
        for body, practices in sorted(place.bodies.items()):
            for practice, years in sorted(practices.items()):
                yield _edge(local(body), practice, "takes_part", years, where)
        for law, years in sorted(place.laws.items()):
            yield _edge(where, law, "cites", years, where)


def _edge(source: str, target: str, kind: str, years: list[int], place: str) -> Edge:
    known = [year for year in years if year]
    return Edge(source, local(target), kind, min(known, default=None), max(known, default=None), len(years), place)


def write_graphml(claims: Claims, things: Things, output: IO[bytes]) -> None:
    """Write GraphML 1.0, which networkx, igraph, Gephi, yEd and Cytoscape read."""
    put = _Lines(output)
    put('<?xml version="1.0" encoding="UTF-8"?>')
    put('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    for owner, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, type_ in keys:
            put(f'<key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="{type_}"/>')
    put('<graph id="fazhi" edgedefault="directed">')
    for node in nodes(claims, things):
        put(f"<node id={_quoted(node.id)}>{_data('node', _NODE, node[1:])}</node>")
    for number, edge in enumerate(edges(claims)):
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        put(f'<edge id="e{number}" {ends}>{_data("edge", _EDGE, edge[2:])}</edge>')
    put("</graph>")
    put("</graphml>")


def _data(owner: str, keys: tuple[tuple[str, str], ...], values: tuple[str | int | None, ...]) -> str:
    said = ((name, value) for (name, _), value in zip(keys, values, strict=True) if value not in (None, ""))
    return "".join(f'<data key="{owner}_{name}">{escape(_clean(str(value)))}</data>' for name, value in said)


def write_gexf(claims: Claims, things: Things, output: IO[bytes]) -> None:
    """Write GEXF 1.3 for Gephi; an edge lasts from the first to the last year that is known of it."""
    put = _Lines(output)
    put('<?xml version="1.0" encoding="UTF-8"?>')
    put('<gexf xmlns="http://gexf.net/1.3" version="1.3">')
    put(f"<meta><creator>fazhi</creator><description>{escape(base())}</description></meta>")
    put('<graph mode="dynamic" timeformat="double" defaultedgetype="directed">')
    for owner, keys in (("node", _NODE[1:]), ("edge", _EDGE)):
        put(f'<attributes class="{owner}" mode="static">')
        for name, type_ in keys:
            put(f'<attribute id="{owner}_{name}" title="{name}" type="{_GEXF_TYPES[type_]}"/>')
        put("</attributes>")
    put("<nodes>")
    for node in nodes(claims, things):
        values = _values("node", _NODE[1:], node[2:])
        put(f"<node id={_quoted(node.id)} label={_quoted(node.label)}>{values}</node>")
    put("</nodes><edges>")
    for number, edge in enumerate(edges(claims)):
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        # A year lasts until the next one begins.
        span = f' start="{edge.first_year}" end="{(edge.last_year or 0) + 1}"' if edge.first_year else ""
        values = _values("edge", _EDGE, edge[2:])
        put(f'<edge id="{number}" {ends}{span} weight="{edge.years}">{values}</edge>')
    put("</edges></graph>")
    put("</gexf>")


def _values(owner: str, keys: tuple[tuple[str, str], ...], values: tuple[str | int | None, ...]) -> str:
    said = ((name, value) for (name, _), value in zip(keys, values, strict=True) if value not in (None, ""))
    inner = "".join(f'<attvalue for="{owner}_{name}" value={_quoted(str(value))}/>' for name, value in said)
    return f"<attvalues>{inner}</attvalues>" if inner else ""


class _Lines:
    def __init__(self, output: IO[bytes]) -> None:
        self._output = output

    def __call__(self, line: str) -> None:
        self._output.write(line.encode() + b"\n")


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """Replace what XML cannot carry."""
    return _NOT_XML.sub("\ufffd", text)
