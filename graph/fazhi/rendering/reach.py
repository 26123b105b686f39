"""How much of a graph one file can hold, and what is left out of it."""

from __future__ import annotations

from fazhi.errors import UsageError
from fazhi.network import Graph, nodes_of, select, shared_counts

LINES = 60_000
"""Lines of a page: some thirty megabytes that a browser opens in under ten seconds."""


def within_reach(graph: Graph) -> tuple[Graph, dict[str, int]]:
    """Return as much of ``graph`` as one page can hold and how many practices and lines that leaves out.

    The practices that the fewest places share go first. Raises UsageError where even what most places
    share is too much.
    """
    if graph.number_of_edges() <= LINES:
        return graph, {}
    counts = shared_counts(graph)
    for minimum in sorted(set(counts.values()) - {0}):
        kept = {node for node, count in counts.items() if count >= minimum}
        if graph.number_of_edges() - sum(len(graph.in_edges(node)) for node in counts.keys() - kept) <= LINES:
            part = select(graph, minimum=minimum)
            if part.number_of_edges() <= LINES and len(part):
                left = len(counts) - len(nodes_of(part, "practice"))
                return part, {"practices": left, "lines": graph.number_of_edges() - part.number_of_edges()}
    raise UsageError(
        f"The graph has {graph.number_of_edges()} lines, a page holds {LINES};"
        " choose a part by place, practice, top concept or province"
    )
