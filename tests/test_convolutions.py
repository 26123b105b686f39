"""The network beside the field: what it computes, how far it looks, what a damaged file says."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.errors import ModelError
from fazhi.lexicon import default_lexicon
from fazhi.reports import text_report
from fazhi.tagging.convolutions import DILATIONS, SIZES, UNKNOWN, Convolutions, Numbering, pairs, values
from fazhi.tagging.crf import LABELS
from fazhi.tagging.layers import make_layers
from fazhi.tagging.pipeline import make_pipeline, mentions_of
from fazhi.tagging.trained import CONVOLUTIONS, FIELD, MODELS, Trained

Arrays = dict[str, np.ndarray]

WIDTH = 6
TEXT = "推行“三所联动”机制，派出所、司法所与律所三方"
NO_RULES: dict[str, list[tuple[int, int]]] = {"law": [], "place": [], "place_inside": [], "quantity": []}


def _arrays(text: str) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(7)
    codes = np.array([ord(one) for one in text], np.uint32)
    known = np.unique(codes)[:-2]
    known_pairs = np.unique(pairs(codes))[:-2]
    shapes = {
        "characters_embedding": (len(known) + 2, 5),
        "pairs_embedding": (len(known_pairs) + 2, 4),
        **{name: (size, 2) for name, size in SIZES.items()},
        "input": (5 + 4 + 2 * len(SIZES), WIDTH),
        "input_bias": (WIDTH,),
        **{f"convolution{at}": (3 * WIDTH, WIDTH) for at in range(len(DILATIONS))},
        **{f"convolution{at}_bias": (WIDTH,) for at in range(len(DILATIONS))},
        "output": (WIDTH, len(LABELS)),
        "output_bias": (len(LABELS),),
    }
    drawn = {name: chance.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()}
    return {"characters": known, "pairs": known_pairs, **drawn}


def _slowly(arrays: dict[str, np.ndarray], text: str, layers: dict[str, np.ndarray]) -> np.ndarray:
    """The same, character by character, as the definition says it."""
    codes = np.array([ord(one) for one in text], np.uint32)
    rows = []
    for at in range(len(text)):
        parts = [
            arrays["characters_embedding"][Numbering(arrays["characters"]).of(codes)[at]],
            arrays["pairs_embedding"][Numbering(arrays["pairs"]).of(pairs(codes))[at]],
            *(arrays[name][values(layers[name], size)[at]] for name, size in SIZES.items()),
        ]
        rows.append(np.tanh(np.concatenate(parts) @ arrays["input"] + arrays["input_bias"]))
    for number, apart in enumerate(DILATIONS):
        nothing = np.zeros(WIDTH, np.float32)
        before = list(rows)
        for at in range(len(text)):
            three = [before[at + by] if 0 <= at + by < len(text) else nothing for by in (-apart, 0, apart)]
            seen = np.concatenate(three) @ arrays[f"convolution{number}"] + arrays[f"convolution{number}_bias"]
            rows[at] = before[at] + np.maximum(seen, 0)
    return np.array(rows) @ arrays["output"] + arrays["output_bias"]


def test_the_network_computes_its_definition() -> None:
    arrays, layers = _arrays(TEXT), make_layers(TEXT, default_lexicon(), NO_RULES)
    found = Convolutions.folded(arrays).scores(TEXT, layers)
    np.testing.assert_allclose(found, _slowly(arrays, TEXT, layers), rtol=1e-4, atol=1e-5)


def test_blocks_leave_no_seam() -> None:
    text = (TEXT + "。") * 100
    layers = make_layers(text, default_lexicon(), NO_RULES)
    found = Convolutions.folded(_arrays(TEXT)).scores(text, layers)
    np.testing.assert_allclose(found, _slowly(_arrays(TEXT), text, layers), rtol=1e-3, atol=1e-4)


def test_rare_characters_and_pairs_share_a_number() -> None:
    codes = np.array([ord(one) for one in "三所鑫"], np.uint32)
    assert Numbering(np.sort(codes[:2])).of(codes).tolist() == [2, 3, UNKNOWN]


@given(known=st.sets(st.integers(0, 2**42), min_size=1), asked=st.lists(st.integers(0, 2**42)))
def test_numbers_are_those_of_a_search(known: set[int], asked: list[int]) -> None:
    ordered = sorted(known)
    keys = [*asked, *ordered]
    found = Numbering(np.array(ordered, np.uint64)).of(np.array(keys, np.uint64))
    assert found.tolist() == [ordered.index(key) + 2 if key in known else UNKNOWN for key in keys]


@lru_cache
def _shipped() -> Convolutions:
    network = Trained.load().convolutions
    assert network
    return network


@settings(max_examples=40, deadline=None)
@given(front=st.text("法治所镇“”、。", max_size=30), behind=st.text("法治所镇“”、。", max_size=30))
def test_it_looks_no_further_than_its_convolutions(front: str, behind: str) -> None:
    middle = "推行“三所联动”机制，由派出所、司法所"
    reach = sum(DILATIONS)
    network = _shipped()

    def scores(text: str) -> np.ndarray:
        # Layers look further; here they say nothing.
        return network.scores(text, {name: np.zeros(len(text), np.uint16) for name in SIZES})

    inner = slice(reach, len(middle) - reach - 1)
    found = scores(front + middle + behind)[len(front) :][inner]
    np.testing.assert_allclose(found, scores(middle)[inner], rtol=1e-3, atol=1e-3)


def test_the_field_alone_reads_otherwise() -> None:
    """The network is not a weight of nothing: without it some reading of the seeds differs."""
    text = "".join(path.read_text("utf-8") for path in sorted(Path("seeds").glob("00*.txt")))
    layers = make_layers(text, default_lexicon(), NO_RULES)
    both = Trained.load()
    whole = [(0, len(text))]
    assert both.candidates(text, layers, whole) != Trained(both.field, None).candidates(text, layers, whole)


@pytest.mark.parametrize(("content", "reason"), [(b"", "empty"), (b"PK\x03\x04 cut off", "cut off"), (None, "not there")])
def test_a_damaged_model_says_what_to_do(tmp_path: Path, content: bytes | None, reason: str) -> None:
    for path in MODELS.glob("*.npz"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    if content is None:
        (tmp_path / CONVOLUTIONS).unlink()
    else:
        (tmp_path / CONVOLUTIONS).write_bytes(content)
    with pytest.raises(ModelError, match=r"convolutions\.npz cannot be read .*reinstall fazhi"):
        Trained.load(tmp_path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (FIELD, lambda stored: {**stored, "transitions": np.zeros((21, 21), np.float16)}),
        (CONVOLUTIONS, lambda stored: {**stored, "output": np.zeros((64, 21), np.float16)}),
    ],
)
def test_a_model_of_other_labels_is_refused(tmp_path: Path, name: str, change: Callable[[Arrays], Arrays]) -> None:
    for path in MODELS.glob("*.npz"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with np.load(MODELS / name) as stored:
        np.savez(tmp_path / name, **change(dict(stored)))
    with pytest.raises(ModelError, match="reinstall fazhi"):
        Trained.load(tmp_path)


def test_one_character_is_read() -> None:
    assert mentions_of(make_pipeline(), text_report("法")) == ()
