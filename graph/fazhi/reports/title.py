"""The title of a report: the line or lines that name it, out of what a page prints above the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from fazhi.reports.frame import Line

_GENRE = (
    "报告|情况|总结|汇报|要点|计划|打算|安排|综述|材料|经验|做法|工作法|自查|年报|通报|公报|(?<!通知)公告|白皮书|公示|公开"
    "|清单|展望|探索|回顾|谋划|方案|纪实|实践|意见|规划|思路|摘登|摘编|摘要|节选|节录"
    "|小结|(?:情况|年报)的?说明|一览表|统计表|台账|案例|扫描|侧记|掠影|巡礼|答卷|评议|(?:建议|提案|议案)的答复"
)
_ENDS_TITLE = re.compile(rf"(?:工作的通知|(?:{_GENRE})(?:的?(?:通知|公告|函|公示))?(?:\((?:[^()]{{1,14}})\))?)$")
_SUBJECT = re.compile("法治|依法|普法|述法|行政|执法|司法|法律|纠纷|调解|信访|枫桥|平安|治理|工作|年度|建议|提案")
_YEAR = re.compile(r"20\d\d|二[〇○零OoО0]|十[三四五]五|[五六七八九]五|半年|五年")
_FULL_YEAR = re.compile(r"20\d\d|二[〇○零OoО0]|[五六七八九]五")
"""What a title is whole with: 上半年 alone, or a plan's five years, have something before them."""
_NO_TITLE = re.compile(
    r"[。；！？>]|星期[一二三四五六日天]|℃|无障碍|^(?:来源|当前|您|首页|时间|日期|今天|附件|索引|发布)|如下[：。]?$|[：，]$|》的|^关于印发.*通知$|(?:…|\.{3,})$|人民政府网|门户网|网站$|_|\.(?:docx?|wps|pdf|xlsx?)$"
)
_SITE_TAIL = re.compile(r"\s*(?:[_|]|--| - |-(?=[^-]*(?:网|门户|政府$|平台|政务)))\s*[^_]*$")
_CONTINUED = re.compile(
    r"^(?:关于)?(?:20\d\d|二[〇○零OoО0][^年]{2})\s*年?|^关于|^办公[厅室]关于|^(?:街道)?办事处关于|^(?:党政)?主要负责(?:人|同志)|^(?:工作总结|工作情况|工作报告|情况的?报告)"
)
_JOINED = re.compile(
    r"^(?:\([^()]{4,14}\))?(?:以?及|暨|和|与)(?=20\d\d|“?[\u4e00-\u9fff]{2})"
    r"|^\(20\d\d年?-20\d\d年?\)(?=[\u4e00-\u9fff]{2})"
)
"""A line that goes on with a title already complete: … 2019年法治政府建设工作总结 / 及2020年工作打算."""
_ORGAN_LINE = re.compile(
    r"^[\u4e00-\u9fff()、·\s]{2,48}(?:政府|办事处|委员会|[局厅委办院所会站队部处关]|办公室|中心|党委|党组|工委"
    r"|行政公署|行署|街道|[镇乡省市县区旗]|书记|[局厅院所镇乡县市区]长|主任|主要负责(?:人|同志))(?:\([\u4e00-\u9fff]{2,12}\))?$"
)
_LEADS = re.compile(r"关于(?:上报|报送|呈报|印发|公布|公开)?$")
_COUNTY_LINE = re.compile(r"[\u4e00-\u9fff]{2,12}[省市县区旗州]")
_TOWN_FIRST = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:街道|[镇乡]|苏木)")
_TOPIC_FIRST = re.compile(r"(?:法治政府建设|依法行政)(?:20\d\d|二[〇○零OoО0])")
"""A title that begins with its topic wants its organ before it: 甲县水务局 / 法治政府建设2022年度工作报告."""
_PLAN_FIRST = re.compile("“?(?:十[二三四五]|[五六七八九])五”?(?:普法|时期|期间)")
_ABOUT = re.compile(r"(?:^|[府局会委办厅院处室所])关于")
_IN_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
_VERSION = re.compile(r"\s*【[^】]{2,8}】$")
_COLUMN = re.compile(r"^【[^】\d]{1,9}[^】\d省市县区旗州镇乡道]】(?=\S{8})")
"""The column that an account prints before its titles: 【普法进行时】甲区…"""
_ONLY_DATE = re.compile(r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d{1,2}:\d\d(?::\d\d)?)?")
_OF_A_LIST = re.compile(rf"^{_ONLY_DATE.pattern}\s+|[·•●▪★] ?")
"""What stands before each title of a list of pages."""
_DATE_AT_END = re.compile(r"20\d\d(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})(?:\s*\d{1,2}:\d\d(?::\d\d)?)?$")
_WHOSE_NOT = re.compile(r"(?:我?[省市县区旗州镇乡][\u4e00-\u9fff]{0,6}?)??(?=20\d\d|二[〇○零OoО0]|关于)")
"""How a title begins that does not say whose report it is."""
_BARE_GENRE = re.compile(rf"(?:中期|终期|年终|年度|自查|自评)*(?:工作|情况|述[职法廉])*的?(?:{_GENRE}|函|通告)")
"""The last word of a title, broken off it: … 工作情况 / 一览表."""
_EDITION = re.compile(r"\((?:(?:公开|简|精简)版|摘要|摘登|节选|节录|征求意见稿|审议稿|送审稿|公示稿)\)")
"""What a title ends with on a line of its own."""
_SUBTITLE = re.compile(r"^-{1,3}\s*(?=[^\s-])")
_YEARS = re.compile(r"\(20\d\d年?[-~至到]+20\d\d年?\)")
_PLAN_YEARS = re.compile("十[二三四五]五")
"""What says the same as such years: “十四五”时期…报告 / (2021-2025年)."""
_INDEX = re.compile("(?:^|[A-Z0-9]{6})/20\\d\\d")
"""A part of an index number: 013021457/2026-02218."""
_PARTED = re.compile("[|｜丨>›»→]")
"""What stands between the names of a site's channels."""
_CHANNEL = re.compile("法治政府建设(?:年度)?(?:工作)?(?:情况)?(?:年度)?(?:报告|年报)")
"""The channel of a site in which such reports stand, without whose and of which year."""
_POSTED = re.compile(
    r"原创 .*20\d\d|.{2,30}20\d\d年\d{1,2}月\d{1,2}日 \d{1,2}:\d\d|.{2,40}发表于"
    r"|(?:(?:发布)?(?:时间|日期)：)? ?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: \d{1,2}:\d\d(?::\d\d)?)?(?:\s|$)"
)
_RUN_IN = re.compile(
    r"(?:有效|正文|[：号无是否]|(?:^|\n) *)(?!有效|无)"
    r"([\u4e00-\u9fff]{2,30}(?:20\d\d|二[〇○零OoО0]..)年[^：。，]{2,40}?(?:报告|总结))"
    r"(?=(?:发布|公布|公开)?(?:时间|日期)：|20\d\d[-/.]\d|来源：|信息来源：)"
)
_FURNITURE = re.compile(
    r"[>›»→_。/]|^(?:来源|当前|您|首页|时间|日期|今天|索引|发布|信息|公开|[^：]{2,6}：$)|[:：]20\d\d"
)
_READ_OF_PAGE = 800
_OFFICE = re.compile("(?:街道)?办事处关于")
_NAME_LINE = re.compile("[\u4e00-\u9fff]{4,30}")
"""A name broken before its last word: 甲市乙区人民政府丙街 / 街道办事处关于…"""
_YEAR_OF = re.compile(r"20\d\d年度?")
_ENDS_WITH_YEAR = re.compile(r"[\u4e00-\u9fff]20\d\d年度?$")
"""甲乡2014年 / 依法行政工作总结及2015年工作思路."""
_MAX_TITLE = 90


