"""Numbers as Chinese reports write them: digits with marks and spaces, Chinese numerals, 万 and 亿."""

from __future__ import annotations

import re
from decimal import Decimal

SCALES = {
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
"""What stands between a number in digits and its unit: 3.5万元, 2千余条, 1.2亿元."""

CHINESE_NUMERALS = "零〇一二两三四五六七八九十百千万亿"

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1_000}
_SECTIONS = {"万": 10_000, "亿": 10**8}
_MARKS = re.compile(r"[ ,，]")


def parse_digits(text: str) -> Decimal:
    """Return the value of digits with thousands marks or spaces, such as ``1,234.5`` and ``6 128``."""
    return Decimal(_MARKS.sub("", text))


def parse_chinese(text: str) -> Decimal:
    """Return the value of a Chinese numeral such as 二十, 一百零三, 两万 or, digit by digit, 一二三.

    A bare power counts once: 百 is 100. ``text`` holds characters of ``CHINESE_NUMERALS`` only, and
    a decimal part after 点 (九十八点六, 三点五亿).
    """
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if not fraction:
        return value
    digits = fraction.rstrip("万亿")
    value += Decimal("0." + "".join(str(_DIGITS[c]) for c in digits))
    return value * _SECTIONS.get(fraction[len(digits) :], 1)


def _whole(text: str) -> Decimal:
    if all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text) or 0)
    total, section, digit = 0, 0, None
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _POWERS:
            section += (1 if digit is None else digit) * _POWERS[c]
            digit = None
        else:
            # 三万亿: the 亿 multiplies all that stands before it.
            total = (total + section + (digit or 0) or 1) * _SECTIONS[c]
            section, digit = 0, None
    return Decimal(total + section + (digit or 0))
