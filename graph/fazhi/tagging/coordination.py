"""Names of bodies that share a head with the words in front of them, and bodies named in one breath.

县、乡、村三级矛盾调处中心 and 延吉、图们、龙井三市税务局 are one mention each: the list before the head
belongs to the name, which the trained tagger, reading characters, begins at the last item. The other way
round, 县人大及其常委会 names two bodies; and the words behind a list of practices (…等制度) belong to none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from fazhi.tagging.crf import Found

_RANK = (
    r"(?:区\(市\)县|区县|市县|县区|省|市|区|县|旗|州|盟|乡镇|镇街|镇乡|街镇|乡|镇|街道|街|村居|村社|村|社区|社|居|苏木乡镇|苏木|嘎查|团场|兵团|师|连队)"
    r"级?(?:\([^()、]{1,6}\))?"
)
_RANKS_COUNTED = re.compile(rf"(?:{_RANK}[、和])+{_RANK}[两二三四五]级$")
_RANKS = re.compile(rf"(?:{_RANK}、)+$")
_BEGINS_COUNTED = re.compile(rf"{_RANK}[两二三四五]级")
_NAMES = re.compile(
    r"(?:(?![在由向从把将对与和到以为设建等及托升同动持导造织善盖]|依托|提升|会同|推动|支持|指导|打造|组织|完善|覆盖|健全|全)"
    r"[一-鿿]{2,4}、)+$"
)
_BEGINS_WITH_SUM = re.compile(
    r"[一-鿿]{1,4}[两二三四五六七八九十](?:个|镇|乡|街道|市|区|县|地|家|所|村|社区|旗|州)"
)
"""龙井三市税务局: the last of as many names as the numeral says."""
_REPORT = re.compile("(?<!人民)政府(?=工作报告)")
"""青浦区政府工作报告 names a kind of report and its place, not a body."""
_AND_ITS = re.compile(r"(.*人大)及其(常委会)")
_BODY = (
    r"(?:法庭|检察室|派出所|司法所|法院|检察院|公安局|司法局|律所|综治中心|监狱|看守所|纪委|监委|人大|政协|工会|妇联|共青团)"
)
_TWO_BODIES = re.compile(rf"(.*{_BODY})[、和与及]({_BODY})|(.*[省市县]委)([市区县]委)")
"""派出所和司法所, 市委区委: each body stands for itself."""
_TAIL = re.compile(r"(?<=[站室所心])(?:(?:、[站室点])+(?![一-鿿]?[位长席员务])(?![所台内外名线面评子数前对])|\([站室点所](?:、[站室点所])*\))")
"""公共法律服务站、点 and 公共法律服务中心(站、室): kinds of one body."""
_AND_OTHERS = re.compile(
    r"(?<![高平均同初中优一二三对])等(?!级)[一-鿿]{0,4}(?:制度|机制|程序|措施|规定)$"
)
"""任前法治考察等制度: the last item of a list of names, each of its own; with the list inside, it is one name."""
_MEETING = re.compile(r"(?:(?<=党组)会|(?<=党组|工委|党委)会议|(?<=委员会)第[一二三四五六七八九十]+次\w{0,2}会议)$")
"""党组会, 镇党委会议, 依法治区委员会第三次会议: the body is the committee that meets (but 党委会 is its own name)."""
_OF_A_LEVEL = re.compile("(?<=[特林矿新园景])区")
"""特区党委 is not a 区党委."""
_REACH = 30
"""A list that begins further in front is cut off here."""


def completed(text: str, found: Iterable[Found], places: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """Return the names with bodies begun at the first item of the list that shares their head, in order.

    ``found`` are bodies and practices, ``places`` the spans of jurisdictions, inside names and outside.
    """
    whole: list[Found] = []
    ends = dict(places)
    starts = {end: start for start, end in ends.items()}
    spans = list(found)
    for span, following in zip_longest(spans, spans[1:]):
        if span.kind == "I" and _REPORT.match(text, span.end - 2):
            continue
        if span.kind == "I":
            free = whole[-1].end if whole else 0
            start = span.start - _shared_front(text, span, free)
            if start == span.start and ends.get(start, span.end) < span.end:
                start = _first_place(text, start, free, starts)
            if _OF_A_LEVEL.match(text, start) and start > free:
                start -= 1
            end = _end(text, span, following.start if following else len(text))
            whole.extend(_apart(text, span._replace(start=start, end=end)))
        else:
            whole.append(_without_others(text, span))
    return whole


def _end(text: str, span: Found, stop: int) -> int:
    """Return where a body ends: behind the kinds and the bracket that belong to it, before the meeting it holds."""
    name = text[span.start : span.end]
    if meeting := _MEETING.search(name):
        return span.start + meeting.start()
    if name.count("(") > name.count(")") and text.startswith(")", span.end) and span.end < stop:
        return span.end + 1
    tail = _TAIL.match(text, span.end, stop)
    return tail.end() if tail else span.end


def _without_others(text: str, span: Found) -> Found:
    name = text[span.start : span.end]
    others = None if "、" in name else _AND_OTHERS.search(name)
    return span._replace(end=span.start + others.start()) if others and others.start() > 2 else span


def _shared_front(text: str, span: Found, free: int) -> int:
    """Return how many characters in front of the body, from ``free`` on, belong to it."""
    before = text[max(free, span.start - _REACH) : span.start]
    name = text[span.start : span.end]
    listed = _RANKS_COUNTED.search(before)
    if not listed and _BEGINS_COUNTED.match(name):
        listed = _RANKS.search(before)
    if not listed and _BEGINS_WITH_SUM.match(name):
        listed = _NAMES.search(before)
    return len(listed.group()) if listed else 0


def _first_place(text: str, start: int, free: int, starts: Mapping[int, int]) -> int:
    """Return where the list of places begins that ends before ``start``: 禹州市、鄢陵县公安政务服务大厅."""
    while text[start - 1 : start] == "、" and starts.get(start - 1, -1) >= free:
        start = starts[start - 1]
    return start


def _apart(text: str, span: Found) -> Iterator[Found]:
    """Yield the two bodies of 县人大及其常委会 or 派出所和司法所, or the span as it is."""
    two = _AND_ITS.fullmatch(text, span.start, span.end) or _TWO_BODIES.fullmatch(text, span.start, span.end)
    if two is None:
        yield span
        return
    first, second = (group for group in range(1, len(two.groups()) + 1) if two.group(group))
    yield from _apart(text, span._replace(end=two.end(first)))
    yield span._replace(start=two.start(second))