class Title(NamedTuple):
    """A title and its place in the view's text; (0, 0) is the place of one that only stands in a table."""

    text: str
    start: int = 0
    end: int = 0


class _Scored(NamedTuple):
    """A title that the head may hold: how telling it is, and how far up."""

    score: int
    above: int
    title: Title


def find_title(head: Sequence[Line], entries: Sequence[str]) -> Title | None:
    """Return the title of a report, None where none is printed.

    ``entries`` are the values of 标题 or 名称 in the page's tables. A title printed over several lines is joined.
    """
    dated = {at for at, (_, below) in enumerate(pairwise(head)) if _ONLY_DATE.fullmatch(below.text)}
    listed = dated if len(dated) > 1 else set()
    scored = []
    for number, line in enumerate(head):
        if title := _title_at(head, number):
            text, first, last = title
            # A line with a date or a mark is rather one of a list of pages than the title of this one.
            score = _score(text) - bool(_OF_A_LIST.match(line.text) or last in listed)
            scored.append(_Scored(score, -number, Title(text, head[first].start, head[last].end)))
    named = [Title(entry) for entry in entries if _ENDS_TITLE.search(entry) and len(entry) <= _MAX_TITLE]
    best = _best(scored, named)
    if best is None or (named and best.score < 2):
        return named[0] if named else _posted(head)
    return _fullest(best.title, [one.title for one in scored] + named)


