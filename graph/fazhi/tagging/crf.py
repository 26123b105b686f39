"""A linear-chain conditional random field over characters: the probability of every span, in numpy.

The weights are learnt by CRFsuite (``tools/train_tagger.py``); decoding is done here because
CRFsuite reads features as strings, which costs more than the decoding itself. Labels are ``O`` and
``B-``, ``I-``, ``E-`` with the initial of a mention's label (I, M, L, J, Q). The only mentions of one
character are figures (死亡率为0), which rules find.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from fazhi.tagging.arrays import damaged, read_arrays
from fazhi.tagging.features import BITS, Buckets

Scores = NDArray[np.float32]
Precise = NDArray[np.float64]
KINDS = "IMLJQ"
LABELS = (
    *(f"E-{kind}" for kind in KINDS),
    "O",
    *(f"{place}-{kind}" for place in "BI" for kind in KINDS),
)
"""Sixteen: a row of weights of single precision is a line of the cache."""

LEAST = 0.02
"""Spans less probable than this are not looked at."""
LONGEST = 45
"""Characters of the longest span that is looked at."""
_BESIDE = 3
"""Buckets whose numbers differ in so many bits at most lie side by side."""
_TINY = 1e-300
_TOGETHER = 50_000
"""Characters of the segments that are walked together, at most."""
_SCALED = 8
"""After so many steps forward and backward values are scaled, long before they are too small to be told from 0."""
_NUMBER = {label: number for number, label in enumerate(LABELS)}
_FIRST, _INNER, _LAST = (np.array([_NUMBER[f"{place}-{kind}"] for kind in KINDS]) for place in "BIE")
_CACHE_LINE = 64


class Found(NamedTuple):
    """A span that the tagger found, with the initial of its label and its probability."""

    start: int
    end: int
    kind: str
    confidence: float


def encode(length: int, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the labels of ``length`` characters that hold the spans ``(start, end, kind)`` of two characters or more."""
    labels = ["O"] * length
    for start, end, kind in spans:
        if end - start < 2:
            continue
        labels[start + 1 : end - 1] = [f"I-{kind}"] * (end - start - 2)
        labels[start], labels[end - 1] = f"B-{kind}", f"E-{kind}"
    return labels


def _allowed(before: str, after: str) -> bool:
    if before[0] in "BI":
        return after[0] in "IE" and after[2] == before[2]
    return after[0] in "OB"


_ALLOWED = np.array([[_allowed(a, b) for b in LABELS] for a in LABELS], np.float32)
_OPENING = np.array([label[0] in "OB" for label in LABELS], np.float32)
_CLOSING = np.array([label[0] in "OE" for label in LABELS], np.float32)


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

    def with_frequent_first(self, seen: NDArray[np.int64]) -> Weights:
        """Return the same weights with the rows of what was seen most in front; buckets side by side stay so."""
        blocks = self.buckets >> _BESIDE
        counted = np.bincount(blocks, seen[self.buckets])[blocks]
        order = np.lexsort((self.buckets, blocks, -counted))
        return Weights(self.transitions, np.concatenate((self.rows[:1], self.rows[1:][order])), self.buckets[order])

    def index(self) -> NDArray[np.int32]:
        """Return the row of each bucket, for direct look-up (32 MB); 0 for those not listed."""
        rows = np.zeros(1 << BITS, np.int32)
        rows[self.buckets] = np.arange(1, len(self.buckets) + 1)
        return rows

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
        stored = read_arrays(path)
        try:
            counts = stored["counts"].astype(np.int64)
            indptr = np.concatenate(([0], np.cumsum(counts)))
            shape = (len(counts), len(LABELS))
            rows = csr_matrix((stored["values"].astype(np.float32), stored["labels"], indptr), shape=shape)
            transitions = stored["transitions"].astype(np.float32)
            if transitions.shape != _ALLOWED.shape:
                raise ValueError(f"{len(transitions)} labels instead of {len(LABELS)}")
            return cls(transitions, rows.toarray(), stored["buckets"].astype(np.uint32))
        except (KeyError, ValueError) as error:
            raise damaged(path, error) from error


