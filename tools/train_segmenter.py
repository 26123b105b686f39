"""Train the project's small pkuseg model from the lines segmented by hand beside this file.

``python tools/train_segmenter.py`` writes ``features.msgpack`` and ``weights.npz`` into the package;
``--folds 5`` trains on four fifths of the reports and prints word F1 on the rest, five times.
pkuseg shuffles with the global ``random``: it is seeded here before each run, and nothing else in the
recipe depends on chance, on the hash seed or on the clock, so two runs give the same bytes.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import spacy_pkuseg
import srsly
from spacy_pkuseg.config import config

from fazhi.tagging.segmenter import load_segmenter

LINES = Path(__file__).parent / "segmentation"
MODEL = Path(__file__).parents[1] / "graph" / "fazhi" / "tagging" / "models" / "pkuseg"
SEED = 20260101
ITERATIONS = 20
REGULARISATION = 3
"""pkuseg's default is 1; 3 gave 0.2 points of held-out F1 more."""
WEAKEST_KEPT = 0.05
"""Features whose largest weight is below this are left out: half the size, the same F1."""


@dataclass(frozen=True)
class Sentence:
    """One sentence segmented by hand and the report it was taken from."""

    report: str
    words: tuple[str, ...]


def read_lines(folder: Path = LINES) -> list[Sentence]:
    """Read ``lines_*.txt``: a heading ``# report``, then its sentences, one a line."""
    sentences, report = [], ""
    for path in sorted(folder.glob("lines_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                report = line[2:]
            else:
                sentences.append(Sentence(report, tuple(line.split())))
    return sentences


def train(sentences: Sequence[Sentence], folder: Path, iterations: int = ITERATIONS) -> None:
    """Train a model on ``sentences`` and write its two files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        lines = Path(scratch) / "lines.txt"
        lines.write_text("".join(" ".join(s.words) + "\n" for s in sentences), encoding="utf-8")
        # pkuseg scores its test file after each pass; one line keeps that short.
        probe = Path(scratch) / "probe.txt"
        probe.write_text(" ".join(sentences[0].words) + "\n", encoding="utf-8")
        config.reg = REGULARISATION
        random.seed(SEED)
        with contextlib.redirect_stdout(io.StringIO()):
            spacy_pkuseg.train(str(lines), str(probe), str(folder), train_iter=iterations)
    shrink(folder)


def shrink(folder: Path, weakest: float = WEAKEST_KEPT) -> None:
    """Leave out the features that hardly weigh anything, round the weights and pack the files."""
    data = srsly.read_msgpack(folder / "features.msgpack")
    with np.load(folder / "weights.npz") as saved:
        (tags, features), weights = saved["sizes"], saved["w"]
    node, edge = weights[: tags * features].reshape(features, tags), weights[tags * features :]
    kept = np.abs(node).max(axis=1) >= weakest
    kept[0] = True  # feature 0 is the one that every character has; pkuseg counts on its place
    names = sorted(data["feature_to_idx"], key=data["feature_to_idx"].__getitem__)
    names = [name for name, keep in zip(names, kept, strict=True) if keep]
    data["feature_to_idx"] = {name: index for index, name in enumerate(names)}
    data["bigram"] = []  # read in training only
    srsly.write_msgpack(folder / "features.msgpack", data)
    packed = np.concatenate([node[kept].ravel(), edge]).round(3)
    np.savez_compressed(folder / "weights.npz", sizes=np.array([tags, len(names)]), w=packed)


def spans(words: Iterable[str]) -> set[tuple[int, int]]:
    """Return the (start, end) of each word in the line without its spaces."""
    ends = list(accumulate(map(len, words)))
    return set(zip([0, *ends], ends, strict=False))


def word_f1(model: Path, sentences: Iterable[Sentence]) -> tuple[int, int, int]:
    """Return the numbers of words that agree, of words by hand and of words by the model."""
    segmenter = load_segmenter(model)
    agreed = by_hand = by_model = 0
    for sentence in sentences:
        truth, found = spans(sentence.words), set(segmenter.words("".join(sentence.words)))
        agreed, by_hand, by_model = agreed + len(truth & found), by_hand + len(truth), by_model + len(found)
    return agreed, by_hand, by_model


def folds(sentences: Sequence[Sentence], count: int) -> Iterable[tuple[list[Sentence], list[Sentence]]]:
    """Yield (train, test) so that no report stands on both sides."""
    reports = sorted({sentence.report for sentence in sentences})
    random.Random(SEED).shuffle(reports)
    for number in range(count):
        held_out = set(reports[number::count])
        yield (
            [s for s in sentences if s.report not in held_out],
            [s for s in sentences if s.report in held_out],
        )


def cross_validate(sentences: Sequence[Sentence], count: int) -> None:
    """Print word precision, recall and F1 of each fold and of all of them together."""
    total = np.zeros(3, dtype=int)
    for number, (known, unseen) in enumerate(folds(sentences, count), 1):
        with tempfile.TemporaryDirectory() as folder:
            train(known, Path(folder))
            result = np.array(word_f1(Path(folder), unseen))
        total += result
        print(f"fold {number}: {_figures(result)} ({len(known)} lines known, {len(unseen)} unseen)", flush=True)
    print(f"all: {_figures(total)}")


def _figures(counts: np.ndarray) -> str:
    agreed, by_hand, by_model = counts.tolist()
    f1 = 2 * agreed / (by_hand + by_model)
    return f"precision {agreed / by_model:.4f} recall {agreed / by_hand:.4f} F1 {f1:.4f}"


def main() -> None:
    """Train the model that the package ships, or print what the recipe is worth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=MODEL, help="folder of the model (default: in the package)")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate by report instead of training")
    arguments = parser.parse_args()
    sentences = read_lines()
    if arguments.folds:
        cross_validate(sentences, arguments.folds)
        return
    train(sentences, arguments.out)
    words = sum(len(sentence.words) for sentence in sentences)
    size = sum(path.stat().st_size for path in arguments.out.iterdir())
    print(f"{len(sentences)} lines, {words} words → {arguments.out} ({size} bytes)")


if __name__ == "__main__":
    main()
