"""Layers: what rules and vocabulary say of each character, for the trained tagger to weigh.

A layer is an array with one small number a character. Rules only propose; the tagger has learned how
far to trust each of them, and where one contradicts another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from fazhi.lexicon import Lexicon
from fazhi.tagging.features import Reading, code_points, mix

Layers = dict[str, NDArray[np.unsignedinteger]]
Spans = Iterable[tuple[int, int]]

READINGS: Mapping[str, Reading] = {
    "practice": Reading((-1, 0, 1), paired=True),
    "rejected": Reading(),
    "institution": Reading((-1, 0, 1), paired=True),
    "law_title": Reading((0, 1)),
    "law": Reading((-1, 0, 1)),
    "place": Reading((-1, 0, 1), paired=True),
    "place_inside": Reading((-1, 0, 1)),
    "quantity": Reading((-1, 0, 1)),
    "quote": Reading((-1, 0, 1), paired=True),
    "quote_after": Reading(),
    "quote_before": Reading(),
    "quote_place_after": Reading(),
    "requoted": Reading((-1, 0, 1)),
    "institution_head": Reading(paired=True),
    "institution_head_distance": Reading(),
    "practice_head": Reading(paired=True),
    "practice_head_distance": Reading(),
}

_QUOTED = re.compile(r"“([^“”\n]{1,40})”")
_NUMERAL = re.compile(r"[\d一二三四五六七八九十两双]")
_STOPS = frozenset("，。；：！？、\n“”《》()[] ")
_STOP_TABLE = np.zeros(0x10000, bool)
_STOP_TABLE[[ord(stop) for stop in _STOPS]] = True
_REACH = 14
"""A head noun further away than this does not belong to the name that starts here."""


def make_layers(text: str, lexicon: Lexicon, rules: Mapping[str, Spans]) -> Layers:
    """Return the layers named in ``READINGS``; ``rules`` holds the spans of law, place and quantity rules."""
    layers: Layers = {
        "practice": lexicon.practices.layer(text),
        "rejected": lexicon.rejected.layer(text),
        "institution": lexicon.institutions.layer(text),
        "law_title": lexicon.laws.layer(text),
        **{name: _marked(len(text), spans) for name, spans in rules.items()},
        **_quotes(text),
    }
    next_stop = _next_stop(text)
    for name, heads in (("institution", lexicon.institution_heads), ("practice", lexicon.practice_heads)):
        head, distance = _next_head(list(heads.matches(text)), next_stop)
        layers[f"{name}_head"] = head
        layers[f"{name}_head_distance"] = head.astype(np.uint32) * 32 + distance
    return layers


def _marked(length: int, spans: Spans) -> NDArray[np.uint16]:
    marks = np.zeros(length, np.uint16)
    for start, end in spans:
        marks[start:end] = 2
        marks[end - 1] = 3
        marks[start] = 1 if end - start > 1 else 4
    return marks


def _quotes(text: str) -> Layers:
    """Mark quoted names with their length, what stands before and after, and later unquoted uses."""
    quote, requoted = np.zeros(len(text), np.uint16), np.zeros(len(text), np.uint16)
    after, before = np.zeros(len(text), np.uint64), np.zeros(len(text), np.uint64)
    names = set()
    for match in _QUOTED.finditer(text):
        start, end = match.span(1)
        kind = min(end - start, 20) * 8 + (4 if _NUMERAL.search(match[1]) else 0)
        quote[start:end] = kind + 2
        quote[end - 1] = kind + 3
        quote[start] = kind + 1
        quote[start - 1], quote[end] = 1000, 1001
        after[start - 1 : end + 1] = _hash(text[end + 1 : end + 3])
        before[start - 1 : end + 1] = _hash(text[max(0, start - 3) : start - 1])
        if 2 <= end - start <= 14:
            names.add(match[1])
    if names:
        automaton = ahocorasick_rs.AhoCorasick(sorted(names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        requoted = _marked(len(text), (found[1:] for found in automaton.find_matches_as_indexes(text)))
    return {
        "quote": quote,
        "quote_after": after,
        "quote_before": before,
        "quote_place_after": mix(after) + quote.astype(np.uint64),
        "requoted": requoted,
    }


def _hash(text: str) -> int:
    value = 1469598103934665603
    for character in text:
        value = ((value ^ ord(character)) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return value


def _next_stop(text: str) -> NDArray[np.intp]:
    """Return, for each character, where the next punctuation mark stands."""
    stops = _STOP_TABLE[np.minimum(code_points(text), 0xFFFF)]
    next_stop = np.where(stops, np.arange(len(text)), len(text))
    return np.minimum.accumulate(next_stop[::-1])[::-1]


def _next_head(
    heads: Sequence[tuple[int, int, int]], next_stop: NDArray[np.intp]
) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """For each character, the next head noun in its run without punctuation, and how far off it ends."""
    head, distance = np.zeros(len(next_stop), np.uint16), np.zeros(len(next_stop), np.uint16)
    if not heads:
        return head, distance
    starts, ends, numbers = np.array(heads).T
    # Behind the start of one head, up to the start of another, the other is the next.
    upto = np.diff(starts, prepend=-1)
    ends, numbers = np.repeat(ends, upto), np.repeat(numbers, upto)
    gap = ends - np.arange(len(ends))
    near = (gap <= _REACH) & (next_stop[: len(ends)] >= ends)
    head[: len(ends)] = np.where(near, numbers, 0)
    distance[: len(ends)] = np.where(near, gap, 0)
    return head, distance
