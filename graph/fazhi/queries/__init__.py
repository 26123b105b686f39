"""Named queries: what a newcomer would ask of the graph, shipped as files and run by name.

``names()`` lists them, ``get(name)`` gives one with its questions and parameters in two languages,
``run(store, name, place="黄岩区南城街道")`` answers it. Places are named by name, path or division
code, practices by any of their names; a name that fits several things is refused with the list.
"""

from __future__ import annotations

from fazhi.queries.binding import bound, declared
from fazhi.queries.catalogue import cut_at, get, named_queries, names
from fazhi.queries.header import COLUMN_KINDS, KINDS, Column, NamedQuery, Parameter, parse
from fazhi.queries.shared import Claim, SharedPractice, shared_practices
from fazhi.queries.source import Source
from fazhi.store import Answer

__all__ = [
    "COLUMN_KINDS",
    "KINDS",
    "Claim",
    "Column",
    "NamedQuery",
    "Parameter",
    "SharedPractice",
    "Source",
    "bound",
    "cut_at",
    "declared",
    "get",
    "named_queries",
    "names",
    "parse",
    "run",
    "shared_practices",
]


def run(source: Source, name: str, /, **values: object) -> Answer:
    """Answer the shipped query ``name`` over ``source`` with these parameters; None counts as not given."""
    given = {key: str(value) for key, value in values.items() if value is not None}
    return source.query(bound(get(name), source, given))
