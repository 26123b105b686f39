"""The numbers that Word draws before paragraphs: 一、 （一） 1. stand in no run of the document's text."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_COUNTED = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_SERIES = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_LEVELS = 9


class Numbering:
    """Counts the numbered paragraphs of one document, in their order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[tuple[str, int]] = set()
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        parts = [
            relation.target_part.element
            for relation in document.part.rels.values()
            if not relation.is_external and relation.reltype.endswith("/numbering")
        ]
        for element in parts:
            self._read(element)

    def label(self, paragraph: Any) -> str:
        """Return what Word draws before a paragraph, empty where it draws nothing; counts it."""
        number, level = self._place(paragraph)
        abstract = self._abstract.get(number or "")
        levels = self._levels.get(abstract or "", {})
        if abstract is None or number is None or level not in levels:
            return ""
        counts = self._counts[abstract]
        start = levels[level][2]
        if (number, level) in self._starts and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            start = self._starts[number, level]
            counts.pop(level, None)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        return self._drawn(levels, counts, level)

    def _drawn(self, levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        kind, pattern, _ = levels[level]
        if kind in {"bullet", "none"}:
            return ""
        for upper in range(level + 1):
            shape, _, start = levels.get(upper, ("decimal", "", 1))
            pattern = pattern.replace(f"%{upper + 1}", written(counts.get(upper, start), shape))
        return pattern

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph, of its own or by its style."""
        properties = paragraph.find(qn("w:pPr"))
        for _ in range(_LEVELS):
            if properties is None:
                return None, 0
            if (own := properties.find(qn("w:numPr"))) is not None:
                return _value(own, "numId"), int(_value(own, "ilvl") or 0)
            style = self._styles.get(_value(properties, "pStyle") or _value(properties.getparent(), "basedOn"))
            properties = style.find(qn("w:pPr")) if style is not None else None
        return None, 0

    def _read(self, element: Any) -> None:
        for abstract in element.iter(qn("w:abstractNum")):
            levels = {
                int(level.get(qn("w:ilvl")) or 0): (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(_value(level, "start") or 1),
                )
                for level in abstract.iter(qn("w:lvl"))
            }
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for number in element.iter(qn("w:num")):
            name = number.get(qn("w:numId"))
            self._abstract[name] = _value(number, "abstractNumId") or ""
            for override in number.iter(qn("w:lvlOverride")):
                if start := _value(override, "startOverride"):
                    self._starts[name, int(override.get(qn("w:ilvl")) or 0)] = int(start)


def written(number: int, kind: str) -> str:
    """Write a number as the list format ``kind`` of Word does; decimal where the kind is not known."""
    if kind in _COUNTED:
        return chinese(number)
    if kind == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(max(0, number)))
    if kind == "chineseLegalSimplified":
        return "".join(_FORMAL[_DIGITS.index(c)] if c in _DIGITS else {"十": "拾"}.get(c, c) for c in chinese(number))
    if kind in _SERIES and 0 < number <= len(_SERIES[kind]):
        return _SERIES[kind][number - 1]
    if kind in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if kind in {"upperLetter", "lowerLetter"} and 0 < number <= 26:
        return chr((65 if kind == "upperLetter" else 97) + number - 1)
    if kind in {"upperRoman", "lowerRoman"} and 0 < number < 40:
        roman = "X" * (number // 10) + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
        return roman if kind == "upperRoman" else roman.lower()
    return str(number)


def chinese(number: int) -> str:
    """Write a number below 100 in Chinese: 十一, 二十."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _value(element: Any, name: str) -> str | None:
    if element is None:
        return None
    child = element.find(qn(f"w:{name}"))
    found: str | None = child.get(qn("w:val")) if child is not None else None
    return found
