"""What a quantity measures: a short noun phrase taken from the words around the number."""

from __future__ import annotations

import re

_LONGEST = 20
_CLAUSE = re.compile(r"[^，。；：、,;:\n()!?！？■▲★●]*$")
_LIST = re.compile(r"[^，。；：,;:\n()!?！？■▲★●]*(?:均|皆|双双)(?:为|是|达到?)? ?$")
_BRACKETS = re.compile(r" ?\([^()\n]{0,40}\) ?$")
_LEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[是要]|其[中一二三四]?|另有?|并|还|又|再|已经?|共计|共(?![享建治同])|累计|合计|总计|先后|分别|全年|今年以来|今年"
    r"|去年|本年度?|\d+\.(?!\d)|年内|年底前|年初|截至|目前|现有?|同时|同步|一年来|以来|期间|后|来"
    r"|(?:\d+[-至])?\d+(?:年度?|[月日底末])|[,\"' -])+"
)
_TRAILING = re.compile(
    r"(?P<to>到|至)$|(?:的|了|达到?|为|是|均|皆|双双|都|仅|只|超过?|逾|突破|大?约|近|共计?|累计|合计|各|已|有|不足|不到|不满"
    r"|由|从|以|上|在|占|每|多|高|低|每[年月周]|就|把|将|对|向|与|和|及|等|总|其中|[年日]均|连续|跨越"
    r"|历时|长达|持续|[,\"' ])+$"
)
_FOLLOWING = re.compile(r"(?:以上|以下|左右|以内|内|的| |“)*+([\u4e00-\u9fffA-Za-z]{1,10})")
_PREDICATE = re.compile(
    r"全部|全覆盖|依法|已经?|均|都|被|由|和|与|及|在|进(?!度)|上(?![级市])|为|达|率先|实现|开展|进行|形成|完成|参加|参与|参训|通过|纳入"
    r"|落实|办结|按|经(?![济营费验理])|后(?!续)|前(?!置)|来(?![访信])|把|将|就(?!业)|可|未(?!成年)|无(?!障碍)|全程|陆续|相继"
    r"|予以|给予|同步|挂牌|获|入[选围]|公布|建成|设立|覆盖|提升|下降|增长|报考|到|逐|限期|得|有(?!限)|是|能(?![力源])|需(?!求)|拟"
    r"|会商|发(?![展改明])|不|从|向|对(?![象外])|自查|先行|开讲"
)
_PLAIN_FIGURES = frozenset(["%", "‰", "元", "个百分点", "天", "小时", "个工作日", "倍", "分", "岁"])


_CHANGE = re.compile(
    r"[，,]? ?(?:再|又|已)?(?:提高|提升|上升|升|增长|增加|增|扩大|扩|下降|降低|降|减少|减"
    r"|压缩|压减|缩短|缩减|缩|精简|调整|变)+(?:到|至|为) ?"
)
_BARE = re.compile(
    r"(?:审结|受理|办结|化解|调解|调成|调处|纠错|维持|撤销|驳回|败诉|胜诉|整改|完成|采纳|退回|退改|否决|纠正|立案|处罚|结案|废止|修改|失效"
    r"|保留|合格|查实|解决|成功|下放|承接|取消|反馈|和解|调撤|终止|撤回|确认|移送|办理|处置|落实|答复|销号|查处|其中|新增|增长|下降|提升"
    r"|[\u4e00-\u9fff]{1,3}(?:率|比))"
)


def measure_of(
    text: str, span: tuple[int, int], unit: str, *, after: int = 0, topic: str = "", previous: str = ""
) -> str:
    """Return what the quantity at ``span`` measures, at most 20 characters and the topic; may be empty.

    ``after`` is the end of the quantity before, further left than which nothing is read. The words
    of the clause in front of the number are taken (调处纠纷 326件); where they are missing or short, the
    noun behind is added (覆盖 10个 街镇) or stands alone (29位 经济楼长). A bare verb gets the ``topic``
    that the sentence has been counting: 纠错（行政复议受理）; 由35%提高到78% measures one thing, ``previous``.
    """
    start, end = span
    if previous and _CHANGE.fullmatch(text, after, start):
        return previous
    left, reaches = _left(text, start, after)
    right = "" if left and unit in _PLAIN_FIGURES else _right(text, end)
    if right and text[start - 1 : start] in tuple("的把将等"):
        return right
    if right and reaches:
        return f"{left}{reaches}{right}" if len(left) + len(right) < _LONGEST else right
    if right and len(left) <= 4:
        return left + right
    if topic and _BARE.fullmatch(left or right):
        return f"{left or right}（{topic}）"
    return _paired(left[-_LONGEST:]) or right


def _left(text: str, start: int, after: int) -> tuple[str, str]:
    """Return the words in front of the number, and the 到 or 至 that leads from them to it."""
    first = max(after, start - 40)
    brackets = _BRACKETS.search(text, first, start)
    stop = brackets.start() if brackets else start
    clause = _LIST.search(text, first, stop) or _CLAUSE.search(text, first, stop)
    words = _LEADING.sub("", clause.group() if clause else "")
    end = _TRAILING.search(words)
    words = words[: end.start()] if end else words
    _, _, last = words.rpartition(" ")
    words = last if len(last) > 1 else words.replace(" ", "")
    _, found, named = words.rpartition("等")
    return named if found and len(named) > 1 else words, (end["to"] or "") if end else ""


def _right(text: str, end: int) -> str:
    following = _FOLLOWING.match(text, end)
    return _PREDICATE.split(following[1], maxsplit=1)[0] if following else ""


def _paired(words: str) -> str:
    """Drop a quotation mark whose partner was cut off."""
    if words.count("“") == words.count("”"):
        return words
    opening, closing = words.rfind("“"), words.find("”")
    if closing >= 0 and (opening < 0 or words.find("“") > closing):
        return words[closing + 1 :] or words[:closing]
    return words.replace("“", "").replace("”", "")
