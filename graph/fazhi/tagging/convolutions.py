"""A small convolutional network over characters: a second opinion on the label of each one, in numpy.

The conditional random field knows what it has counted; the network embeds characters, pairs of
characters and layers, and so carries over from one name to others that are made alike. It is trained by
PyTorch (``tools/train_convolutions.py``); reading with it takes a few products of matrices, so PyTorch is not
needed to use it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import sgemm
from scipy.sparse import coo_matrix
from threadpoolctl import ThreadpoolController

from fazhi.tagging.arrays import damaged, read_arrays
from fazhi.tagging.crf import LABELS
from fazhi.tagging.features import code_points
from fazhi.tagging.layers import Layers

Array = NDArray[np.float32]

SIZES: Mapping[str, int] = {
    "practice": 64,
    "rejected": 64,
    "institution": 64,
    "law_title": 64,
    "law": 4,
    "place": 4,
    "place_inside": 4,
    "quantity": 4,
    "quote": 256,
    "requoted": 4,
    "institution_head": 256,
    "institution_head_distance": 2048,
    "practice_head": 256,
    "practice_head_distance": 2048,
}
"""How many values of a layer are told apart; larger layers are hashed to so many."""
DILATIONS = (1, 2, 4)
"""How far apart the three characters are that each convolution joins."""
UNKNOWN = 1
"""Number of a character or pair that was too rare to learn; 0 is what stands beyond the ends."""
_BLOCK = 1024
_HASHED_FROM = 65
_GOLDEN = np.uint64(2654435761)
_SCATTER = np.uint64(0x9E3779B97F4A7C15)
_SPACE = 4
"""The index has 2**4 times as many slots as there are keys, or more."""


def values(layer: NDArray[np.unsignedinteger], size: int) -> NDArray[np.intp]:
    """Return the row of a layer's embedding for each character; 0 where the layer says nothing."""
    if size < _HASHED_FROM:
        return (layer % size).astype(np.intp)
    hashed = (layer.astype(np.uint64) * _GOLDEN >> np.uint64(8)) % np.uint64(size - 1)
    return np.where(layer > 0, hashed.astype(np.intp) + 1, 0)


