"""Bare names of divisions (嘉善, 真新): looked for only where the report's own place makes them one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from fazhi.jurisdictions import Context, Gazetteer, Level, stem
from fazhi.jurisdictions.finding import Finder
from fazhi.jurisdictions.words import COLLISIONS, COMMON_WORDS, FIRM_CITIES, PLAIN_WORDS


class PlaceSpan(NamedTuple):
    """Where a place is named in a folded text, and by which rule that was found."""

    start: int
    end: int
    rule: str


_NOT_AFTER = re.compile(
    r"(?:爱|法治|平安|健康|清廉|数字|智慧|诗画|信用|诚信|文明|和美|最美|活力|和谐|安居|无讼|一网通|廉洁|康养"
    r"|全域|[丽谐福明活代]的?新|[a-zA-Z苏])$"
)
_NOT_BEFORE = re.compile(
    r"[路街道巷江河湖山岭港桥站里门寺庙村屯塘坝坡洲湾岛篇味版]|大学|学院|大道|银行|日报|晚报|高速|铁路|机场"
    r"|盆地|平原|峡谷|沙地|林海|梯田(?!产)|书院|古[城巷寨街]|[侗苗羌藏]寨|方言|音乐节|鼓词|大鼓|花鼓|小曲|小吃|米粉|石刻|商帮|地毯|二人台|都市圈|半岛|两岸|干流"
    r"|码头|口岸|亚运|派文化|时期|皮影|会战|话(?!务)|菜|剧|大桥|广场|小区|水库|公园|片区|油田|草原|山区"
    r"|(?:搬迁|安置)?社区|居民区|嘎查|久安|法治网|卫视|电视|[镇乡县区市省州旗](?![域级直委政里内外])"
    r"|[\u4e00-\u9fff]{0,10}[\[(](?:19|20)\d\d[\])]|[\u4e00-\u9fff]{1,10}20\d\d\d{1,4}\D|[东南西北中][岸部]"
    r"|生产建设兵团|坐唱|扬琴|梆子|昆曲|曲子戏|花儿会|社火|歌会|砂陶|楹联|米酒|茶(?:产业|叶)|单丛|书城|段河|航空城|[—-]滇"
    r"|沿岸|岸边|畔|[南北东西]麓|余脉|深处|水域|公路|革命[旧圣]|冬奥|世运|旅发|起义|国家公园|联校|[中小]学|小街|步行街|大集|戏(?!曲)|时调|高台|鸡爪|葡萄|苹果|菠萝|火龙果|蜜桔|瓜|黄花|丹霞|时报|老街|大街|水电站|[东南西北]站|经济特区|工作座谈会|[—-]?[\u4e00-\u9fff]{0,3}流域|景区|自由贸易|自贸|人(?![民大社力均口才员事防武])"
)

_FEATURE = re.compile("..[路楼湖岭]$")
"""Streets are named after roads, buildings and waters, which reports mean more often."""


def short_names(text: str, context: Context, table: Gazetteer, full: Sequence[PlaceSpan]) -> Iterator[PlaceSpan]:
    """Yield bare names of provinces, of cities, and of what lies around the report's own place."""
    taken = {span.start for span in full}
    province = context.own[:2] if context.own else ""
    finders = (_province_finder(table, province), _short_finder(frozenset(_own_short(context, table))))
    for start, end, name in chain.from_iterable(names.find(text) for names in finders):
        if start in taken or COLLISIONS.match(text, start) or other_name_follows(text, end):
            continue
        before = text[max(0, start - 4) : start]
        # 平安南翔、小美南翔: the second of two slogans.
        slogan = text.startswith(f"{name}、", start - 3 - len(name), start)
        feature = _FEATURE.search(name) and name not in context.own_path
        if not (slogan or feature or _NOT_AFTER.search(before)):
            yield PlaceSpan(start, end, "short")


def other_name_follows(text: str, end: int) -> bool:
    """Tell whether what follows makes another name of a bare one (上海路, 大连银行, 开州府办发[2025]3号)."""
    return bool(_NOT_BEFORE.match(text, end))


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


_BESIDE = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在与和同赴到及对将把]|推广|借鉴|学习|参照|依托|对标|复制|参考)$")
_BESIDE_AFTER = re.compile(
    r"[“、\"]|等[\u4e00-\u9fff]{0,4}(?:[镇乡街县]|(?<![景园校小片灌])区)|和[\u4e00-\u9fff]{2}|[两三四五六七八九十\d]+[地区县镇乡街]"
    r"|有关[镇乡街县]|的[“\"]|携手|签[订署约]|共建|毗邻|考察|取经"
)


def listed_names(text: str, context: Context, table: Gazetteer) -> Iterator[PlaceSpan]:
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
            yield PlaceSpan(start, end, "listed")


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


def with_neighbours(text: str, spans: Sequence[PlaceSpan], table: Gazetteer) -> list[PlaceSpan]:
    """Add the common words that a neighbour in a list shows to be places: 郎溪、广德."""
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    added = []
    for start, end, name in _short_finder(COMMON_WORDS).find(text):
        listed = (start - 1 in ends and text[start - 1] in "、与和") or (end + 1 in starts and text[end] in "、与和")
        # Before another place a common word is only a word: 富裕门源.
        if listed and end not in starts and table.called(name) and not any(span.start < end and start < span.end for span in spans):
            added.append(PlaceSpan(start, end, "listed"))
    return sorted([*spans, *added])
