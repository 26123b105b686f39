"""A committed baseline: the figures and the mistakes of an earlier state, to see what a change did."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from fazhi.errors import UsageError
from fazhi.evaluation.mistakes import Mistake
from fazhi.evaluation.scores import Scores

_MEASURES = ("status_accuracy", "law_accuracy", "value_accuracy")


@dataclass(frozen=True)
class Comparison:
    """What changed since the baseline: mended and new mistakes, and measures by block that moved."""

    mended: tuple[Mistake, ...]
    new: tuple[Mistake, ...]
    moved: tuple[tuple[str, str, float, float], ...]
    """Block (``all`` for all reports), measure, figure of the baseline, figure now."""


def write_baseline(path: Path | str, scores: Scores) -> None:
    """Write the figures by block and the list of mistakes, the same bytes for the same scores."""
    record = {
        "figures": _by_block(scores),
        "mistakes": [list(astuple(one)) for one in sorted(scores.mistakes)],
    }
    lines = ",\n".join(json.dumps(mistake, ensure_ascii=False) for mistake in record["mistakes"])
    head = json.dumps(record["figures"], ensure_ascii=False, indent=1, sort_keys=True)
    Path(path).write_text(f'{{"figures": {head},\n"mistakes": [\n{lines}\n]}}\n', encoding="utf-8")


def compare(path: Path | str, scores: Scores) -> Comparison:
    """Compare ``scores`` with the baseline at ``path``; raise UsageError where that is none.

    Only reports that are in ``scores`` are compared, so that a part of the corpus can be run alone;
    blocks that do not hold the same reports show no moved figures.
    """
    figures, old = _read(Path(path))
    before = Counter(one for one in old if one.report in scores.counts)
    now = Counter(scores.mistakes)
    return Comparison(
        mended=tuple(sorted((before - now).elements())),
        new=tuple(sorted((now - before).elements())),
        moved=tuple(_moved(figures, _by_block(scores))),
    )


def read_figures(path: Path | str) -> dict[str, dict[str, float]]:
    """Return the figures of a baseline by block; raise UsageError where ``path`` is none."""
    return _read(Path(path))[0]


def _read(path: Path) -> tuple[dict[str, dict[str, float]], list[Mistake]]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return record["figures"], [Mistake(*mistake) for mistake in record["mistakes"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{str(path)!r} is no baseline ({error}); write one with --write-baseline"
        ) from error


def _moved(
    before: dict[str, dict[str, float]], now: dict[str, dict[str, float]]
) -> list[tuple[str, str, float, float]]:
    return [
        (block, measure, before[block][measure], figure)
        for block, measures in now.items()
        for measure, figure in measures.items()
        if block in before and before[block].get("reports") == measures["reports"]
        if before[block].get(measure, figure) != figure
    ]


def _by_block(scores: Scores) -> dict[str, dict[str, float]]:
    blocks = {"all": list(scores.counts), **scores.blocks()}
    return {
        name: {"reports": len(numbers), **headline(scores.figures(numbers))}
        for name, numbers in blocks.items()
    }


def headline(figures: dict[str, Any]) -> dict[str, float]:
    """Return the figures that targets are set for, under flat names, in the order they are shown."""
    strict = {f"strict {label}": value["strict"]["f1"] for label, value in figures["labels"].items()}
    overlap = {"overlap ALL": figures["labels"]["ALL"]["overlap"]["f1"]}
    rest = {measure.removesuffix("_accuracy"): figures[measure] for measure in _MEASURES}
    return {
        **strict,
        **overlap,
        "practice": figures["practice"]["f1"],
        **rest,
        "meta": figures["meta_accuracy"]["ALL"],
    }
