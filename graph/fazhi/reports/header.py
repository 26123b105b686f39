"""The facts of a report's head and signature, out of every form that government sites print."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fazhi.jurisdictions import Clues, Gazetteer, gazetteer
from fazhi.reports import keytable
from fazhi.reports.dates import Dated, find_dates, find_years, first_date
from fazhi.reports.frame import Line, head_lines, tail_lines
from fazhi.reports.genre import is_passage
from fazhi.reports.issuer import find_issuer
from fazhi.reports.keytable import Entry, read_table
from fazhi.reports.place import find_place, index_codes
from fazhi.reports.report import Header
from fazhi.reports.signature import Signature, read_signature
from fazhi.reports.title import find_title
from fazhi.reports.view import View

_INDEX = re.compile(r"[A-Za-z0-9][A-Za-z0-9]*(?: ?[-/_.:]{1,2} ?[A-Za-z0-9]+)+|[A-Z0-9]{9,}")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,16} ?[\[(【]? ?(?:19|20)\d\d ?[\])】]? ?(?:第? ?\d{1,4} ?号)")
_NUMBER_LINE = re.compile(rf"(?:^\(?|：[\u4e00-\u9fff]{{1,6}}\s+)({_NUMBER.pattern})(?:\)?$|\s{{2,}}|\s*签发)")
_TODAY = re.compile(r"今天是|现在是|当前时间|今日|星期[一二三四五六日天]|农历")
_NOT_REPORTED = re.compile(r"《[^《》]*》|[\[(]20\d\d[\])]\d+号|自?20\d\d年(?:以来|起|版|底?前|至今)")
"""Years of cited papers, and the years since when something runs."""
_NAMED_YEAR = re.compile(
    r"(20\d\d)年(?:度)?(?:上半年)?(?:[^。，；》\n]{0,14}(?:法治|依法|普法|工作|情况)[^。"
    r"，；》\n]{0,16}(?:情况|报告|总结|汇报|如下)|工作回顾)"
)
_COMING_YEAR = re.compile(
    r"20\d\d年(?:，?[^。；]{0,24}?(?:我们)?(?:(?<!主)要(?![求点素])|将|力争|计划(?!(?:落实|完成)))"
    r"|是[^。；]{0,20}之年，[^。；]{0,30}(?:要|将)|政府工作(?!报告)|(?:工作|主要)?(?:打算|安排|思路|目标))"
)
"""2018年，我们将…: the passage was read early in that year, about the year before."""

_SPACES = re.compile(r"[ \n]+")


def read_header(view: View, table: Gazetteer | None = None) -> Header:
    """Return the header facts of a report; every field is None where the text does not say it."""
    table = table or gazetteer()
    text = view.text
    head = head_lines(text)
    top = text[: head[-1].end] if head else ""
    entries = read_table(top)
    title = find_title(_untabled(head, entries), [entry.value for entry in entries if entry.kind == keytable.TITLE])
    signature = read_signature(tail_lines(text))
    under = _under_title(head, title)
    index_number = _index_number(entries, head)
    issuer = find_issuer(title[0] if title else None, signature.organ, under.organ, entries, head, text)
    names = _place_names(title, signature, under, issuer, head)
    body = text[len(top) :]
    place = find_place(
        names, body[:400], Clues(text, top + (signature.organ or ""), index_codes(index_number, table)), table
    )
    issued = _issued(entries, head, under)
    delivered = _delivered(head)
    year = _yearbook(head) or _report_year(
        title[0] if title else None, body, is_passage(text), delivered, signature.date, issued
    )
    written = (delivered and delivered.iso()) or _written(entries, head, signature, under, year, issued)
    return Header(
        title=_printed(title, view),
        jurisdiction=place.path,
        division_code=place.code,
        issuer=issuer,
        report_year=year,
        issued=issued,
        written=written,
        index_number=index_number,
        document_number=_document_number(entries, head),
        candidates=place.candidates,
    )


def _untabled(head: Sequence[Line], entries: Sequence[Entry]) -> list[Line]:
    """Return the lines of the head that are no rows of a table; they alone can be the title."""
    firm = [entry.start for entry in entries if entry.strict or entry.kind != keytable.OTHER]
    rows = {entry.start for entry in entries}
    kept = []
    for line in head:
        keys = [start for start in firm if line.start < start < line.end]
        if line.start in rows or line.start in firm:
            continue
        before = line.text[: min(keys) - line.start].rstrip(" 【[") if keys else line.text
        if not keys or len(before) > 8:
            kept.append(Line(line.start, line.start + len(before), before))
    return kept


def _printed(title: tuple[str, int, int] | None, view: View) -> str | None:
    """Return a title as the page prints it: its own marks, digits and letters of half width."""
    if title is None:
        return None
    return _SPACES.sub("", title[0]) if re.search("[\u4e00-\u9fff]", title[0]) else title[0]


def _place_names(
    title: tuple[str, int, int] | None, signature: Signature, under: Signature, issuer: str | None, head: Sequence[Line]
) -> list[str]:
    """Return what may name the place, the most telling first."""
    names = [title[0]] if title else []
    names += [organ for organ in (signature.organ, under.organ, issuer) if organ]
    names += [
        part
        for line in reversed(head)
        if line.text[-1] != "："
        for part in reversed(re.split(r"[>›»/→|_]|->", line.text))
        if 1 < len(part) < 30
    ]
    return names


def _value(entries: Sequence[Entry], kind: str, pattern: re.Pattern[str]) -> str | None:
    for entry in entries:
        if entry.kind == kind and (match := pattern.match(entry.value)):
            return match.group()
    return None


def _index_number(entries: Sequence[Entry], head: Sequence[Line]) -> str | None:
    value = _value(entries, keytable.INDEX, _INDEX)
    if value is None:
        # A list of values without keys still shows the number by its form.
        alone = re.compile(r"^\W*([A-Z0-9]{9,18}/20\d\d-\d{4,6})$")
        value = next((match.group(1) for line in head if (match := alone.match(line.text))), None)
    return value.replace(" ", "") if value else None


def _document_number(entries: Sequence[Entry], head: Sequence[Line]) -> str | None:
    value = _value(entries, keytable.NUMBER, _NUMBER)
    if value is None:
        alone = (_NUMBER_LINE.search(line.text) for line in head)
        value = next((match.group(1) for match in alone if match), None)
    if value is None:
        return None
    return re.sub(r"[\[(【] ?(\d{4}) ?[\])】]", r"〔\1〕", value).replace(" ", "")


def _under_title(head: Sequence[Line], title: tuple[str, int, int] | None) -> Signature:
    """Return the organ and date printed between title and text, as some sites do."""
    below = [line for line in head if title and title[2] and line.start >= title[2]][:3]
    for count in range(len(below), 0, -1):
        found = read_signature(below[:count])
        if found.organ or found.date:
            return found
    return Signature(None, None)


def _issued(entries: Sequence[Entry], head: Sequence[Line], under: Signature) -> str | None:
    keyed = [
        (entry, date) for entry in entries if entry.kind == keytable.ISSUED and (date := first_date(entry.value[:24]))
    ]
    sure = [date for entry, date in keyed if not _TODAY.search(entry.value)]
    sure += [date for entry in entries if entry.kind == keytable.MADE and (date := first_date(entry.value[:24]))]
    if sure:
        return sure[0]
    for line in head:
        if (released := _RELEASED.search(line.text)) and (date := first_date(released.group(1))):
            return date
    bare = _bare_dates(head)
    return bare[-1] if bare else None


_RELEASED = re.compile(r"(?:发布|公布|公开)于? ?(20\d\d[-年/.].{3,7})")
_PRINTED = re.compile(r"([\d二].{6,14}日) ?印发")


def _bare_dates(head: Sequence[Line]) -> list[str]:
    """Return the dates on lines without a key: alone, with a time, beside an organ or a source."""
    dates = []
    for line in head:
        found = next((date for date in find_dates(line.text) if date.year), None)
        if found is None or _TODAY.search(line.text) or (line.text[0] in "(" and line.text.endswith(")")):
            continue
        before, after = line.text[: found.start].strip(" [•·*"), line.text[found.end :]
        if re.match("[\u4e00-\u9fff]", after):
            continue
        if (
            not before or (re.fullmatch(r"[\u4e00-\u9fff ]{2,30}", before) and not keytable.begins_with_key(before))
        ) and (iso := found.iso()):
            dates.append(iso)
    return dates


def _written(
    entries: Sequence[Entry],
    head: Sequence[Line],
    signature: Signature,
    under: Signature,
    year: int | None,
    issued: str | None,
) -> str | None:
    dated = {entry.kind: date for entry in reversed(entries) if (date := first_date(entry.value[:24]))}
    made = dated.get(keytable.MADE) if keytable.ISSUED in dated else None
    if date := dated.get(keytable.WRITTEN) or (None if signature.date else made):
        return date
    for line in head:
        if (printed := _PRINTED.search(line.text)) and (date := first_date(printed.group(1))):
            return date
    if signature.date:
        return _dated(signature.date, year, issued)
    if under.date and any(
        line.text[0] == "(" and line.text.endswith(")") and next(find_dates(line.text), None) for line in head
    ):
        return _dated(under.date, year, issued)
    bare = _bare_dates(head)
    return bare[0] if len(bare) == 2 and not any(entry.kind == keytable.ISSUED for entry in entries) else None


def _dated(date: Dated, year: int | None, issued: str | None) -> str | None:
    """Return a signature's date; one without a year lies between the report year's end and issue."""
    if date.year or year is None:
        return date.iso()
    guess = year + 1 if date.month < 10 else year
    return date.iso(guess if not issued or (date.iso(guess) or "") <= issued else int(issued[:4]))


def _yearbook(head: Sequence[Line]) -> int | None:
    """Return the year that a volume of a yearbook tells of: the one before the volume's."""
    volumes = (re.fullmatch(r"(20\d\d) ?(?:卷|年?年鉴)", line.text) for line in head)
    return next((int(volume.group(1)) - 1 for volume in volumes if volume), None)


