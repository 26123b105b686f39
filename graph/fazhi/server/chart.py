"""A bar or line chart of two columns of an answer, as shapes of an SVG whose table stands below it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, dict[str, Any]]

WIDTH, LABELS, LINE_HEIGHT = 760, 230, 26
PLOT_HEIGHT, MARGIN = 260, 40
_BARS = 40
_NUMBERS = ("#integer", "#decimal", "#double", "#float", "#nonNegativeInteger", "#long", "#int")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and value, and where it is drawn."""

    label: str
    value: str
    top: float
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line: its label and value, and where it is drawn."""

    label: str
    value: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the column ``up`` by the column ``across``; ``hidden`` are the rows left out."""

    across: str
    up: str
    height: int
    bars: tuple[Bar, ...] = ()
    points: tuple[Point, ...] = ()
    hidden: int = 0


def number_columns(columns: list[str], rows: list[Row]) -> list[str]:
    """Return the columns in which every row has a number."""
    return [column for column in columns if rows and all(_number(row.get(column)) is not None for row in rows)]


def chart(columns: list[str], rows: list[Row], across: str = "", up: str = "") -> Chart | None:
    """Return a chart of the columns asked for, or of the first that fit; None where none do.

    Years that stand in a row each once become a line, anything else bars in the order of the rows.
    """
    numbers = number_columns(columns, rows)
    values = up if up in numbers else next((one for one in numbers if not _is_year(rows, one)), "")
    labels = across if across in columns and across != values else _label_column(columns, rows, values)
    if len(rows) < 2 or not values or not labels:
        return None
    pairs = [(_text(row.get(labels)), _number(row.get(values)) or 0.0) for row in rows]
    if _is_year(rows, labels) and len({label for label, _ in pairs}) == len(pairs):
        return Chart(labels, values, PLOT_HEIGHT + 2 * MARGIN, points=_points(sorted(pairs)))
    bars = _bars(pairs[:_BARS])
    return Chart(labels, values, len(bars) * LINE_HEIGHT + 10, bars=bars, hidden=max(0, len(pairs) - _BARS))


def _label_column(columns: list[str], rows: list[Row], values: str) -> str:
    """Choose years that differ, else the first column of texts that tell the rows apart best."""
    texts = [one for one in columns if one != values and all(row.get(one, {}).get("type") != "uri" for row in rows)]
    years = [one for one in texts if _is_year(rows, one) and len({_text(row[one]) for row in rows}) == len(rows)]
    texts = [one for one in texts if one not in number_columns(columns, rows)]
    return next(iter(years), "") or max(texts, key=lambda one: len({_text(row.get(one)) for row in rows}), default="")


def _is_year(rows: list[Row], column: str) -> bool:
    return bool(rows) and all(
        str(row.get(column, {}).get("datatype", "")).endswith("#gYear") or _looks_like_year(column, row.get(column))
        for row in rows
    )


def _looks_like_year(column: str, term: dict[str, Any] | None) -> bool:
    return column.lower().endswith("year") and bool(term) and len(str(term["value"])) == 4  # type: ignore[index]


def _text(term: dict[str, Any] | None) -> str:
    return "" if term is None else str(term["value"])


def _number(term: dict[str, Any] | None) -> float | None:
    if term is None or not str(term.get("datatype", "")).endswith(_NUMBERS):
        return None
    try:
        value = float(term["value"])
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:,.4g}"


def _bars(pairs: list[tuple[str, float]]) -> tuple[Bar, ...]:
    least, most = min(0.0, *(value for _, value in pairs)), max(0.0, *(value for _, value in pairs))
    room = WIDTH - LABELS - 90
    scale = room / (most - least or 1.0)
    return tuple(
        Bar(
            label,
            _shown(value),
            round(number * LINE_HEIGHT + 5, 1),
            round(LABELS + (min(value, 0.0) - least) * scale, 1),
            round(max(abs(value) * scale, 1.0), 1),
        )
        for number, (label, value) in enumerate(pairs)
    )


def _points(pairs: list[tuple[str, float]]) -> tuple[Point, ...]:
    values = [value for _, value in pairs]
    least, most = min(0.0, *values), max(0.0, *values)
    step = (WIDTH - 2 * MARGIN - 20) / max(len(pairs) - 1, 1)
    return tuple(
        Point(
            label,
            _shown(value),
            round(MARGIN + 10 + number * step, 1),
            round(MARGIN + PLOT_HEIGHT * (1 - (value - least) / (most - least or 1.0)), 1),
        )
        for number, (label, value) in enumerate(pairs)
    )