class CharacterTagger:
    """Finds the spans of a text that may be mentions, and how probable each is."""

    def __init__(self, weights: Weights) -> None:
        """Take the weights, with their index and a copy of their rows."""
        self._index = weights.index()
        self._rows = _aligned(weights.rows)
        self._transitions = weights.transitions
        steps = np.exp(weights.transitions.astype(np.float64)) * _ALLOWED
        self._steps = np.stack((steps, steps.T))

    def scores(self, features: Buckets) -> Scores:
        """Return the score of each label at each character: shape (characters, labels)."""
        templates, characters = features.everywhere.shape
        # Looked up template by template, as they are laid out, they are twice as fast. No bucket lies outside,
        # and "clip" does not look for one.
        everywhere = np.ascontiguousarray(self._index.take(features.everywhere, mode="clip").T)
        said = self._index.take(features.said, mode="clip")
        shape = characters, len(self._rows)
        columns = everywhere.ravel(), np.arange(0, everywhere.size + 1, templates)
        matrix = csr_matrix((np.ones(everywhere.size, np.float32), *columns), shape=shape)
        layers = coo_matrix((np.ones(len(said), np.float32), (features.places, said)), shape=shape)
        return np.asarray(matrix @ self._rows + layers @ self._rows)

    def candidates(self, scores: Scores, segments: Sequence[tuple[int, int]]) -> list[Found]:
        """Return the spans that are more than improbable, in order, with their probability.

        ``scores`` are of each label at each character. ``segments`` tile the text and no span crosses
        them. Spans may overlap: they compete.
        """
        found: list[Found] = []
        for group in _groups(segments):
            first, last = group[0][0], group[-1][1]
            inner = [(start - first, end - first) for start, end in group]
            ends = np.repeat([end for _, end in inner], [end - start for start, end in inner])
            spans = self._spans(self._chain(scores[first:last], inner), ends)
            found += (span._replace(start=span.start + first, end=span.end + first) for span in spans)
        return sorted(found)

    def marginals(self, scores: Scores, segments: Sequence[tuple[int, int]]) -> Scores:
        """Return the probability of each label at each character, as training compares it with the right one."""
        chain = self._chain(scores, segments)
        return np.asarray(chain.forward * chain.backward, np.float32)

    def _chain(self, scores: Scores, segments: Sequence[tuple[int, int]]) -> _Chain:
        """Run over all segments at once, forward and backward at once, one character of each at a step."""
        order, counts = _in_step(segments)
        onward, back = order
        # Twice the precision, so that many steps fit between two scalings.
        scores = scores - scores.max(axis=1, keepdims=True)
        likely = np.exp(scores).astype(np.float64)
        before, scale = self._walked(likely[order], counts)
        forward, backward = np.empty_like(likely), np.empty_like(likely)
        forward[onward] = before[0]
        forward *= likely
        backward[back] = before[1]
        backward /= np.maximum(np.einsum("ij,ij->i", forward, backward), _TINY)[:, None]
        scales = np.empty(len(likely))
        scales[onward] = scale
        return _Chain(scores, forward, backward, np.log(scales))

    def _walked(self, factors: Precise, counts: Sequence[int]) -> tuple[Precise, Precise]:
        """Return what comes in at each character from before it and from behind it, and the scales of the former.

        ``factors`` has shape (2, characters, labels), both halves in the order in which they are walked. Every
        ``_SCALED``-th step is divided by its sum.
        """
        incoming, scale = np.empty_like(factors), np.ones(factors.shape[1])
        incoming[:, : counts[0]] = np.stack((_OPENING, _CLOSING))[:, None]
        here = incoming[:, : counts[0]] * factors[:, : counts[0]]
        start = counts[0]
        for number, count in enumerate(counts[1:], 1):
            step = slice(start, start := start + count)
            into = np.matmul(here[:, :count], self._steps, out=incoming[:, step])
            if not number % _SCALED:
                total = np.maximum(into.sum(axis=2, keepdims=True), _TINY)
                into /= total
                scale[step] = total[0, :, 0]
            here = into * factors[:, step]
        return incoming, scale

    def _spans(self, chain: _Chain, ends: NDArray[np.intp]) -> Iterator[Found]:
        """Yield every likely start of a kind with every likely end of that kind behind it."""
        certain = (chain.forward * chain.backward).T
        kinds, begin, stop = _pairs(certain[_FIRST] >= LEAST, certain[_LAST] >= LEAST, ends)
        probable = self._probability(chain, kinds, begin, stop)
        kept = probable >= LEAST
        for kind, start, end, value in _rows(kinds[kept], begin[kept], stop[kept], probable[kept]):
            yield Found(start, end + 1, KINDS[kind], min(value, 1.0))

    def _probability(
        self, chain: _Chain, kinds: NDArray[np.intp], begin: NDArray[np.intp], stop: NDArray[np.intp]
    ) -> Scores:
        """Return the probability that exactly ``begin`` to ``stop`` (the last character) is a span of the kind."""
        first, inner, last = _FIRST[kinds], _INNER[kinds], _LAST[kinds]
        step = self._transitions
        within = chain.scores.T[_INNER] - chain.scale
        summed = np.concatenate((np.zeros((len(KINDS), 1)), np.cumsum(within, axis=1, dtype=np.float64)), axis=1)
        between = stop - begin - 1
        moves = step[first, inner] + (between - 1) * step[inner, inner] + step[inner, last]
        logs = np.log(chain.forward[begin, first] + _TINY) + (summed[kinds, stop] - summed[kinds, begin + 1])
        logs += np.where(between > 0, moves, step[first, last])
        logs += chain.scores[stop, last] - chain.scale[stop]
        logs += np.log(chain.backward[stop, last] + _TINY)
        return np.asarray(np.exp(logs), np.float32)


