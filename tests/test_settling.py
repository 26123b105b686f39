"""The field settled on the gold: nearer to its labels, unmoved where it does not ask, the same each time."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from fazhi.tagging.crf import LABELS, CharacterTagger, Weights, encode
from fazhi.tagging.features import Buckets

ROOT = Path(__file__).resolve().parents[1]
NOWHERE = np.zeros(0, np.intp), np.zeros(0, np.uint32)


@pytest.fixture(scope="module")
def settle_field() -> ModuleType:
    spec = importlib.util.spec_from_file_location("settle_field", ROOT / "tools" / "settle_field.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def weights() -> Weights:
    """Three buckets that lean to nothing and one, 40, that no lesson asks for."""
    chance = np.random.default_rng(7)
    rows = np.concatenate((np.zeros((1, len(LABELS))), chance.normal(0, 0.3, (4, len(LABELS))))).astype(np.float32)
    return Weights(np.zeros((len(LABELS), len(LABELS)), np.float32), rows, np.array([10, 20, 30, 40], np.uint32))


def lessons(module: ModuleType) -> list:
    """Two texts in which the buckets 10, 20, 30 one after another are a practice."""
    texts = [([30, 10, 20, 30, 20], [(1, 4, "M")]), ([10, 20, 20, 30], [(0, 4, "M")])]
    return [
        module.Lesson(Buckets(np.array([found], np.uint32), *NOWHERE), encode(len(found), spans), [(0, len(found))])
        for found, spans in texts
    ]


def likelihood(model: Weights, lesson) -> float:
    """The mean probability of the right labels."""
    tagger = CharacterTagger(model)
    found = tagger.marginals(tagger.scores(lesson.features), lesson.segments)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-4)
    return float(np.mean([row[LABELS.index(label)] for row, label in zip(found, lesson.labels, strict=True)]))


def test_settled_weights_are_nearer_to_the_labels(settle_field):
    texts = lessons(settle_field)
    settled = settle_field.settled(weights(), texts)
    for text in texts:
        assert likelihood(settled, text) > 1.1 * likelihood(weights(), text)


def test_what_no_lesson_asks_for_stays(settle_field):
    settled = settle_field.settled(weights(), lessons(settle_field))
    np.testing.assert_array_equal(settled.rows[[0, 4]], weights().rows[[0, 4]])
    np.testing.assert_array_equal(settled.transitions, weights().transitions)
    assert not np.array_equal(settled.rows[1:4], weights().rows[1:4])


def test_settling_is_the_same_each_time(settle_field):
    first, second = (settle_field.settled(weights(), lessons(settle_field)) for _ in range(2))
    np.testing.assert_array_equal(first.rows, second.rows)
    other = settle_field.settled(weights(), lessons(settle_field), seed=2)
    assert not np.array_equal(first.rows, other.rows), "the order of the texts is drawn from the seed"