def pairs(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return a number for each character with the one behind it."""
    wide = codes.astype(np.uint64)
    following = np.concatenate((wide[1:], np.zeros(1, np.uint64)))
    return (wide << np.uint64(32)) | following


class Numbering:
    """Tells where a key stands among known ones."""

    def __init__(self, known: NDArray[np.unsignedinteger]) -> None:
        """Index the sorted keys ``known``: looking into the index takes half the time of a search."""
        self._known = known
        bits = len(known).bit_length() + _SPACE
        self._shift = np.uint64(64 - bits)
        self._index = np.zeros(1 << bits, np.int32)
        self._index[self._slot(known)] = np.arange(len(known))

    def of(self, keys: NDArray[np.unsignedinteger]) -> NDArray[np.intp]:
        """Return the number of each key, from 2 on, or ``UNKNOWN``."""
        place = self._index.take(self._slot(keys), mode="clip")
        # Others may have the slot, and some of what is known has lost it.
        other = np.flatnonzero(self._known.take(place, mode="clip") != keys)
        searched = np.minimum(np.searchsorted(self._known, keys[other]), len(self._known) - 1)
        found = place.astype(np.intp) + 2
        found[other] = np.where(self._known[searched] == keys[other], searched + 2, UNKNOWN)
        return found

    def _slot(self, keys: NDArray[np.unsignedinteger]) -> NDArray[np.intp]:
        return (keys.astype(np.uint64) * _SCATTER >> self._shift).astype(np.intp)


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@dataclass(frozen=True)
class Convolutions:
    """The weights, ready to be read with: embeddings are multiplied by the input weights beforehand."""

    characters: Numbering
    """Of code points."""
    pairs: Numbering
    """Of what ``pairs`` returns."""
    rows: Array
    """What each character, pair and value of a layer adds, one below the other; shape (rows, width)."""
    firsts: Sequence[int]
    """Where in ``rows`` those of characters, of pairs and of the layers, in the order of ``SIZES``, begin."""
    bias: Array
    convolutions: Sequence[tuple[Sequence[Array], Array]]
    """Weights for the characters before, here and behind, each of shape (width out, width in), and biases (width, 1)."""
    output: Array
    """Shape (width, labels)."""
    output_bias: Array

    @classmethod
    def load(cls, path: Path) -> Convolutions:
        """Read what ``tools/train_convolutions.py`` wrote; raise ModelError where the file is missing or damaged."""
        try:
            return cls.folded(read_arrays(path))
        except (KeyError, ValueError) as error:
            raise damaged(path, error) from error

    @classmethod
    def folded(cls, stored: Mapping[str, NDArray[np.generic]]) -> Convolutions:
        """Take the trained arrays, embeddings and input weights apart."""
        array = {name: rows.astype(np.float32) for name, rows in stored.items() if rows.dtype.kind == "f"}
        embeddings = [array["characters_embedding"], array["pairs_embedding"], *(array[name] for name in SIZES)]
        edges = np.cumsum([0, *(rows.shape[1] for rows in embeddings)])
        width = array["input"].shape[1]
        if array["output"].shape != (width, len(LABELS)):
            raise ValueError(f"scores of {array['output'].shape[1]} labels instead of {len(LABELS)}")
        folded = [rows @ array["input"][low:high] for rows, low, high in zip(embeddings, edges, edges[1:], strict=False)]
        # What a layer says where it says nothing goes to the bias: nothing is to be added there.
        silent = [np.zeros(width, np.float32)] * 2 + [rows[0] for rows in folded[2:]]
        return cls(
            Numbering(stored["characters"].astype(np.uint32)),
            Numbering(stored["pairs"].astype(np.uint64)),
            np.concatenate([rows - nothing for rows, nothing in zip(folded, silent, strict=True)]),
            np.cumsum([0, *map(len, folded[:-1])]).tolist(),
            np.asarray(array["input_bias"] + sum(silent)),
            [_transposed(array[f"convolution{at}"], array[f"convolution{at}_bias"]) for at in range(len(DILATIONS))],
            array["output"],
            array["output_bias"],
        )

    def scores(self, text: str, layers: Layers) -> Array:
        """Return a score of each label at each character, up to a constant a character: shape (characters, labels)."""
        x = self._read(text, layers)
        np.tanh(x, out=x)
        # One thread: the products are small, and each worker of a build has one core.
        with _threads().limit(limits=1):
            return np.asarray(self._convolved(x) @ self.output + self.output_bias)

    def _read(self, text: str, layers: Layers) -> Array:
        """Return what goes into the convolutions: the sum of what is known of each character."""
        codes = code_points(text)
        everywhere = np.arange(len(codes))
        places = [everywhere, everywhere, *(np.flatnonzero(layers[name]) for name in SIZES)]
        rows = [self.characters.of(codes), self.pairs.of(pairs(codes))]
        rows += [values(layers[name][said], size) for (name, size), said in zip(SIZES.items(), places[2:], strict=True)]
        column = np.concatenate([found + first for found, first in zip(rows, self.firsts, strict=True)])
        ones = np.ones(len(column), np.float32)
        matrix = coo_matrix((ones, (np.concatenate(places), column)), shape=(len(codes), len(self.rows)))
        return np.asarray(matrix @ self.rows + self.bias)

    def _convolved(self, x: Array) -> Array:
        """Return ``x`` after all convolutions, computed block by block: a text of any length takes the same memory."""
        reach, done = sum(DILATIONS), np.empty_like(x)
        room = _Room.of(min(_BLOCK + 2 * reach, len(x)), x.shape[1])
        for start in range(0, len(x), _BLOCK):
            first = max(start - reach, 0)
            block = self._block(x[first : start + _BLOCK + reach], room)
            done[start : start + _BLOCK] = block[start - first : start - first + _BLOCK]
        return done

    def _block(self, x: Array, room: _Room) -> Array:
        """Return ``x`` after all convolutions, each of which adds to what came in.

        The products of a convolution add up in place, which BLAS offers and numpy does not: to lay the three
        characters side by side first takes longer. BLAS keeps columns together, so all is transposed.
        """
        reach, length = max(DILATIONS), len(x)
        found, padded = room.found[:length].T, room.padded[: length + 2 * reach].T
        padded[:, reach + length :] = 0
        inner = padded[:, reach : reach + length]
        inner[:] = x.T
        for apart, (weights, bias) in zip(DILATIONS, self.convolutions, strict=True):
            found[:] = bias
            for by, weight in zip((-apart, 0, apart), weights, strict=True):
                seen = padded[:, reach + by : reach + by + length]
                found = sgemm(1.0, weight, seen, beta=1.0, c=found, overwrite_c=True)
            inner += np.maximum(found, np.float32(0), out=found)
        return inner.T


def _transposed(weights: Array, bias: Array) -> tuple[list[Array], Array]:
    """Take the stored weights of a convolution, of shape (3 x width, width), apart."""
    return [part.T for part in np.split(np.ascontiguousarray(weights), 3)], bias[:, None]


class _Room(NamedTuple):
    """Memory for a block, taken once: fresh pages for each cost as much as the products of matrices."""

    padded: Array
    found: Array

    @classmethod
    def of(cls, length: int, width: int) -> _Room:
        return cls(np.zeros((length + 2 * max(DILATIONS), width), np.float32), np.empty((length, width), np.float32))
