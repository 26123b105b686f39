"""Which division a name means: by its parents in the name, by the report's own place, or by clues.

Ambiguous means none: where two divisions fit equally well, neither is taken and both are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from fazhi.identifiers import community_id, division_id, unplaced_division_id
from fazhi.jurisdictions.gazetteer import Gazetteer, Level
from fazhi.jurisdictions.names import generic, is_community, is_zone, short_name, stem, township_spellings

_LONGEST_NAME = 40
_ORGAN = re.compile(
    "人民(?:政府|法院|检察院|代表大会|武装部|调解|医院)|(?:建设|文化|交通|民政|公安|工业|海洋)(?:[局厅委和与、]|运输|旅游|广电|体育)"
)
"""An organ of a county, that begins like the short name of some townships (人民街道, 建设镇)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known where a name stands: the report's own place and the divisions named in its text."""

    own: str | None = None
    """Code of the report's own division."""
    own_path: str = ""
    """Full path of the report's own place, which may have no code."""
    named: frozenset[str] = frozenset()
    """Codes of the divisions of county level and above that the text names."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """One name resolved: its code and identifier, or None and what it could have been."""

    path: str
    code: str | None = None
    id: str | None = None
    candidates: tuple[str, ...] = ()
    """Codes, in order; empty where the name fits nothing in the table."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What a report tells about where it is from: its text, its head, codes in its index number."""

    text: str = ""
    head: str = ""
    codes: Sequence[str] = field(default=())


def parse(name: str, table: Gazetteer, *, spellings: bool = False) -> tuple[str, ...]:
    """Return the codes of all divisions that ``name`` can mean, parents in the name respected.

    ``spellings`` also takes townships written with another generic word (万兴街 for 万兴街道).
    """
    return _parsed("".join(name.split()), table, spellings)


@lru_cache(maxsize=1 << 15)
def _parsed(name: str, table: Gazetteer, spellings: bool) -> tuple[str, ...]:
    if not 2 <= len(name) <= _LONGEST_NAME or not table.begins(name):
        return ()
    if found := _direct(name, table, spellings):
        return found
    for cut in range(len(name) - 2, 1, -1):
        for area in _parsed(name[:cut], table, False):
            if found := _below(name[cut:], area, table):
                return found
    return ()


def _direct(name: str, table: Gazetteer, spellings: bool) -> tuple[str, ...]:
    if found := table.named(name):
        return found
    if found := table.called(name):
        return found
    if spellings:
        first, *others = township_spellings(name)
        if first != name and (found := _towns(first, table)):
            return found
        return tuple(code for spelling in others for code in _towns(spelling, table))
    return ()


def _towns(name: str, table: Gazetteer) -> tuple[str, ...]:
    return tuple(code for code in table.named(name) if len(code) > 6)


def _below(name: str, area: str, table: Gazetteer) -> tuple[str, ...]:
    """Return the divisions inside ``area`` that are called ``name``, in full, otherwise or in short."""
    whole = table.named(name) or table.called(name)
    if found := tuple(code for code in whole if table.within(code, area) and code != area):
        return found
    if table.level(area) is Level.TOWNSHIP:
        return ()
    return (
        _children_called(name, area, table) if table.level(area) is Level.COUNTY else _grandchildren(name, area, table)
    )


def _children_called(name: str, area: str, table: Gazetteer) -> tuple[str, ...]:
    below = {table.name(code): code for code in table.children(area)}
    for spelling in township_spellings(name):
        if spelling in below:
            return (below[spelling],)
    wanted = name if not generic(name) else short_name(name)
    return tuple(c for n, c in below.items() if wanted in (stem(n), short_name(n)))


def _grandchildren(name: str, area: str, table: Gazetteer) -> tuple[str, ...]:
    # 佛山市南庄镇: the county in between is left out; only full spellings are safe then.
    for spelling in township_spellings(name):
        if found := tuple(code for code in table.named(spelling) if table.within(code, area)):
            return found
    return ()


def place_lengths(name: str) -> Iterator[int]:
    """Yield how many characters in front of an organ's name may be a place, the most first.

    A place ends nowhere inside 人民政府 or 公安局.
    """
    organs = [(organ.start(), organ.end()) for organ in _ORGAN.finditer(name)]
    for end in range(min(len(name), _LONGEST_NAME), 1, -1):
        if not any(start < end < stop for start, stop in organs):
            yield end


def place_prefix(name: str, table: Gazetteer) -> tuple[int, tuple[str, ...]]:
    """Return how much of an organ's name is a place (上海市普陀区 of …司法局), and its candidates."""
    if not table.begins(name):
        return 0, ()
    for end in place_lengths(name):
        if found := parse(name[:end], table, spellings=bool(generic(name[:end]))):
            return end, found
    return 0, ()


def resolve(name: str, context: Context, table: Gazetteer) -> Resolution:
    """Return what ``name`` means in a report; never a guess between two that fit equally well."""
    name = "".join(name.split())
    if len(name) > _LONGEST_NAME:
        return Resolution(name)
    if context.own is None and len(name) > 2 and context.own_path.endswith(name):
        # The report's own place, too new or too old for the table.
        return Resolution(context.own_path, id=unplaced_division_id(context.own_path))
    found = _near_own(name, context, table) or parse(name, table)
    if found:
        return _chosen(name, found, context, table)
    return _community(name, context, table) or Resolution(_path_in(name, context, table))


