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
    Passage,
    PlaceNode,
    PracticeNode,
    edges_of,
    nodes_of,
    record_of,
    shared_counts,
    similarity,
)
from fazhi.rendering.layout import positions
from fazhi.rendering.names import clean, passage, pinyin, romanised
from fazhi.rendering.styles import KINDS, RELATIONS, STATUSES

Record: TypeAlias = dict[str, Any]

DEFINITION_LIMIT = 600
READABLE = 400
"""Nodes that a screen can show with some of their labels; the page opens with no more."""
NEAREST = 5
"""Most similar places that the panel of a place lists."""
BEND = 0.14
"""How far the second line between two nodes bows, so that each can be seen and clicked."""


@dataclass
class Payload:
    """The drawing (``nodes``, ``edges``) and the records of one page, ready for JSON."""

    nodes: list[Record] = field(default_factory=list)
    edges: list[Record] = field(default_factory=list)
    records: Record = field(default_factory=dict)


def payload(graph: Graph, *, title: str, language: str, minimum: int | None) -> Payload:
    """Return what the page of ``graph`` shows; ``minimum`` None chooses the most that is readable."""
    shared = shared_counts(graph)
    spots = positions(graph)
    order = sorted(graph, key=lambda node: _rank(graph, node, shared))
    number = {node: index for index, node in enumerate(order)}
    texts = _Texts()
    lines = _lines(graph, number)
    places = Counter(graph.nodes[node]["name"] for node in order if graph.nodes[node]["kind"] == "place")
    return Payload(
        nodes=[_drawn_node(index, graph.nodes[node]["kind"], spots[node]) for index, node in enumerate(order)],
        edges=[_drawn_edge(index, line) for index, line in enumerate(lines)],
        records={
            "nodes": [_node_record(record_of(graph, node), shared, places) for node in order],
            "edges": [_edge_record(line, texts, number) for line in lines],
            "topics": _topics(graph),
            "alike": [
                [number[a], number[b], round(index, 3)] for (a, b), index in similarity(graph, nearest=NEAREST).items()
            ],
            "styles": {"kinds": KINDS, "statuses": STATUSES, "relations": RELATIONS},
            "meta": {
                "title": clean(title),
                "language": language,
                "minimum": _readable_minimum(shared, minimum),
            },
            # Last, because the edges fill it.
            "sentences": texts.sentences,
            "reports": texts.reports,
        },
    )


@dataclass
class _Line:
    """One drawn line: its two node numbers, how many lines join them, and the adoptions it stands for."""

    source: int
    target: int
    kind: str
    status: str | None
    edges: list[Edge]
    turn: int = 0


class _Texts:
    """Sentences and reports, each kept once and named by its number."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.reports: list[Record] = []
        self._numbers: dict[tuple[str, ...], int] = {}

    def quoted(self, evidence: Passage) -> Record:
        text, start, end = passage(evidence.sentence, evidence.focus_start, evidence.focus_end)
        report = {"title": clean(evidence.report, 200), "year": evidence.year, "source": clean(evidence.source, 200)}
        record: Record = {
            "sentence": self._number("sentence", text, self.sentences, text),
            "report": self._number("report", repr(report), self.reports, report),
            "focus": [_utf16(text, start), _utf16(text, end)],
        }
        if evidence.start is not None:
            record["at"] = evidence.start
        return record

    def _number(self, kind: str, key: str, kept: list[Any], value: Any) -> int:
        if (kind, key) not in self._numbers:
            self._numbers[kind, key] = len(kept)
            kept.append(value)
        return self._numbers[kind, key]


def _utf16(text: str, offset: int) -> int:
    # JavaScript counts UTF-16 units: a character beyond the basic plane is two of them.
    return len(text[:offset].encode("utf-16-le")) // 2


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
    }


def _told_apart(name: str, place: PlaceNode) -> str:
    """There are some twenty 南城街道: two of one name are shown with what stands before it in the path."""
    parent = place.path.removesuffix(place.name)[-8:]
    return clean(f"{name}（{parent or place.code or place.id}）")


def _edge_record(line: _Line, texts: _Texts, number: dict[str, int]) -> Record:
    return {
        "source": line.source,
        "target": line.target,
        "kind": line.kind,
        "status": line.status,
        "entries": [_entry(edge, texts, number) for edge in line.edges],
    }


def _entry(edge: Edge, texts: _Texts, number: dict[str, int]) -> Record:
    entry: Record = {"year": edge.year, "evidence": [texts.quoted(evidence) for evidence in edge.evidence]}
    if not isinstance(edge, AdoptionEdge):
        entry["place"] = number[edge.place]
    elif edge.since is not None:
        entry["since"] = edge.since
    return entry


def _topics(graph: Graph) -> list[Record]:
    found = {}
    for node in nodes_of(graph, "practice"):
        record = record_of(graph, node)
        if isinstance(record, PracticeNode) and record.top_concept:
            found[record.top_concept.id] = record.top_concept
    ordered = sorted(found.values(), key=lambda topic: (topic.notation, topic.id))
    return [{"key": topic.id, "name": clean(topic.name), "english": clean(topic.english)} for topic in ordered]


def _readable_minimum(shared: dict[str, int], minimum: int | None) -> int:
    """The least number of sharing places, from two up, that leaves no more practices than are readable."""
    if minimum is not None:
        return minimum
    counts = Counter(shared.values())
    most = max(counts, default=0)
    if most < 2:
        return 1
    return next(n for n in range(2, most + 1) if n == most or sum(c for k, c in counts.items() if k >= n) <= READABLE)
