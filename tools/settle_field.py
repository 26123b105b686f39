"""The field settled on the gold after CRFsuite has taught it all texts.

The gold is a tenth of all texts, and its hands draw the bounds of names a little otherwise (“证照分离” with or
without 改革 behind it). Where they learn together, the many outvote the few; so in the end the field goes over
the gold alone a few times, from where it stands. That takes seconds.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from fazhi.tagging.crf import LABELS, CharacterTagger, Weights
from fazhi.tagging.features import Buckets

PASSES = 3
RATE = 0.05
PULL = 0.02
"""How strongly the weights are drawn back to where they came from; held out, 0.02 to 0.1 are equally good."""
_START = 0.01
"""What the squares of the gradients count from, so that the first step is not the longest."""
_NUMBER = {label: number for number, label in enumerate(LABELS)}


class Lesson(NamedTuple):
    """A text to settle on: its features, the label of each character, the stretches that no span crosses."""

    features: Buckets
    labels: Sequence[str]
    segments: Sequence[tuple[int, int]]


def settled(weights: Weights, lessons: Sequence[Lesson], seed: int = 1) -> Weights:
    """Return the weights after ``PASSES`` over the lessons, in an order drawn from ``seed``.

    Each text is one step of Adagrad up the likelihood of its labels (Duchi, Hazan and Singer 2011), with a pull
    back to the weights given. Features that have no weight get none, and transitions stay as they are.
    """
    tagger = CharacterTagger(weights)
    index = weights.index()
    prepared = [_Prepared.of(lesson, index, len(weights.rows)) for lesson in lessons]
    rows, squares = weights.rows.copy(), np.full(weights.rows.shape, _START, np.float32)
    chance = random.Random(seed)
    for _ in range(PASSES):
        chance.shuffle(prepared)
        for text in prepared:
            here = text.rows
            found = tagger.marginals(np.asarray(text.matrix @ rows[here]), text.segments)
            gradient = np.asarray(text.matrix.T @ (text.wanted - found)) - PULL * (rows[here] - weights.rows[here])
            squares[here] += gradient * gradient
            rows[here] += RATE * gradient / np.sqrt(squares[here])
    return Weights(weights.transitions, rows, weights.buckets)


class _Prepared(NamedTuple):
    rows: NDArray[np.intp]
    """The rows of weights that the text asks for."""
    matrix: csr_matrix
    """Shape (characters, rows asked for): how often each character asks for each."""
    wanted: NDArray[np.float32]
    """Shape (characters, labels): 1 for the right one."""
    segments: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, lesson: Lesson, index: NDArray[np.int32], rows: int) -> _Prepared:
        templates, characters = lesson.features.everywhere.shape
        asked = index[np.concatenate((lesson.features.everywhere.ravel(), lesson.features.said))]
        places = np.concatenate((np.tile(np.arange(characters), templates), lesson.features.places))
        known = asked > 0
        shape = characters, rows
        matrix = csr_matrix((np.ones(known.sum(), np.float32), (places[known], asked[known])), shape=shape)
        here = np.unique(asked[known])
        wanted = np.zeros((characters, len(LABELS)), np.float32)
        wanted[np.arange(characters), [_NUMBER[label] for label in lesson.labels]] = 1
        return cls(here, matrix[:, here], wanted, lesson.segments)
