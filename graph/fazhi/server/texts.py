"""Texts of reports as they stand on pages: hostile until escaped, cut where too long, mentions marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from fazhi.rendering.names import clean, passage, undirected

_QUOTED = 400
"""Code points of a sentence in a list; a longer one is cut around what it proves."""


def short(text: object, limit: int = 120) -> str:
    """Return a name or title without controls and bidi marks, cut at ``limit``."""
    return clean(str(text), limit)


def number(value: object) -> str:
    """Return a figure as it is written: whole numbers without a fraction, thousands apart."""
    if not isinstance(value, int | float):
        return short(value)
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def quoted(evidence: Mapping[str, Any], limit: int = _QUOTED) -> Markup:
    """Return a sentence with the mention that proves something marked in it."""
    sentence, offset = str(evidence["quote"]), int(evidence["start"])
    start, end = int(evidence["focusStart"]) - offset, int(evidence["focusEnd"]) - offset
    text, start, end = passage(sentence, start, end, limit)
    return Markup("{}<mark>{}</mark>{}").format(*map(undirected, (text[:start], text[start:end], text[end:])))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a report's text between two offsets at which something begins or ends."""

    start: int
    text: str
    anchors: tuple[str, ...]
    sentence: bool
    thing: str
    """IRI of the first thing that is named here; empty where none is."""
    marked: bool


def stretches(text: str, statements: list[dict[str, Any]]) -> list[Stretch]:
    """Cut a report's text at the sentences and mentions that prove something, in their order.

    Each sentence gives an anchor ``c{start}-{end}`` at its beginning.
    """
    proofs = [(one, statement) for statement in statements for one in statement["evidence"]]
    ends = {0, len(text)}
    anchors: dict[int, set[str]] = {}
    for one, _ in proofs:
        ends |= {one["start"], one["end"], one["focusStart"], one["focusEnd"]}
        anchors.setdefault(one["start"], set()).add(f"c{one['start']}-{one['end']}")
    cuts = sorted(cut for cut in ends if 0 <= cut <= len(text))
    inside = _covered(cuts, [(one["start"], one["end"]) for one, _ in proofs])
    focus = _things(cuts, [(one["focusStart"], one["focusEnd"], _subject(statement)) for one, statement in proofs])
    return [
        Stretch(
            start,
            text[start:end],
            tuple(sorted(anchors.get(start, ()))),
            start in inside,
            *focus.get(start, ("", False)),
        )
        for start, end in pairwise(cuts)
    ]


def _subject(statement: Mapping[str, Any]) -> str:
    keys = ("practice", "law", "institution", "firm", "honour")
    return next((str(statement[key]) for key in keys if statement.get(key)), "")


def _covered(cuts: list[int], spans: list[tuple[int, int]]) -> set[int]:
    covered: set[int] = set()
    for start, end in set(spans):
        covered.update(cuts[bisect_left(cuts, start) : bisect_left(cuts, end)])
    return covered


def _things(cuts: list[int], spans: list[tuple[int, int, str]]) -> dict[int, tuple[str, bool]]:
    found: dict[int, tuple[str, bool]] = {}
    for start, end, thing in sorted(set(spans), key=lambda span: (span[0], -span[1], span[2] == "", span[2])):
        for cut in cuts[bisect_left(cuts, start) : bisect_left(cuts, end)]:
            if not found.get(cut, ("", False))[0]:
                found[cut] = (thing, True)
    return found
