"""Which parts of a report tell what was done, what is weak and what is planned, sentence by sentence.

Headings say it in words that no list exhausts (差在哪, 欠账, 接着干), so every sentence is also weighed by
its own words, those of its paragraph and neighbours, its headings and its place in the text. The weights
are trained (``tools/train_status.py``); neighbouring sentences mostly tell of the same thing, which a
chain over the sentences brings in.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fazhi.errors import ModelError
from fazhi.mentions import Status
from fazhi.reports import Role
from fazhi.reports.sentences import clauses
from fazhi.tagging.cues import CUES, HEADING_CUES, find_headings
from fazhi.tagging.stretches import role_at
from fazhi.tagging.tense import looks_back, turn_to_plans

Matrix = NDArray[np.float64]

MODEL = Path(__file__).parent / "models" / "status.json"
STATES = (Status.IMPLEMENTED, Status.DEFICIENT, Status.PLANNED)
ROLES = tuple(Role)
_TOLD_UNDER = {Role.DEFICIENCIES: Status.DEFICIENT, Role.PLANS: Status.PLANNED}
_EACH = 2
"""How often a cue counts in one sentence at most."""
_AROUND = 2
"""Sentences on either side that count as neighbours."""
_UNLIKELY = -3.0
"""Log weight of a state other than the one announced: neighbours may learn from it, it is settled itself."""
_YEAR = re.compile(r"(20\d\d)年")

_NAMES = [name for name, _ in CUES]
NAMES = (
    "constant",
    *_NAMES,
    *(f"paragraph {name}" for name in _NAMES),
    *(f"around {name}" for name in _NAMES),
    *(f"heading {name}" for name, _ in HEADING_CUES),
    *(f"chapter {name}" for name, _ in HEADING_CUES),
    "turned to plans",
    "later year",
    "later year in heading",
    "place",
    "last two fifths",
    "last fifth",
    "looks back",
    "place in what looks back",
)
HEADING_GROUPS = (
    tuple(f"heading {name}" for name, _ in HEADING_CUES),
    tuple(f"chapter {name}" for name, _ in HEADING_CUES),
    ("turned to plans",),
    ("later year", "later year in heading"),
    ("place", "last two fifths", "last fifth", "place in what looks back"),
)
"""Features that training hides now and then, so that the words of a sentence learn to do without them."""


_UNHEADED = frozenset({Role.PREAMBLE, Role.OTHER})
_PLEDGED_OUTRIGHT = np.array([0.0, 0.0, 3.0])
"""What speaks against plans where no heading speaks for them: a bare verb (推行, 完善) tells what was done.
It costs nothing on the annotated reports (0.9864 to 0.9873) and keeps a passage torn from its report right."""


@dataclass(frozen=True)
class Weights:
    """Weights by feature (rows as ``NAMES``) and by role (rows as ``ROLES``), a column a state."""

    features: Matrix
    roles: Matrix
    steps: Matrix
    """Log weight of going from one state (row) to another in the next sentence."""

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read the weights; raise ModelError for a file that is missing or does not fit this code."""
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            rows = record["features"]
            return cls(
                np.array([rows[name] for name in NAMES]),
                np.array([record["roles"][role] for role in ROLES]),
                np.array(record["steps"]),
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"The model {str(path)!r} is missing or damaged ({error!r}); reinstall fazhi") from error


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """Return the weights that travel with the package."""
    return Weights.load(MODEL)


class Discourse:
    """What each sentence of one text tells of: as a heading announces it, else by trained weights."""

    def __init__(self, text: str, year: int | None, weights: Weights) -> None:
        self._text, self._year, self._weights = text, year, weights
        spans, rows = features(text, year)
        self._starts = [start for start, _ in spans]
        emissions = log_softmax(rows @ weights.features)
        for row, (_, end) in enumerate(spans):
            if announced := role_at(text, end - 1, year):
                emissions[row] = _UNLIKELY
                emissions[row, STATES.index(_told_under(announced))] = 0.0
        self._marginals = marginals(emissions, weights.steps)

    def state_at(self, position: int, role: Role) -> Status:
        """Return what the sentence at ``position`` tells of, inside a section with ``role``."""
        if announced := role_at(self._text, position, self._year):
            return _told_under(announced)
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return Status.IMPLEMENTED
        scores = self._marginals[index] + self._weights.roles[ROLES.index(role)]
        if role in _UNHEADED:
            scores = scores - _PLEDGED_OUTRIGHT
        return STATES[int(scores.argmax())]


def _told_under(role: Role) -> Status:
    return _TOLD_UNDER.get(role, Status.IMPLEMENTED)


@lru_cache(maxsize=16)
def discourse(text: str, year: int | None = None) -> Discourse:
    """Return the discourse of the folded ``text`` of a report on ``year``, by the shipped weights."""
    return Discourse(text, year, shipped())


