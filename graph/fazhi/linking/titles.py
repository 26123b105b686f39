"""Titles of laws: what makes a title a law's, how it is written out, its edition and its kind.

All functions take folded text (see ``fazhi.reports.view``) and give titles as they are printed in
official editions: full-width brackets, a long dash in a range of years.
"""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d\d ?年?"
_RANGE = rf"{_YEAR}? ?[-~至]+ ?{_YEAR}"
HEADS = (
    "法|法典|条例|规定|规程|办法|细则|规则|准则|守则|章程|决定|决议|意见|通知|通告|公告|批复|方案|计划|规划|纲要|大纲"
    "|要点|清单|目录|指引|指南|导则|规范|标准|制度|机制|程序|流程|基准|基准表|分工|分工表|计划表|任务表|措施|公约|协议"
    "|协定|备忘录|指标体系|指标|预案|责任制|修正案|解释|条令|规约|总则|通则|约定|[一二三四五六七八九十百\\d]+条|规划建议"
    "|政策|任务书|工作安排|重点任务|村规民约|民约|范本"
)
"""The nouns that a law's title ends with, as the gold corpus annotates them."""
_TAIL = rf"(?:\((?:[^()]|\([^()]*\)){{1,30}}\)| |\(?{_RANGE} ?\)?)*"
_IS_LAW = re.compile(rf"(?:{HEADS}){_TAIL}$")
# Ways of working (调解法, 工作法) and books on doctrine end like laws and are none.
_NOT_LAW = re.compile(
    r"(?:工作|(?<!人民)调解|议事|治理|办案|执|(?<!公)司|普|(?<!适)用|学|讲|释|懂|信|靠|找|守|尊|说|看|做|打|想|方|手|书|魔|疗|技|立)法$"
    r"|学习纲要|学习问答|思想概论|精神学习|讲话精神$|公告栏|示范案例|的通知书"
)


_BROKEN = re.compile(r" *\n *")
_LOST_DASH = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=(?:19|20)\d\d(?:年|\)))")


def on_one_line(title: str) -> str:
    """Return a folded title without the line breaks of print, the lost dash of its years restored."""
    return _LOST_DASH.sub(r"\1-", _BROKEN.sub("", title))


def is_law_title(title: str) -> bool:
    """Say whether a text between 《》 is the title of a normative text, by its last noun."""
    return _IS_LAW.search(title) is not None and _NOT_LAW.search(title) is None


_EDITION = re.compile(r" ?\(? ?((?:19|20)\d\d) ?年? ?[-~至]+ ?((?:19|20)\d\d) ?年? ?\)?")


def edition(title: str) -> tuple[int, int] | None:
    """Return the first and last year of an edition such as （2021-2025年）, or None."""
    years = _EDITION.search(title)
    return (int(years[1]), int(years[2])) if years else None


def without_edition(title: str) -> str:
    """Return a folded title without its range of years."""
    return _EDITION.sub("", title)


_NUMBER_INSIDE = re.compile(r"\([^()]{1,16}[\[【(]?(?:19|20)\d\d[\]】)]? ?第?\d{1,4}号\)$")
_STAGE = re.compile(r"\((?:(?:19|20)\d\d ?年?(?:第?[一二三四五]次)?)?(?:修订|修正|制定|修改|新修订|修订版)\)$")
_BARE_YEARS = re.compile(rf"(?<![(\d])({_RANGE}) ?\)?$")
_DASH = re.compile(r"(?<=\d)(年?)-+(?=(?:19|20)\d\d)")
_OUTER = "《》\"' \n"
_PRINTED = str.maketrans(
    {"(": "（", ")": "）", "<": "〈", ">": "〉", "[": "〔", "]": "〕", "【": "〔", "】": "〕", " ": None, "\n": None}
)


def official_form(title: str) -> str:
    """Write a folded title as it is printed officially, without outer marks, number and （修订）."""
    title = _BARE_YEARS.sub(r"(\1)", title.strip(_OUTER))
    title = _STAGE.sub("", _NUMBER_INSIDE.sub("", title))
    return _DASH.sub(r"\1—", title).translate(_PRINTED)


_PLACE = r"(?:[\u4e00-\u9fff]{1,11}(?:省|市|自治区|自治州|自治县|特区|新区|自由贸易港|县|区|旗|州|盟)|兵团)"
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("constitution", r"宪法(?:修正案.*)?$"),
        ("party regulation", r"^中国共产党|^中共中央.*(?:规定|准则)$|党内|党委|党组"),
        ("statute", r"(?<![办方])法(?:典|修正案.*)?$"),
        ("local regulation", rf"^{_PLACE}.*条例$"),
        ("administrative regulation", r"条例(?:实施细则)?$|法实施(?:条例|细则)$"),
        ("judicial interpretation", r"^最高人民(?:法院|检察院)"),
        ("outline or plan", r"(?:纲要|规划|计划|方案|要点|大纲|预案|分工|分工表|任务书)$"),
        ("opinion", r"(?:意见|通知|决定|决议|批复|通告|公告|措施|条)$"),
        ("local rule", rf"^{_PLACE}.*(?:规定|办法|规则|细则)$"),
        ("departmental rule", r"(?:规定|办法|规则|细则|规程)$"),
    )
)
_LAST_BRACKETS = re.compile(r"（[^（）]*）$")


def kind_of(title: str) -> str:
    """Return the kind of a law that no table lists, by the form of its title; ``other`` if none fits."""
    bare = _LAST_BRACKETS.sub("", title)
    return next((kind for kind, pattern in _KINDS if pattern.search(bare)), "other")
