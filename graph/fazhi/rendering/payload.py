"""What the page knows: nodes and edges as vis-network draws them, and the records behind them.

Both are lists in one order, so that number ``i`` is the same node in the drawing and in the records.
Adoptions of one place, practice and status in several years are one line with several entries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from fazhi.network import (
    AdoptionEdge,
    Edge,
    Graph,
    Node,
    PlaceNode,
    PracticeNode,
    edges_of,
    nodes_of,
    record_of,
    shared_counts,
    similarity,
)
from fazhi.rendering.layout import positions
from fazhi.rendering.lines import Part, taken_out
from fazhi.rendering.names import clean, pinyin, romanised
from fazhi.rendering.quotations import Quotations
from fazhi.rendering.reach import within_reach
from fazhi.rendering.styles import KINDS, RELATIONS, STATUSES
from fazhi.rendering.texts import Texts
from fazhi.rendering.together import together

Record: TypeAlias = dict[str, Any]

DEFINITION_LIMIT = 600
READABLE = 400
"""Nodes that a screen can show with some of their labels; the page opens with no more."""
NEAREST = 5
"""Most similar places that the panel of a place lists."""
QUOTATIONS = 60_000
"""Sentences that a page carries; where there are more, one for each line and year."""
BEND = 0.14
"""How far the second line between two nodes bows, so that each can be seen and clicked."""


@dataclass
class Payload:
    """The drawing (``nodes``, ``edges``) and the records of one page, ready for JSON."""

    nodes: list[Record] = field(default_factory=list)
    edges: list[Record] = field(default_factory=list)
    records: Record = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    """What was left out of the records, by line, where the page fetches it (``Choices.parts``)."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How a page opens and what it carries besides the graph; see ``render``."""

    title: str
    language: str
    minimum: int | None = None
    plan: str | None = None
    texts: Texts = field(default_factory=dict)
    link: str = ""
    parts: str = ""
    """The address from which the page fetches what lines quote; empty for a page that carries it."""


def payload(graph: Graph, choices: Choices) -> Payload:
    """Return what the page of ``graph`` shows."""
    graph, dropped = within_reach(graph)
    shared = shared_counts(graph)
    spots = positions(graph)
    order = sorted(graph, key=lambda node: _rank(graph, node, shared))
    number = {node: index for index, node in enumerate(order)}
    lines = _lines(graph, number)
    quotations = Quotations(choices.texts, keyed=bool(choices.link))
    places = Counter(graph.nodes[node]["name"] for node in order if graph.nodes[node]["kind"] == "place")
    brief = not choices.parts and sum(len(edge.evidence) for line in lines for edge in line.edges) > QUOTATIONS
    minimum = _readable_minimum(shared, choices.minimum)
    records = {
        "nodes": [_node_record(record_of(graph, node), shared, places) for node in order],
        "edges": [_edge_record(line, quotations, number, brief) for line in lines],
        "topics": _topics(graph),
        "provinces": {clean(name): romanised(name) for name in _provinces(graph)},
        "alike": _numbered(similarity(graph, nearest=NEAREST), number),
        "together": together(graph, shared, number),
        "styles": {"kinds": KINDS, "statuses": STATUSES, "relations": RELATIONS},
        "meta": {
            "title": clean(choices.title),
            "language": choices.language,
            "minimum": minimum,
            "plan": choices.plan or _readable_plan(graph, shared, minimum),
            "link": choices.link,
            "parts": choices.parts,
            "dropped": dropped,
        },
        # Last, because the edges fill it.
        "sentences": quotations.sentences,
        "reports": quotations.reports(),
    }
    nodes = [_drawn_node(index, graph.nodes[node]["kind"], spots[node]) for index, node in enumerate(order)]
    drawn = [_drawn_edge(index, line) for index, line in enumerate(lines)]
    return Payload(nodes, drawn, records, taken_out(records) if choices.parts else [])


@dataclass
class _Line:
    """One drawn line: its two node numbers, how many lines join them, and the adoptions it stands for."""

    source: int
    target: int
    kind: str
    status: str | None
    edges: list[Edge]
    turn: int = 0


def _rank(graph: Graph, node: str, shared: dict[str, int]) -> tuple[int, int, str]:
    kind = graph.nodes[node]["kind"]
    return list(KINDS).index(kind), -shared.get(node, 0), node


def _lines(graph: Graph, number: dict[str, int]) -> list[_Line]:
    joined: dict[tuple[int, int, str, str], list[Edge]] = defaultdict(list)
    for edge in edges_of(graph):
        status = edge.status if isinstance(edge, AdoptionEdge) else ""
        joined[number[edge.ends[0]], number[edge.ends[1]], edge.kind, status].append(edge)
    lines, between = [], Counter[tuple[int, int]]()
    rank = {status: index for index, status in enumerate(STATUSES)}
    for source, target, kind, status in sorted(joined, key=lambda key: (*key[:3], rank.get(key[3], 9))):
        edges = sorted(joined[source, target, kind, status], key=lambda edge: (edge.year or 0, repr(edge)))
        lines.append(_Line(source, target, kind, status or None, edges, between[source, target]))
        between[source, target] += 1
    return lines


