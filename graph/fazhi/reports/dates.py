"""Dates as reports print them: 2022-02-11, 2022年2月11日, 二〇二二年二月十一日, 2024年元月八日, 25.02.2016, 1月21日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_DIGITS = {"〇": 0, "○": 0, "零": 0, "O": 0, "o": 0, "О": 0, "0": 0, "Ｏ": 0, "◯": 0}
_DIGITS |= {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_ZERO = "〇○零OoО0◯"
_YEAR_DIGITS = rf"二[{_ZERO}][{_ZERO}一二三四五六七八九][{_ZERO}一二三四五六七八九]"
_COUNT = r"(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"

_MONTH = rf"(?:元|1[0-2]|0?[1-9]|{_COUNT})"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|{_COUNT})"
"""Month and day in digits or in words, also mixed: 2024年元月八日. 元月 is January."""

_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:月|[-/.])\s*(?P<d>3[01]|[12]\d"
    r"|0?[1-9])(?!\d)(?:\s*日)?"
    r"|(?<!\d)(?P<d2>3[01]|[12]\d|0?[1-9])[./](?P<m2>1[0-2]|0?[1-9])[./](?P<y2>20\d\d)(?!\d)"
    rf"|(?<!\d)(?P<y5>(?:19|20)\d\d)\s*年\s*(?P<m5>{_MONTH})\s*月\s*(?P<d5>{_DAY})\s*日"
    rf"|(?P<cy>{_YEAR_DIGITS})\s*年\s*(?P<cm>{_MONTH})\s*月\s*(?P<cd>{_DAY})\s*日"
    r"|(?<![\d年])(?P<y3>20\d\d)(?P<m3>1[0-2]|0[1-9])(?P<d3>3[01]|[12]\d|0[1-9])(?!\d)"
    r"|(?<![\d年])(?P<m4>1[0-2]|0?[1-9])\s*月\s*(?P<d4>3[01]|[12]\d|0?[1-9])\s*日"
    rf"|(?<![\d年])(?P<cm2>{_MONTH})月(?P<cd2>{_DAY})日"
)
_YEAR = re.compile(rf"(?<![\d.])(20[0-4]\d)(?=\s*(?:年|卷|[^\d\s.,%—~年-]|$))(?!\d)|({_YEAR_DIGITS})(?=年|$|\D)")
_RANGE = re.compile(r"20\d\d\s*年?\s*(?:[-~至到]|--)*\s*20\d\d\s*年?")
"""A span of plan years, its dash kept or lost: (2021-2025年), 20212025年."""


class Dated(NamedTuple):
    """A date in a text; ``year`` is None where only month and day are printed."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def iso(self, year: int | None = None) -> str | None:
        """Return YYYY-MM-DD, with ``year`` where none is printed; None for a day that never was."""
        try:
            return date(self.year or year or 0, self.month, self.day).isoformat()
        except ValueError:
            return None


def find_dates(text: str) -> Iterator[Dated]:
    """Yield the dates in ``text``, left to right."""
    for match in _DATE.finditer(text):
        got = {key.rstrip("2345"): value for key, value in match.groupdict().items() if value}
        year = int(got["y"]) if "y" in got else _chinese_year(got["cy"]) if "cy" in got else None
        month, day = _number(got.get("m") or got["cm"]), _number(got.get("d") or got["cd"])
        yield Dated(match.start(), match.end(), year, month, day)


def first_date(text: str) -> str | None:
    """Return the first full date of ``text`` as YYYY-MM-DD, None where there is none."""
    return next((iso for found in find_dates(text) if found.year and (iso := found.iso())), None)


def find_years(text: str) -> list[int]:
    """Return the years named in ``text`` in order, those of ranges of plan years left out."""
    plain = _RANGE.sub(lambda match: " " * len(match.group()), text)
    return [int(m.group(1)) if m.group(1) else _chinese_year(m.group(2)) for m in _YEAR.finditer(plain)]


def _chinese_year(digits: str) -> int:
    return int("".join(str(_DIGITS[digit]) for digit in digits))


def _number(numeral: str) -> int:
    """Return a month or day in digits or words as a number."""
    return 1 if numeral == "元" else int(numeral) if numeral.isdecimal() else chinese_count(numeral)


def chinese_count(numeral: str) -> int:
    """Return a Chinese numeral below one hundred as a number: 二十一 → 21."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS[numeral]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