def features(text: str, year: int | None) -> tuple[list[tuple[int, int]], Matrix]:
    """Return the sentences of ``text`` and a row of features (as ``NAMES``) for each."""
    spans = clauses(text)
    own = _cue_counts(text, [start for start, _ in spans])
    columns = [np.ones((len(spans), 1)), own, _paragraph_means(text, spans, own), _around_means(own)]
    columns += [_heading_features(text, spans, year), _place_features(text, spans)]
    return spans, np.concatenate(columns, axis=1)


def _cue_counts(text: str, starts: list[int]) -> Matrix:
    counts = np.zeros((len(starts), len(CUES)))
    for column, (_, cue) in enumerate(CUES):
        for match in cue.finditer(text):
            row = bisect_right(starts, match.start()) - 1
            if row >= 0:
                counts[row, column] += 1
    return np.minimum(counts, _EACH)


def _paragraph_means(text: str, spans: list[tuple[int, int]], own: Matrix) -> Matrix:
    means = np.zeros_like(own)
    begin = 0
    for index in range(1, len(spans) + 1):
        if index == len(spans) or "\n" in text[spans[index - 1][1] : spans[index][0]]:
            means[begin:index] = own[begin:index].mean(axis=0)
            begin = index
    return means


def _around_means(own: Matrix) -> Matrix:
    if not len(own):
        return own
    sums = np.concatenate([np.zeros((1, own.shape[1])), own.cumsum(axis=0)])
    index = np.arange(len(own))
    low, high = np.maximum(index - _AROUND, 0), np.minimum(index + _AROUND + 1, len(own))
    means: Matrix = (sums[high] - sums[low]) / (high - low)[:, None]
    return means


def _heading_features(text: str, spans: list[tuple[int, int]], year: int | None) -> Matrix:
    """Mark the cues of the heading and of the chapter heading above each sentence, and later years."""
    headings = find_headings(text)
    starts = [heading.start for heading in headings]
    chapters: list[int] = []
    for index, heading in enumerate(headings):
        chapters.append(index if heading.chapter or not chapters else chapters[-1])
    turn, width = turn_to_plans(text), len(HEADING_CUES)
    rows = np.zeros((len(spans), 2 * width + 3))
    for row, (start, end) in enumerate(spans):
        above = bisect_right(starts, start) - 1
        if above >= 0:
            rows[row, :width] = headings[above].cues
            if headings[chapters[above]].chapter:
                rows[row, width : 2 * width] = headings[chapters[above]].cues
        rows[row, 2 * width] = start >= turn
        if year:
            rows[row, 2 * width + 1] = _later(text[max(0, start - 120) : end].rpartition("\n")[2], year)
            rows[row, 2 * width + 2] = above >= 0 and _later(headings[above].text, year)
    return rows


def _later(text: str, year: int) -> bool:
    return any(int(found) > year for found in _YEAR.findall(text))


def _place_features(text: str, spans: list[tuple[int, int]]) -> Matrix:
    """Mark where in the text each sentence stands."""
    place = np.array([start for start, _ in spans]) / max(1, len(text))
    past = np.full(len(spans), float(looks_back(text)))
    return np.stack([place, place > 0.6, place > 0.8, past, place * past], axis=1)


def log_softmax(scores: Matrix) -> Matrix:
    """Return the log probabilities of rows of scores."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Matrix = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def marginals(emissions: Matrix, steps: Matrix) -> Matrix:
    """Return the log weight of each state of each sentence, all paths through the others summed, up to a constant."""
    rows, moves = np.exp(emissions), np.exp(steps)
    onward = _incoming(rows.tolist(), moves.tolist())
    back = _incoming(rows[::-1].tolist(), moves.T.tolist())
    result: Matrix = emissions + np.log(np.reshape(onward, rows.shape) * np.reshape(back[::-1], rows.shape))
    return result


def _incoming(rows: Sequence[Sequence[float]], steps: Sequence[Sequence[float]]) -> list[tuple[float, float, float]]:
    """Return the weight with which a walk over the rows comes to each state of each row, scaled to a sum of 1.

    There are three states: plain numbers take a fifth of the time of arrays so short.
    """
    (aa, ab, ac), (ba, bb, bc), (ca, cb, cc) = steps
    a = b = c = 1 / 3
    found = []
    for of_a, of_b, of_c in rows:
        found.append((a, b, c))
        a, b, c = a * of_a, b * of_b, c * of_c
        a, b, c = a * aa + b * ba + c * ca, a * ab + b * bb + c * cb, a * ac + b * bc + c * cc
        total = a + b + c
        a, b, c = a / total, b / total, c / total
    return found
