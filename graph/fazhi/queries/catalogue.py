"""The catalogue of shipped queries: the ``.rq`` files beside this module."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from fazhi.errors import QueryError
from fazhi.queries.header import NamedQuery, parse

_SUFFIX = ".rq"
_RANKINGS = {"alike", "top-practices", "top-practices-in", "weak-points", "co-adopted"}


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Return the names of the shipped queries, sorted."""
    shipped = (entry.name for entry in files("fazhi.queries").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in shipped if name.endswith(_SUFFIX)))


@lru_cache(maxsize=64)
def get(name: str) -> NamedQuery:
    """Return the shipped query ``name``; raise QueryError with the nearest names for an unknown one."""
    if name not in names():
        near = difflib.get_close_matches(name, names(), n=3, cutoff=0.5)
        raise QueryError(f"There is no query named {name!r}; {_or(near) if near else 'fazhi query --list lists all'}")
    return parse(name, files("fazhi.queries").joinpath(name + _SUFFIX).read_text(encoding="utf-8"))


def named_queries() -> tuple[NamedQuery, ...]:
    """Return all shipped queries, by name."""
    return tuple(get(name) for name in names())


def cut_at(query: NamedQuery, values: Mapping[str, object], rows: int) -> int | None:
    """Return the limit that cut an answer of so many ``rows``, None where it is whole.

    A ranking is whole with as many rows as it was asked for.
    """
    limit = next((one for one in query.parameters if one.name == "limit" and one.en == "most rows"), None)
    if limit is None or query.name in _RANKINGS:
        return None
    most = int(str(values.get("limit") or limit.default or 0))
    return most if 0 < most <= rows else None


def _or(near: list[str]) -> str:
    return f"did you mean {' or '.join(near)}?"
