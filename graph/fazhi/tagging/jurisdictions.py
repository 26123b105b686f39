"""Mentions of divisions and communities: names of the table, short names in context, open village names.

All offsets are those of the folded text. A name inside a longer one (黄岩区 in 黄岩区法院, a place in
《…》 or in a quoted brand) is returned with ``inside_name``: whoever knows the longer mention decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from fazhi.jurisdictions import Context, Gazetteer, Level, generic, is_zone, resolve, stem
from fazhi.jurisdictions.finding import Finder, finder, stands_alone
from fazhi.jurisdictions.names import township_spellings
from fazhi.jurisdictions.resolution import parse
from fazhi.jurisdictions.words import COLLISIONS, COMMON_WORDS, FIRM_CITIES, PLAIN_WORDS
from fazhi.reports.report import Header
from fazhi.tagging.communities import find_communities


class PlaceMention(NamedTuple):
    """A mention of a place: its span, its full path, its identifier or what it could have been."""

    start: int
    end: int
    path: str
    id: str | None
    candidates: tuple[str, ...]
    inside_name: bool
    rule: str


class _Span(NamedTuple):
    start: int
    end: int
    rule: str


_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》?|“[^“”\n]{1,16}”")
_NOT_AFTER = re.compile(
    r"(?:法治|平安|健康|清廉|数字|智慧|诗画|信用|诚信|文明|和美|最美|活力|和谐|安居|无讼|一网通|廉洁|康养"
    r"|全域|[a-zA-Z苏])$"
)
_NOT_BEFORE = re.compile(
    r"[路街道巷江河湖山岭港桥站里门寺庙村屯塘坝坡洲湾岛篇味版]|大学|学院|大道|银行|日报|晚报|高速|铁路|机场"
    r"|盆地|平原|会战|话(?!务)|菜|剧|大桥|广场|小区|水库|公园|片区|油田|草原|山区"
    r"|社区|居民区|嘎查|久安|法治网|卫视|电视|[镇乡县区市省州旗](?![域级直委政里内外])"
    r"|[\u4e00-\u9fff]{0,10}[\[(](?:19|20)\d\d[\])]|[\u4e00-\u9fff]{1,10}20\d\d\d{1,4}\D|[东南西北中][岸部]"
    r"|沿岸|流域"
)
_HEAD = (
    "局(?![面限部势])|法院|检察院|派出所|司法所|法律援助中心|委员会|办公室|领导小组|调委会|调解委|指挥部|支队"
    "|大队|中队|总队|联合会|总工会|团委|妇联|商会|协会|学会|公司"
    "|律师事务所|法庭|中学|小学|大学|学院|学校|医院|银行|支行|党校|管委会|办事处|村委会|居委会|街道办|专班"
    "|公证处|海事处|边检站|检查站|管理站|基金会|电视台|卫视|网站|门户"
    "|[一二三四五六七八九]中(?![心央])|厅(?![堂级])|分局|公安局|执法委|监管所|实践所|林业站|农机站"
)
_CENTRE = (
    "服务中心|调解中心|指导中心|治理中心|保护中心|仲裁院|工作站|工作室|服务站|服务基地|联络站|联系点|矛调中心"
    "|分中心|中心校|文化站"
)
_ORGAN = re.compile(
    r"(?:人民)?政府(?!采购|购买|投资)|(?:[\u4e00-\u9fff]届)?人民代表大会|人大|政协|党委|党工委|办事处|工委"
    r"|[省市县区旗州镇乡]?委(?![员托派屈培以])|纪检|公安|武装部|人武部|公证处|派出所|分局"
    rf"|(?P<middle>[\u4e00-\u9fff]{{0,14}}?)(?:{_HEAD})|(?P<longer>[\u4e00-\u9fff]{{1,12}}?)(?:{_CENTRE})"
)
_BREAKS_ORGAN = re.compile(
    r"[的在对将把被是有从向到让使并也均已获邀请由推创召举试探打赴牵印颁与、]|建[成立强起好]|成立|设[立在了]"
    r"|开[展设通]|实[施行现]|制定|出台|落实|挂牌|联合|建设(?!局|厅|委|管理|银行|集团|指挥|工程)"
    r"|入选|荣获|跻身|全面|统筹|通过|整合|依托|选派|发挥|强化|深化|坚持|加强|组建|组织(?!部)|以(?!工)|为(?!民)"
)


def find_jurisdictions(text: str, header: Header, table: Gazetteer) -> list[PlaceMention]:
    """Return every mention of a place in the folded ``text``, left to right, none overlapping.

    ``header`` gives the report's own place, by which short names, homonyms and villages are read.
    """
    full = [*_own_name(text, header, table), *_full_names(text, header, table)]
    own = header.division_code
    named = _named(text, full, table)
    context = Context(own, header.jurisdiction or "", named)
    spans = _without_overlap(
        chain(
            full,
            _short_names(text, context, table, full),
            _listed_names(text, context, table),
            _communities(text, table),
        )
    )
    spans = _with_neighbours(text, spans, table)
    spans = _joined(text, _continued(text, spans, table), table)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return [_mention(text, span, context, table, quoted) for span in spans]


def _named(text: str, full: Sequence[_Span], table: Gazetteer) -> frozenset[str]:
    names = {text[span.start : span.end] for span in full}
    found = {name: table.named(name) or table.called(name) for name in names}
    return frozenset(codes[0] for codes in found.values() if len(codes) == 1 and len(codes[0]) == 6)


def _own_name(text: str, header: Header, table: Gazetteer) -> Iterator[_Span]:
    """Yield the report's own place where the table does not hold it (a new street, an old town)."""
    path = header.jurisdiction or ""
    if header.division_code or header.candidates or not path:
        return
    place = next((match.group() for match in [_LAST_PLACE.search(path)] if match), "")
    for match in re.finditer(re.escape(place), text) if len(place) > 2 else ():
        yield _Span(match.start(), match.end(), "own")