def _drawn_node(index: int, kind: str, spot: tuple[float, float]) -> Record:
    style = KINDS[kind]
    return {"id": index, "x": spot[0], "y": spot[1], "shape": style["shape"], "size": style["size"]}


def _drawn_edge(index: int, line: _Line) -> Record:
    style = STATUSES[line.status] if line.status else RELATIONS[line.kind]
    drawn = {
        "id": index,
        "from": line.source,
        "to": line.target,
        "color": style["colour"],
        "width": style["width"],
        "dashes": style["dashes"] or False,
    }
    if line.turn:
        bow = BEND * ((line.turn + 1) // 2)
        kind = "curvedCW" if line.turn % 2 else "curvedCCW"
        drawn["smooth"] = {"enabled": True, "type": kind, "roundness": round(bow, 2)}
    return drawn


def _node_record(record: Node, shared: dict[str, int], places: Counter[str]) -> Record:
    # A name of nothing but controls would be a node that nobody can read or search.
    name = clean(record.name) or clean(record.id)
    common: Record = {"key": record.id, "kind": record.kind, "name": name, "english": clean(record.english)}
    if isinstance(record, PlaceNode):
        if not record.english:
            common["english"] = romanised(name)
        if places[record.name] > 1:
            common["name"] = _told_apart(name, record)
        common |= {"path": clean(record.path, 200), "code": record.code, "level": record.level}
        common["province"] = clean(record.province)
    elif isinstance(record, PracticeNode):
        common |= _practice_record(record, shared[record.id])
    else:
        common["type"] = clean(record.type)
    common["pinyin"] = pinyin(common["name"])
    return {key: value for key, value in common.items() if value not in ("", None, [], False)}


def _practice_record(record: PracticeNode, shared: int) -> Record:
    return {
        "topic": record.top_concept.id if record.top_concept else None,
        "definition_zh": clean(record.definition_zh, DEFINITION_LIMIT),
        "definition_en": clean(record.definition_en, DEFINITION_LIMIT),
        "type": clean(record.type),
        "variants": [clean(variant) for variant in record.variants[:12]],
        "candidate": record.candidate,
        "shared": shared,
        "origin": " ".join(filter(None, (str(record.origin_year or ""), clean(record.origin_place)))),
        "origin_source": clean(record.origin_source, DEFINITION_LIMIT),
    }


def _told_apart(name: str, place: PlaceNode) -> str:
    """There are some twenty 南城街道: two of one name are shown with what stands before it in the path."""
    parent = place.path.removesuffix(place.name)[-8:]
    return clean(f"{name}（{parent or place.code or place.id}）")


def _edge_record(line: _Line, quotations: Quotations, number: dict[str, int], brief: bool) -> Record:
    return {
        "source": line.source,
        "target": line.target,
        "kind": line.kind,
        "status": line.status,
        "entries": [_entry(edge, quotations, number, brief) for edge in line.edges],
    }


def _entry(edge: Edge, quotations: Quotations, number: dict[str, int], brief: bool) -> Record:
    quoted = edge.evidence[:1] if brief else edge.evidence
    entry: Record = {"year": edge.year, "evidence": [quotations.quoted(evidence) for evidence in quoted]}
    if len(quoted) < len(edge.evidence):
        entry["more"] = len(edge.evidence) - len(quoted)
    if not isinstance(edge, AdoptionEdge):
        entry["place"] = number[edge.place]
    elif edge.since is not None:
        entry["since"] = edge.since
    return entry


def _numbered(pairs: dict[tuple[str, str], float], number: dict[str, int]) -> list[list[float]]:
    return [[number[a], number[b], round(index, 3)] for (a, b), index in pairs.items()]


def _topics(graph: Graph) -> list[Record]:
    found = {}
    for node in nodes_of(graph, "practice"):
        record = record_of(graph, node)
        if isinstance(record, PracticeNode) and record.top_concept:
            found[record.top_concept.id] = record.top_concept
    ordered = sorted(found.values(), key=lambda topic: (topic.notation, topic.id))
    return [{"key": topic.id, "name": clean(topic.name), "english": clean(topic.english)} for topic in ordered]


def _provinces(graph: Graph) -> list[str]:
    records = (record_of(graph, node) for node in nodes_of(graph, "place"))
    return sorted({record.province for record in records if isinstance(record, PlaceNode) and record.province})


def _readable_minimum(shared: dict[str, int], minimum: int | None) -> int:
    """The least number of sharing places, from two up, that leaves no more practices than are readable."""
    if minimum is not None:
        return minimum
    counts = Counter(shared.values())
    most = max(counts, default=0)
    if most < 2:
        return 1
    return next(n for n in range(2, most + 1) if n == most or sum(c for k, c in counts.items() if k >= n) <= READABLE)


def _readable_plan(graph: Graph, shared: dict[str, int], minimum: int) -> str:
    """What to open with: groups where nodes by the hundred would have to be told apart."""
    seen = len(nodes_of(graph, "place")) + sum(count >= minimum for count in shared.values())
    return "map" if seen <= READABLE else "overview"
