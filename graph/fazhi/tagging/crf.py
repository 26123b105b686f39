"""A linear-chain conditional random field over characters: the probability of every span, in numpy.

The weights are learnt by CRFsuite (``tools/train_tagger.py``); decoding is done here because
CRFsuite reads features as strings, which costs more than the decoding itself. Labels are ``O`` and
``B-``, ``I-``, ``E-``, ``S-`` with the initial of a mention's label (I, M, L, J, Q).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

LEAST = 0.02
"""Spans less probable than this are not looked at."""
LONGEST = 45
"""Characters of the longest span that is looked at."""
_TINY = 1e-30
_NUMBER = {label: number for number, label in enumerate(LABELS)}


class Found(NamedTuple):
    """A span that the tagger found, with the initial of its label and its probability."""

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


_ALLOWED = np.array([[_allowed(a, b) for b in LABELS] for a in LABELS], np.float32)
_OPENING = np.array([label[0] in "OBS" for label in LABELS], np.float32)
_CLOSING = np.array([label[0] in "OES" for label in LABELS], np.float32)


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
    """Finds the spans of a text that may be mentions, and how probable each is."""

    def __init__(self, weights: Weights) -> None:
        """Index the buckets of ``weights`` for direct look-up (16 MB)."""
        self._index = np.zeros(1 << BITS, np.int32)
        self._index[weights.buckets] = np.arange(1, len(weights.buckets) + 1)
        self._rows = weights.rows
        self._transitions = weights.transitions
        self._steps = np.exp(weights.transitions) * _ALLOWED
        self._backward_steps = np.ascontiguousarray(self._steps.T)

    def scores(self, features: Buckets) -> Scores:
        """Return the score of each label at each character: shape (characters, labels)."""
        rows = self._index[features]
        used = rows > 0
        indptr = np.concatenate(([0], np.cumsum(used.sum(axis=1))))
        indices = rows[used]
        ones = np.ones(len(indices), np.float32)
        matrix = csr_matrix((ones, indices, indptr), shape=(len(features), len(self._rows)))
        return np.asarray(matrix @ self._rows)

    def candidates(self, features: Buckets, segments: Sequence[tuple[int, int]]) -> list[Found]:
        """Return the spans that are more than improbable, in order, with their probability.

        ``segments`` tile the text and no span crosses them. Spans may overlap: they compete.
        """
        if not len(features):
            return []
        chain = self._chain(self.scores(features), segments)
        ends = np.zeros(len(features), np.intp)
        for start, end in segments:
            ends[start:end] = end
        found = [span for number, kind in enumerate(KINDS) for span in self._spans(chain, ends, number, kind)]
        return sorted(found)

    def _chain(self, scores: Scores, segments: Sequence[tuple[int, int]]) -> _Chain:
        """Run forward and backward over all segments at once, longest first, so that the active ones are a prefix."""
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        ordered = sorted(segments, key=lambda segment: segment[0] - segment[1])
        starts = np.array([start for start, _ in ordered])
        lengths = np.array([end - start for start, end in ordered])
        active = np.searchsorted(-lengths, -np.arange(lengths[0] + 1), side="left")
        forward, backward = np.empty_like(likely), np.empty_like(likely)
        scale = np.empty(len(likely), np.float32)
        current = likely[starts] * _OPENING
        for step in range(lengths[0]):
            places = starts[: active[step]] + step
            if step:
                current = (current[: active[step]] @ self._steps) * likely[places]
            total = np.maximum(current.sum(axis=1), _TINY)
            current /= total[:, None]
            forward[places], scale[places] = current, total
        last = starts + lengths - 1
        backward[last] = _CLOSING / np.maximum((forward[last] * _CLOSING).sum(axis=1), _TINY)[:, None]
        for step in range(lengths[0] - 2, -1, -1):
            places = starts[: active[step + 1]] + step
            after = likely[places + 1] * backward[places + 1] / scale[places + 1][:, None]
            backward[places] = after @ self._backward_steps
        return _Chain(likely, forward, backward, scale)

    def _spans(self, chain: _Chain, ends: NDArray[np.intp], number: int, kind: str) -> Iterator[Found]:
        """Yield the spans of one kind: every likely start with every likely end behind it."""
        first, inner, last, single = (_NUMBER[f"{place}-{kind}"] for place in "BIES")
        certain = chain.forward * chain.backward
        for place in np.flatnonzero(certain[:, single] >= LEAST).tolist():
            yield Found(place, place + 1, kind, float(certain[place, single]))
        starts, stops = np.flatnonzero(certain[:, first] >= LEAST), np.flatnonzero(certain[:, last] >= LEAST)
        low = np.searchsorted(stops, starts, side="right")
        high = np.searchsorted(stops, np.minimum(starts + LONGEST, ends[starts]), side="left")
        counts = np.maximum(high - low, 0)
        begin = np.repeat(starts, counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        stop = stops[np.repeat(low, counts) + offsets]
        probable = self._probability(chain, begin, stop, (first, inner, last))
        kept = probable >= LEAST
        for start, end, value in zip(begin[kept].tolist(), stop[kept].tolist(), probable[kept].tolist(), strict=True):
            yield Found(start, end + 1, kind, min(value, 1.0))

    def _probability(
        self, chain: _Chain, begin: NDArray[np.intp], stop: NDArray[np.intp], labels: tuple[int, int, int]
    ) -> Scores:
        """Return the probability that exactly ``begin`` to ``stop`` (the last character) is a span."""
        first, inner, last = labels
        step = self._transitions
        within = np.log(chain.likely[:, inner] + _TINY) - np.log(chain.scale)
        summed = np.concatenate(([0.0], np.cumsum(within, dtype=np.float64)))
        between = stop - begin - 1
        moves = step[first, inner] + (between - 1) * step[inner, inner] + step[inner, last]
        logs = np.log(chain.forward[begin, first] + _TINY) + (summed[stop] - summed[begin + 1])
        logs += np.where(between > 0, moves, step[first, last])
        logs += np.log(chain.likely[stop, last] + _TINY) - np.log(chain.scale[stop])
        logs += np.log(chain.backward[stop, last] + _TINY)
        return np.asarray(np.exp(logs), np.float32)


class _Chain(NamedTuple):
    """The forward and backward values of all characters, each row scaled; ``likely`` are the factors of a label."""

    likely: Scores
    forward: Scores
    backward: Scores
    scale: Scores