def _aligned(rows: Scores) -> Scores:
    """Return a copy whose rows begin where lines of the cache do: they are looked up all over the table."""
    room = np.empty(rows.nbytes + _CACHE_LINE, np.uint8)
    start = -room.ctypes.data % _CACHE_LINE
    copy = room[start : start + rows.nbytes].view(np.float32).reshape(rows.shape)
    copy[:] = rows
    return copy


def _rows(*columns: NDArray[Any]) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.tolist() for column in columns), strict=True)


def _pairs(
    first: NDArray[np.bool_], last: NDArray[np.bool_], ends: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return the kind, begin and end of all pairs of marks within one segment; marks have shape (kinds, characters)."""
    kinds, begin = np.nonzero(first)
    rows = kinds * len(ends)
    stops = np.flatnonzero(last)
    low = np.searchsorted(stops, rows + begin, side="right")
    high = np.searchsorted(stops, rows + np.minimum(begin + LONGEST, ends[begin]), side="left")
    counts = np.maximum(high - low, 0)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    stop = stops[np.repeat(low, counts) + offsets] - np.repeat(rows, counts)
    return np.repeat(kinds, counts), np.repeat(begin, counts), stop


def _groups(segments: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield segments that are walked together: a text of any length takes the same memory."""
    group: list[tuple[int, int]] = []
    for segment in segments:
        if group and segment[1] - group[0][0] > _TOGETHER:
            yield group
            group = []
        group.append(segment)
    if group:
        yield group


def _in_step(segments: Sequence[tuple[int, int]]) -> tuple[NDArray[np.intp], list[int]]:
    """Return the characters in the order in which all segments are walked together, and how many there are at each step.

    The order has two rows: from the starts onward, and from the ends back.
    At each step the longest segments come first, so that those that go on are the first of the step before.
    """
    ordered = sorted(segments, key=lambda segment: segment[0] - segment[1])
    starts, ends = np.array(ordered).T
    lengths = ends - starts
    counts = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
    step = np.repeat(np.arange(lengths[0]), counts)
    rank = np.arange(len(step)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.stack((starts[rank] + step, ends[rank] - 1 - step)), counts.tolist()


class _Chain(NamedTuple):
    """The forward and backward values of all characters; ``scores`` are of each label, the best of a character 0.

    Rows are scaled so that forward times backward is the probability of each label at the character.
    """

    scores: Scores
    forward: Precise
    backward: Precise
    scale: Precise
    """Logarithm of what the forward values were divided by at each character."""
