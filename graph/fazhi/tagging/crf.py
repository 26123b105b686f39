"""A linear-chain conditional random field over characters: decoding, in numpy.

The weights are learnt by CRFsuite (``tools/train_tagger.py``); decoding is done here because
CRFsuite reads features as strings, which costs more than the decoding itself. Labels are ``O`` and
``B-``, ``I-``, ``E-``, ``S-`` with the initial of a mention's label (I, M, L, J, Q).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from fazhi.errors import ModelError
from fazhi.tagging.features import BITS, Buckets

Scores = NDArray[np.float32]
KINDS = "IMLJQ"
LABELS = (
    *(f"E-{kind}" for kind in KINDS),
    "O",
    *(f"{place}-{kind}" for place in "SBI" for kind in KINDS),
)
"""In this order the labels that end a span or none come first, and those that may follow them next."""

_OUTSIDE = LABELS.index("O")
_ENDS, _STARTS = slice(0, 11), slice(5, 16)
_E, _B, _I = slice(0, 5), slice(11, 16), slice(16, 21)
_NUMBER = {label: number for number, label in enumerate(LABELS)}


class Found(NamedTuple):
    """A span that the tagger found, with the initial of its label and a confidence in 0–1."""

    start: int
    end: int
    kind: str
    confidence: float


def encode(length: int, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the labels of ``length`` characters that hold the spans ``(start, end, kind)``."""
    labels = ["O"] * length
    for start, end, kind in spans:
        if end - start == 1:
            labels[start] = f"S-{kind}"
            continue
        labels[start + 1 : end - 1] = [f"I-{kind}"] * (end - start - 2)
        labels[start], labels[end - 1] = f"B-{kind}", f"E-{kind}"
    return labels


def _allowed(before: str, after: str) -> bool:
    if before[0] in "BI":
        return after[0] in "IE" and after[2] == before[2]
    return after[0] in "OBS"


_FORBIDDEN = np.array([[0.0 if _allowed(a, b) else -1e4 for b in LABELS] for a in LABELS], np.float32)
_OPENING = np.array([0.0 if label[0] in "OBS" else -1e4 for label in LABELS], np.float32)
_KIND_NUMBERS = np.arange(len(KINDS), dtype=np.int8)
_CLOSING = np.array([0.0 if label[0] in "OES" else -1e4 for label in LABELS], np.float32)


@dataclass(frozen=True)
class Weights:
    """What was learnt: a row of label weights for each feature bucket that matters."""

    transitions: Scores
    """Shape (labels, labels), from the row's label to the column's."""
    rows: Scores
    """Shape (1 + buckets, labels); row 0 is zero and stands for every bucket not listed."""
    buckets: NDArray[np.uint32]

    @classmethod
    def learnt(
        cls, transitions: Mapping[tuple[str, str], float], states: Mapping[tuple[str, str], float], least: float = 0.0
    ) -> Weights:
        """Take the weights of a CRFsuite model; state weights up to ``least`` in size are dropped."""
        kept = {key: weight for key, weight in states.items() if abs(weight) > least}
        buckets = np.array(sorted({int(bucket) for bucket, _ in kept}), np.uint32)
        place = {bucket: row for row, bucket in enumerate(buckets.tolist(), 1)}
        rows = np.zeros((len(buckets) + 1, len(LABELS)), np.float32)
        for (bucket, label), weight in kept.items():
            rows[place[int(bucket)], _NUMBER[label]] = weight
        matrix = np.zeros((len(LABELS), len(LABELS)), np.float32)
        for (before, after), weight in transitions.items():
            matrix[_NUMBER[before], _NUMBER[after]] = weight
        return cls(matrix, rows, buckets)

    def save(self, path: Path) -> None:
        """Write the weights, in half precision, to one compressed file."""
        sparse = csr_matrix(self.rows)
        np.savez_compressed(
            path,
            transitions=self.transitions.astype(np.float16),
            buckets=self.buckets,
            counts=np.diff(sparse.indptr).astype(np.uint8),
            labels=sparse.indices.astype(np.uint8),
            values=sparse.data.astype(np.float16),
        )

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read weights that ``save`` wrote; raise ModelError where the file is missing or damaged."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                counts = stored["counts"].astype(np.int64)
                indptr = np.concatenate(([0], np.cumsum(counts)))
                shape = (len(counts), len(LABELS))
                rows = csr_matrix((stored["values"].astype(np.float32), stored["labels"], indptr), shape=shape)
                return cls(stored["transitions"].astype(np.float32), rows.toarray(), stored["buckets"])
        except (OSError, KeyError, ValueError) as error:
            raise ModelError(f"The tagging model {path} cannot be read ({error}); reinstall fazhi") from error