def _near_own(name: str, context: Context, table: Gazetteer) -> tuple[str, ...]:
    """Look among the report's own place, its county and that county's townships, short names too."""
    if context.own is None:
        return ()
    own = context.own
    if name in (table.name(own), stem(table.name(own)), short_name(table.name(own))):
        return (own,)
    area = own[:6] if table.level(own) is Level.TOWNSHIP else own
    if table.level(area) is not Level.COUNTY or not generic(name):
        return ()
    exact = any(table.within(code, area[:4] + "00") for code in table.named(name))
    return () if exact else _children_called(name, area, table)


def _chosen(name: str, found: tuple[str, ...], context: Context, table: Gazetteer) -> Resolution:
    ranked = sorted((_distance(code, context, table), code) for code in found)
    nearest = [code for rank, code in ranked if rank == ranked[0][0]]
    top = min(nearest, key=lambda code: (len(code), not code.endswith("00"), code))
    if len(nearest) > 1 and all(table.within(code, top) for code in nearest):
        nearest = [top]  # 承德 means the city rather than the county of that name inside it
    far = ranked[0][0] >= _SAME_PROVINCE and table.level(nearest[0]) is Level.TOWNSHIP
    if len(nearest) > 1 or (far and table.named(name)):
        return Resolution(_path_in(name, context, table) if far else name, candidates=tuple(sorted(found)))
    return Resolution(table.full_path(top), top, division_id(top))


_SAME_PROVINCE = 5


def _distance(code: str, context: Context, table: Gazetteer) -> int:
    own = context.own
    if own is not None:
        if table.within(own, code):
            return 0
        if table.within(code, own):
            return 1
        if code.startswith(own[:6]):
            return 2
        if code.startswith(own[:4]) and not own.endswith("0000"):
            return 3
    if any(area in context.named for area in table.chain(code)[1:-1]):
        return 4
    if own is not None and code.startswith(own[:2]):
        return _SAME_PROVINCE
    return 6


def _community(name: str, context: Context, table: Gazetteer) -> Resolution | None:
    if not (is_community(name) or is_zone(name)):
        return None
    for cut in range(len(name) - 2, 1, -1):
        if found := _near_own(name[:cut], context, table) or parse(name[:cut], table):
            inside = _chosen(name[:cut], found, context, table)
            if inside.code and table.full_path(inside.code) and generic(name[:cut]):
                return _placed(name[cut:], inside.code, table)
    if context.own is None or (context.own.endswith("00") and not is_zone(name)):
        # A village's name is too common to be placed by its city or province alone.
        return Resolution(_path_in(name, context, table))
    return _placed(name, context.own, table)


def _placed(name: str, area: str, table: Gazetteer) -> Resolution:
    return Resolution(table.full_path(area) + name, id=community_id(area, name))


def _path_in(name: str, context: Context, table: Gazetteer) -> str:
    area = context.own_path or (table.full_path(context.own) if context.own else "")
    if is_community(name) or not generic(name) or not area:
        return area + name if is_community(name) else name
    if context.own and table.level(context.own) is Level.TOWNSHIP:
        area = table.full_path(context.own[:6])
    return area + name if name[-1] in "镇乡街道木" or name.endswith(("地区", "办事处")) else name


def locate(found: Iterable[str], clues: Clues, table: Gazetteer) -> str | None:
    """Return the one of the divisions ``found`` that the clues of a report speak for, None on a tie.

    A clue is a parent named anywhere (more in the head), the county in the index number, a
    neighbouring township named in the text. One candidate alone needs no clue.
    """
    candidates = tuple(dict.fromkeys(found))
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    scores = sorted(((_score(code, clues, table), code) for code in candidates), reverse=True)
    if scores[0][0] == scores[1][0]:
        level = [code for score, code in scores if score == scores[0][0]]
        scores = sorted(((_neighbours(code, clues, table), code) for code in level), reverse=True)
    return scores[0][1] if scores[0][0] > scores[1][0] else None


def _score(code: str, clues: Clues, table: Gazetteer) -> int:
    """Weigh the parents of a candidate; the nearer parent and the fuller name weigh more."""
    score = 0
    for clue in clues.codes:
        score += 8 if clue == code[:6] else 2 if clue[:4] == code[:4] else 0
    above = [area for area in table.chain(code)[:-1] if area in table]
    for distance, area in enumerate(reversed(above)):
        name = table.name(area)
        weight = max(4 - distance, 1) * (2 if distance == 0 else 1)
        score += weight * min(clues.text.count(name), 3) + weight * min(clues.head.count(name), 2)
        short = stem(name)
        if short != name:
            score += min(clues.text.count(short) - clues.text.count(name), 2)
        if distance == 0:
            # A report that speaks of its 特区, its 旗委 or its 县政府 lies in a division of that kind.
            score += 2 * min(len(_own_kind(generic(name)).findall(clues.text)), 2)
    return score


@lru_cache(maxsize=32)
def _own_kind(word: str) -> re.Pattern[str]:
    if len(word) > 1:
        return re.compile(f"(?<!经济){word}")
    return re.compile(f"(?<![\u4e00-\u9fff]){word}(?:委|政府|司法局|依法治{word}办)" if word else "(?!)")


def _neighbours(code: str, clues: Clues, table: Gazetteer) -> int:
    above = table.parent(code)
    if above is None:
        return 0
    kin = (*table.children(above), *table.children(code))
    return sum(1 for other in kin if other != code and len(table.name(other)) > 2 and table.name(other) in clues.text)
