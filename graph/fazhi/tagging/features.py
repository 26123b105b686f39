"""What the trained tagger reads of each character, as hashed buckets.

A feature is a template (which neighbour, which layer) with a value; both are hashed to a bucket of
``2 ** BITS``. All is done on whole texts in numpy: strings of features for every character would
cost more than all the rest of the pipeline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BITS = 22
Buckets = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX1, _MIX2 = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)
_HALF = np.uint64(33)


@dataclass(frozen=True)
class Reading:
    """How a layer is read: at which neighbours, and whether it is also paired with characters."""

    shifts: tuple[int, ...] = (0,)
    paired: bool = False


def mix(values: Hashes) -> Hashes:
    """Scatter 64-bit values (the finaliser of MurmurHash3)."""
    values = (values ^ (values >> _HALF)) * _MIX1
    values = (values ^ (values >> _HALF)) * _MIX2
    return values ^ (values >> _HALF)


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


def _character_features(text: str) -> Iterator[Hashes]:
    codes = code_points(text)
    one = codes.astype(np.uint64) + np.uint64(1)
    two = mix(one * _GOLDEN + shifted(one, 1))
    three = mix(two * _GOLDEN + shifted(one, 2))
    four = mix(three * _GOLDEN + shifted(one, 3))
    for grams, first, last in ((one, -4, 4), (two, -4, 3), (three, -3, 1), (four, -4, 1)):
        for by in range(first, last + 1):
            yield shifted(grams, by)
    shapes = _SHAPES[np.minimum(codes, 0xFFFF)].astype(np.uint64) + np.uint64(1)
    window = np.zeros_like(shapes)
    for place, by in enumerate((-2, -1, 0, 1, 2)):
        window += shifted(shapes, by) << np.uint64(4 * place)
    yield window


def _neighbours(text: str) -> tuple[Hashes, ...]:
    """Return what a paired layer is paired with: the characters and pairs of characters beside each one."""
    one = code_points(text).astype(np.uint64) + np.uint64(1)
    two = mix(one * _GOLDEN + shifted(one, 1))
    return one, shifted(one, -1), shifted(one, 1), shifted(two, -2), shifted(two, 1)


def _layer_features(
    layer: NDArray[np.unsignedinteger], reading: Reading, neighbours: tuple[Hashes, ...]
) -> Iterator[tuple[NDArray[np.intp], Hashes]]:
    """Yield for each template the places where it says something, and its values there.

    Where a layer is empty it says nothing that the characters do not: no feature is made of it.
    """
    places = np.flatnonzero(layer)
    marks = layer[places].astype(np.uint64) + np.uint64(1)
    for by in reading.shifts:
        moved = places - by
        inside = (moved >= 0) & (moved < len(layer))
        yield moved[inside], marks[inside]
    if reading.paired:
        scattered = mix(marks) * _GOLDEN
        for neighbour in neighbours:
            yield places, mix(scattered + neighbour[places])


def buckets(text: str, layers: Mapping[str, NDArray[np.unsignedinteger]], readings: Mapping[str, Reading]) -> Buckets:
    """Return the features of each character: shape ``(len(text), templates)``, values below 2**BITS, 0 for none.

    Layers are taken in the order of ``readings``, so that a template keeps its number.
    """
    characters = list(_character_features(text))
    templates = len(characters) + sum(len(r.shifts) + 5 * r.paired for r in readings.values()) + 1
    rows = np.zeros((templates, len(text)), np.uint32)
    for template, column in enumerate(characters):
        rows[template] = _bucket(column, template)
    neighbours = _neighbours(text)
    template = len(characters)
    for name, reading in readings.items():
        for places, values in _layer_features(layers[name], reading, neighbours):
            rows[template, places] = _bucket(values, template)
            template += 1
    rows[template] = _bucket(np.zeros(1, np.uint64), template)
    return rows.T


def _bucket(values: Hashes, template: int) -> Buckets:
    hashed = (mix(values * _GOLDEN + np.uint64(template * 7919 + 13)) >> np.uint64(64 - BITS)).astype(np.uint32)
    return np.maximum(hashed, np.uint32(1))


def as_strings(rows: Buckets) -> Sequence[list[str]]:
    """Return the buckets of each character as the attribute strings that CRFsuite is trained on."""
    return [[str(bucket) for bucket in row if bucket] for row in rows.tolist()]
