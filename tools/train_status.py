"""Train the weights by which sentences are told apart: what was done, what is weak, what is planned.

    python tools/train_status.py            trains on all annotated texts and writes the model
    python tools/train_status.py --check    prints the accuracy of status on each block, trained on the others

The annotated texts are those of ``tests/gold`` and ``tools/corpus``. Sentences learn from the mentions of
practices in them. So that the words of a sentence learn to do without headings that no list foresaw, each
text is learnt from several times with some of what its headings say hidden (as ``HEADING_GROUPS``).
The seed is fixed: training twice gives the same file.
"""

from __future__ import annotations

import argparse
import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from fazhi.evaluation import read_gold
from fazhi.mentions import Status
from fazhi.reports import Report, Role, text_report
from fazhi.reports.sentences import sentences
from fazhi.tagging.discourse import (
    HEADING_GROUPS,
    MODEL,
    NAMES,
    ROLES,
    STATES,
    Discourse,
    Matrix,
    Weights,
    features,
)
from fazhi.tagging.status import decide

ROOT = Path(__file__).parents[1]
COPIES, HIDDEN, RIDGE, SEED = 5, 0.5, 3.0, 20240101
REAL = 3
"""How often a published report is learnt from: written texts tell what was done in figures, real ones in orders."""
STAY, BACK = 2.0, 1.0
"""Log cost of going to another state in the next sentence, and of going back, which reports seldom do."""
_MARKED = re.compile(r"⟦([^⟦⟧]*)⟧\{([IMLJQ])\|([^{}]*)\}")
_CHAPTER_ONE = re.compile(r"(?<=\n一、)[^\n]+")
_STATUSES = {"i": "implemented", "p": "planned", "d": "deficient", "n": "mentioned"}


@dataclass
class Text:
    """One annotated text: its report, the view spans of its practices with role and status, features."""

    block: str
    report: Report
    practices: list[tuple[int, int, Role, str]]
    rows: Matrix
    roles: Matrix
    states: list[int]
    """Of each sentence; -1 where it holds no practice."""


def texts() -> Iterator[Text]:
    """Yield every annotated text, the five seeds first."""
    dev = ROOT / "tests" / "gold" / "dev"
    for folder, raw, number in (
        (ROOT / "tests/gold/seeds", ROOT / "seeds", "{}_*"),
        (dev / "gold", dev / "raw", "{}.txt"),
    ):
        for key, gold in read_gold(folder).items():
            body = next(raw.glob(number.format(key))).read_bytes().decode()
            marked = [(m.start, m.end, str(m.status)) for m in gold.mentions if m.label == "MECHANISM"]
            if folder.name != "seeds":
                yield _text(f"{key[0]}01-{key[0]}40", body, marked)
                continue
            yield _text(f"seed {key}", body, marked)
            yield _text(f"seed {key}", _CHAPTER_ONE.sub(_mute, body, count=1), marked)
    for path in sorted((ROOT / "tools" / "corpus").glob("*/*.txt")):
        yield _text(f"corpus {path.parent.name}", *_unmarked(path.read_bytes().decode()))


def _mute(heading: re.Match[str]) -> str:
    """Return a heading of the same length that says nothing of what follows: many reports have such ones."""
    return ("加强组织领导压实工作责任" * len(heading[0]))[: len(heading[0])]


