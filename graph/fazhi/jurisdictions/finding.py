"""Where full names of divisions stand in a text: one pass of one automaton over the whole table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from fazhi.jurisdictions.gazetteer import Gazetteer
from fazhi.jurisdictions.names import GENERIC_WORDS

_PLACE_ROW = re.compile(
    rf"(?:{'|'.join(GENERIC_WORDS)}|开发区|经开区|高新区|管理区|示范区|试验区|度假区|保税区|工业园区?"
    rf"|产业园区?|风景区|农场|林场|牧场|渔场|茶场|种场|垦区|新城|片区)$"
)
_ONLY_GENERIC = re.compile(
    r"(?:国家级|省级)?(?:经济|技术|经济技术|高新|高新技术|高新技术产业|工业|产业|循环经济|现代农业|农业|城南"
    r"|城北|城东|城西|新|中心|商务|旅游|生态|化工|金融|物流|科技)*"
    r"(?:开发区|经开区|高新区|管理区|示范区|试验区|度假区|保税区|工业区|工业园区?|产业园区?|园区|风景区"
    r"|[农林牧渔茶种]场|垦区|新区|新城|片区|城区|[矿郊]区)|..?[场城苑]|.|苏木[乡镇]|[各分城全]?乡镇|小城镇|中心镇|.{2,4}产业园"
)
"""Rows of the statistical table that are common nouns (经济开发区, 小城镇), and 分乡镇 of 部分乡镇."""


_BEFORE_NAME = re.compile(r"[在与和及对到赴由向从给让同跟如将把经为至驻省市州县区旗盟]$|[^\u4e00-\u9fff]$|^$")
_DOUBTFUL = re.compile(
    r"^(?:市[中南北]|[城郊矿东西南北]|高新|新|经开|开发)[区]|^城[关东西南北中厢]|^.[县镇乡旗]$|^.{1,2}镇$|^..乡$"
)

_OTHER_WORD = {
    "镇": re.compile(r"\(?[街镇乡]|化"),
    "乡": re.compile(r"\(?[街镇乡]|创(?![设建立办])|[愁贤音情]|村(?!民|委)"),
    "县": re.compile(r"[市区](?!场|政|委|人|级|司|公|应)"),
}
"""建设镇（街道）便民服务中心, 提高乡镇, 平安乡村, 县域城镇化: the kind of place belongs to what follows."""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a name of the table is no part of other words (全市中区, 办理县人大, 提高县乡).

    Only names of few characters are in doubt; for them a word boundary or a preposition must precede.
    """
    name = text[start:end]
    after = text[end : end + 1]
    if name[-1] in "镇乡县" and _OTHER_WORD[name[-1]].match(text, end):
        return False
    if not _DOUBTFUL.match(name):
        return True
    if len(name) == 2 and after in tuple("级乡镇村直域区市里"):
        return False
    return (len(name) > 2 and name[-1] in "镇乡") or bool(_BEFORE_NAME.search(text[max(0, start - 1) : start]))


class Found(NamedTuple):
    """A name in a text, in offsets of that text."""

    start: int
    end: int
    name: str


class Finder:
    """An automaton over names, the longest name first from the left."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names to find; their order does not matter."""
        self._names = sorted(set(names))
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Found]:
        """Return the names in ``text``, left to right, none overlapping another."""
        matches = self._automaton.find_matches_as_indexes(text)
        return [Found(start, end, self._names[index]) for index, start, end in matches]


@lru_cache(maxsize=2)
def finder(table: Gazetteer) -> Finder:
    """Return the finder of the full, former and generic short names (桓仁县) of a table, built once.

    Bare short names (嘉善) are not in it: 平安, 资源 and 全南 are words before they are places, so
    that only the report's own context can say which of them to look for.
    """
    names = {*table.full_names, *table.former_names, *table.generic_short_names, *table.township_names}
    return Finder(
        n for n in names if _PLACE_ROW.search(n) and not _ONLY_GENERIC.fullmatch(n) and n not in GENERIC_WORDS
    )
