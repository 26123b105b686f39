"""What a worker can be asked to do; each job gives a header and the bytes of its answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, TypeAlias

from fazhi.queries import bound, get
from fazhi.server.worker import search, things
from fazhi.server.worker.answers import Question, graph_bytes, triples_as_rows, written
from fazhi.server.worker.description import description
from fazhi.server.worker.frames import Header
from fazhi.server.worker.library import Library
from fazhi.server.worker.sources import MissingError, ontology_triples, triples_of
from fazhi.server.worker.spreadsheet import as_spreadsheet, iris_in
from fazhi.server.worker.statements import names_of

Job: TypeAlias = Callable[..., tuple[Header, bytes]]

__all__ = ["JOBS", "MissingError"]


def _sparql(library: Library, **question: Any) -> tuple[Header, bytes]:
    """Answer SPARQL in the format asked for."""
    return _told(written(library.store(), _question(question)))


def _table(
    library: Library,
    name: str = "",
    values: dict[str, str] | None = None,
    labels: bool = False,
    spreadsheet: bool = False,
    **question: Any,
) -> tuple[Header, bytes]:
    """Answer SPARQL or a named query as JSON rows or as CSV, a graph as rows of three columns."""
    store, asked = library.store(), _question(question)
    if name:
        asked = replace(asked, text=bound(get(name), store, values or {}))
    header, body = _told(triples_as_rows(store, asked))
    if spreadsheet:
        return header, as_spreadsheet(body)
    names = names_of(store, iris_in(body)) if labels else {}
    return header | {"text": asked.text, "names": names}, body


def _question(given: dict[str, Any]) -> Question:
    # JSON has lists only.
    lists: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    return Question(**lists)


def _told(answer: Any) -> tuple[Header, bytes]:
    header = asdict(answer)
    body: bytes = header.pop("body")
    return header, body


def _counts(library: Library) -> tuple[Header, bytes]:
    return _json(search.counts(library))


def _search(library: Library, words: str) -> tuple[Header, bytes]:
    return _json(search.found(library, words))


def _thing(library: Library, path: str) -> tuple[Header, bytes]:
    return _json(things.thing(library.store(), path))


def _ontology(library: Library) -> tuple[Header, bytes]:
    return _json(things.ontology(library.store()))


def _rdf(library: Library, path: str, format: str, rows: int, bytes: int) -> tuple[Header, bytes]:
    """Write what the store says of the thing at ``path``, or the ontology, in a graph format."""
    store = library.store()
    triples = ontology_triples(store) if path == "ontology" else triples_of(store, path, rows)
    return {"format": format}, graph_bytes(triples, format, bytes)


def _description(library: Library, endpoint: str, format: str) -> tuple[Header, bytes]:
    return {"format": format}, graph_bytes(description(library, endpoint), format, 1 << 20)


def _drawing(library: Library, **options: Any) -> tuple[Header, bytes]:
    # Imported late: it would double the time that a worker takes to start.
    from fazhi.server.worker.drawing import drawing

    page, parts = (text.encode() for text in drawing(library, **options))
    return {"page": len(page)}, page + parts


def _json(value: object) -> tuple[Header, bytes]:
    return {}, json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


JOBS: dict[str, Job] = {
    "sparql": _sparql,
    "table": _table,
    "counts": _counts,
    "search": _search,
    "thing": _thing,
    "ontology": _ontology,
    "rdf": _rdf,
    "description": _description,
    "drawing": _drawing,
}
