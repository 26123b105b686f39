"""Headings of a report in any numbering, on lines of their own or run into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_HAN = "一二三四五六七八九十"
_STYLES = (
    ("capital", r"[壹贰叁肆伍陆柒捌玖拾]{1,2} ?[、.：]? ?"),
    ("roman", r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,2} ?[、.]? ?|[IVX]{1,4} ?[、.] ?"),
    ("chapter", rf"第[{_HAN}]{{1,3}}[章节部篇](?:分)? ?[、：]? ?"),
    ("stem", r"[甲乙丙丁戊己庚辛] ?[、.] ?"),
    ("han", rf"[{_HAN}]{{1,3}} ?(?:[、.，：]|(?= )) ?"),
    ("paren-han", rf"\( ?[{_HAN}]{{1,3}} ?\) ?[、.]? ?|[㈠-㈩] ?|[㊀-㊉] ?"),
    ("item", rf"(?:[{_HAN}]{{1,2}}(?:是|要|则)|其[{_HAN}][，：]?|第[{_HAN}]{{1,2}}[，、：]|[首其再]先[，：]) ?"),
    ("dotted", r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?!\d)[、.]? ?(?!%|万|亿)"),
    ("arabic", r"\d{1,2} ?[、.](?!\d) ?|\d{1,2} +(?=[\u4e00-\u9fff“]|20\d\d年)(?!年|月|日|个|件|次|人)|[⒈-⒛] ?"),
    ("paren-arabic", r"\( ?\d{1,2} ?\) ?[、.]? ?|\d{1,2} ?\) ?|[⑴-⒇] ?"),
    ("circled", r"[①-⑳❶-❿] ?"),
    ("bracket", r"【(?=[^】]{1,20}】)"),
    ("mark", r"[◇◆★☆▲△■□○◎▶▷►※→✦❖➢⬛·]+ ?|-{1,2} ?|\*{2,3} ?|#{1,4} "),
)
_NUMBER = "|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in _STYLES)
_AT_LINE = re.compile(rf"^[ ]*(?:\*\*|#{{1,4}} )?(?:{_NUMBER})(?=\S)", re.MULTILINE)
_RUN_IN = re.compile(
    rf"(?<=[。！；：)”]) *(?P<han>(?P<n>[{_HAN}]{{1,3}})、)|(?<=[。！；：)”]) *(?P<paren_han>\("
    rf" ?(?P<p>[{_HAN}]{{1,3}}) ?\))"
    rf"|(?<=[。！；)”]) *(?P<bracket>【)(?=[^】\n]{{1,20}}】)|(?<=[。！；)”]) *(?P<mark>[◇◆★☆▲△■□◎▶▷►])"
)
_TITLE = re.compile(r"[^。：；\n】?？！]{1,46}?(?=[。：；\n】?？！]|(?<=[\u4e00-\u9fff”)]) +(?=\S)|$)")
_PLAIN = re.compile(
    r"^[ ]*(?P<text>[^\s。；，：！？()《》\d][^。；：！？《》\n]{1,24}[^\s。；：，！？、])[ ]*$", re.MULTILINE
)
_NO_HEADING = re.compile(r"^(?:人次|万元|个百分点|%|(?!20\d\d年)\d)")


class Heading(NamedTuple):
    """A heading: where it starts, where its words end, the style of its number, its words."""

    start: int
    end: int
    style: str
    text: str


def find_headings(text: str, start: int, end: int) -> list[Heading]:
    """Return the headings in ``text[start:end]``, left to right."""
    found = {heading.start: heading for heading in _numbered(text, start, end)}
    for heading in _run_in(text, start, end):
        found.setdefault(heading.start, heading)
    for heading in _unnumbered(text, start, end, sorted(found)):
        found.setdefault(heading.start, heading)
    return [found[offset] for offset in sorted(found)]


def _numbered(text: str, start: int, end: int) -> Iterator[Heading]:
    for match in _AT_LINE.finditer(text, start, end):
        style = (match.lastgroup or "").replace("_", "-")
        words = _words(text, match.end(), end)
        if words and not (style == "arabic" and _NO_HEADING.match(words)):
            yield _heading(text, match.start(), match.end(), style, words)


def _run_in(text: str, start: int, end: int) -> Iterator[Heading]:
    """Yield headings without a line break before them, where their numbers go on in order."""
    last = {"n": 0, "p": 0}
    at_line = re.compile(rf"^ *(?:(?P<n>[{_HAN}]{{1,3}})、|\( ?(?P<p>[{_HAN}]{{1,3}}) ?\))", re.MULTILINE)
    marks = sorted([*at_line.finditer(text, start, end), *_RUN_IN.finditer(text, start, end)], key=lambda m: m.start())
    for match in marks:
        kind = "n" if match["n"] else "p" if match["p"] else ""
        if kind:
            number = _count(match[kind])
            going_on = number in (1, last[kind] + 1)
            last[kind] = number if going_on else last[kind]
            if kind == "n" and going_on:
                last["p"] = 0
            if match.re is at_line or not going_on:
                continue
        words = _words(text, match.end(), end)
        if words and len(words) <= 40:
            style = {"n": "han", "p": "paren-han"}.get(kind) or match.lastgroup or ""
            yield _heading(text, match.start(), match.end(), style, words)


def _words(text: str, start: int, end: int) -> str:
    match = _TITLE.match(text, start, end)
    if match:
        return match.group().strip(" *#")
    # A long sentence is named by its first clause.
    return re.split("[，\n]", text[start : min(start + 60, end)])[0][:40].strip()


def _heading(text: str, start: int, words_start: int, style: str, words: str) -> Heading:
    number_start = start + len(text[start:words_start]) - len(text[start:words_start].lstrip())
    where = text.find(words, words_start)
    return Heading(
        number_start, where + len(words), style, text[number_start : where + len(words)].replace("【", "").strip(" *#")
    )


def _unnumbered(text: str, start: int, end: int, numbered: list[int]) -> Iterator[Heading]:
    """Yield short lines without a number that stand over longer ones."""
    for match in _PLAIN.finditer(text, start, end):
        rest = text[match.end() : end].lstrip("\n ")
        below = rest.split("\n", 1)[0]
        if len(below) >= 2 * len(match["text"]) and len(below) > 30:
            yield Heading(match.start("text"), match.end("text"), "plain", match["text"])


def ordinal(heading: Heading) -> int | None:
    """Return the number of a heading, None where its style has no numbers."""
    mark = heading.text[:4]
    if digits := re.match(r"\W*(?:\d+\.)?(\d{1,2})", mark):
        return int(digits.group(1))
    if numeral := re.match(rf"\W*第?([{_HAN}]{{1,3}})", mark):
        return _count(numeral.group(1))
    for first in "壹Ⅰ甲㈠㊀⒈⑴①❶":
        if 0 <= (offset := ord(mark[0]) - ord(first)) < 10 and first not in "壹甲":
            return offset + 1
    return next(
        (row.index(mark[0]) + 1 for row in ("壹贰叁肆伍陆柒捌玖拾", "甲乙丙丁戊己庚辛") if mark[0] in row), None
    )


def _count(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _HAN.index(numeral[-1]) + 1
    return 10 * (_HAN.index(tens) + 1 if tens else 1) + (_HAN.index(ones) + 1 if ones else 0)
