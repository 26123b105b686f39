"""Names made safe to show, and spelled in Latin letters for search and for English readers.

Names come out of reports, so they may hold anything: markup, bidi controls, ten thousand letters.
"""

from __future__ import annotations

import re
from functools import cache

NAME_LIMIT = 120
"""Code points of a name on the page; the longest real ones have some forty."""
SENTENCE_LIMIT = 1200
"""Code points of a quoted passage on the page; a longer one is cut around what it proves."""

_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LEVEL_WORDS = {
    "特别行政区": "Special Administrative Region",
    "自治区": "Autonomous Region",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "开发区": "Development Zone",
    "街道": "Subdistrict",
    "地区": "Prefecture",
    "特区": "Special District",
    "社区": "Community",
    "省": "Province",
    "市": "City",
    "区": "District",
    "县": "County",
    "旗": "Banner",
    "镇": "Town",
    "乡": "Township",
    "村": "Village",
    "街": "Subdistrict",
}


def clean(name: str, limit: int = NAME_LIMIT) -> str:
    """Return a name without controls and bidi marks, spaces joined, cut at ``limit`` with ``…``."""
    head = name[: 4 * limit]
    plain = " ".join(_CONTROL.sub(" ", encodable(head)).split())
    return plain if len(plain) <= limit and len(head) == len(name) else plain[: limit - 1] + "…"


def undirected(text: str) -> str:
    """Return a text of a report as it is shown: no mark of direction turns it round.

    A word joiner takes the place of each, as invisible, so that offsets stay those of the report.
    """
    return _DIRECTIONS.sub("\u2060", text)


def passage(sentence: str, start: int, end: int, limit: int = SENTENCE_LIMIT) -> tuple[str, int, int]:
    """Return a quotation and the span of its mention, cut around the mention where it is too long.

    A sentence within ``limit`` comes back as it is, so that the page quotes the report exactly; only
    what no file can hold (a lone surrogate) is replaced.
    """
    text = encodable(sentence)
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    if len(text) <= limit:
        return text, start, end
    end = min(end, start + limit // 2)
    left = max(0, min(start - limit // 4, len(text) - limit))
    right = min(len(text), left + limit)
    head, tail = "…" if left else "", "…" if right < len(text) else ""
    return head + text[left:right] + tail, start - left + len(head), end - left + len(head)


@cache
def pinyin(name: str) -> str:
    """Return a name's syllables without tones, by spaces: ``san suo lian dong``.

    What is no Chinese character stays as it is, in lower case.
    """
    # Imported late: its dictionaries take a fifth of a second to load.
    from pypinyin import lazy_pinyin

    return " ".join(" ".join(lazy_pinyin(name)).split()).lower()


def romanised(name: str) -> str:
    """Return a place's name for English readers, its rank translated: ``Nanxiang Town``."""
    for suffix, word in _LEVEL_WORDS.items():
        if name.endswith(suffix) and len(name) > len(suffix) + (len(suffix) == 1):
            return f"{_joined(name.removesuffix(suffix))} {word}"
    return _joined(name)


def _joined(name: str) -> str:
    return pinyin(name).replace(" ", "").capitalize()


def encodable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
