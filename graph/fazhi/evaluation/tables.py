"""Figures as rows of text, for any printer of tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fazhi.evaluation.baseline import Comparison, headline
from fazhi.evaluation.scores import Scores


@dataclass(frozen=True)
class Table:
    """A table for printing: its title, column names and rows, all as text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(scores: Scores) -> list[Table]:
    """Return the tables of one run: labels, other measures, joins, header facts, blocks, statuses."""
    figures = scores.figures()
    shown = [_labels(figures), _measures(figures), _joins(scores), _meta(figures)]
    if len(scores.blocks()) > 1:
        shown.append(by_block(scores))
    return [*shown, _statuses(figures)]


def _labels(figures: dict[str, Any]) -> Table:
    rows = tuple(
        (
            label,
            str(value["strict"]["gold"]),
            str(value["strict"]["found"]),
            *(f"{value['strict'][key]:.3f}" for key in ("p", "r", "f1")),
            f"{value['overlap']['f1']:.3f}",
        )
        for label, value in figures["labels"].items()
    )
    return Table("Mentions", ("label", "gold", "found", "P", "R", "strict F1", "overlap F1"), rows)


def _measures(figures: dict[str, Any]) -> Table:
    practice = figures["practice"]
    return Table(
        "Practices, statuses, titles and values",
        ("practice P", "practice R", "practice F1", "status", "law title", "value"),
        (
            (
                *(f"{practice[key]:.3f}" for key in ("p", "r", "f1")),
                *(f"{figures[f'{measure}_accuracy']:.3f}" for measure in ("status", "law", "value")),
            ),
        ),
    )


def _joins(scores: Scores) -> Table:
    rows = tuple(
        (f"{where} reports", str(one.gold), str(one.found), f"{one.precision:.3f}", f"{one.recall:.3f}")
        for where, one in scores.same_practice().items()
    )
    return Table("Same practice", ("pairs of names", "gold", "found", "P", "R"), rows)


def _meta(figures: dict[str, Any]) -> Table:
    facts = figures["meta_accuracy"]
    return Table("Header facts", tuple(facts), (tuple(f"{value:.3f}" for value in facts.values()),))


def _statuses(figures: dict[str, Any]) -> Table:
    rows = tuple((*pair.split("->"), str(n)) for pair, n in figures["status_confusion"].items())
    return Table("Statuses", ("gold", "found", "mentions"), rows)


def by_block(scores: Scores) -> Table:
    """Return the headline figures of each block of the corpus."""
    return _many(
        "By block", "block", {name: scores.figures(numbers) for name, numbers in scores.blocks().items()}
    )


def by_report(scores: Scores) -> Table:
    """Return the headline figures of each report."""
    return _many("By report", "report", {number: scores.figures([number]) for number in scores.counts})


def held_out_table(figures: dict[str, dict[str, float]]) -> Table:
    """Return the figures of a baseline of cross-validation: each block read by a model trained without it."""
    columns = ("block", *(name for name in next(iter(figures.values()), {}) if name != "reports"))
    rows = tuple((block, *(f"{one[name]:.3f}" for name in columns[1:])) for block, one in figures.items())
    return Table("Held out: each block read by a model trained without it", columns, rows)


def _many(title: str, first: str, figures: dict[str, dict[str, Any]]) -> Table:
    lines = {name: headline(one) for name, one in figures.items()}
    columns = (first, *next(iter(lines.values()), {}))
    return Table(
        title, columns, tuple((name, *(f"{v:.3f}" for v in line.values())) for name, line in lines.items())
    )


def mistake_table(scores: Scores, label: str | None = None, kind: str | None = None) -> Table:
    """Return the mistakes, of one label (or header fact) and one kind where they are given."""
    rows = tuple(
        (one.report, one.kind, one.label, str(one.start), one.gold, one.found)
        for one in scores.mistakes
        if label in (None, one.label) and kind in (None, one.kind)
    )
    return Table("Mistakes", ("report", "kind", "label", "offset", "gold", "found"), rows)


def comparison_tables(comparison: Comparison) -> list[Table]:
    """Return what changed since the baseline: figures that moved, mistakes mended and new ones."""
    moved = tuple(
        (block, measure, f"{before:.3f}", f"{now:.3f}", f"{now - before:+.3f}")
        for block, measure, before, now in comparison.moved
    )
    changes = tuple(
        (sign, one.report, one.kind, one.label, str(one.start), one.gold, one.found)
        for sign, listed in (("mended", comparison.mended), ("new", comparison.new))
        for one in listed
    )
    return [
        Table("Against the baseline", ("block", "measure", "before", "now", "change"), moved),
        Table("Gains and losses", ("change", "report", "kind", "label", "offset", "gold", "found"), changes),
    ]