def run_in_title(text: str) -> Title | None:
    """Return the title of a page whose lines were lost: …公文时效：有效甲县农牧局2024年…报告发布时间：…"""
    found = _RUN_IN.search(text, 0, _READ_OF_PAGE)
    return Title(found.group(1), *found.span(1)) if found and _SUBJECT.search(found.group(1)) else None


def _posted(head: Sequence[Line]) -> Title | None:
    """Return the headline above the line by which an account says when it posted a text."""
    for line, below in pairwise(head):
        told = _SUBJECT.search(line.text) and not (_FURNITURE.search(line.text) or _CHANNEL.fullmatch(line.text))
        if told and 9 < len(line.text) < 50 and _POSTED.match(below.text):
            return Title(line.text, line.start, line.end)
    return None


def _best(scored: Sequence[_Scored], named: Sequence[Title]) -> _Scored | None:
    """Return the best title; what only the page's table says gives way to the title printed below it."""
    best = max(scored, default=None)
    if best and any(best.title.text == entry.text for entry in named):
        below = [one for one in scored if one.score >= best.score and one.title.start > best.title.end]
        return max(below, default=best)
    return best


def _fullest(best: Title, found: Sequence[Title]) -> Title:
    """Prefer the title that says whose report it is to the same without: 2021年…报告, 区管委会2021年…报告."""
    best = max((title for title in found if _says_more(title.text, best.text)), key=_length, default=best)
    # Names of channels before a title (甲市水利局 法治政府建设 甲市水利局关于…) are no part of it.
    best = next((title for title in found if best.text.endswith(f" {title.text}")), best)
    short = _WHOSE_NOT.match(best.text)
    rest = best.text[short.end() :] if short else best.text
    fuller = [title for title in found if title.text.endswith(rest) and not _WHOSE_NOT.match(title.text)]
    fuller = [title for title in fuller if " " not in title.text.removesuffix(rest)]
    return max(fuller, key=_length, default=best)


def _length(title: Title) -> int:
    return len(title.text)


def _says_more(text: str, short: str) -> bool:
    """Tell whether a title is the short one with more between year and genre, or with its body's name in full."""
    year, genre = _YEAR_OF.search(short), _ENDS_TITLE.search(short)
    if not year or not genre or len(text) <= len(short):
        return False
    if year.start() == 0:
        fits = text.startswith(year.group()) and text.endswith(genre.group())
    else:
        full = _YEAR_OF.search(text)
        same = full and text[full.start() :].replace("的", "") == short[year.start() :].replace("的", "")
        fits = bool(full and same and _ORGAN_LINE.match(text[: full.start()].removesuffix("关于")))
    letters = iter(text)
    return fits and all(letter in letters for letter in short)


def _score(text: str) -> int:
    return (
        2 * bool(_YEAR.search(text))
        + bool(re.search("法治|依法行政|述法|普法|依法治", text))
        + bool(_ENDS_TITLE.search(text))
    )


def _title_at(head: Sequence[Line], number: int) -> tuple[str, int, int] | None:
    """Return the title that ends with line ``number``, and its first and last line."""
    line = head[number].text
    text = bracketed.group(1) if (bracketed := _IN_BRACKETS.fullmatch(line)) else line
    text = _OF_A_LIST.sub("", _COLUMN.sub("", _VERSION.sub("", _without_site(text))))
    if not _looks_like_end(text) or _goes_on(head, number):
        return None
    if not _NO_TITLE.search(text) and (subtitle := _SUBTITLE.match(text)) and number:
        headline = head[number - 1].text
        if _is_headline(headline):
            return f"{headline}——{text[subtitle.end() :]}", number - 1, number
    text = _SUBTITLE.sub("", text)
    first = last = number
    below = head[number + 1].text if number + 1 < len(head) else ""
    if _EDITION.fullmatch(below) or (_YEARS.fullmatch(below) and not _PLAN_YEARS.search(text)):
        last += 1
        text += head[last].text
    while first and _can_precede(head, first - 1, text):
        # Joint issuers stand on lines of their own, one above the other.
        joint = first < number and _ORGAN_LINE.match(head[first].text)
        if not (_needs_more(text) or joint or _leads_to(head[first - 1].text, text)):
            break
        first -= 1
        text = head[first].text + text
    if first < number and (subtitle := _SUBTITLE.match(text)):
        # A second title that is itself broken: ——甲区应急管理局局长 / 2022年度述法报告.
        text = text[subtitle.end() :]
        if first and _is_headline(head[first - 1].text):
            first -= 1
            text = f"{head[first].text}——{text}"
    return (text, first, last) if _is_title(text) else None


