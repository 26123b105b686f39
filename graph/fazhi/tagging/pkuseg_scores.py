"""The scores of pkuseg's features, for every character of a text at once.

pkuseg builds some hundred feature names for each character and looks them up one by one. The same
sums are made here from tables, over whole arrays; the words come out the same (a test compares them)
at a tenth of the cost. The features are those of ``spacy_pkuseg.feature_extractor``: a character and
its neighbours up to two away (``c``, ``c-1``, ``c1``, ``c-2``, ``c2``), pairs of neighbours (``cc1``,
``c-1c``, ``c-2c-1``), known words that begin or end here (``w1``, ``w-1``), and two known words that
meet before or behind this character (``ww.l``, ``ww.r``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = dict[str, dict[int, Floats]]

BLANK, _UNKNOWN = 0, 1
_SINGLES = {"c": 0, "c-1": 1, "c1": -1, "c-2": 2, "c2": -2}
"""How far to the right of the character each of its features counts."""
_PAIRS = {"cc1": 0, "c-1c": 1, "c-2c-1": 2}
"""How far to the right of the pair's first character each of its features counts."""
_PLANE_0 = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x10000)]))
_SPACES = re.findall(r"\s", _PLANE_0)


class PkusegScores:
    """The tables of one model: letters, pairs, words and meetings of words, with a score for each tag."""

    def __init__(self, extractor: Any, weights: Floats, bias: Floats) -> None:
        """Sort pkuseg's features into tables; ``weights`` has a row for each of them, ``bias`` is for all."""
        self.bias, tags = bias, len(bias)
        names: Mapping[str, int] = extractor.feature_to_idx
        letters, words = _inventory(names)
        self.width, self.word_count = len(letters) + 2, len(words) + 1
        self.trie = _Trie(words, letters, self.width)
        singles: Rows = defaultdict(dict)
        pairs: Rows = defaultdict(dict)
        meetings: Rows = defaultdict(dict)
        for name, index in names.items():
            family, _, rest = name.partition(".")
            if family in _SINGLES:
                singles[family][letters[rest]] = weights[index]
            elif family in _PAIRS:
                first, second = rest.split(".")
                pairs[family][letters[first] * self.width + letters[second]] = weights[index]
            elif family in ("w1", "w-1"):
                singles[family][words[rest]] = weights[index]
            elif family == "ww":
                left, right = rest[2:].split("*")
                meetings[rest[0]][words[left] * self.word_count + words[right]] = weights[index]
        self.letter_scores = {family: _dense(singles[family], self.width, tags) for family in _SINGLES}
        self.word_scores = {family: _dense(singles[family], self.word_count, tags) for family in ("w1", "w-1")}
        self.pairs, self.meetings = _Sparse(pairs, _PAIRS, tags), _Sparse(meetings, "lr", tags)
        self.letter_of = _letter_of(extractor, letters)

    def of(self, text: str) -> Floats:
        """Return the scores of a text that is not empty: a row for each character, a column for each tag."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        letters = self.letter_of[codes]
        scores = self.bias + self.letter_scores["c"][letters]
        for family in ("c-1", "c1", "c-2", "c2"):
            _add_shifted(scores, self.letter_scores[family][letters], _SINGLES[family], letters)
        rows = self.pairs.find(letters[:-1] * self.width + letters[1:])
        for family, shift in _PAIRS.items():
            added = self.pairs.tables[family][rows]
            _add_shifted(scores[: len(scores) - (shift == 0)], added, shift, letters)
        self._add_words(scores, letters)
        return scores

    def _add_words(self, scores: Floats, letters: Ints) -> None:
        hits = list(self.trie.walk(letters))
        for starts, ends, words in hits:  # of one length, so no two begin or end at one place
            scores[starts] += self.word_scores["w1"][words]
            scores[ends - 1] += self.word_scores["w-1"][words]
        starts, ends, words = (np.concatenate(column) for column in zip(*hits, strict=True))
        order = np.argsort(starts, kind="stable")
        starts, ends, words = starts[order], ends[order], words[order]
        first = np.searchsorted(starts, ends)
        count = np.searchsorted(starts, ends, side="right") - first
        left = np.repeat(np.arange(len(starts)), count)
        right = np.arange(len(left)) + np.repeat(first - np.cumsum(count) + count, count)
        rows = self.meetings.find(words[left] * self.word_count + words[right])
        known = rows < self.meetings.size
        places, rows = starts[right[known]], rows[known]
        np.add.at(scores, places, self.meetings.tables["l"][rows])
        np.add.at(scores, places - 1, self.meetings.tables["r"][rows])


class _Sparse:
    """Scores by key, for whole arrays of keys; ``size`` is the row of every key that is not there."""

    def __init__(self, rows: Rows, families: Iterable[str], tags: int) -> None:
        keys = sorted({key for family in families for key in rows[family]})
        place = {key: row for row, key in enumerate(keys)}
        self.size = len(keys)
        self.keys: Ints = np.array([*keys, np.iinfo(np.int64).max], dtype=np.int64)
        self.tables = {
            family: _dense({place[key]: row for key, row in rows[family].items()}, self.size + 1, tags)
            for family in families
        }

    def find(self, keys: Ints) -> Ints:
        place = np.searchsorted(self.keys, keys)
        return np.where(self.keys[place] == keys, place, self.size)


class _Trie:
    """The model's words of two to six letters, found at every place of a text at once."""

    def __init__(self, words: Mapping[str, int], letters: Mapping[str, int], width: int) -> None:
        steps: dict[int, int] = {}
        word_at = {0: 0}
        for word, number in words.items():
            state = 0
            for letter in word:
                state = steps.setdefault(state * width + letters[letter], len(steps) + 1)
            word_at[state] = number
        self.width, self.depth = width, max(map(len, words), default=0)
        self.keys: Ints = np.array([*sorted(steps), np.iinfo(np.int64).max], dtype=np.int64)
        self.next: Ints = np.array([steps[key] for key in sorted(steps)] + [0], dtype=np.int64)
        self.word_at: Ints = np.array([word_at.get(state, 0) for state in range(len(steps) + 1)], dtype=np.int64)

    def walk(self, letters: Ints) -> Iterable[tuple[Ints, Ints, Ints]]:
        """Yield, for each length, the starts, ends and numbers of the words of that length."""
        starts: Ints = np.arange(len(letters), dtype=np.int64)
        states: Ints = np.zeros(len(letters), dtype=np.int64)
        for length in range(1, max(self.depth, 1) + 1):
            inside = starts + length <= len(letters)
            starts, states = starts[inside], states[inside]
            keys = states * self.width + letters[starts + length - 1]
            rows = np.searchsorted(self.keys, keys)
            known = self.keys[rows] == keys
            starts, states = starts[known], self.next[rows[known]]
            words = self.word_at[states]
            yield starts[words > 0], starts[words > 0] + length, words[words > 0]


