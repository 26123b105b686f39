"""When a report was issued and written, and which year it tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from fazhi.reports import keytable
from fazhi.reports.dates import Dated, find_dates, find_years, first_date
from fazhi.reports.frame import Line
from fazhi.reports.genre import is_passage
from fazhi.reports.keytable import Entry
from fazhi.reports.signature import Signature, is_signature_line

_TODAY = re.compile(r"今天是|现在是|当前时间|今日(?=是|[：\s\d]|$)|星期[一二三四五六日天]|农历")
_NOT_REPORTED = re.compile(
    r"《[^《》]*》|[\[(]20\d\d[\])]\d+号|自?20\d\d年(?:以来|起|版|底?前|至今)"
    r"|20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:印发|出台|颁布)"
)
"""Years of cited papers, and the years since when something runs."""
_NAMED_YEAR = re.compile(
    r"(20\d\d)年(?:度)?(?:上半年)?(?:[^。，；》\n]{0,14}(?:法治|依法|普法|工作|情况)[^。"
    r"，；》\n]{0,16}(?:情况|报告|总结|汇报|如下)|工作回顾)"
)
_OPENING_YEAR = re.compile(r"(20\d\d)年[^年，。]{0,14}政府工作报告|政府工作报告[^\d]{0,4}\(?(20\d\d)年1?[1-4]月")
"""2019年政府工作报告 is read at the beginning of 2019."""
_COMING_YEAR = re.compile(
    r"20\d\d年(?:，?[^。；]{0,24}?(?:我们)?(?:(?<!主)要(?![求点素])|将|力争|计划(?!(?:落实|完成)))"
    r"|是[^。；]{0,20}之年，[^。；]{0,30}(?:要|将)|政府工作(?!报告)|(?:工作|主要)?(?:打算|安排|思路|目标))"
)
"""2018年，我们将…: the passage was read early in that year, about the year before."""
_RELEASED = re.compile(
    r"(?:发布|公布|公开)于? ?(20\d\d[-年/.].{3,7})|(?<=\()(20\d\d年\d{1,2}月\d{1,2}日)(?=(?:发布|公布|公开)\))"
)
_PAPER = re.compile(
    r"^(20\d\d年\d{1,2}月\d{1,2}日)\s.{0,16}第 ?\d{1,3} ?版"
    r"|第 ?\d{1,3} ?版.{0,24}?(20\d\d年\d{1,2}月\d{1,2}日)"
)
"""The banner of a newspaper's page: 2024年07月18日 星期四 第02版：综合新闻."""
_NOTED = re.compile(
    r"(?:(?:公开|发布|公布|上网|上传)(?:日期|时间)：|(?:网站|网上)(?:发布|公布|公开)："
    r"|(?:发布|公布|上传|公开)于) ?20\d\d[-年/.][^，。；：]{3,7}"
    r"|20\d\d[-年/.][^，。；：]{3,7} ?(?:由[^，。；：]{2,24})?(?:上传|上网|转发|发布)(?=\W|$)"
)
_PRINTED = re.compile(r"([\d二].{6,14}日) ?印(?:发|$)")
_READ = re.compile(
    r"^\(?(?:[\u4e00-\u9fff]{2,20}人民政府\s+)?(?:20\d\d年.{1,2}月.{1,3}日|二.{3}年.{1,3}月.{1,3}日)\)?$"
)
_READ_TO_CONGRESS = re.compile("政府工作|(?:委员会|法院|检察院)工作报告")
_SPAN_LINE = re.compile(
    r"\((?:20\d\d ?年?(?:\d{1,2}月)? ?[-~至到]+ ?(20\d\d) ?年?(?:\d{1,2}月)?"
    r"|(20\d\d) ?年(?:度?|1?\d月[-~至到]+1?\d月))\)"
)
_KEYED_YEAR = re.compile(r"\([^()]{0,60}?年度：(20\d\d)年?(?:[，；][^()]{0,60})?\)")
"""(述法对象：…；述法年度：2023) under a title."""
_LOOKED_BACK = re.compile(r"^[〖【『「“\[(]?(?:回望|回顾|盘点)[·： ]?(20\d\d)年?[〗】』」”\])]?$", re.MULTILINE)
"""〖回顾·2022〗 as a heading of a passage."""
_LAST_YEARS = {"十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030}
_PLAN = re.compile(
    r"(十[二三四五])五(?!”?(?:规划|计划|普法|中期))|"
    r"20\d\d年?-+(20\d\d)年(?!.*(?:规划|方案|纲要|计划|意见))"
)
_SELF_CHECK = re.compile("自查|自评|评估|回头看")
"""Checks of the present state, not accounts of a year: from April on their year is that of the date."""
_SPACED_DATE = re.compile(r"(?<=[\d年月]) +(?=[\d年月日])")
_MEETING = re.compile(
    r"^20\d\d年\d{1,2}月\d{1,2}日\s+[\u4e00-\u9fff]{2,16}人民政府$"
    r"|^[-(].{0,3}20\d\d年.{2,60}(?:会议上|大会上|会议|[省市县区旗州])\)?$|^20\d\d年.{2,60}会议上$"
)


_PUBLISHED = (keytable.ISSUED, keytable.UPDATED, keytable.MADE)
"""Keys of the day of publication, the most telling first."""


@dataclass(frozen=True)
class Timing:
    """The dates and the year of one report, out of its title, head, tables, body and signature."""

    title: str | None
    head: Sequence[Line]
    entries: Sequence[Entry]
    body: str
    signature: Signature
    under: Signature
    """What is signed between title and text."""
    foot: Sequence[Line]
    """The last lines of the page."""

    @cached_property
    def issued(self) -> str | None:
        """The date of publication; a banner with today's date is none."""
        keyed = [date for kind in _PUBLISHED for date in self._keyed(kind)]
        dates = [*keyed, *self._released(), *self._bare[::-1], *self._put_online(), *self._in_paper()]
        return dates[0] if dates else None

    @cached_property
    def written(self) -> str | None:
        """The date of writing in the page's table, of the meeting that heard it, or of the signature."""
        if self._delivered:
            return self._delivered.iso()
        made = self._keyed(keytable.MADE) if self._keyed(keytable.ISSUED) and not self.signature.date else []
        printed = [date for line in self.head if (p := _PRINTED.search(line.text)) and (date := first_date(p.group(1)))]
        if dates := [*self._keyed(keytable.WRITTEN), *made, *printed]:
            return dates[0]
        if signed := self.signature.date or self._in_brackets():
            return self._dated(signed)
        if imprints := [date for line in self.foot if (p := _PRINTED.search(line.text)) and (date := first_date(p[1]))]:
            return imprints[-1]
        # Of two dates without keys the first is that of writing, as in the tables with keys.
        undated = not (self._keyed(keytable.ISSUED) or self._keyed(keytable.UPDATED))
        return self._bare[0] if len(self._bare) == 2 and undated else None

    @cached_property
    def year(self) -> int | None:
        """The year reported on; a work report tells of the year before the one it is read in."""
        if volume := self._volume():
            return volume - 1
        if self._delivered and self._delivered.year and _READ_TO_CONGRESS.search(self.title or "政府工作"):
            return self._delivered.year - (self._delivered.month < 9)
        title = self.title or ""
        if opening := _OPENING_YEAR.search(title):
            return self._year_opened(int(opening.group(1) or opening.group(2)))
        if titled := find_years(re.sub(r"\([^()]*\)", "", title)) or find_years(title):
            return titled[0]
        told, dated = self._year_told(), self._year_dated()
        if told and dated and told < dated - 1:
            told = None  # a year long past, that the text compares with
        if self._latest and int(self._latest[5:7]) > 3 and _SELF_CHECK.search(title):
            return int(self._latest[:4])
        if told and self._latest and told > int(self._latest[:4]):
            told = None  # a year to come, that a plan in the text names
        if told and dated and told > dated and _READ_TO_CONGRESS.search(title):
            told = None  # the year that a work report opens
        return self._year_beneath() or self._last_of_plan() or told or dated

    def _year_beneath(self) -> int | None:
        """Return the last year that a line in brackets or a heading says to be reported on: (2021-2025年)."""
        spans = (_SPAN_LINE.fullmatch(line.text) for line in self.head)
        if span := next((span for span in spans if span), None):
            return int(span.group(1) or span.group(2))
        keyed = (_KEYED_YEAR.fullmatch(line.text) for line in self.head)
        looked_back = (_LOOKED_BACK.search(text) for text in (*(line.text for line in self.head), self.body[:1500]))
        return next((int(year.group(1)) for year in (*keyed, *looked_back) if year), None)

    def _last_of_plan(self) -> int | None:
        """Return the last year of the plan that a title names, or the year dated before it has ended."""
        plan = _PLAN.search(self.title or "")
        if plan is None:
            return None
        last = int(plan.group(2)) if plan.group(2) else _LAST_YEARS[plan.group(1)]
        return min(last, self._year_dated() or last)

    def _year_opened(self, year: int) -> int:
        """Return the year that a work report titled with ``year`` tells of: the one before, unless read after it."""
        dates = (self.issued, self.signature.date and self.signature.date.iso())
        after = any(date and int(date[:4]) == year + 1 for date in dates)
        return year if after else year - 1

    def _keyed(self, kind: str) -> list[str]:
        values = [entry.value for entry in self.entries if entry.kind == kind and not _TODAY.search(entry.value)]
        return [date for value in values if (date := first_date(value[:24]))]

    def _released(self) -> list[str]:
        found = (_RELEASED.search(line.text) for line in self.head)
        return [date for released in found if released and (date := first_date(released.group(1) or released.group(2)))]

    def _in_paper(self) -> list[str]:
        """Return the day of the newspaper whose page this is."""
        banners = (_PAPER.search(line.text) for line in self.head)
        return [date for banner in banners if banner and (date := first_date(banner.group()))]

    def _put_online(self) -> list[str]:
        """Return what a note below the text says of its publication: (网上公开日期：2022年1月5日), 2024-09-10 上传."""
        notes = (_NOTED.search(line.text) for line in self.foot)
        return [date for note in notes if note and (date := first_date(note.group()))]

    @cached_property
    def _bare(self) -> list[str]:
        """The dates on lines without a key: alone, with a time, beside an organ or a source."""
        return [date for line in self._over_signature() if (date := _bare_date(line.text))]

    def _over_signature(self) -> Sequence[Line]:
        """Return the head; where a text is so short that all of it looks like one, without the signature at its end."""
        if self.body.strip() or not self.signature.organ:
            return self.head
        last = len(self.head)
        while last and is_signature_line(self.head[last - 1].text):
            last -= 1
        return self.head[:last]

    @cached_property
    def _delivered(self) -> Dated | None:
        """The day on which a work report was read to a people's congress."""
        printed = [line.text for line in self.head]
        # The name of the meeting may be broken: ——2023年1月5日在甲县第十八届 / 人民代表大会第二次会议上.
        joined = (first + second for first, second in pairwise(printed))
        lines = [close for line in (*printed, *joined) if _MEETING.match(close := _SPACED_DATE.sub("", line))]
        if any("政府工作报告" in line.text for line in self.head):
            lines += [line.text for line in self.head if _READ.match(line.text)]
        return next((date for line in lines for date in find_dates(line) if date.year), None)

    def _in_brackets(self) -> Dated | None:
        bracketed = any(_bracketed(line.text) and next(find_dates(line.text), None) for line in self.head)
        date = self.under.date if bracketed else None
        return None if date and date.iso() in self._keyed(keytable.ISSUED) else date

    def _dated(self, date: Dated) -> str | None:
        """Return a signature's date; one without a year lies between the report year's end and issue."""
        if date.year or self.year is None:
            return date.iso()
        guess = self.year + 1 if date.month < 10 else self.year
        late = self.issued and (date.iso(guess) or "") > self.issued
        return date.iso(int(self.issued[:4]) if late and self.issued else guess)

    def _volume(self) -> int | None:
        """Return the year of a volume of a yearbook."""
        volumes = (re.fullmatch(r"(20\d\d) ?(?:卷|年?年鉴)", line.text) for line in self.head)
        return next((int(volume.group(1)) for volume in volumes if volume), None)

    def _year_told(self) -> int | None:
        """Return the year that the body itself says, or that its papers' numbers show."""
        # 现将我镇2022年…情况报告如下： is a line of its own, and then one of the head.
        announced = "".join(line.text for line in self.head if line.text.endswith("如下："))
        if named := _NAMED_YEAR.search(announced) or _NAMED_YEAR.search(self.body[:1500]):
            return int(named.group(1))
        plain = _NOT_REPORTED.sub("", self.body)
        if first := re.search(r"(?<!\d)(20\d\d)年", plain):
            coming = is_passage(f"{self.title or ''}\n{self.body}") and _COMING_YEAR.match(plain[first.start() :])
            return int(first.group(1)) - bool(coming)
        if years := find_years(plain):
            return years[0]
        numbered = re.findall(r"[\[(](20\d\d)[\])]\d+号", self.body)
        return int(max(numbered)) if numbered else None

    def _year_dated(self) -> int | None:
        latest = self._latest
        return None if latest is None else int(latest[:4]) - (int(latest[5:7]) < 7)

    @cached_property
    def _latest(self) -> str | None:
        return (self.signature.date and self.signature.date.iso()) or self.issued


_BESIDE_DATE = re.compile(
    r"(?:(?:(?:信息|稿件)?来源|作者|供稿|信息员|发布人|(?:责任)?编辑|审核)：[^：]{0,20})+|"
    r"[【\[]?字[号体](?:大小|显示)?：? ?[【\[]?大[】\]]? ?[【\[]?中[】\]]? ?[【\[]?小[】\]]*"
    r"|[\u4e00-\u9fff]{2,8}[\[(]20\d\d[\])] ?\d+号"
)
"""What may stand before a date without a key, beside an organ's name."""


_POSTED = re.compile("来源|阅读|浏览|点击|编辑")
"""What stands in brackets with the day of publication, not with that of a meeting."""

_CELL_DATE = re.compile(
    r"： ?[^|： ][^|：]{0,30}\| *(20\d\d(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2}))"
    r"(?: [\d:]{4,8})? *(?:\||$)"
    r"|(?:[\s|]|报告|总结)(20\d\d(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2}))(?: [\d:]{4,8})? *\|? *来源："
)
"""A date that is a cell of its own in a row of keys and values: … | 公开责任单位：甲镇人民政府 | 2024-07-12."""


_TIMED = re.compile(r"[^：:]\s{2,}(20\d\d(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2}))\s+\d{1,2}:\d\d(?:\s|:|$)")
"""A date with the time of day behind keys not its own: 来源：甲局    文号：无    2018年12月10日 15:07."""


def _bracketed(line: str) -> bool:
    return line.startswith("(") and line.endswith(")") and not _POSTED.search(line)


def _bare_date(line: str) -> str | None:
    if cell := _CELL_DATE.search(line):
        return first_date(cell.group(1) or cell.group(2))
    if (timed := _TIMED.search(line)) and not _TODAY.search(line):
        return first_date(timed.group(1))
    found = next((date for date in find_dates(line) if date.year), None)
    if found is None or _TODAY.search(line) or _bracketed(line) or re.match("[\u4e00-\u9fff]", line[found.end :]):
        return None
    before = line[: found.start].removeprefix("(").strip(" [•·*")
    organ = re.fullmatch(r"[\u4e00-\u9fff ]{2,30}", before) and not keytable.begins_with_key(before)
    return found.iso() if not before or organ or _BESIDE_DATE.fullmatch(before) else None
