"""The place that a body's name begins with: 平和县 of 平和县司法局, 芦溪 of 芦溪司法所.

A full name (芦溪镇, 上海市普陀区) is what it says, however far. A short name is first one of the report's
own place, of what lies above it and of its county's townships; then of what the report names; only
provinces and prefectures are known by their short names everywhere. Two that fit equally well give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from fazhi.jurisdictions import Context, Gazetteer, Level, generic, is_zone, resolve, stem
from fazhi.jurisdictions.names import GENERIC_WORDS
from fazhi.jurisdictions.resolution import parse, place_lengths
from fazhi.jurisdictions.words import COMMON_WORDS, PLAIN_WORDS
from fazhi.linking.body_forms import BodyForms, level_word

_LONGER_NAME = re.compile(
    r"社区(?!矫正|戒毒|服务|卫生)|村(?![镇居])|居委|居民[区委]|嘎查|小区|大?[街路]|大道|[山湖沟]|广场|商圈"
)
"""What makes a short name part of a longer one: 铜川社区 lies in a town far from 铜川市."""
_KINDS_OF_DISTRICT = frozenset({"城区", "郊区", "矿区", "新区"})


class NamedPlace(NamedTuple):
    """The first ``length`` characters of a name are a place; ``code`` is None where they fit several."""

    length: int
    code: str | None
    word: str = ""
    """The generic word that ends it."""


def named_place(name: str, context: Context, table: Gazetteer, forms: BodyForms) -> NamedPlace | None:
    """Return the place in front of a body's name, that which leaves a known type behind if there is one."""
    word = level_word(name)
    if not table.begins(name) or (word and forms.exact(name[len(word) :], word)):
        return None
    longest: NamedPlace | None = None
    for end in place_lengths(name):
        place = _place(name[:end], name[end:], context, table, forms)
        if place and forms.exact(name[end:], place.word):
            return place
        longest = longest or place
    return longest


def _place(part: str, rest: str, context: Context, table: Gazetteer, forms: BodyForms) -> NamedPlace | None:
    if not rest or part in GENERIC_WORDS or (part.endswith("街道办") and rest.startswith("事处")):
        return None
    if word := generic(part):
        found = _in_full(part, context, table)
        return NamedPlace(len(part), found[0] if len(found) == 1 else None, word) if found else None
    if is_zone(part) and (found := _in_full(part, context, table)):
        return NamedPlace(len(part), found[0] if len(found) == 1 else None)
    if _LONGER_NAME.match(rest):
        return None
    whole = forms.exact(rest) is not None
    near = _in_short(part, context, table, whole, whole or forms.ending(rest) is not None)
    if len(near) == 1:
        return NamedPlace(len(part), near[0], generic(table.name(near[0])))
    # 城东派出所 where only a district far away is called 城东: of a place that is not known.
    unknown = near or (whole and part not in PLAIN_WORDS and table.called(part))
    return NamedPlace(len(part), None) if unknown else None


def _in_full(part: str, context: Context, table: Gazetteer) -> tuple[str, ...]:
    """Return the divisions that a name with its generic word can mean, the one that it means where sure."""
    own = context.own
    if part in _KINDS_OF_DISTRICT:
        found = parse(part, table)
        return tuple(code for code in found if own and code[:4] == own[:4])
    if code := resolve(part, context, table).code:
        return (code,)
    if found := parse(part, table):
        return found
    # A township that has become a street or a town since is the report's own only if it is near.
    renamed = parse(part, table, spellings=True)
    return tuple(code for code in renamed if own and code[:4] == own[:4])


def _in_short(part: str, context: Context, table: Gazetteer, whole: bool, kind: bool) -> Sequence[str]:
    """Return the nearest divisions that a name without its generic word can mean.

    ``whole`` says that nothing but the name of a type follows, ``kind`` that a name of some type follows.
    """
    if part in PLAIN_WORDS and not whole:
        return ()
    if found := _above(part, context, table):
        return found
    if level_word(part) or (part in COMMON_WORDS and not whole):
        return ()
    return next(filter(None, _by_distance(part, context, table, kind)), ())


def _above(part: str, context: Context, table: Gazetteer) -> tuple[str, ...]:
    """Return the report's own place, or the highest division around it, with the short name ``part``."""
    chain = table.chain(context.own) if context.own else ()
    return tuple(code for code in chain if code in table and part in _shorts(code, table))[:1]


def _by_distance(part: str, context: Context, table: Gazetteer, kind: bool) -> Iterator[Sequence[str]]:
    """Yield the divisions with a short name in circles around the report's own place, the nearest first."""
    own, called = context.own, table.called(part)
    if own is not None:
        if kind and table.level(own) >= Level.COUNTY:
            yield _townships(own[:6], table).get(part, ())
        said = [code for code in sorted(context.named) if code in table and part in _shorts(code, table)]
        for width in (6, 4, 2):
            yield [code for code in said if code[:width] == own[:width]]
        yield [code for code in called if table.within(code, own)]
    if part not in COMMON_WORDS:
        yield [code for code in called if table.level(code) <= Level.PREFECTURE]
    if not called and len(part) > 3:
        yield parse(part, table)  # 嘉定区南翔, the parent in front


@lru_cache(maxsize=1 << 16)
def _shorts(code: str, table: Gazetteer) -> tuple[str, ...]:
    return (stem(table.name(code)),) if len(code) > 6 else table.short_forms(code)


@lru_cache(maxsize=1 << 12)
def _townships(county: str, table: Gazetteer) -> dict[str, list[str]]:
    """Return the townships of a county by their short names."""
    found: dict[str, list[str]] = {}
    for code in table.children(county):
        found.setdefault(stem(table.name(code)), []).append(code)
    return found
