"""Scores of many extractions: all together, by block of the corpus and by report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fazhi.errors import UsageError
from fazhi.evaluation.gold import Gold, report_number
from fazhi.evaluation.measures import Counts, counted, figures
from fazhi.evaluation.mistakes import Mistake, mistakes
from fazhi.evaluation.sameness import Joins, Named, named_practices, same_practice
from fazhi.extraction import Extraction, to_json

Extracted = Extraction | dict[str, Any]


@dataclass(frozen=True)
class Scores:
    """Counts by report, and the gold reports for which there was no extraction (they count as missed)."""

    counts: dict[str, Counts]
    missing: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    names: dict[str, frozenset[Named]]
    """Of each report the names of practices that were found with exactly their span."""

    def figures(self, numbers: Iterable[str] | None = None) -> dict[str, Any]:
        """Return the figures over the reports ``numbers``; over all of them without any."""
        total: Counts = Counter()
        for number in self.counts if numbers is None else numbers:
            total.update(self.counts[number])
        return figures(total)

    def blocks(self) -> dict[str, list[str]]:
        """Return the reports by block: those whose numbers share the hundreds, named ``101–140``."""
        grouped: dict[int, list[str]] = {}
        for number in sorted(self.counts, key=int):
            grouped.setdefault(int(number) // 100, []).append(number)
        return {f"{numbers[0]}–{numbers[-1]}": numbers for numbers in grouped.values()}

    def same_practice(self) -> dict[str, Joins]:
        """Return how far names of one practice are joined, ``within`` reports and ``across`` them."""
        return same_practice(self.names.values())

    def to_json(self) -> dict[str, Any]:
        """Return the figures over all reports with their number and the missing ones, for JSON."""
        return {"reports": len(self.counts), "missing": list(self.missing), **self.figures()}


def score(gold: Mapping[str, Gold], extractions: Iterable[Extracted]) -> Scores:
    """Compare ``extractions`` with ``gold``; the leading digits of a source's file name tell its report.

    Of two extractions of one report the later counts; one without gold is left out. Raises UsageError
    where none belongs to any gold report.
    """
    by_number = {
        number: one for one in map(_as_json, extractions) if (number := report_number(one["source"]))
    }
    if not by_number.keys() & gold.keys():
        raise UsageError(
            "No extraction belongs to a gold report; a source's file name must start with its number"
        )
    ordered = sorted(gold)
    return Scores(
        counts={number: counted(gold[number], by_number.get(number)) for number in ordered},
        missing=tuple(number for number in ordered if number not in by_number),
        mistakes=tuple(one for number in ordered for one in mistakes(gold[number], by_number.get(number))),
        names={number: named_practices(gold[number], by_number.get(number)) for number in ordered},
    )


def _as_json(extraction: Extracted) -> dict[str, Any]:
    return to_json(extraction) if isinstance(extraction, Extraction) else extraction
