"""Whether names that say the same practice are joined, and no others: inside a report and between reports.

Who shares what with whom is told by these joins. Measured over pairs of names, each name once a
report, of mentions with exactly the annotated span: the annotators call a pair the same practice by
one canonical name, the extraction by one identifier. A false join costs precision, a missed one
recall (pairwise precision and recall of a clustering; Hassanzadeh and others 2009).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from typing import Any, NamedTuple

from fazhi.evaluation.gold import Gold, found_mentions
from fazhi.identifiers import name_key
from fazhi.mentions import Label


class Named(NamedTuple):
    """One name of a practice in a report: as written, what annotators call it, what it was linked to."""

    name: str
    gold: str
    found: str


class Joins(NamedTuple):
    """Pairs of names that are one practice to annotators, to the extraction, and to both."""

    gold: int
    found: int
    both: int

    @property
    def precision(self) -> float:
        """Return the share of the joins made that are right; 1.0 where none was made."""
        return round(self.both / self.found, 4) if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of the right joins that were made; 1.0 where there is none to make."""
        return round(self.both / self.gold, 4) if self.gold else 1.0

    def to_json(self) -> dict[str, float]:
        """Return precision, recall and the numbers of pairs, for JSON."""
        return {"p": self.precision, "r": self.recall, **self._asdict()}


def named_practices(gold: Gold, extraction: dict[str, Any] | None) -> frozenset[Named]:
    """Return the names of practices in a report that the extraction found with exactly their span."""
    marked = {(one.start, one.end): one for one in gold.mentions if one.label == Label.MECHANISM}
    return frozenset(
        Named(name_key(marked[span].text), name_key(marked[span].canonical or ""), one.id or f"? {one.canonical}")
        for one in found_mentions(extraction or {"mentions": []})
        if one.label == Label.MECHANISM and (span := (one.start, one.end)) in marked
    )


def same_practice(reports: Collection[Iterable[Named]]) -> dict[str, Joins]:
    """Return the joins ``within`` the reports and ``across`` them."""
    inside = [_joins(report) for report in reports]
    within = Joins(*(sum(column) for column in zip(*inside, strict=True))) if inside else Joins(0, 0, 0)
    everywhere = _joins(name for report in reports for name in report)
    across = Joins(*(every - inner for every, inner in zip(everywhere, within, strict=True)))
    return {"within": within, "across": across}


def _joins(names: Iterable[Named]) -> Joins:
    listed = list(names)
    return Joins(
        _pairs(one.gold for one in listed),
        _pairs(one.found for one in listed),
        _pairs((one.gold, one.found) for one in listed),
    )


def _pairs(things: Iterable[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(things).values())
