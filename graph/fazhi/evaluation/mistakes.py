"""The single mistakes of an extraction, so that a figure can be followed to its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fazhi.evaluation.gold import Gold, Marked, found_mentions
from fazhi.evaluation.matching import Pair, paired, plain, same_value
from fazhi.evaluation.measures import META
from fazhi.mentions import Label

KINDS = ("missed", "spurious", "bounds", "status", "title", "value", "meta")


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake: ``gold`` and ``found`` are what was to be said and what was said, empty for nothing."""

    report: str
    label: str
    kind: str
    start: int
    gold: str
    found: str


def mistakes(gold: Gold, extraction: dict[str, Any] | None) -> list[Mistake]:
    """Return every mistake of one report's extraction, header facts first, then by label and offset."""
    system: dict[str, Any] = extraction or {"report": {}, "mentions": []}
    found = found_mentions(system)
    listed = list(_header_mistakes(gold, system.get("report") or {}))
    for label in Label:
        mine = [mention for mention in gold.mentions if mention.label == label]
        yours = [mention for mention in found if mention.label == label]
        listed += sorted(_label_mistakes(gold.number, str(label), mine, yours), key=lambda one: one.start)
    return listed


def _header_mistakes(gold: Gold, report: dict[str, Any]) -> Iterator[Mistake]:
    for fact in META:
        want, got = gold.meta.get(fact), report.get(fact)
        if plain(want) != plain(got):
            yield Mistake(gold.number, fact, "meta", 0, _shown(want), _shown(got))


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _label_mistakes(number: str, label: str, gold: list[Marked], found: list[Marked]) -> Iterator[Mistake]:
    pairs = paired(gold, found)
    hit_gold, hit_found = {id(mine) for mine, _ in pairs}, {id(yours) for _, yours in pairs}
    for mention in gold:
        if id(mention) not in hit_gold:
            yield Mistake(number, label, "missed", mention.start, mention.text, "")
    for mention in found:
        if id(mention) not in hit_found:
            yield Mistake(number, label, "spurious", mention.start, "", mention.text)
    for pair in pairs:
        yield from _pair_mistakes(number, label, pair)


def _pair_mistakes(number: str, label: str, pair: Pair) -> Iterator[Mistake]:
    mine, yours = pair
    if (mine.start, mine.end) != (yours.start, yours.end):
        yield Mistake(number, label, "bounds", mine.start, mine.text, yours.text)
    if label == Label.MECHANISM and mine.status != yours.status:
        yield Mistake(
            number, label, "status", mine.start, f"{mine.text} {mine.status}", f"{yours.text} {yours.status}"
        )
    if label == Label.LAW and plain(mine.canonical) != plain(yours.canonical):
        yield Mistake(number, label, "title", mine.start, _shown(mine.canonical), _shown(yours.canonical))
    if label == Label.QUANTITY and not same_value(mine, yours):
        yield Mistake(
            number, label, "value", mine.start, f"{mine.value} {mine.unit}", f"{yours.value} {yours.unit}"
        )
