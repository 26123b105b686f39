"""Measure how often the segmenter's word boundaries agree with the ends of annotated mentions.

Each report is cut by a model that was trained without the lines taken from it (folds by report), so
the figures are those of unseen reports. ``python tools/measure_segmenter.py`` reads ``tests/gold``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fazhi.reports.view import View
from fazhi.tagging.segmenter import Segmenter, load_segmenter
from train_segmenter import folds, read_lines, train

ROOT = Path(__file__).parents[1]
LABELS = {"M": "MECHANISM", "I": "INSTITUTION", "J": "JURISDICTION", "L": "LAW", "Q": "QUANTITY"}


def gold_reports(gold: Path, seeds: Path) -> Iterator[tuple[str, Path, Path]]:
    """Yield the number, text and annotation of each report of the seeds and the development corpus."""
    for annotation in sorted((gold / "seeds").glob("*.json")):
        yield annotation.stem, next(seeds.glob(f"{annotation.stem}_*.txt")), annotation
    for annotation in sorted((gold / "dev" / "gold").glob("*.json")):
        yield annotation.stem, gold / "dev" / "raw" / f"{annotation.stem}.txt", annotation


def compare(segmenter: Segmenter, text: Path, annotation: Path) -> Counter[tuple[str, str]]:
    """Count, for each label, the mentions and those whose start, end or both are word boundaries."""
    view = View.of(text.read_bytes().decode("utf-8"))
    words = segmenter.words(view.text)
    starts, ends = {start for start, _ in words}, {end for _, end in words}
    counts: Counter[tuple[str, str]] = Counter()
    counts["gaps", "all"] = len(view.text) - 1
    counts["gaps", "both"] = len(starts & ends)
    for mention in json.loads(annotation.read_text(encoding="utf-8"))["mentions"]:
        label = LABELS[mention["type"]]
        start, end = view.view_offset(mention["start"]), view.view_offset(mention["end"] - 1) + 1
        counts[label, "all"] += 1
        counts[label, "start"] += start in starts
        counts[label, "end"] += end in ends
        counts[label, "both"] += start in starts and end in ends
    return counts


def main() -> None:
    """Print the shares of mentions that begin and end where words do."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold")
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    reports = {number: paths for number, *paths in gold_reports(arguments.gold, arguments.seeds)}
    total: Counter[tuple[str, str]] = Counter()
    for known, unseen in folds(read_lines(), arguments.folds):
        with tempfile.TemporaryDirectory() as folder:
            train(known, Path(folder))
            segmenter = load_segmenter(Path(folder))
            for number in sorted({sentence.report for sentence in unseen}):
                total.update(compare(segmenter, *reports[number]))
    print(f"{'label':<13}{'mentions':>9}{'start':>8}{'end':>8}{'both':>8}")
    for label in LABELS.values():
        shares = [total[label, which] / total[label, "all"] for which in ("start", "end", "both")]
        print(f"{label:<13}{total[label, 'all']:>9}" + "".join(f"{share:>8.3f}" for share in shares))
    print(f"all gaps between characters that are boundaries: {total['gaps', 'both'] / total['gaps', 'all']:.3f}")


if __name__ == "__main__":
    main()
