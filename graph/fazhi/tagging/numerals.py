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
_ABOUT = re.compile("一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九")
_TOKENS = re.compile(r"\d[\d ,，]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]")


def parse_digits(text: str) -> Decimal:
    """Return the value of digits with thousands marks or spaces, such as ``1,234.5`` and ``6 128``."""
    return Decimal(_MARKS.sub("", text))


def parse_mixed(text: str) -> Decimal:
    """Return the value of digits that 万 and 亿 scale, once or step by step: 3.5万, 3亿2千万, 1万零500."""
    return _sum(_TOKENS.findall(text))


def parse_chinese(text: str) -> Decimal:
    """Return the value of a Chinese numeral such as 二十, 一百零三, 两万 or, digit by digit, 一二三.

    A bare power counts once: 百 is 100. Of 两三 and 三五, which leave open how many, the greater counts.
    ``text`` holds characters of ``CHINESE_NUMERALS`` only, and a decimal part after 点 (九十八点六, 三点五亿).
    """
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if not fraction:
        return value
    digits = fraction.rstrip("百千万亿")
    value += Decimal("0." + "".join(str(_DIGITS[c]) for c in digits))
    return value * SCALES.get(fraction[len(digits) :], 1)


def _whole(text: str) -> Decimal:
    if _ABOUT.fullmatch(text):
        return Decimal(_DIGITS[text[1]])
    if all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text) or 0)
    return _sum(list(text))


def _sum(tokens: list[str]) -> Decimal:
    """Return the value of powers and what stands before each.

    A single digit behind a power counts the next lower one (一万五 is 15,000) unless 零 stands between.
    """
    total, section, power = Decimal(0), Decimal(0), 1
    digit: Decimal | None = None
    for token in tokens:
        if token in _POWERS:
            section += (1 if digit is None else digit) * _POWERS[token]
            digit, power = None, _POWERS[token]
        elif token in _SECTIONS:
            bare = digit is None and not total + section
            section += Decimal(1) if bare else _last(digit, power)
            scale = _SECTIONS[token]
            # 三亿二千万: the 万 multiplies what follows the 亿; 三万亿: the 亿 all that stands before it.
            total = total + section * scale if total >= scale else (total + section) * scale
            section, digit, power = Decimal(0), None, scale
        elif token in "零〇":
            digit, power = None, 1
        else:
            digit = Decimal(_DIGITS[token]) if token in _DIGITS else parse_digits(token)
            power = power if len(token) == 1 else 1
    return total + section + _last(digit, power)


def _last(digit: Decimal | None, power: int) -> Decimal:
    return (digit or Decimal(0)) * (power // 10 or 1)
