"""Rows as a networkx graph: nodes by their identifiers, edges keyed so that their order is fixed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import networkx as nx

from fazhi.errors import UsageError
from fazhi.network.records import AdoptionEdge, Edge, Node, PlaceNode, PracticeNode, Row

Graph: TypeAlias = "nx.MultiDiGraph[str]"

CLAIMS = ("implemented", "planned", "deficient")
"""Statuses by which a place says something of its own; a practice only mentioned is not shared."""


def graph_of(rows: Iterable[Row]) -> Graph:
    """Return a directed multigraph of ``rows``, the same whatever their order.

    A node carries ``kind``, ``name`` and its ``record``; an edge ``kind``, ``status`` (of an adoption),
    ``year`` and its ``record``. Equal rows count once. Raises UsageError for an edge whose end is no
    node and for two different nodes with one identifier.
    """
    graph: Graph = nx.MultiDiGraph()
    edges: list[tuple[str, str, str, Edge]] = []
    for row in sorted(set(rows), key=_order):
        if isinstance(row, Edge):
            edges.append((*row.ends, _key(row), row))
        elif row.id in graph:
            raise UsageError(f"Two different nodes share the identifier {row.id!r}; give each its own")
        else:
            graph.add_node(row.id, kind=row.kind, name=row.name, record=row)
    for source, target, key, edge in sorted(edges, key=lambda item: item[:3]):
        _refuse_unknown(graph, edge, source, target, edge.place)
        status = edge.status if isinstance(edge, AdoptionEdge) else None
        graph.add_edge(source, target, key=key, kind=edge.kind, status=status, year=edge.year, record=edge)
    return graph


def adoptions(graph: Graph) -> Iterator[AdoptionEdge]:
    """Yield the adoption records of ``graph`` in its order of edges."""
    for edge in edges_of(graph):
        if isinstance(edge, AdoptionEdge):
            yield edge


def nodes_of(graph: Graph, *kinds: str) -> list[str]:
    """Return the identifiers of all nodes of these kinds, sorted."""
    return sorted(node for node, data in graph.nodes(data=True) if data["kind"] in kinds)


def record_of(graph: Graph, node: str) -> Node:
    """Return the record of a node."""
    record: Node = graph.nodes[node]["record"]
    return record


def edges_of(graph: Graph) -> Iterator[Edge]:
    """Yield the records of all edges in the graph's order."""
    for _, _, data in graph.edges(data=True):
        yield data["record"]


def shared_counts(graph: Graph) -> dict[str, int]:
    """Return for each practice the number of places that claim it in any status but ``mentioned``."""
    places: dict[str, set[str]] = {node: set() for node in nodes_of(graph, "practice")}
    for edge in adoptions(graph):
        if edge.status in CLAIMS:
            places[edge.practice].add(edge.place)
    return {practice: len(holders) for practice, holders in places.items()}


def select(
    graph: Graph,
    *,
    places: Iterable[str] = (),
    practices: Iterable[str] = (),
    minimum: int = 1,
    top_concept: str | None = None,
    province: str | None = None,
) -> Graph:
    """Return the part of ``graph`` around the given places and practices; no argument keeps it whole.

    Places and practices are named by identifier, name or full path, a top concept by identifier,
    notation or name. ``minimum`` leaves out practices that fewer places of the whole graph share.
    Institutions and laws stay where something they are joined to stays. Raises UsageError for a name
    that the graph does not hold.
    """
    wanted_places = {_named(graph, name, "place") for name in places}
    wanted_practices = {_named(graph, name, "practice") for name in practices}
    shared = shared_counts(graph)

    def keeps(edge: AdoptionEdge) -> bool:
        place, practice = graph.nodes[edge.place]["record"], graph.nodes[edge.practice]["record"]
        return (
            (not wanted_places or edge.place in wanted_places)
            and (not wanted_practices or edge.practice in wanted_practices)
            and shared[edge.practice] >= minimum
            and _under(practice, top_concept)
            and province in (None, place.province)
        )

    kept: list[Edge] = [edge for edge in adoptions(graph) if keeps(edge)]
    nodes = {node for edge in kept for node in edge.ends} | wanted_places | wanted_practices
    kept += [
        edge
        for edge in edges_of(graph)
        if not isinstance(edge, AdoptionEdge) and edge.ends[1] in nodes and edge.place in nodes
    ]
    nodes |= {node for edge in kept for node in edge.ends}
    return graph_of([*(graph.nodes[node]["record"] for node in nodes), *kept])


def _under(practice: PracticeNode, top_concept: str | None) -> bool:
    if top_concept is None:
        return True
    concept = practice.top_concept
    return concept is not None and top_concept in (concept.id, concept.notation, concept.name)


def _named(graph: Graph, name: str, kind: str) -> str:
    if name in graph and graph.nodes[name]["kind"] == kind:
        return name
    found = sorted(
        node for node, data in graph.nodes(data=True) if data["kind"] == kind and name in _names(data["record"])
    )
    if not found:
        listed = f"give its name or identifier: `fazhi query {kind}s` lists them"
        raise UsageError(f"The graph holds no {kind} {name!r}; {listed}")
    if len(found) > 1:
        raise UsageError(f"{name!r} names {len(found)} of the graph; give one of {', '.join(found[:5])}")
    return found[0]


def _names(record: PlaceNode | PracticeNode) -> tuple[str, ...]:
    if isinstance(record, PlaceNode):
        return record.name, record.path
    return (record.name, record.english, *record.variants)


def _refuse_unknown(graph: Graph, edge: Edge, *ends: str) -> None:
    for end in ends:
        if end not in graph:
            raise UsageError(f"An edge of kind {edge.kind!r} names {end!r}, which is no node; add the node's row")


def _order(row: Row) -> tuple[bool, str, str]:
    return isinstance(row, Edge), row.kind, repr(row)


def _key(edge: Edge) -> str:
    # networkx numbers parallel edges by arrival; a hash of the content does not depend on it.
    return hashlib.sha256(repr(edge).encode("utf-8", "backslashreplace")).hexdigest()[:16]
