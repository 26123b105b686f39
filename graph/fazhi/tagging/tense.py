"""Where a text that looks ahead turns from what was done to what is to come.

A government work report, or a passage of one, tells first what was done and then what shall be done,
often without a word that says so: the plans are bare orders (推进…、落实…、一律…). Each sentence is
weighed by words of either kind, and the one turn is put where it explains most of them. Reports that
look back as a whole (法治政府建设情况报告, 工作总结 …) have no such turn; their plans stand under headings.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from fazhi.reports.sentences import clauses

_LOOKS_BACK = re.compile(
    r"(?:法治|依法行政|述法)[^\n。]{0,30}(?:报告|情况|总结|综述|材料|年报)|(?:报告|情况|总结)[^\n。]{0,12}(?:法治|依法)|"
    r"(?:报告|汇报|汇总|综述|述法|总结|情况|公布)如下|典型经验|申报材料|(?<!政府)工作总结|年末回望"
)
_LOOKS_AHEAD = re.compile(
    r"^(?![^\n]*(?:总结|报告|回顾|落实情况|完成情况|索引|分类|[>›»]))[^\n，。；]{0,40}(?:工作要点|工作计划|工作安排|重点任务|任务清单|工作思路)"
    r"(?:\([^()\n]*\))?[ ]*$",
    re.M,
)
_HEAD = 500
"""Characters of the text in which it says what it is."""
_TITLE = 200
_DENSE = 0.01
"""A text that says 法治 more often than this, in occurrences a character, reports on nothing else."""

_TO_COME = (
    (re.compile(r"不低于|不少于|以上(?=[，。；、])|年内|年底前|力争|确保|再(?!次|添|获|度|上)|达到"), 1.2),
    (
        re.compile(
            r"(?<![主重需必])要(?!求|素|点|事|件|务|闻|领|害)|必须|须|坚决|[决绝]不|不得|一律|努力|应[^，。]{0,4}尽|"
            r"将(?=[^，。]{0,2}[继进重全以])"
        ),
        1.2,
    ),
    (re.compile(r"今年|新一年|新的一年|未来|下一"), 1.0),
    (re.compile(r"持续|进一步|更[大高好加]|不断|让(?=[^，。]{2,8})|加快|着力|大力|积极|努力"), 0.4),
    (
        re.compile(
            r"(?:^|[。；，：])(?:[一二三四五六]是)?[ ]*(?:推进|深化|健全|完善|落实|严格|坚持|强化|加强|推行|推动|打造|建立|实施|探索|实行|"
            r"启动|抓好|用好|做好|做强|扩大|拓展|提升|优化|创新|规范|全面|深入|纵深|加快|巩固|织密|守牢|发挥|推广|构建|弘扬|自觉|抓|守|建|"
            r"办好)"
        ),
        0.6,
    ),
)
_DONE = (
    (re.compile(r"去年|一年来|过去|年来|以来|上年|同比|回顾|累计|全年(?!要|力)|收官"), 1.0),
    (
        re.compile(
            r"(?<!为)了(?!解|然)|已(?!有部署)|完成\d|办结|审结|受理\d|捧回|荣获|获评|获得|摘得|入选|创成|建成|增至|降至|达\d|落地|"
            r"首[创个次]|叫[得响]|成功"
        ),
        1.0,
    ),
    (re.compile(r"\d[\d, ]*(?:余|多)?(?:件|起|人次|场次|场|宗|批次|家次|万元|亿元|份|条|例)"), 0.7),
    (re.compile(r"率(?:达|为|升至|提高到)?(?:到)?\d"), 0.5),
    (re.compile(r"(?:下降|增长|提升|压缩|提速|减少)\d"), 0.5),
)
_EACH = 2
"""How often one kind of word counts in one sentence at most."""
_DOUBT = -0.1
"""Weight of a sentence that says nothing of either: what a text tells was rather done."""


def looks_back(text: str) -> bool:
    """Tell whether the folded ``text`` says at its head that it reports on what was done."""
    return bool(_LOOKS_BACK.search(text, 0, _HEAD))


@lru_cache(maxsize=16)
def turn_to_plans(text: str) -> int:
    """Return the offset of the folded ``text`` from which it tells what is to come; its length for none."""
    if _LOOKS_AHEAD.search(text, 0, _TITLE):
        return 0
    if looks_back(text) or text.count("法治") >= _DENSE * len(text):
        return len(text)
    sentences = clauses(text)
    weights = [_weight(text[start:end]) for start, end in sentences]
    # Before the turn a weight speaks against it, after the turn for it.
    gains = [sum(weights) - 2 * before for before in accumulate(weights, initial=0.0)]
    turn = max(range(len(gains)), key=lambda index: (gains[index], -index))
    return sentences[turn][0] if turn < len(sentences) else len(text)


def _weight(sentence: str) -> float:
    ahead = sum(weight * min(_EACH, len(words.findall(sentence))) for words, weight in _TO_COME)
    return _DOUBT + ahead - sum(weight * min(_EACH, len(words.findall(sentence))) for words, weight in _DONE)
