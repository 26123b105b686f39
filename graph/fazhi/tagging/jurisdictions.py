"""Mentions of divisions and communities: names of the table, short names in context, open village names.

All offsets are those of the folded text. A name inside a longer one (黄岩区 in 黄岩区法院, a place in
《…》 or in a quoted brand) is returned with ``inside_name``: whoever knows the longer mention decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from fazhi.jurisdictions import Context, Gazetteer, Level, generic, is_zone, resolve, stem
from fazhi.jurisdictions.finding import finder, stands_alone
from fazhi.jurisdictions.names import township_spellings
from fazhi.jurisdictions.resolution import parse
from fazhi.jurisdictions.words import COLLISIONS, COMMON_WORDS
from fazhi.reports.report import Header
from fazhi.tagging.communities import bare_before, counted_names, find_communities, village_behind
from fazhi.tagging.inside_names import Enclosed, organ_follows
from fazhi.tagging.segmenter import Segmenter
from fazhi.tagging.short_places import PlaceSpan, listed_names, other_name_follows, short_names, with_neighbours


class PlaceMention(NamedTuple):
    """A mention of a place: its span, its full path, its identifier or what it could have been."""

    start: int
    end: int
    path: str
    id: str | None
    candidates: tuple[str, ...]
    inside_name: bool
    rule: str


def find_jurisdictions(text: str, header: Header, table: Gazetteer) -> list[PlaceMention]:
    """Return every mention of a place in the folded ``text``, left to right, none overlapping.

    ``header`` gives the report's own place, by which short names, homonyms and villages are read.
    """
    counted = [PlaceSpan(start, end, "listed") for start, end in counted_names(text)]
    full = [*_own_name(text, header, table), *_full_names(text, header, table)]
    own = header.division_code
    named = _named(text, full, table)
    context = Context(own, header.jurisdiction or "", named)
    spans = _without_overlap(
        chain(
            full,
            short_names(text, context, table, full),
            listed_names(text, context, table),
            _communities(text, table, {span.start for span in counted}),
            counted,
        )
    )
    spans = with_neighbours(text, spans, table)
    spans = _joined(text, _continued(text, spans, table), table)
    enclosed = Enclosed(text)
    return [
        _mention(text, span, context, table, enclosed) for span in spans if not _DOCUMENT_CODE.match(text, span.end)
    ]


_DOCUMENT_CODE = re.compile(r"(?:府|政|委|党)[办政法]{0,2}(?:发|函|字)[〔\[(【]")
"""开州府办发〔2025〕26号: the place is part of a document's number."""


def torn(text: str, place: PlaceMention, own: str, segmenter: Segmenter) -> bool:
    """Tell whether a bare name was put together from parts of other words: 迁安 in 搬迁安置, 大理 in 最大理解.

    ``own`` is the path of the report's place: its parts are meant wherever they stand.
    """
    if place.rule not in ("short", "listed") or own.startswith(place.path):
        return False
    before, after = text[max(0, place.start - _AROUND) : place.start], text[place.end : place.end + _AROUND]
    # The segmenter takes 新 for the beginning of a word (幸福美丽新甘肃); most bare names need no segmentation.
    if not (_CHINESE.match(before[-1:]) and _CHINESE.match(after)) or before[-1] in _BEFORE_PLACE:
        return False
    cuts = segmenter.boundaries(before + text[place.start : place.end] + after)
    return len(before) not in cuts and len(before) + place.end - place.start not in cuts


_AROUND = 6
"""Characters on both sides by which the segmenter tells words apart."""
_BEFORE_PLACE = frozenset("新在与和对到从为以的了及是市省县")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def _named(text: str, full: Sequence[PlaceSpan], table: Gazetteer) -> frozenset[str]:
    names = {text[span.start : span.end] for span in full}
    found = {name: table.named(name) or table.called(name) for name in names}
    return frozenset(codes[0] for codes in found.values() if len(codes) == 1 and len(codes[0]) == 6)


def _own_name(text: str, header: Header, table: Gazetteer) -> Iterator[PlaceSpan]:
    """Yield the report's own place where the table does not hold it (a new street, an old town)."""
    path = header.jurisdiction or ""
    if header.division_code or header.candidates or not path:
        return
    if (last := _LAST_PLACE.search(path)) and len(last.group()) > 2:
        for match in re.finditer(re.escape(last.group()), text):
            yield PlaceSpan(match.start(), match.end(), "own")


_LAST_PLACE = re.compile(
    r"(?<=[省市县区旗州盟])[^省市县区旗州盟]{2,12}(?:街道|镇|乡|苏木|开发区|新区|管理区)$"
    r"|^[^省市县区旗州盟]{2,12}(?:街道|镇|乡|苏木)$"
)


def _full_names(text: str, header: Header, table: Gazetteer) -> Iterator[PlaceSpan]:
    for found in finder(table).find(text):
        if _part_of_word(text, found.start, found.end, found.name, header, table):
            continue
        # 海南省级, 颍上县域 and 城郊镇情: the generic word belongs to what follows.
        if not _KIND_BEHIND.match(text, found.end - 1) or len(found.name) < 3:
            yield PlaceSpan(found.start, found.end, "table")
        elif any(table.level(code) is not Level.TOWNSHIP for code in table.named(found.name)):
            yield PlaceSpan(found.start, found.end - 1, "table")