class CharacterTagger:
    """Finds the best labels of a text, segment by segment."""

    def __init__(self, weights: Weights) -> None:
        """Index the buckets of ``weights`` for direct look-up (16 MB)."""
        self._index = np.zeros(1 << BITS, np.int32)
        self._index[weights.buckets] = np.arange(1, len(weights.buckets) + 1)
        self._rows = weights.rows
        self._transitions = weights.transitions + _FORBIDDEN
        between = weights.transitions
        self._starting = np.ascontiguousarray(between[_ENDS, _STARTS].T)
        self._first_inner, self._inner_inner = np.diag(between[_B, _I]), np.diag(between[_I, _I])
        self._first_last, self._inner_last = np.diag(between[_B, _E]), np.diag(between[_I, _E])

    def scores(self, features: Buckets) -> Scores:
        """Return the score of each label at each character: shape (characters, labels)."""
        rows = self._index[features]
        used = rows > 0
        indptr = np.concatenate(([0], np.cumsum(used.sum(axis=1))))
        indices = rows[used]
        ones = np.ones(len(indices), np.float32)
        matrix = csr_matrix((ones, indices, indptr), shape=(len(features), len(self._rows)))
        return np.asarray(matrix @ self._rows)

    def find(self, features: Buckets, segments: Sequence[tuple[int, int]]) -> list[Found]:
        """Return the spans of the best labels; ``segments`` tile the text and no span crosses them."""
        scores = self.scores(features)
        best = self._decode(scores, segments)
        certainty = self._certainty(scores, best)
        return _spans(best, certainty)

    def _decode(self, scores: Scores, segments: Sequence[tuple[int, int]]) -> NDArray[np.intp]:
        """Viterbi over all segments at once, longest first, so that the active ones are a prefix."""
        best = np.full(len(scores), _OUTSIDE, np.intp)
        ordered = sorted(segments, key=lambda segment: segment[0] - segment[1])
        if not ordered:
            return best
        starts = np.array([start for start, _ in ordered])
        lengths = np.array([end - start for start, end in ordered])
        longest, count = int(lengths[0]), len(ordered)
        back = np.zeros((longest, count, len(LABELS)), np.int8)
        current = scores[starts] + _OPENING
        final = current.copy()
        for step in range(1, longest):
            active = int(np.searchsorted(-lengths, -step, side="left"))
            reached, back[step, :active] = self._step(current[:active])
            current = reached + scores[starts[:active] + step]
            final[:active] = current
        label = (final + _CLOSING).argmax(axis=1)
        for step in range(longest - 1, -1, -1):
            active = int(np.searchsorted(-lengths, -step, side="left"))
            best[starts[:active] + step] = label[:active]
            if step:
                label[:active] = back[step, np.arange(active), label[:active]]
        return best

    def _step(self, current: Scores) -> tuple[Scores, NDArray[np.int8]]:
        """Return the best score that reaches each label, and the label it comes from.

        Only what may follow is looked at: a span begins, or nothing stands, after the end of another;
        a span goes on or ends as the kind that it began.
        """
        best = np.empty_like(current)
        come = np.empty(current.shape, np.int8)
        outside = current[:, None, _ENDS] + self._starting
        come[:, _STARTS] = outside.argmax(axis=2)
        best[:, _STARTS] = outside.max(axis=2)
        for to, from_first, from_inner in (
            (_I, self._first_inner, self._inner_inner),
            (_E, self._first_last, self._inner_last),
        ):
            first, inner = current[:, _B] + from_first, current[:, _I] + from_inner
            longer = inner > first
            best[:, to] = np.where(longer, inner, first)
            come[:, to] = np.where(longer, _KIND_NUMBERS + _I.start, _KIND_NUMBERS + _B.start)
        return best, come

    def _certainty(self, scores: Scores, best: NDArray[np.intp]) -> Scores:
        """How sure each label is, its two neighbours given: the softmax of what it scores there."""
        if not len(best):
            return np.zeros(0, np.float32)
        local = scores.copy()
        local[1:] += self._transitions[best[:-1]]
        local[:-1] += self._transitions.T[best[1:]]
        local -= local.max(axis=1, keepdims=True)
        np.exp(local, out=local)
        return np.asarray(local[np.arange(len(best)), best] / local.sum(axis=1))


def _spans(best: NDArray[np.intp], certainty: Scores) -> list[Found]:
    found: list[Found] = []
    start = 0
    for place in np.flatnonzero(best != _OUTSIDE).tolist():
        position, kind = LABELS[best[place]].split("-")
        if position in "BS":
            start = place
        if position in "ES":
            found.append(Found(start, place + 1, kind, round(float(certainty[start : place + 1].min()), 3)))
    return found
