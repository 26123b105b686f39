"""Named queries: what a newcomer would ask of the graph, shipped as files and run by name.

``names()`` lists them, ``get(name)`` gives one with its questions and parameters in two languages,
``run(store, name, place="黄岩区南城街道")`` answers it. Places are named by name, path or division
code, practices by any of their names; a name that fits several things is refused with the list.
"""

from __future__ import annotations

from fazhi.queries.binding import bound
from fazhi.queries.catalogue import get, named_queries, names
from fazhi.queries.header import KINDS, NamedQuery, Parameter, parse
from fazhi.queries.shared import Claim, SharedPractice, shared_practices
from fazhi.store import Answer, Store

__all__ = [
    "KINDS",
    "Claim",
    "NamedQuery",
    "Parameter",
    "SharedPractice",
    "bound",
    "get",
    "named_queries",
    "names",
    "parse",
    "run",
    "shared_practices",
]


def run(store: Store, name: str, **values: object) -> Answer:
    """Answer the shipped query ``name`` over ``store`` with these parameters; None counts as not given."""
    given = {key: str(value) for key, value in values.items() if value is not None}
    return store.query(bound(get(name), store, given))
