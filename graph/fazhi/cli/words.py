"""Values of options in Chinese: what a user may type for them, and how an error names both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Words = Mapping[str, tuple[str, ...]]
"""The Chinese words of each value, that of pages and tables first."""

CHOICES: Words = {
    "zh": ("中文", "汉语"),
    "en": ("英文", "英语"),
    # views of the graph
    "map": ("全图", "地图", "关系图"),
    "overview": ("概览",),
    "compare": ("比较", "对比"),
    "similar": ("相近", "相似"),
    "together": ("同现", "共现"),
    "around": ("机构与法律",),
    "matrix": ("对照表",),
    "years": ("年度表",),
    "table": ("清单", "表格"),
    # parts of a comparison and of an export
    "all": ("全部",),
    "both": ("两地", "共有"),
    "a": ("甲", "仅甲"),
    "b": ("乙", "仅乙"),
    "neither": ("均未",),
    # forms of answers
    "text": ("文本",),
}
"""Every value that an option lists and that has a Chinese word; no word stands for two of them."""
LABELS: Words = {
    "INSTITUTION": ("机构",),
    "MECHANISM": ("做法", "机制"),
    "LAW": ("法规", "法律"),
    "JURISDICTION": ("地区", "地方"),
    "QUANTITY": ("数据",),
}
"""Labels of mentions."""
_LISTED = re.compile(r"(?<= is not one of ).*")
_VALUE = re.compile(r"'([^']+)'")


def value_of(word: str, words: Words = CHOICES) -> str:
    """Return the value that a Chinese word stands for; every other word as it is."""
    return next((value for value, forms in words.items() if word in forms), word)


def listed(values: Iterable[str], words: Words = CHOICES) -> str:
    """List values, each with its Chinese word: ``map (全图), overview (概览)``."""
    return ", ".join(f"{value} ({words[value][0]})" if value in words else value for value in values)


def in_both(message: str) -> str:
    """Return what the parser says of a value that is none of a list, with the Chinese words of the list."""
    return _LISTED.sub(lambda rest: listed(_VALUE.findall(rest[0])), message.replace("Value error, ", "", 1))