def _unmarked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the bare text of inline markup, with the spans and statuses of its practices."""
    body = text.partition("\n---\n")[2]
    parts: list[str] = []
    found: list[tuple[int, int, str]] = []
    length = last = 0
    for match in _MARKED.finditer(body):
        parts += [body[last : match.start()], match[1]]
        length += match.start() - last
        if match[2] == "M":
            found.append((length, length + len(match[1]), _STATUSES[match[3].split("|")[1]]))
        length, last = length + len(match[1]), match.end()
    return "".join([*parts, body[last:]]), found


def _text(block: str, raw: str, marked: list[tuple[int, int, str]]) -> Text:
    report = text_report(raw, block)
    view = report.view
    practices = [
        (view.view_offset(start), view.view_offset(end - 1) + 1, _role(report, start), status)
        for start, end, status in marked
    ]
    spans, rows = features(view.text, report.header.report_year)
    starts = [start for start, _ in spans]
    votes: list[Counter[str]] = [Counter() for _ in spans]
    roles = np.zeros((len(spans), len(ROLES)))
    for start, _, role, status in practices:
        row = bisect_right(starts, start) - 1
        if status != Status.MENTIONED:
            votes[row][status] += 1
        if role in ROLES:
            roles[row, ROLES.index(role)] = 1
    states = [STATES.index(Status(vote.most_common(1)[0][0])) if vote else -1 for vote in votes]
    return Text(block, report, practices, rows, roles, states)


def _role(report: Report, position: int) -> Role:
    inside = [section for section in report.sections if section.start <= position < section.end]
    return max(inside, key=lambda section: section.level).role if inside else Role.OTHER


def trained(learnt: list[Text]) -> Weights:
    """Return the weights learnt from these texts: a ridge-penalised multinomial logistic regression."""
    rng = np.random.RandomState(SEED)
    groups = [[NAMES.index(name) for name in group] for group in HEADING_GROUPS]
    groups.append([len(NAMES) + column for column in range(len(ROLES))])
    rows, states = [], []
    for copy in range(COPIES):
        for text in learnt:
            kept = np.array(text.states) >= 0
            block = np.concatenate([text.rows, text.roles], axis=1)[kept]
            for group in groups:
                if copy and rng.rand() < HIDDEN:
                    block[:, group] = 0
            times = REAL if text.block.startswith("seed") else 1
            rows += [block] * times
            states += [np.array(text.states)[kept]] * times
    weights = _regression(np.concatenate(rows), np.concatenate(states))
    return Weights(weights[: len(NAMES)], weights[len(NAMES) :], _steps())


def _steps() -> Matrix:
    steps = np.full((len(STATES), len(STATES)), -STAY)
    np.fill_diagonal(steps, 0.0)
    for later, earlier in ((1, 0), (2, 0), (2, 1)):
        steps[later, earlier] -= BACK
    return steps


def _regression(rows: Matrix, states: Matrix) -> Matrix:
    """Fit on columns of unit spread, and return weights for the columns as they are."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    mean[0], spread[0] = 0.0, 1.0
    scaled, width = (rows - mean) / spread, rows.shape[1]
    wanted = np.eye(len(STATES))[states]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(width, len(STATES))
        scores = scaled @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        missed = -np.log(np.maximum((chances * wanted).sum(axis=1), 1e-12)).sum() / COPIES
        slope = scaled.T @ (chances - wanted) / COPIES
        slope[1:] += RIDGE * weights[1:]
        return float(missed + RIDGE / 2 * (weights[1:] ** 2).sum()), slope.ravel()

    start = np.zeros(width * len(STATES))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights: Matrix = found.x.reshape(width, len(STATES)) / spread[:, None]
    weights[0] -= (mean[1:, None] * weights[1:]).sum(axis=0)
    return weights


def accuracy(text: Text, weights: Weights) -> tuple[int, int, Counter[tuple[str, str]]]:
    """Return how many practices got the right status, of how many, and the pairs of gold and found."""
    view = text.report.view
    told = Discourse(view.text, text.report.header.report_year, weights)
    spans = sentences(view.text)
    starts = [start for start, _ in spans]
    pairs: Counter[tuple[str, str]] = Counter()
    for start, end, role, status in text.practices:
        sentence = spans[bisect_right(starts, start) - 1]
        pairs[status, str(decide(view.text, sentence, (start, end), role, told)[0])] += 1
    return sum(n for pair, n in pairs.items() if pair[0] == pair[1]), sum(pairs.values()), pairs


def check(learnt: list[Text]) -> None:
    """Print the accuracy of each block with weights trained on the others, and the confusion of all."""
    total: Counter[tuple[str, str]] = Counter()
    for block in sorted({text.block for text in learnt}):
        weights = trained([text for text in learnt if text.block != block])
        scores = [accuracy(text, weights) for text in learnt if text.block == block]
        right, number = sum(score[0] for score in scores), sum(score[1] for score in scores)
        total.update(sum((score[2] for score in scores), Counter()))
        print(f"{block:12} {number:5d} practices  status {right / number:.4f}", flush=True)
    right = sum(n for pair, n in total.items() if pair[0] == pair[1])
    print(f"{'all':12} {sum(total.values()):5d} practices  status {right / sum(total.values()):.4f}")
    for pair, number in sorted(total.items()):
        print(f"  {pair[0]:12} as {pair[1]:12} {number:5d}")


def write(weights: Weights, path: Path) -> None:
    """Write the weights as JSON, a feature a line."""
    table = {
        "features": dict(zip(NAMES, weights.features.round(4).tolist(), strict=True)),
        "roles": dict(zip(map(str, ROLES), weights.roles.round(4).tolist(), strict=True)),
        "states": [str(state) for state in STATES],
        "steps": weights.steps.tolist(),
    }
    text = json.dumps(table, ensure_ascii=False, indent=1)
    path.write_text(re.sub(r"\[\s+([^\[\]]+?)\s+\]", _one_line, text) + "\n", encoding="utf-8")


def _one_line(match: re.Match[str]) -> str:
    return "[" + re.sub(r"\s+", " ", match[1]) + "]"


def main() -> None:
    """Train and write the model, or check it block by block."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="print held-out accuracy by block, write nothing")
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args()
    learnt = list(texts())
    if options.check:
        check(learnt)
    else:
        write(trained(learnt), options.out)
        print(f"wrote {options.out.name}, trained on {len(learnt)} texts")


if __name__ == "__main__":
    main()
