"""Spans of names keep their quotation marks in pairs, and no verb or count in front.

The annotation guideline leaves marks around a name outside and marks inside a longer name inside; a
span that would hold one mark of a pair is a slip of the tagger, mended here.
"""

from __future__ import annotations

import re

from fazhi.lexicon import Lexicon
from fazhi.tagging.crf import Found

_REACH = 30
"""A mark further away than this is not the other one of the pair."""

_VERBS = "落实|推行|完善|健全|建立|推进|深化|推广|实行|执行|制定|开展|实施|运用|组织|优化|创建|成立|组建|设立|建成|打造|利用|推动"
_MORE_VERBS = (
    "延续|签订|签署|印发|出台|引入|引进|设置|启用|启动|搭建|构建|形成|试行|开通|举行|发布|编制|修订|制订|交流|坚持|强化|加强|提升|巩固|拓展|"
    "固化|发挥|用好|做实|抓好|抓实|用活|叫响|擦亮|争创|培育|丰富|普及|沿用|重申|复制|借鉴|参与|承办|采用|采取|改进|细化|纳入|严格执行"
)
"""In front of practices only: an 编制委员会 or 交流中心 is a body. No annotated practice opens with one of them."""
_OF_A_PLACE = r"(?:建设|指导)(?=[^、，]{0,6}?(?:省|市|县|区|镇|乡|街道)(?!场))"
"""In front of a place only: 建设局 and 指导中心 are bodies."""
_SYMBOLS = "<>|·•◆●■◇▲△★☆※-—–，。；：、 \t"
_IN_FRONT = {
    "I": re.compile(rf"(?:了|例如|比如|{_VERBS}|{_OF_A_PLACE}|下设|依托|联合|会同|支持|督促|由|通过|借助|邀请|为|在|与|及|从|[一二两三四五六七八九十]个|[三两]级|本级)+(?=.{{2}})"),
    "M": re.compile(rf"(?:了|好|的|与|及|并|等|{_VERBS}|{_MORE_VERBS}|严格|全面|积极|认真|继续|进一步|探索|创新)+(?=.{{3}})"),
}
"""What stands before a name and is none of it; names that open with such a word are in the vocabulary."""


def mended(text: str, span: Found, lexicon: Lexicon) -> Found:
    """Return the span with its quotation marks in pairs and nothing in front of the name; it may be empty.

    What the vocabulary holds as a name (落实食品安全属地管理责任, 创新社会治理) keeps its first word.
    """
    start, end = _bare(text, *_paired(text, span.start, span.end))
    pattern = _IN_FRONT.get(span.kind)
    front = pattern.match(text, start, end) if pattern else None
    if front and not lexicon.practices.get(text[start:end]):
        start = front.end()
    return Found(start, end, span.kind, span.confidence)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without list marks and punctuation at its ends."""
    while start < end and text[start] in _SYMBOLS:
        start += 1
    while end > start and text[end - 1] in _SYMBOLS:
        end -= 1
    return start, end


def _paired(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with its quotation marks in pairs."""
    while start < end:
        opening, closing = text.find("“", start, end), text.find("”", start, end)
        if opening == start and closing == end - 1 and end - start > 2:
            start, end = start + 1, end - 1
        elif closing >= 0 and (opening < 0 or closing < opening):
            if closing == end - 1:
                end -= 1
            elif (before := _opening_before(text, start)) >= 0:
                start = before
            else:
                break
        elif (last := text.rfind("“", start, end)) > text.rfind("”", start, end):
            if last == start:
                start += 1
            elif (after := _closing_after(text, end)) >= 0:
                end = after
            else:
                break
        else:
            break
    return start, end


def _opening_before(text: str, start: int) -> int:
    """Return where the mark opens that the span at ``start`` is inside of, or -1."""
    place = text.rfind("“", max(0, start - _REACH), start)
    return place if place >= 0 and not set("”\n") & set(text[place:start]) else -1


def _closing_after(text: str, end: int) -> int:
    """Return where the pair ends that the span up to ``end`` opened, or -1."""
    place = text.find("”", end, end + _REACH)
    return place + 1 if place >= 0 and not set("“\n") & set(text[end:place]) else -1
