"""Where full names of divisions stand in a text: one pass of one automaton over the whole table."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from fazhi.jurisdictions.gazetteer import Gazetteer
from fazhi.jurisdictions.names import GENERIC_WORDS

_NO_PLACE = re.compile(
    r"(?:公司|监狱|局|局直|中心|委员会|办公室|管理处|管理所|[学分]院|单位|指挥部|煤矿|金矿|铜矿|水库|苗圃|基地|筹备处|分部)$"
    r"|^(?:.|..场|.城|.苑)$"
)
"""Rows of the statistical table that are bodies, works or words rather than places to be named."""


class Found(NamedTuple):
    """A full name of the table in a text, in offsets of that text."""

    start: int
    end: int
    name: str


class Finder:
    """An automaton over full and former names, the longest name first from the left.

    Short names with their generic word (桓仁县, 红河州) are names too. Bare ones (嘉善) are not in it:
    平安, 资源 and 全南 are words before they are places, so that only the report's own context can
    say which of them to look for.
    """

    def __init__(self, table: Gazetteer) -> None:
        """Take the names of ``table`` that can stand in a text."""
        names = {*table.full_names, *table.former_names, *table.generic_short_names, *table.township_names}
        self._names = sorted(n for n in names if n not in GENERIC_WORDS and not _NO_PLACE.search(n))
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Found]:
        """Return the names in ``text``, left to right, none overlapping another."""
        matches = self._automaton.find_matches_as_indexes(text)
        return [Found(start, end, self._names[index]) for index, start, end in matches]


@lru_cache(maxsize=2)
def finder(table: Gazetteer) -> Finder:
    """Return the finder of a table, built once."""
    return Finder(table)
