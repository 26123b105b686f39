"""How gold and found mentions are laid over each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from fazhi.evaluation.gold import Marked

_IGNORED = re.compile(r"[\s《》〈〉“”\"'‘’()〔〕\[\]【】\-—–~～－·]")
ENOUGH = 0.5
"""Least intersection over union of two mentions that count as the same place of the text."""

Pair = tuple[Marked, Marked]


def plain(value: object) -> str:
    """Return what is compared of a title, unit or header fact: width, marks and 中华人民共和国 dropped."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", str(value or ""))).replace("中华人民共和国", "")


def overlap(one: Marked, other: Marked) -> float:
    """Return the intersection over union of two spans, 0.0 to 1.0."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0


def paired(gold: Sequence[Marked], found: Sequence[Marked]) -> list[Pair]:
    """Pair each gold mention with at most one found mention, the best overlap first."""
    candidates = sorted(
        (
            (overlap(mine, yours), i, j)
            for i, mine in enumerate(gold)
            for j, yours in enumerate(found)
            if mine.end > yours.start and yours.end > mine.start
        ),
        reverse=True,
    )
    pairs: list[Pair] = []
    gold_taken: set[int] = set()
    found_taken: set[int] = set()
    for score, i, j in candidates:
        if score >= ENOUGH and i not in gold_taken and j not in found_taken:
            gold_taken.add(i)
            found_taken.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def touches(mention: Marked, others: Sequence[Marked]) -> bool:
    """Tell whether any of ``others`` lies on the same place as ``mention``."""
    return any(overlap(mention, other) >= ENOUGH for other in others)


def same_value(gold: Marked, found: Marked) -> bool:
    """Tell whether two figures have the same value and unit."""
    if gold.value is None or found.value is None:
        return False
    return abs(gold.value - found.value) < 1e-6 and plain(gold.unit) == plain(found.unit)
