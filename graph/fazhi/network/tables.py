"""Records as pandas data frames, for notebooks, R and spreadsheets."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias

from fazhi.errors import UsageError
from fazhi.network.graphs import Graph
from fazhi.network.incidence import Incidence
from fazhi.network.records import PlaceNode

Frame: TypeAlias = Any
"""A pandas.DataFrame; pandas belongs to the extra ``tables``."""


def frame(records: Iterable[object], *, names: Mapping[str, str] | None = None, of: type | None = None) -> Frame:
    """Return records of one class as a data frame, a column for each field, in their order.

    ``names`` gives what to put for identifiers, in every column of texts; a record within a record gives
    columns ``outer_inner``. Without a record the frame is empty; ``of``, their class, gives it its columns.
    Raises UsageError without pandas.
    """
    rows = [dict(_cells(record, names or {})) for record in records]
    columns = None if rows or of is None else [field.name for field in fields(of)]
    return _pandas().DataFrame(rows, columns=columns)


def _cells(record: object, names: Mapping[str, str], prefix: str = "") -> Iterator[tuple[str, object]]:
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if is_dataclass(value):
            yield from _cells(value, names, f"{prefix}{field.name}_")
        else:
            yield f"{prefix}{field.name}", names.get(value, value) if isinstance(value, str) else value


def names_of(graph: Graph, *, language: str = "zh") -> dict[str, str]:
    """Return the name of every node by its identifier; of those that share one, places get their path, others the id.

    In English where there is one, else the Chinese name stays.
    """
    records = {node: data["record"] for node, data in graph.nodes(data=True)}
    plain = {
        node: (record.english if language == "en" and record.english else record.name)
        for node, record in records.items()
    }
    several = _repeated(plain.values())
    return {node: _full(records[node]) if name in several else name for node, name in plain.items()}


def _full(record: Any) -> str:
    return record.path if isinstance(record, PlaceNode) and record.path else f"{record.name} ({record.id})"


def _repeated(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]


def matrix_frame(data: Incidence, *, names: Mapping[str, str] | None = None) -> Frame:
    """Return a matrix as a data frame of 0 and 1, with names on both sides; it is dense: take a part of a large one."""
    named = names or {}
    rows, columns = ([named.get(name, name) for name in side] for side in (data.rows, data.columns))
    return _pandas().DataFrame(data.matrix.toarray(), index=rows, columns=columns)


def _pandas() -> Any:
    # By name: pandas has no types, and who wants no tables need not install it.
    try:
        return importlib.import_module("pandas")
    except ImportError:
        raise UsageError("pandas is not installed; run: pip install 'fazhi[tables]'") from None
