"""Which division a report is from: named in its title, by its issuer, on its page, in its first lines.

A department reports from the division that its name begins with. Where only the bare name of a
township is printed, its parents are looked for anywhere in the text, then in the index number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from fazhi.jurisdictions import Clues, Gazetteer, Level, generic, is_kind_of_zone, is_zone, locate, stem
from fazhi.jurisdictions.finding import Finder, finder, stands_alone
from fazhi.jurisdictions.names import township_spellings
from fazhi.jurisdictions.resolution import parse, place_prefix
from fazhi.jurisdictions.words import COMMON_WORDS

_YEAR = r"[\s\d(]*(?:20\d\d|二[〇○零OoО0]..?)\s*年?(?:度|上半年|下半年|第[一二三四]季度)?"
_LEAD = re.compile(
    rf"^(?:关于|{_YEAR}|中国共产党|中共|国家税务总局|国家统计局|共青团|印发|报送|推进|半年来|一年来|今年以来"
    rf"|这一年|过去(?:的)?一年|本年度|全年|一年间"
    rf"|(?:第?[一二三四五六七八九十]{{1,3}}师)?第?[一二三四五六七八九十〇\d]{{1,5}}团|[，、\s])+"
)
_OFFICE = re.compile(r"^([\u4e00-\u9fff]{2,5}?)(?:中心)?(?:司法所|派出所|综合执法|党政办|便民服务)")
_DEICTIC = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|全面|[各受向经由和、])(?<![省市县区州旗]、)(自治区|[省市县区旗州])(?![民场域面容级])"
    r"(?:委|党委|政府|人民政府|法院|检察院|人大|[\u4e00-\u9fff]{1,12}(?:[局厅委办]|中心))"
)
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{1,9}?(?:街道|镇|乡|苏木|地区)")
_NO_TOWNSHIP = re.compile(r"^(?:乡镇|各|全|我|本|[现将就在于]|街道|村镇|城镇|镇|乡|.{0,3}基层|.*[的和与及])")
_ZONE_NAME = re.compile(r"[\u4e00-\u9fff]{2,14}(?:开发区|高新区|经开区|新区|管理区|示范区|度假区|保税区|试验区)")
_ZONE_CALLED = re.compile(
    r"([\u4e00-\u9fff]{0,8}?(?:经济(?:技术)?开发区|高新(?:技术)?(?:产业)?开发区|高?新?技术(?:产业)?开发区|高新区|经开区|保税区|度假区))"
    r"(?=管理委员会|管委会|党工委|\s*20\d\d|关于|法治)"
)
"""A zone behind the name of its city, as it stands in titles: 内江 高新技术产业开发区 管理委员会."""
_IN_AREA = "([\u4e00-\u9fff]{2,10}[省市州盟县区旗])"
_SHORT_ZONE = re.compile("([\u4e00-\u9fff]{2,8}?)(高新|经开|开发)区")
_ZONES_IN_FULL = {
    "高新": ("高新技术产业开发区", "高新技术开发区", "高新技术产业园区", "新技术开发区"),
    "经开": ("经济技术开发区", "经济开发区"),
    "开发": ("经济技术开发区", "经济开发区", "高新技术产业开发区"),
}
_TOWN_WORDS = ("街道", "镇", "乡", "苏木", "地区")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")
_ADDRESSEE = re.compile(r"^[^，。：；\n]{2,60}：\s*$", re.MULTILINE)
_DEICTIC_INSIDE = re.compile(
    r"(?<![社园校地城郊山新老小片街辖省景灾战库牧疫矿港])"
    r"([市县区旗州])(?:委|政府|法院|检察院|司法局|人大|政协)"
)
_APART = re.compile("(?:^|[^\u4e00-\u9fff]|[在的对与和为是把将让向到使]|建设|推动|打造|法治|平安|产出)$")
_SUBJECT = re.compile(r"(?:现将|现就)((?:20\d\d年(?:度)?)?[\u4e00-\u9fff]{2,20})")
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,14}局([\u4e00-\u9fff]{2,5})分局")
"""A city's bureau in one of its counties: 甲市生态环境局乙县分局."""
_STATION = re.compile(r"[\u4e00-\u9fff]{2,10}局(?:[\u4e00-\u9fff]{2,5}分局)?([\u4e00-\u9fff]{2,5}?)(?:司法所|派出所)")
"""A station of a county's bureau: 公安局甲分局乙派出所, 司法局乙司法所."""
_AGENCY = re.compile(r"(?:人民)?政府([\u4e00-\u9fff]{1,9}?(?:街道|地区))办事处")
"""A district's agency in one of its streets: 甲区人民政府乙街道办事处."""
_ORGAN_FOLLOWS = re.compile(r"\s*(?:20\d\d|人民政府|政府|[\u4e00-\u9fff]{0,14}[局厅委办]|自贸|法治)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report is from; ``code`` is None where none fits, or several fit equally well."""

    path: str | None = None
    code: str | None = None
    candidates: tuple[str, ...] = ()


def find_place(names: Iterable[str], opening: str, clues: Clues, table: Gazetteer) -> Place:
    """Return the place that the first telling one of ``names`` (title, issuer, …) stands for.

    ``opening`` is the beginning of the body, asked where no name tells the place.
    """
    unresolved = Place()
    for place in _places(names, opening, clues, table):
        if unresolved.candidates and place.code and place.code not in unresolved.candidates:
            continue
        if place.code or (place.path and not place.candidates and not unresolved.path):
            return place
        if place.path and not unresolved.path:
            unresolved = place
    return unresolved


def _places(names: Iterable[str], opening: str, clues: Clues, table: Gazetteer) -> Iterable[Place]:
    for name in names:
        if _DEICTIC.match(_LEAD.sub("", name)):
            yield _most_named(clues, table)
        yield _place_of(name, clues, table, listed=True)
    plain = _LEAD.sub("", _ADDRESSEE.sub(" ", _QUOTED.sub(" ", opening)).lstrip())
    own = _DEICTIC.search(plain[:12])
    for subject in (plain, *(match.group(1) for match in _SUBJECT.finditer(plain))):
        yield _place_of(subject[:40], clues, table, whole=False, listed=subject is not plain)
    if own is None:
        yield _place_of(plain[:30], clues, table)
    yield _most_named(clues, table, own.group(1) if own else "")
    yield _around_towns(clues, table)
    yield _place_of(plain[:160], clues, table)


def _place_of(name: str, clues: Clues, table: Gazetteer, *, whole: bool = True, listed: bool = False) -> Place:
    """Return the place that ``name`` begins with, otherwise (``whole``) the first full name in it.

    A name that the table does not hold counts where it is ``listed`` as a title or an issuer.
    """
    bare = _LEAD.sub("", name).lstrip(" ：“")
    if re.match("(?:街道)?办事处", bare):
        return Place()  # the rest of a broken name
    end, found = place_prefix(bare[:40], table)
    if listed and (zone := _zone_of(bare, end, found, clues, table)):
        return zone
    if found and not _only_a_word(bare, end, found, table):
        areas = _of_branch(bare[end:], found, table) or found
        return _chosen(bare[:end], _of_station(bare[end:], areas, clues, table) or areas, clues, table)
    if (office := _OFFICE.match(bare)) and (found := _townships(office.group(1), table)):
        return _chosen(office.group(1), found, clues, table)
    for place in finder(table).find(bare) if whole else ():
        if re.match("[\u4e00-\u9fff]", bare[place.start - 1 : place.start]) and generic(place.name) in _TOWN_WORDS:
            continue  # 大街街道 inside 银杏大街街道, which the table does not hold
        if not stands_alone(bare, place.start, place.end):
            continue
        end, found = place_prefix(bare[place.start : place.start + 40], table)
        if found:
            return _chosen(bare[place.start : place.start + end], found, clues, table)
    for pattern in (_ZONE_NAME, _TOWNSHIP) if listed else ():
        if (unlisted := pattern.match(bare)) and not _NO_TOWNSHIP.match(unlisted.group()):
            return _outside_table(unlisted.group(), clues, table)
    return Place()


def _zone_of(name: str, end: int, found: tuple[str, ...], clues: Clues, table: Gazetteer) -> Place | None:
    """Return the zone that the table does not hold and that is called after the city ``name`` begins with."""
    zone = _ZONE_CALLED.match(name, end)
    cities = [code for code in found if table.level(code) is Level.PREFECTURE or table.name(code).endswith("市")]
    if not zone or len(cities) != 1:
        return None
    return Place(_zone_path(name[: zone.end(1)], cities[0], clues, table))


def _zone_path(zone: str, city: str, clues: Clues, table: Gazetteer) -> str:
    """Return the path of a zone of a city; the city's name stays in that of the zone where it alone tells which."""
    if short := _SHORT_ZONE.fullmatch(zone):
        fuller = (short.group(1) + kind for kind in _ZONES_IN_FULL[short.group(2)])
        zone = next((name for name in fuller if name in clues.text), zone)
    bare = zone.removeprefix(stem(table.name(city)))
    return table.full_path(city) + (zone if is_kind_of_zone(bare) else bare)


def _of_branch(organ: str, found: tuple[str, ...], table: Gazetteer) -> tuple[str, ...]:
    """Return the parts of the areas ``found`` in which the branch or the agency named by ``organ`` works."""
    branch, agency = _BRANCH.match(organ), _AGENCY.match(organ)
    parts = [code for area in found for code in table.children(area)] if branch or agency else []
    if agency:
        spellings = township_spellings(agency.group(1))
        return tuple(code for code in parts if table.name(code) in spellings)
    return tuple(code for code in parts if branch and stem(table.name(code)) == stem(branch.group(1)))


def _of_station(organ: str, areas: tuple[str, ...], clues: Clues, table: Gazetteer) -> tuple[str, ...]:
    """Return the town, named in the text, in which the station of a bureau works that ``organ`` names."""
    station = _STATION.match(organ)
    if station is None:
        return ()
    spellings = [name for name in township_spellings(station.group(1) + "镇") if name in clues.text]
    return tuple(code for area in areas for code in table.children(area) if table.name(code) in spellings)


def _only_a_word(name: str, end: int, found: tuple[str, ...], table: Gazetteer) -> bool:
    """Tell whether a short name is more likely a word (和平, 平安): no organ or year follows it."""
    if generic(name[:end]) or any(table.name(code) == name[:end] for code in found):
        return False
    return not _ORGAN_FOLLOWS.match(name[end:])


def _townships(short: str, table: Gazetteer) -> tuple[str, ...]:
    return tuple(code for name in township_spellings(short + "镇") for code in table.named(name) if len(code) > 6)


def _chosen(name: str, found: tuple[str, ...], clues: Clues, table: Gazetteer) -> Place:
    respelt = tuple(
        code
        for spelling in township_spellings(name)
        for code in table.named(spelling)
        if len(code) > 6 and table.name(code[:6]) in clues.text
    )
    if table.level(found[0]) is Level.TOWNSHIP and not any(code in respelt for code in found):
        # 东孚镇 became 东孚街道: another spelling wins when only its county is named in the text.
        found = respelt or found
    code = locate(found, clues, table)
    return Place(table.full_path(code), code) if code else Place(name, None, tuple(sorted(found)))


def _around_towns(clues: Clues, table: Gazetteer) -> Place:
    """Return the one county in which all towns lie that the report of a county names."""
    if _own_level(clues.text) not in tuple("县区旗"):
        return Place()
    names = {place.name for place in finder(table).find(clues.text) if generic(place.name) in _TOWN_WORDS}
    counties = [{code[:6] for code in table.named(name) if len(code) > 6} for name in names]
    shared = set.intersection(*counties) if counties else set()
    code = shared.pop() if len(shared) == 1 else None
    return Place(table.full_path(code), code) if code else Place()


def _own_level(text: str) -> str:
    """Return the level that a text most often gives its own bodies (区委, 县政府), or nothing."""
    told = _DEICTIC.findall(text) or _DEICTIC_INSIDE.findall(text)
    return next(iter(Counter(told).most_common(1)), ("", 0))[0]


def _outside_table(name: str, clues: Clues, table: Gazetteer) -> Place:
    """Place a township or zone that the table does not hold by the county or city named around it."""
    above = _most_named(clues, table)
    if above.code and len(above.code) == 6:
        city = above.code[:4] + "00"
        if city in table and is_zone(name) and (name.startswith(stem(table.name(city))) or above.code == city):
            # 金昌经济技术开发区 lies under 金昌市, whichever district its report names.
            return Place(_zone_path(name, city, clues, table))
    if not above.code and (named := re.search(_IN_AREA + re.escape(name), clues.text)):
        end, found = place_prefix(named.group(1), table)
        code = locate(found, clues, table) if end == len(named.group(1)) else None
        above = Place(table.full_path(code), code) if code else above
    return Place((above.path or "") + name if above.code else name)


def _most_named(clues: Clues, table: Gazetteer, word: str = "") -> Place:
    """Return the division named most, of the level that the report calls its own (区委, 县政府)."""
    word = word or _own_level(clues.text)
    if word in ("省", "自治区"):
        names = [table.name(code) for code in table.provinces if table.name(code).endswith(word)]
        counted = Counter({name: clues.text.count(stem(name)) for name in names})
    else:
        places = finder(table).find(clues.text)
        counted = Counter(place.name for place in places if stands_alone(clues.text, place.start, place.end))
    if not word:
        counted = _one_county(counted, table) or counted
    for name, count in counted.most_common():
        codes = [code for code in parse(name, table) if len(code) == 6]
        own_level = name.endswith(word) and not (word == "区" and name.endswith("自治区"))
        if count and codes and own_level:
            code = locate(codes, clues, table)
            return Place(table.full_path(code), code) if code else Place(name, None, tuple(codes))
    return _named_in_short(clues, table, word)


def _one_county(counted: Counter[str], table: Gazetteer) -> Counter[str]:
    """Keep the county, else the city, that is the only one of its level named in a text."""
    for level in (Level.COUNTY, Level.PREFECTURE):
        names = [name for name in counted if any(len(c) == 6 and table.level(c) is level for c in parse(name, table))]
        if len(names) == 1:
            return Counter({names[0]: counted[names[0]]})
    return Counter()


def _named_in_short(clues: Clues, table: Gazetteer, word: str) -> Place:
    """Return the one division of a level that the text names most by its short name (锦江样本)."""
    if word not in tuple("市县区旗州"):
        return Place()
    places = _short_finder(table, word).find(clues.text)
    best = Counter(
        place.name for place in places if _APART.search(clues.text[max(0, place.start - 2) : place.start])
    ).most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return Place()
    codes = [code for code in table.called(best[0][0]) if table.name(code).endswith(word)]
    code = locate(codes, clues, table)
    return Place(table.full_path(code), code) if code else Place()


@lru_cache(maxsize=8)
def _short_finder(table: Gazetteer, word: str) -> Finder:
    names = (name for name in table.full_names if name.endswith(word) and stem(name) != name)
    return Finder(short for name in names if (short := stem(name)) not in COMMON_WORDS)


def index_codes(index_number: str | None, table: Gazetteer) -> tuple[str, ...]:
    """Return the county codes in an index number.

    Digits 3-8 of an 18-character unified social credit code are the division where the body is
    registered (GB 32100-2015); other sites put the six digits first.
    """
    if not index_number:
        return ()
    found = re.findall(r"(?<![0-9A-Z])[19N]\d(\d{6})[0-9A-Z]{9,10}", index_number)
    found += re.findall(r"(?<!\d)(\d{6})(?=\d{0,3}(?:\D|$))", index_number)
    found += re.findall(r"^\D*(\d{6})", index_number)
    return tuple(code for code in dict.fromkeys(found) if code in table)
