"""The training of the network of the tagger, with PyTorch (``tools/train_tagger.py`` calls it).

PyTorch is needed to train only, and only here: ``pip install torch`` (2.13 was used, on one thread,
which gives the same weights every time on the same machine).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from fazhi.tagging.convolutions import DILATIONS, SIZES, UNKNOWN, Numbering, pairs, values
from fazhi.tagging.crf import LABELS
from fazhi.tagging.features import code_points
from fazhi.tagging.layers import Layers

WIDTH, CHARACTER, PAIR, LAYER = 64, 64, 48, 8
EPOCHS, RATE, DROPOUT = 12, 4e-3, 0.4
SETTLING_EPOCHS, SETTLING_RATE = 4, 5e-4
CHUNK, BATCH = 400, 16
_RARE_CHARACTER, _RARE_PAIR = 2, 3
_NOTHING = -100
_NUMBER = {label: number for number, label in enumerate(LABELS)}

Array = NDArray[np.generic]


class Sample(NamedTuple):
    """A text to learn from."""

    text: str
    layers: Layers
    labels: Sequence[str]


class _Encoded(NamedTuple):
    characters: Tensor
    pairs: Tensor
    layers: Tensor
    labels: Tensor


class _Convolutions(nn.Module):
    """What ``fazhi.tagging.convolutions`` computes, in layers that learn."""

    def __init__(self, characters: int, pairs_: int) -> None:
        super().__init__()
        self.characters = nn.Embedding(characters + 2, CHARACTER, padding_idx=0)
        self.pairs = nn.Embedding(pairs_ + 2, PAIR, padding_idx=0)
        self.layers = nn.ModuleList([nn.Embedding(size, LAYER) for size in SIZES.values()])
        self.input = nn.Linear(CHARACTER + PAIR + LAYER * len(SIZES), WIDTH)
        self.convolutions = nn.ModuleList([nn.Linear(3 * WIDTH, WIDTH) for _ in DILATIONS])
        self.output = nn.Linear(WIDTH, len(LABELS))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, characters: Tensor, pairs_: Tensor, layers: Tensor) -> Tensor:
        inside = (characters > 0).float()[:, :, None]
        if self.training:
            characters = torch.where(torch.rand(characters.shape) < 0.05, UNKNOWN, characters) * (characters > 0)
            pairs_ = torch.where(torch.rand(pairs_.shape) < 0.2, UNKNOWN, pairs_) * (pairs_ > 0)
        said = [embedding(layers[:, :, at]) for at, embedding in enumerate(self.layers)]
        known = [self.dropout(self.characters(characters)), self.dropout(self.pairs(pairs_))]
        x = self.dropout(torch.tanh(self.input(torch.cat([*known, *said], 2)))) * inside
        for apart, convolution in zip(DILATIONS, self.convolutions, strict=True):
            seen = self.dropout(x)
            padded = functional.pad(seen, (0, 0, apart, apart))
            around = torch.cat([padded[:, : -2 * apart], seen, padded[:, 2 * apart :]], 2)
            x = (x + functional.relu(convolution(around))) * inside
        return self.output(self.dropout(x))  # type: ignore[no-any-return]


def train_convolutions(samples: Sequence[Sample], seed: int = 1) -> dict[str, Array]:
    """Return the arrays that ``Convolutions.folded`` takes, learnt from the samples."""
    characters = _frequent([code_points(sample.text) for sample in samples], _RARE_CHARACTER)
    known_pairs = _frequent([pairs(code_points(sample.text)) for sample in samples], _RARE_PAIR)
    torch.manual_seed(seed)
    network = _Convolutions(len(characters), len(known_pairs))
    _learn(network, _all_encoded(samples, characters, known_pairs), EPOCHS, RATE, seed)
    return {"characters": characters, "pairs": known_pairs, **_arrays(network)}


def settle_convolutions(arrays: Mapping[str, Array], samples: Sequence[Sample], seed: int = 1) -> dict[str, Array]:
    """Return the arrays after a few slow rounds over the gold; what ``settle_field`` does for the field."""
    characters, known_pairs = arrays["characters"], arrays["pairs"]
    torch.manual_seed(seed)
    network = _Convolutions(len(characters), len(known_pairs))
    with torch.no_grad():
        for name, parameter in _named(network).items():
            parameter.copy_(torch.from_numpy(arrays[name].astype(np.float32)))
    encoded = _all_encoded(samples, characters.astype(np.uint32), known_pairs.astype(np.uint64))
    _learn(network, encoded, SETTLING_EPOCHS, SETTLING_RATE, seed)
    return {"characters": characters, "pairs": known_pairs, **_arrays(network)}


def _learn(network: _Convolutions, encoded: Sequence[_Encoded], epochs: int, rate: float, seed: int) -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    chance = random.Random(seed)
    batches = len(list(_batches(encoded, chance))) + 10
    optimizer = torch.optim.Adam(network.parameters(), rate, weight_decay=1e-6)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=epochs * batches, pct_start=0.15)
    for _ in range(epochs):
        for batch in _batches(encoded, chance):
            optimizer.zero_grad()
            _loss(network, batch).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()


def _frequent(keys: Sequence[NDArray[np.unsignedinteger]], least: int) -> NDArray[np.unsignedinteger]:
    found, counts = np.unique(np.concatenate(keys), return_counts=True)
    return found[counts >= least]


def _all_encoded(
    samples: Sequence[Sample], characters: NDArray[np.unsignedinteger], known_pairs: NDArray[np.unsignedinteger]
) -> list[_Encoded]:
    numbering = Numbering(characters), Numbering(known_pairs)
    return [_encoded(sample, *numbering) for sample in samples]


def _encoded(sample: Sample, characters: Numbering, known_pairs: Numbering) -> _Encoded:
    codes = code_points(sample.text)
    layers = np.stack([values(sample.layers[name], size) for name, size in SIZES.items()], axis=1)
    return _Encoded(
        torch.from_numpy(characters.of(codes)),
        torch.from_numpy(known_pairs.of(pairs(codes))),
        torch.from_numpy(layers),
        torch.tensor([_NUMBER[label] for label in sample.labels]),
    )


def _batches(texts: Sequence[_Encoded], chance: random.Random) -> Iterator[list[_Encoded]]:
    """Yield the texts cut into chunks, at other places each time, those of a length together."""
    chunks = []
    for text in texts:
        cuts = range(-chance.randrange(CHUNK), len(text.labels), CHUNK)
        for cut in cuts:
            piece = slice(max(cut, 0), cut + CHUNK)
            if len(text.labels[piece]):
                chunks.append(_Encoded(*(part[piece] for part in text)))
    chunks.sort(key=lambda chunk: len(chunk.labels) + chance.random() * 20)
    batches = [chunks[at : at + BATCH] for at in range(0, len(chunks), BATCH)]
    chance.shuffle(batches)
    yield from batches


def _loss(network: _Convolutions, batch: Sequence[_Encoded]) -> Tensor:
    characters, known, layers = (pad_sequence([chunk[at] for chunk in batch], batch_first=True) for at in range(3))
    labels = pad_sequence([chunk.labels for chunk in batch], batch_first=True, padding_value=_NOTHING)
    found = network(characters, known, layers)
    return functional.cross_entropy(found.transpose(1, 2), labels, ignore_index=_NOTHING)


def _named(network: _Convolutions) -> dict[str, Tensor]:
    """Return the weights by the names that ``Convolutions`` reads them by."""
    return {
        "characters_embedding": network.characters.weight,
        "pairs_embedding": network.pairs.weight,
        **{name: layer.weight for name, layer in zip(SIZES, network.layers, strict=True)},
        "input": network.input.weight.T,
        "input_bias": network.input.bias,
        **{f"convolution{at}": layer.weight.T for at, layer in enumerate(network.convolutions)},
        **{f"convolution{at}_bias": layer.bias for at, layer in enumerate(network.convolutions)},
        "output": network.output.weight.T,
        "output_bias": network.output.bias,
    }


def _arrays(network: _Convolutions) -> dict[str, Array]:
    with torch.no_grad():
        return {name: value.numpy().astype(np.float16) for name, value in _named(network).items()}