def _inventory(names: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Number the letters (from 2) and the words (from 1) that the feature names speak of."""
    letters: set[str] = set()
    words: set[str] = set()
    for name in names:
        family, _, rest = name.partition(".")
        if family in _SINGLES or family in _PAIRS:
            letters.update(rest.split("."))
        elif family in ("w1", "w-1"):
            words.add(rest)
        elif family == "ww":
            words.update(rest[2:].split("*"))
    letters.update(letter for word in words for letter in word)
    return (
        {letter: number for number, letter in enumerate(sorted(letters), 2)},
        {word: number for number, word in enumerate(sorted(words), 1)},
    )


def _letter_of(extractor: Any, letters: Mapping[str, int]) -> Ints:
    """Return the letter of every code point, after pkuseg's folding of digits and punctuation."""
    table: Ints = np.full(0x110000, _UNKNOWN, dtype=np.int64)
    domain = _PLANE_0 + "".join(letter for letter in letters if len(letter) == 1 and letter > "\uffff")
    for character, letter in zip(domain, extractor.normalize_text(domain), strict=True):
        table[ord(character)] = letters.get(letter, _UNKNOWN)
    table[[ord(space) for space in _SPACES]] = BLANK
    return table


def _dense(rows: Mapping[int, Floats], size: int, tags: int) -> Floats:
    table: Floats = np.zeros((size, tags))
    for index, row in rows.items():
        table[index] = row
    return table


def _add_shifted(scores: Floats, added: Floats, shift: int, letters: Ints) -> None:
    """Add to each character the score of the one ``shift`` places before it, never across a blank."""
    size = len(scores) - abs(shift)
    if size <= 0:
        return
    source, target = added[max(-shift, 0) :][:size], scores[max(shift, 0) :][:size]
    if abs(shift) == 2:
        source = source * (letters[1:-1] != BLANK)[:size, None]
    target += source