_LAST_PLACE = re.compile(
    r"(?<=[省市县区旗州盟])[^省市县区旗州盟]{2,12}(?:街道|镇|乡|苏木|开发区|新区|管理区)$"
    r"|^[^省市县区旗州盟]{2,12}(?:街道|镇|乡|苏木)$"
)


def _full_names(text: str, header: Header, table: Gazetteer) -> Iterator[_Span]:
    for found in finder(table).find(text):
        if _part_of_word(text, found.start, found.end, found.name, header):
            continue
        # 海南省级 and 城郊镇情: the generic word belongs to what follows.
        torn = text.startswith(("级", "情"), found.end) and len(found.name) > 2
        if not torn:
            yield _Span(found.start, found.end, "table")
        elif (
            len(found.name) > 3
            or table.level(table.named(found.name)[0] if table.named(found.name) else "000000") is not Level.TOWNSHIP
        ):
            yield _Span(found.start, found.end - 1, "table")


_PREPOSITION = re.compile(
    r"[在与和及对到赴由向从给让同跟如将把经为至、，。；：！？(（“‘\s》”’)）\d]$|^$|[省市州县区旗盟]$"
)


def _part_of_word(text: str, start: int, end: int, name: str, header: Header) -> bool:
    """Tell whether a name of the table is part of other words here, unless it is in the report's own."""
    if name in (header.jurisdiction or ""):
        return False
    if (
        stem(name) in COMMON_WORDS
        and generic(name) in ("区", "县")
        and not _PREPOSITION.search(text[max(0, start - 1) : start])
    ):
        return True
    return not stands_alone(text, start, end)


def _short_names(text: str, context: Context, table: Gazetteer, full: Sequence[_Span]) -> Iterator[_Span]:
    taken = {span.start for span in full}
    province = context.own[:2] if context.own else ""
    finders = (_province_finder(table, province), _short_finder(frozenset(_own_short(context, table))))
    for start, end, _ in chain.from_iterable(names.find(text) for names in finders):
        if start in taken or COLLISIONS.match(text, start) or _NOT_BEFORE.match(text, end):
            continue
        if not _NOT_AFTER.search(text[max(0, start - 4) : start]):
            yield _Span(start, end, "short")


