"""The facts of a report's head and signature, out of every form that government sites print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from fazhi.jurisdictions import Clues, Gazetteer, gazetteer
from fazhi.reports import keytable
from fazhi.reports.cover import Cover, read_cover
from fazhi.reports.frame import Line, foot_lines, head_lines, table_below
from fazhi.reports.issuer import find_issuer, reports_to_congress
from fazhi.reports.keytable import Entry, read_table
from fazhi.reports.place import find_place, index_codes
from fazhi.reports.report import Header
from fazhi.reports.signature import Signature, read_signature, signed_lines
from fazhi.reports.timing import Timing
from fazhi.reports.title import Title, find_title, run_in_title
from fazhi.reports.view import View, fold

_INDEX = re.compile(r"[A-Za-z0-9][A-Za-z0-9×*]*(?: ?[-/_.:]{1,2} ?[A-Za-z0-9]+)+|[A-Z0-9]{9,}")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,16} ?[\[(【]? ?(?:19|20)\d\d ?[\])】]? ?(?:第? ?\d{1,4} ?号)")
_NUMBER_LINE = re.compile(rf"(?:^\(?|：[\u4e00-\u9fff]{{1,6}}\s+)({_NUMBER.pattern})(?:\)?$|\s{{2,}}|\s*签发)")
_ANNOUNCEMENT = re.compile("公告|通告|公示")
_SERIAL = re.compile(r"\(?20\d\d年第\d{1,3}号\)?")
"""2025年第3号: the number of an announcement."""
_RUN_IN_KEYS = 160
"""So far behind a title that shares its line with the text its keys are looked for."""
_SHORT_VALUE = 9
"""A value shorter than that is no title."""
_CATALOGUE = re.compile(r"公开目录|(?:所属)?(?:栏目|分类|类目)|(?:主题|体裁|组配|信息)(?:分类|类别)|信息类型")
"""Keys whose value may look like a title."""
_YEAR_OF_TITLE = re.compile(r"20\d\d年")
_SPACES = re.compile(r"[ \n]+")
_LAYOUT = re.compile(r"\s*\n\s*|(?<![\u4e00-\u9fff]{4})\s+|\s+(?![\u4e00-\u9fff]{2})")
"""Spaces that only lay a title out: all but those between words of one line (中共甲县委 甲县人民政府关于…)."""
_HALF_WIDTH = {
    ord(full): ord(full) - 0xFEE0 for full in "０１２３４５６７８９" + "".join(map(chr, range(0xFF21, 0xFF5B)))
}


def read_header(view: View, table: Gazetteer | None = None) -> Header:
    """Return the header facts of a report; every field is None where the text does not say it."""
    table = table or gazetteer()
    text = view.text
    cover = read_cover(text)
    head = head_lines(text)
    entries = read_table(text[: head[-1].end] if head else "")
    title, head = _title_and_head(text, head, entries, cover)
    top = text[: head[-1].end] if head else ""
    if title and title.start >= len(top):
        # Title, keys and the first sentence in one line.
        entries += [entry for entry in read_table(text[title.end : title.end + _RUN_IN_KEYS]) if entry.strict]
    entries += [entry for entry in read_table(table_below(text[len(top) :])) if entry.strict]
    tail = signed_lines(text)
    signature = read_signature(tail)
    if cover:
        signature = Signature(signature.organ or cover.signature.organ, signature.date or cover.signature.date)
    under = _under_title(head, title)
    index_number = _index_number(entries, head)
    words = title.text if title else None
    above = [line for line in head if title and line.start < title.start]
    issuer = find_issuer(words, signature.organ, under.organ, entries, head, above, text)
    names = _place_names(title, signature, under, issuer, head)
    body = text[len(top) :]
    place = find_place(
        names, body[:400], Clues(text, top + (signature.organ or ""), index_codes(index_number, table)), table
    )
    if issuer is None and place.code and reports_to_congress(words):
        issuer = f"{table.name(place.code)}人民政府"
    own_text = body[: max(0, tail[-1].end - len(top))] if tail else body
    timing = Timing(words, head, entries, own_text, signature, under, foot_lines(body))
    return Header(
        title=_printed(title, view),
        jurisdiction=place.path,
        division_code=place.code,
        issuer=issuer,
        report_year=timing.year,
        issued=timing.issued,
        written=timing.written,
        index_number=index_number,
        document_number=_document_number(entries, head, words),
        candidates=place.candidates,
    )


def _title_and_head(
    text: str, head: list[Line], entries: Sequence[Entry], cover: Cover | None
) -> tuple[Title | None, list[Line]]:
    """Return the title of the report and the lines above its body, among them those of the letter that carries it."""
    if cover and cover.end is not None:
        own = head_lines(text, cover.end)
        title = find_title(_untabled(own, entries), ())
        head = [line for line in head if line.start < cover.end] + own
    else:
        named = [entry.value for entry in entries if entry.kind == keytable.TITLE]
        title = find_title(_untabled(head, entries), named) or (cover.title if cover else None)
    return title or run_in_title(text), head


def _untabled(head: Sequence[Line], entries: Sequence[Entry]) -> list[Line]:
    """Return the lines of the head that are no rows of a table; they alone can be the title."""
    firm = [entry.start for entry in entries if entry.strict or entry.kind != keytable.OTHER]
    rows = {entry.start for entry in entries}
    below_key = _below_keys(head, entries)
    kept = []
    for line in head:
        if line.start in below_key:
            continue
        keys = [start for start in firm if line.start < start < line.end]
        if line.start in rows or line.start in firm:
            continue
        before = line.text[: min(keys) - line.start].rstrip(" 【[") if keys else line.text
        if not keys or len(before) > 8:
            kept.append(Line(line.start, line.start + len(before), before))
    return kept


def _below_keys(head: Sequence[Line], entries: Sequence[Entry]) -> set[int]:
    """Return where lines begin that are the value of a key alone on the line above: 公开目录 / 法治政府建设年报."""
    keyed = {entry.start: entry for entry in entries if entry.kind != keytable.TITLE}
    below = set()
    for line, following in pairwise(head):
        entry = keyed.get(line.start)
        if entry is None or following.text != entry.value or entry.value in line.text:
            continue
        telling = entry.kind != keytable.OTHER or _CATALOGUE.fullmatch(line.text) or len(following.text) < _SHORT_VALUE
        if telling and not _YEAR_OF_TITLE.search(following.text):
            below.add(following.start)
    return below


def _printed(title: Title | None, view: View) -> str | None:
    """Return a title as the page prints it, digits of half width, without spaces but those between its parts."""
    if title is None:
        return None
    words, start, end = title
    if not re.search("[\u4e00-\u9fff]", words):
        return words
    words = _SPACES.sub("", words)
    raw = view.raw[slice(*view.raw_span(start, end))] if end else ""
    printed = _LAYOUT.sub("", raw).translate(_HALF_WIDTH)
    return printed if _SPACES.sub("", fold(printed)) == words else words


def _place_names(
    title: Title | None, signature: Signature, under: Signature, issuer: str | None, head: Sequence[Line]
) -> list[str]:
    """Return what may name the place, the most telling first."""
    names = [title.text] if title else []
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


def _document_number(entries: Sequence[Entry], head: Sequence[Line], title: str | None) -> str | None:
    value = _value(entries, keytable.NUMBER, _NUMBER)
    if value is None:
        alone = (_NUMBER_LINE.search(line.text) for line in head)
        value = next((match.group(1) for match in alone if match), None)
    if value is None and title and _ANNOUNCEMENT.search(title):
        value = next((line.text.strip("()") for line in head if _SERIAL.fullmatch(line.text)), None)
    if value is None:
        return None
    return re.sub(r"[\[(【] ?(\d{4}) ?[\])】]", r"〔\1〕", value).replace(" ", "")


def _under_title(head: Sequence[Line], title: Title | None) -> Signature:
    """Return the organ and date printed between title and text, as some sites do."""
    below = [line for line in head if title and title.end and line.start >= title.end][:5]
    below = [line for line in below if not keytable.begins_with_key(line.text)][:3]
    for count in range(len(below), 0, -1):
        found = read_signature(below[:count])
        if found.organ or found.date:
            return found
    return Signature(None, None)