_READ = re.compile(r"^(?:[\u4e00-\u9fff]{2,20}人民政府\s+)?(?:20\d\d年\d{1,2}月\d{1,2}日|二.{3}年.{1,3}月.{1,3}日)$")
_MEETING = re.compile(
    r"^20\d\d年\d{1,2}月\d{1,2}日\s+[\u4e00-\u9fff]{2,16}人民政府$|^[-(].{0,3}20\d\d年.{2,60}(?:会议上|大会上"
    r"|会议|[省市县区旗州])\)?$|^20\d\d年.{2,60}会议上$"
)


def _delivered(head: Sequence[Line]) -> Dated | None:
    """Return the day on which a work report was read to a people's congress."""
    lines = [line.text for line in head if _MEETING.match(line.text)]
    if any("政府工作报告" in line.text for line in head):
        lines += [line.text for line in head if _READ.match(line.text)]
    return next((date for line in lines for date in find_dates(line) if date.year), None)


def _report_year(
    title: str | None, body: str, passage: bool, delivered: Dated | None, signed: Dated | None, issued: str | None
) -> int | None:
    """Return the year reported on; a work report tells of the year before the one it is read in."""
    titled = find_years(re.sub(r"\([^()]*\)", "", title)) if title else []
    if delivered and delivered.year and "政府工作" in (title or "政府工作"):
        return delivered.year - (delivered.month < 9)
    if titled := titled or find_years(title or ""):
        return titled[0]
    if named := _NAMED_YEAR.search(body[:1500]):
        return int(named.group(1))
    plain = _NOT_REPORTED.sub("", body)
    for mention in re.finditer(r"(?<!\d)(20\d\d)年", plain):
        return int(mention.group(1)) - bool(passage and _COMING_YEAR.match(plain[mention.start() :]))
    if years := find_years(plain):
        return years[0]
    if numbered := re.findall(r"[\[(](20\d\d)[\])]\d+号", body):
        return int(max(numbered))
    latest = (signed and signed.iso()) or issued
    return None if latest is None else int(latest[:4]) - (int(latest[5:7]) < 10)