def _is_headline(line: str) -> bool:
    return len(line) <= 40 and not _NO_TITLE.search(line) and "：" not in line[:-1]


def _goes_on(head: Sequence[Line], number: int) -> bool:
    following = head[number + 1].text if number + 1 < len(head) else ""
    return bool(_JOINED.match(following) or _BARE_GENRE.fullmatch(following)) and _looks_like_end(following)


def _without_site(text: str) -> str:
    while _GENRE_INSIDE.search(text) and (site := _SITE_TAIL.search(text)):
        text = text[: site.start()]
    return text


_GENRE_INSIDE = re.compile(rf"(?:{_GENRE})(?:\([^()]*\))?\s*(?:[_|]|-)")


def _looks_like_end(text: str) -> bool:
    return bool(_ENDS_TITLE.search(text)) and len(text) <= _MAX_TITLE and not _NO_TITLE.search(text)


def _is_title(text: str) -> bool:
    return (
        len(text) <= _MAX_TITLE
        and len(text) >= 6
        and bool(_SUBJECT.search(text))
        and not _CHANNEL.fullmatch(text)
        and not _INDEX.search(text)
        and "：" not in text.replace("”：", "")
    )


def _needs_more(text: str) -> bool:
    """Tell whether a line is only the rest of a title: it starts with 关于, a year, or has neither."""
    rest = _CONTINUED.match(text) or _JOINED.match(text)
    return bool(rest) or not (_FULL_YEAR.search(text) and _SUBJECT.search(text))


def _leads_to(line: str, text: str) -> bool:
    """Tell whether a line leads up to a title whole in itself: 甲县 / 乙镇2019年…, 乙镇人民政府关于上报 / 乙镇…"""
    return bool(
        _LEADS.search(line)
        or _ENDS_WITH_YEAR.search(line)
        or (_COUNTY_LINE.fullmatch(line) and _TOWN_FIRST.match(text))
        or (_ORGAN_LINE.match(line) and (_TOPIC_FIRST.match(text) or _PLAN_FIRST.match(text)))
    )


def _can_precede(head: Sequence[Line], number: int, rest: str) -> bool:
    line = head[number].text
    if _no_part(line) or _PARTED.search(line) or rest.startswith(line):
        return False
    line = _SUBTITLE.sub("", line)
    if len(line) + len(rest) > _MAX_TITLE or line.endswith(("文件", "号")):
        return False
    if _ORGAN_LINE.match(line) or _LEADS.search(line) or (_OFFICE.match(rest) and _NAME_LINE.fullmatch(line)):
        return True
    if (_JOINED.match(rest) or _BARE_GENRE.fullmatch(rest)) and _ENDS_TITLE.search(line):
        return True
    middle = line.endswith("的") or _SUBJECT.search(line)
    if _BARE_GENRE.fullmatch(rest) and number and middle and _opens(head[number - 1].text):
        return True  # the middle line of three
    # A line cut in the middle of the title: 南开区万兴街2022年度法治政府建设 / 情况报告.
    return _opens(line) and len(rest) <= 30


def _opens(line: str) -> bool:
    """Tell whether a line begins a title that goes on below it."""
    return bool(_YEAR.search(line) or _ABOUT.search(line)) and not (_ENDS_TITLE.search(line) or _no_part(line))


def _no_part(line: str) -> bool:
    """Tell whether a line cannot belong to a title: furniture, a date, a key with its value."""
    return bool(_NO_TITLE.search(line) or _DATE_AT_END.search(line) or _INDEX.search(line)) or "：" in line
