"""What the trained tagger reads of each character, as hashed buckets.

A feature is a template (which neighbour, which layer) with a value; both are hashed to a bucket of
``2 ** BITS``. All is done on whole texts in numpy: strings of features for every character would
cost more than all the rest of the pipeline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

BITS = 23
Hashed = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Number = TypeVar("Number", bound=np.generic)

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX1, _MIX2 = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)
_HALF = np.uint64(33)


@dataclass(frozen=True)
class Reading:
    """How a layer is read: at which neighbours, and whether it is also paired with characters."""

    shifts: tuple[int, ...] = (0,)
    paired: bool = False

    @property
    def templates(self) -> int:
        """How many features are made of the layer."""
        return len(self.shifts) + _NEIGHBOURS * self.paired


_NEIGHBOURS = 5


def mix(values: Hashes) -> Hashes:
    """Scatter 64-bit values (the finaliser of MurmurHash3)."""
    values = values ^ (values >> _HALF)
    values *= _MIX1
    values ^= values >> _HALF
    values *= _MIX2
    values ^= values >> _HALF
    return values


def shifted(values: Hashes, by: int) -> Hashes:
    """Return ``values[i + by]`` at each i, 0 beyond the ends."""
    if by == 0:
        return values
    moved = np.zeros_like(values)
    if by > 0:
        moved[:-by] = values[by:]
    else:
        moved[-by:] = values[:by]
    return moved


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code points of ``text``; lone surrogates are kept."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _shape_table() -> NDArray[np.uint8]:
    table = np.full(0x10000, 8, np.uint8)
    table[0x4E00:0xA000] = 3
    for code in range(0x10000):
        character = chr(code)
        if character.isdigit() and not 0x4E00 <= code < 0xA000:
            table[code] = 2
        elif character.isalpha() and not 0x4E00 <= code < 0xA000:
            table[code] = 4
    for characters, shape in (
        ("零〇一二两三四五六七八九十百千万亿", 1),
        ("，。；：！？、", 5),
        ("“”\"'《》<>()[]【】", 6),
        ("\n ", 7),
    ):
        for character in characters:
            table[ord(character)] = shape
    return table


_SHAPES = _shape_table()


def _around(values: NDArray[Number], first: int, last: int) -> NDArray[Number]:
    """Return ``values`` shifted by ``first`` to ``last``, a row each; ``values`` go on by ``_REACH`` at both ends."""
    windows = sliding_window_view(values, len(values) - 2 * _REACH)
    return windows[_REACH + first : _REACH + last + 1]


def _character_features(codes: NDArray[np.uint32]) -> Iterator[Hashed]:
    """Yield the buckets of templates, a row each, some templates at a time.

    A sequence of characters has its buckets for all the places where it can stand side by side: looked up one
    character after the other, they are still at hand.
    """
    one = _padded(codes.astype(np.uint64) + np.uint64(1))
    two = mix(one * _GOLDEN + shifted(one, 1))
    three = mix(two * _GOLDEN + shifted(one, 2))
    four = mix(three * _GOLDEN + shifted(one, 3))
    for template, (grams, first, last) in enumerate(((one, -4, 4), (two, -4, 3), (three, -3, 1), (four, -4, 1))):
        places = np.arange(last - first + 1, dtype=np.uint32)[:, None]
        beside = np.uint32((1 << (last - first).bit_length()) - 1)
        yield (_around(_bucket(grams, template), first, last) & ~beside) | places
    shapes = _padded(_SHAPES[np.minimum(codes, 0xFFFF)].astype(np.uint64) + np.uint64(1))
    yield _bucket((_around(shapes, -2, 2) << _PLACES).sum(axis=0, keepdims=True), 4)
    yield _bucket(np.zeros((1, len(codes)), np.uint64), 5)


def _padded(values: Hashes) -> Hashes:
    beyond = np.zeros(_REACH, np.uint64)
    return np.concatenate((beyond, values, beyond))


_REACH = 4
"""Neighbours as far away as this are read."""
_PLACES = np.arange(0, 20, 4, dtype=np.uint64)[:, None]


def _neighbours(codes: NDArray[np.uint32]) -> Hashes:
    """Return what a paired layer is paired with, a row each: the characters and pairs of characters beside each one."""
    one = codes.astype(np.uint64) + np.uint64(1)
    two = mix(one * _GOLDEN + shifted(one, 1))
    return np.stack((one, shifted(one, -1), shifted(one, 1), shifted(two, -2), shifted(two, 1)))


def _layer_features(
    layer: NDArray[np.unsignedinteger], reading: Reading, neighbours: Hashes
) -> Iterator[tuple[NDArray[np.intp], Hashes]]:
    """Yield for each template the places where it says something, and its values there.

    Where a layer is empty it says nothing that the characters do not: no feature is made of it.
    """
    places = layer.nonzero()[0]
    marks = layer[places].astype(np.uint64) + np.uint64(1)
    if not len(places):
        yield from repeat((places, marks), reading.templates)
        return
    for by in reading.shifts:
        moved = places - by
        inside = (moved >= 0) & (moved < len(layer))
        yield moved[inside], marks[inside]
    if reading.paired:
        for values in mix(mix(marks) * _GOLDEN + neighbours[:, places]):
            yield places, values


class Buckets(NamedTuple):
    """The features of a text as buckets below 2**BITS: those that every character has, and those of layers."""

    everywhere: Hashed
    """Shape (templates, characters)."""
    places: NDArray[np.intp]
    """Characters of which a layer says something, once for each feature."""
    said: Hashed
    """The features there."""


def buckets(text: str, layers: Mapping[str, NDArray[np.unsignedinteger]], readings: Mapping[str, Reading]) -> Buckets:
    """Return the features of each character.

    Layers are taken in the order of ``readings``, so that a template keeps its number.
    """
    codes = code_points(text)
    neighbours = _neighbours(codes)
    said = [found for name, reading in readings.items() for found in _layer_features(layers[name], reading, neighbours)]
    places, marks = (np.concatenate(column) for column in zip(*said, strict=True))
    templates = np.repeat(np.arange(len(said)) + _FIRST_LAYER, [len(found) for found, _ in said])
    return Buckets(np.concatenate(list(_character_features(codes))), places, _bucket(marks, templates))


_FIRST_LAYER = 10
"""Number of the first template of layers; those of characters have lower ones."""


def _bucket(values: Hashes, template: int | NDArray[np.intp]) -> Hashed:
    salt = np.asarray(template * 7919 + 13).astype(np.uint64)
    return (mix(values * _GOLDEN + salt) >> np.uint64(64 - BITS)).astype(np.uint32)


def as_strings(features: Buckets) -> Sequence[list[str]]:
    """Return the buckets of each character as the attribute strings that CRFsuite is trained on."""
    rows = [list(map(str, row)) for row in features.everywhere.T.tolist()]
    for place, bucket in zip(features.places.tolist(), features.said.tolist(), strict=True):
        rows[place].append(str(bucket))
    return rows