_KIND_BEHIND = re.compile(".(?:级|情)|县域")
_PREPOSITION = re.compile(
    r"[在与和及对到以赴由向从给让同跟如将把经为至、，。；：！？(（“‘\s》”’)）\d]$|^$|[省市州县区旗盟]$|推广$|借鉴$|学习$|参照$|深入$|走进$"
)


def _part_of_word(text: str, start: int, end: int, name: str, header: Header, table: Gazetteer) -> bool:
    """Tell whether a name of the table is part of other words here, unless it is in the report's own."""
    if name in (header.jurisdiction or "") or (name.endswith("县") and village_behind(text, end)):
        return False
    if (
        stem(name) in COMMON_WORDS
        and generic(name) in ("区", "县")
        and not _PREPOSITION.search(text[max(0, start - 2) : start])
        and not any(parse(text[max(0, start - length) : end], table) for length in (2, 3))
    ):
        return True
    return bool(COLLISIONS.match(text, start)) or not stands_alone(text, start, end)


def _communities(text: str, table: Gazetteer, counted: Collection[int]) -> Iterator[PlaceSpan]:
    """Yield open names and the bare names listed before a village.

    Not what begins a ``counted`` name and only adds the number: 杨湾三村 of 松岭、柏坡、杨湾三村.
    """

    def known(name: str) -> bool:
        return len(name) >= 2 and any(table.named(spelling) for spelling in township_spellings(stem(name) + "镇"))

    for start, end in find_communities(text, known):
        if start in counted and _NUMBER_BEFORE_KIND.search(text, start, end):
            continue
        yield PlaceSpan(start, end, "community")
        if text.endswith("村", start, end):
            for bare in bare_before(text, start):
                yield PlaceSpan(*bare, "listed")


_NUMBER_BEFORE_KIND = re.compile("[两三四五六七八九十](?:个..?)?[村查区道]$")


def _without_overlap(spans: Iterator[PlaceSpan] | chain[PlaceSpan]) -> list[PlaceSpan]:
    """Keep the longer of two overlapping spans, the earlier of two as long."""
    kept: list[PlaceSpan] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            last = kept[-1]
            if (span.end > last.end and last.rule in ("short", "listed")) or (
                span.end == last.end and span.rule == "table" and last.rule != "own"
            ):
                kept[-1] = span  # 现南城街道: the table knows where the name begins
            continue
        kept.append(span)
    return kept


_SHORT = re.compile("[\u4e00-\u9fff]{2,4}")
_CORPS = re.compile(
    r"(?:新疆生产建设兵团)?(?:第?[一二三四五六七八九十]{1,3}师)?(?:[一二三四五六七八九十〇\d]{1,5}团)?$"
)


def _continued(text: str, spans: Sequence[PlaceSpan], table: Gazetteer) -> Iterator[PlaceSpan]:
    """Let a place run on into a short name inside it (浙江 + 诸暨), or back over a regiment's number."""
    starts = {span.start for span in spans}
    for span in spans:
        corps = _CORPS.search(text[max(0, span.start - 14) : span.start])
        start = span.start - len(corps.group()) if corps and corps.group() else span.start
        end = span.end
        if span.rule != "community" and end not in starts:
            area = text[span.start : end]
            for length in (4, 3, 2):
                name = text[end : end + length]
                if not _SHORT.fullmatch(name) or len(name) < length or generic(name) or not parse(area + name, table):
                    continue
                if not other_name_follows(text, end + length) and not organ_follows(text, end + length):
                    end += length
                    break
            if area.endswith(_TOWNSHIPS):
                end = village_behind(text, end) or end
            if zone := _ZONE_BEHIND.match(text, end):
                end = zone.end()
        yield PlaceSpan(start, end, span.rule)


_TOWNSHIPS = ("镇", "乡", "街道", "苏木")
_ZONE_BEHIND = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:旅游度假区|先行区|合作区)|(?<![镇乡道木])(?:工业园区|产业集聚区|工业集中区|综合保税区)|(?:经济|经济技术|高新技术)?开发区|高新区|经开区)"
    r"(?!管委|管理|[\u4e00-\u9fff]{0,4}(?:分局|中心|公司|法院|检察院|局))"
)
"""博鳌 + 乐城国际医疗旅游先行区, 广州 + 开发区: a zone that the table does not hold, named after a place."""


def _joined(text: str, spans: Iterable[PlaceSpan], table: Gazetteer) -> list[PlaceSpan]:
    """Join a place to the one right after it that lies in it: 浙江省 + 诸暨市."""
    joined: list[PlaceSpan] = []
    for span in spans:
        if (
            joined
            and joined[-1].end == span.start
            and _lies_in(text[joined[-1].start : joined[-1].end], text[span.start : span.end], span, table)
        ):
            joined[-1] = PlaceSpan(joined[-1].start, span.end, span.rule)
        else:
            joined.append(span)
    return joined


def _lies_in(area: str, name: str, span: PlaceSpan, table: Gazetteer) -> bool:
    return span.rule == "community" or bool(parse(area + name, table)) or is_zone(name)


def _mention(text: str, span: PlaceSpan, context: Context, table: Gazetteer, enclosed: Enclosed) -> PlaceMention:
    name = text[span.start : span.end]
    found = resolve(name, context, table)
    inside = enclosed.covers(span.start, span.end) or organ_follows(text, span.end)
    return PlaceMention(span.start, span.end, found.path, found.id, found.candidates, inside, span.rule)