@lru_cache(maxsize=40)
def _province_finder(table: Gazetteer, province: str) -> Finder:
    """Return the finder of the bare names of all provinces and cities, and of one province's counties."""
    cities = [code for above in table.provinces for code in table.children(above) if code.endswith("00")]
    counties = [code for city in table.children(f"{province}0000") for code in (city, *table.children(city))]
    upper = {stem(table.name(code)) for code in (*table.provinces, *cities)}
    names = {short for short in upper if short not in COMMON_WORDS or short in FIRM_CITIES}
    names |= {stem(table.name(code)) for code in counties if len(code) == 6} - COMMON_WORDS
    return Finder(name for name in names if len(name) >= 2 and name not in table.full_names)


def _own_short(context: Context, table: Gazetteer) -> Iterator[str]:
    """Yield the bare names of the report's own place, of what lies around it and of what it names in full."""
    codes = set(context.named)
    if own := context.own:
        codes |= set(table.chain(own))
        area = own[:6] if table.level(own) is Level.TOWNSHIP else own
        if table.level(area) is Level.COUNTY:
            codes |= set(table.children(table.parent(area) or area))
            yield from (short for code in table.children(area) if len(short := stem(table.name(code))) >= 3)
        else:
            codes |= set(table.children(area))
        if table.level(own) is Level.TOWNSHIP:
            yield stem(table.name(own)) + "街"
    for code in codes:
        short = stem(table.name(code))
        common = short in PLAIN_WORDS or (short in COMMON_WORDS and code != own)
        if len(short) >= 2 and short != table.name(code) and not common:
            yield short


_BESIDE = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在与和同赴到及对将把]|推广|借鉴|学习|参照|依托)$")
_BESIDE_AFTER = re.compile(
    r"[“、\"]|等[\u4e00-\u9fff]{0,4}[镇乡街区县]|和[\u4e00-\u9fff]{2}|[两三四五六七八九十\d]+[地区县镇乡街]"
    r"|有关[镇乡街县]|的[“\"]|携手|签[订署约]|共建|毗邻"
)


def _listed_names(text: str, context: Context, table: Gazetteer) -> Iterator[_Span]:
    """Yield short names that only a list, a quoted practice or a partnership shows to be places.

    纸坊、藏龙岛等街道; 潭门“渔船联防联控”机制; 与吴江、嘉善携手: counties anywhere, and the townships of
    the report's own county.
    """
    nearby = _short_finder(frozenset(_nearby(context, table))).find(text)
    for start, end, _ in chain(nearby, _short_finder(_county_short(table)).find(text)):
        if (
            _BESIDE.search(text[max(0, start - 2) : start])
            and _BESIDE_AFTER.match(text, end)
            and not COLLISIONS.match(text, start)
        ):
            yield _Span(start, end, "listed")


def _nearby(context: Context, table: Gazetteer) -> Iterator[str]:
    if context.own is None or context.own.endswith("00"):
        return
    for code in table.children(context.own[:6]):
        name = table.name(code)
        if len(short := stem(name)) >= 2 and short != name and short not in COMMON_WORDS:
            yield short


@lru_cache(maxsize=2)
def _county_short(table: Gazetteer) -> frozenset[str]:
    shorts = (stem(name) for name in table.full_names)
    return frozenset(short for short in shorts if len(short) >= 2 and short not in COMMON_WORDS)


@lru_cache(maxsize=64)
def _short_finder(forms: frozenset[str]) -> Finder:
    return Finder(forms)


