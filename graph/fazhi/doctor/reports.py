"""One report of a store: is all of it there, and does its evidence stand where it says?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fazhi.namespaces import OA, RDF, rol
from fazhi.store import ReportRow, Store, plain
from fazhi.store.answer import Plain

Node = dict[str, list[Plain]]


def damages(store: Store, row: ReportRow) -> Iterator[str]:
    """Yield what is wrong with a report, in words; nothing where all is well."""
    nodes: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    number = 0
    for number, quad in enumerate(store.graph(row.iri), 1):  # noqa: B007
        nodes[str(plain(quad.subject))][quad.predicate.value].append(plain(quad.object))
    if number != row.quads:
        yield f"it has {number} quads, not {row.quads}"
    text = store.text(row.sha256)
    if text is None:
        yield "its text is not kept (another version has read it)"
    elif nodes[row.iri][rol("textLength")] != [len(text)]:
        yield "its text is not as long as it says"
    used = {str(passage) for node in nodes.values() for passage in node.get(rol("evidence"), ())}
    held = {name for name, node in nodes.items() if rol("Evidence") in node.get(f"{RDF}type", ())}
    yield from _count(held - used, "passages that no statement uses")
    yield from _count(used - held, "passages that are used and are not there")
    yield from _count(_bare(nodes), "statements without evidence")
    if text is not None:
        yield from _count({name for name in held if not _stands(nodes, nodes[name], text)}, "passages out of place")


def _count(names: set[str], what: str) -> Iterator[str]:
    if names:
        yield f"{len(names)} {what}"


def _bare(nodes: dict[str, Node]) -> set[str]:
    """Statements are what has a confidence."""
    return {name for name, node in nodes.items() if rol("confidence") in node and not node.get(rol("evidence"))}


def _stands(nodes: dict[str, Node], passage: Node, text: str) -> bool:
    """Whether the quotation is what stands in the text at its place, and the focus inside it."""
    selectors = [nodes[str(name)] for name in passage.get(f"{OA}hasSelector", ())]
    starts, ends, quotes = (
        [value for selector in selectors for value in selector.get(f"{OA}{name}", ())]
        for name in ("start", "end", "exact")
    )
    focus = [*passage.get(rol("focusStart"), ()), *passage.get(rol("focusEnd"), ())]
    places = [place for place in (*starts, *focus, *ends) if isinstance(place, int)]
    if len(places) != 4 or len(quotes) != 1:
        return False
    start, _, _, end = places
    # Half a surrogate pair, which no RDF syntax can carry, is kept as U+FFFD in both.
    return places == sorted(places) and text[start:end] == quotes[0]
