"""What is counted of one report, and the figures that any sum of such counts gives.

Strict span F1 (same start, end and label); overlap F1 (same label, intersection over union of at
least 0.5); practice F1 (a practice is one canonical MECHANISM of one report that is more than
mentioned, found if one of its mentions lies on one of the other side); status accuracy over pairs of
MECHANISM, title accuracy over pairs of LAW, value accuracy over pairs of QUANTITY, accuracy of each
header fact. ``None`` where there is nothing to measure would spoil sums, so an empty measure is 0.0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from fazhi.evaluation.gold import Gold, Marked, found_mentions
from fazhi.evaluation.matching import Pair, paired, plain, same_value, touches
from fazhi.mentions import Label, Status

META = (
    "title",
    "jurisdiction",
    "division_code",
    "issuer",
    "report_year",
    "issued",
    "written",
    "index_number",
    "document_number",
)
_LABELS = [str(label) for label in Label]
Counts = Counter[tuple[str, ...]]


def counted(gold: Gold, extraction: dict[str, Any] | None) -> Counts:
    """Count what one report's extraction got right; None counts as an extraction with nothing in it."""
    system: dict[str, Any] = extraction or {"report": {}, "mentions": []}
    found = found_mentions(system)
    counts: Counts = Counter()
    for label in _LABELS:
        _count_label(
            counts,
            label,
            [mention for mention in gold.mentions if mention.label == label],
            [mention for mention in found if mention.label == label],
        )
    report = system.get("report") or {}
    for fact in META:
        counts[fact, "n"] += 1
        counts[fact, "ok"] += plain(gold.meta.get(fact)) == plain(report.get(fact))
    return counts


def _count_label(counts: Counts, label: str, gold: list[Marked], found: list[Marked]) -> None:
    pairs = paired(gold, found)
    spans = {(mention.start, mention.end) for mention in gold}
    counts[label, "gold"] += len(gold)
    counts[label, "found"] += len(found)
    counts[label, "strict"] += len(spans & {(mention.start, mention.end) for mention in found})
    counts[label, "overlap"] += len(pairs)
    if label == Label.MECHANISM:
        _count_statuses(counts, pairs)
        _count_practices(counts, gold, found)
    if label == Label.LAW:
        _count_right(
            counts, "law", (plain(mine.canonical) == plain(yours.canonical) for mine, yours in pairs)
        )
    if label == Label.QUANTITY:
        _count_right(counts, "value", (same_value(mine, yours) for mine, yours in pairs))


def _count_right(counts: Counts, measure: str, right: Iterable[bool]) -> None:
    for one in right:
        counts[measure, "n"] += 1
        counts[measure, "ok"] += one


def _count_statuses(counts: Counts, pairs: Sequence[Pair]) -> None:
    _count_right(counts, "status", (mine.status == yours.status for mine, yours in pairs))
    for mine, yours in pairs:
        counts["confusion", f"{mine.status}->{yours.status}"] += 1


def _count_practices(counts: Counts, gold: list[Marked], found: list[Marked]) -> None:
    gold_real = [mention for mention in gold if mention.status != Status.MENTIONED]
    found_real = [mention for mention in found if mention.status != Status.MENTIONED]
    counts["practice", "gold"] += len({mention.canonical for mention in gold_real})
    counts["practice", "found"] += len({mention.canonical for mention in found_real})
    counts["practice", "recalled"] += len({m.canonical for m in gold_real if touches(m, found)})
    counts["practice", "right"] += len({m.canonical for m in found_real if touches(m, gold)})


def figures(counts: Counts) -> dict[str, Any]:
    """Return the figures of summed counts, rounded to four digits, ready for JSON.

    Keys: ``labels`` (each with ``strict`` and ``overlap``, and ``ALL``), ``status_confusion``,
    ``practice``, ``status_accuracy``, ``law_accuracy``, ``value_accuracy``, ``meta_accuracy``.
    """
    labels = {label: _label_figures(counts, [label]) for label in _LABELS}
    labels["ALL"] = _label_figures(counts, _LABELS)
    p = counts["practice", "right"] / max(1, counts["practice", "found"])
    r = counts["practice", "recalled"] / max(1, counts["practice", "gold"])
    meta = {fact: _accuracy(counts, [fact]) for fact in META}
    return {
        "labels": labels,
        "status_confusion": {key[1]: n for key, n in sorted(counts.items()) if key[0] == "confusion"},
        "practice": {"p": round(p, 4), "r": round(r, 4), "f1": _f1(p, r)},
        **{f"{measure}_accuracy": _accuracy(counts, [measure]) for measure in ("status", "law", "value")},
        "meta_accuracy": {**meta, "ALL": _accuracy(counts, META)},
    }


def _label_figures(counts: Counts, labels: Sequence[str]) -> dict[str, dict[str, float]]:
    gold = sum(counts[label, "gold"] for label in labels)
    found = sum(counts[label, "found"] for label in labels)
    return {
        measure: _precision_recall(sum(counts[label, measure] for label in labels), gold, found)
        for measure in ("strict", "overlap")
    }


def _precision_recall(hits: int, gold: int, found: int) -> dict[str, float]:
    p = hits / found if found else 0.0
    r = hits / gold if gold else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": _f1(p, r), "gold": gold, "found": found}


def _f1(p: float, r: float) -> float:
    return round(2 * p * r / (p + r), 4) if p + r else 0.0


def _accuracy(counts: Counts, measures: Sequence[str]) -> float:
    right = sum(counts[measure, "ok"] for measure in measures)
    return round(right / max(1, sum(counts[measure, "n"] for measure in measures)), 4)