def _short_forms(context: Context, table: Gazetteer) -> Iterator[str]:
    """Yield the bare names to look for: provinces, cities, what lies around the report's own place."""
    yield from _upper_short(table)
    codes = set(context.named)
    if own := context.own:
        codes |= set(table.chain(own))
        area = own[:6] if table.level(own) is Level.TOWNSHIP else own
        if table.level(area) is Level.COUNTY:
            codes |= set(table.children(table.parent(area) or area))
            for code in table.children(area):
                if len(short := stem(table.name(code))) >= 3:
                    yield short
        else:
            codes |= set(table.children(area))
        codes |= {
            code
            for city in table.children(own[:2] + "0000")
            for code in (city, *table.children(city))
            if len(code) == 6
        }
    if own and table.level(own) is Level.TOWNSHIP:
        yield stem(table.name(own)) + "街"
    for code in codes:
        short = stem(table.name(code))
        common = short in PLAIN_WORDS or (short in COMMON_WORDS and code != own)
        if len(short) >= 2 and short != table.name(code) and not common:
            yield short


@lru_cache(maxsize=2)
def _upper_short(table: Gazetteer) -> tuple[str, ...]:
    codes = [*table.provinces, *(code for province in table.provinces for code in table.children(province))]
    shorts = (stem(table.name(code)) for code in codes if code.endswith("00"))
    return tuple(short for short in shorts if len(short) >= 2 and (short not in COMMON_WORDS or short in FIRM_CITIES))


def _communities(text: str, table: Gazetteer) -> Iterator[_Span]:
    def known(name: str) -> bool:
        return len(name) >= 2 and any(table.named(spelling) for spelling in township_spellings(stem(name) + "镇"))

    for start, end in find_communities(text, known):
        yield _Span(start, end, "community")


def _without_overlap(spans: Iterator[_Span] | chain[_Span]) -> list[_Span]:
    """Keep the longer of two overlapping spans, the earlier of two as long."""
    kept: list[_Span] = []
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


def _with_neighbours(text: str, spans: Sequence[_Span], table: Gazetteer) -> list[_Span]:
    """Add the common words that a neighbour in a list shows to be places: 郎溪、广德."""
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    added = []
    for start, end, name in _short_finder(COMMON_WORDS).find(text):
        listed = (start - 1 in ends and text[start - 1] in "、与和") or (end + 1 in starts and text[end] in "、与和")
        if listed and table.called(name) and not any(span.start < end and start < span.end for span in spans):
            added.append(_Span(start, end, "listed"))
    return sorted([*spans, *added])


_SHORT = re.compile("[\u4e00-\u9fff]{2,4}")
_CORPS = re.compile(
    r"(?:新疆生产建设兵团)?(?:第?[一二三四五六七八九十]{1,3}师)?(?:[一二三四五六七八九十〇\d]{1,5}团)?$"
)


def _continued(text: str, spans: Sequence[_Span], table: Gazetteer) -> Iterator[_Span]:
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
                if not _NOT_BEFORE.match(text, end + length) and not _organ_follows(text, end + length):
                    end += length
                    break
        yield _Span(start, end, span.rule)


def _joined(text: str, spans: Iterable[_Span], table: Gazetteer) -> list[_Span]:
    """Join a place to the one right after it that lies in it: 浙江省 + 诸暨市."""
    joined: list[_Span] = []
    for span in spans:
        if (
            joined
            and joined[-1].end == span.start
            and _lies_in(text[joined[-1].start : joined[-1].end], text[span.start : span.end], span, table)
        ):
            joined[-1] = _Span(joined[-1].start, span.end, span.rule)
        else:
            joined.append(span)
    return joined


def _lies_in(area: str, name: str, span: _Span, table: Gazetteer) -> bool:
    return span.rule == "community" or bool(parse(area + name, table)) or is_zone(name)


def _mention(
    text: str, span: _Span, context: Context, table: Gazetteer, quoted: Sequence[tuple[int, int]]
) -> PlaceMention:
    name = text[span.start : span.end]
    found = resolve(name, context, table)
    inside = any(start < span.start and span.end < end for start, end in quoted) or _organ_follows(text, span.end)
    return PlaceMention(span.start, span.end, found.path, found.id, found.candidates, inside, span.rule)


def _organ_follows(text: str, end: int) -> bool:
    match = _ORGAN.match(text, end)
    return match is not None and not _BREAKS_ORGAN.search(match["middle"] or match["longer"] or "")
