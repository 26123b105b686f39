"""The interactive graph of a part of the store, as ``fazhi show`` draws it."""

from __future__ import annotations

from fazhi.errors import QueryError
from fazhi.namespaces import local
from fazhi.network import load, select
from fazhi.rendering import in_parts
from fazhi.server.worker.library import Library
from fazhi.server.worker.portion import MOST, portion, wanted
from fazhi.server.worker.statements import names_of
from fazhi.store import Store

_LINK = "/id/{report}#c{start}-{end}"
_COMPARED = range(2, 7)
"""Places that are compared side by side unless another view is asked for."""
_PARTIAL = {
    "zh": "（全图过大，只画 {most} 条陈述）",
    "en": " (too large to draw whole: up to {most} statements)",
}


def drawing(
    library: Library,
    *,
    title: str,
    language: str,
    minimum: int | None,
    view: str | None,
    places: list[str],
    practices: list[str],
    top_concept: str | None,
    province: str | None,
    address: str,
) -> tuple[str, str]:
    """Return the page of what was asked for, and in lines what its lines quote, as it fetches that from ``address``.

    Its title says so where a store is too large to draw whole.

    Raises QueryError for a name that fits no one thing and for a choice that leaves nothing, UsageError
    for a view that is none.
    """
    store = library.store()
    asked = wanted(store, places, practices, top_concept, province)
    part = portion(store, asked)
    graph = load(part.store)
    named = [local(iri) for iri in (*asked.places, *asked.practices)]
    if not graph.number_of_edges() or any(one not in graph for one in named):
        raise QueryError("No statement fits all of what was chosen; leave something out")
    if places or practices or top_concept or province:
        graph = select(
            graph,
            places=[local(iri) for iri in asked.places],
            practices=[local(iri) for iri in asked.practices],
            top_concept=local(asked.topic) or None,
            province=_name(store, asked.area),
        )
    if view is None and not practices and len(places) in _COMPARED:
        view = "compare"
    title += _PARTIAL[language].format(most=MOST) if part.partial else ""
    # Lines go by numbers, which hold for this state of the store.
    address += f"&version={library.version}"
    choices = {"title": title, "language": language, "minimum": minimum, "view": view, "link": _LINK}
    page, parts = in_parts(graph, address, **choices)
    return page, "\n".join(parts)


def _name(store: Store, iri: str) -> str | None:
    return str(names_of(store, [iri])[iri]["zh"]) if iri else None
