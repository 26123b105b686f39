"""Stretches of a report that its own headings and openings announce as weak or as planned.

A section's role is known from its heading line; much is announced below that level: inline headings
(``三、不足：…``), openings (``下一步，…``, ``2026年，…``) and sections on both (``问题与打算``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from fazhi.reports import Role

_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|[壹贰叁肆伍陆柒捌玖]|\d{1,2})"
_LEAD_IN = (
    rf"(?:^|(?<=[\n。；！？]))[-#*>●○•◆■★◎▲—· ]{{0,12}}"
    rf"(?:[(\[【]?第?{_NUMBER}(?:[)\]】]|是|则|[、.．,，：) ])[、.．,，：) ]*(?:\d{{1,2}}[.．]?)*|"
    rf"[①-⑳⑴-⒇⒈-⒛㈠-㈩] ?|其[一二三四五六]，|【)*[ ]{{0,2}}"
)
"""The start of a line or sentence, with its bullets and numbering."""
_PLAIN = r"[^。；\n，：“《]"
_HEADING_ENDS = r"(?=(?:\([^()\n]{1,8}\))?(?:[：\n】 ？]|$)|。|--|主要(?:是|有)|有[二三四五六])"
_WE = r"(?:我[们局镇县市区省街乡州旗院厅委]|全[镇县市区省街乡州旗]|本[镇县市区省街乡州旗局])"

COMING = (
    r"(?:下一?步|下一?年度?|下一?阶段|下个?年度?|明年|来年|次年|新年度|新的一年|今后|接下来|未来|后续(?=工作|，|将|要)|"
    r"往后|往前看|面向(?=“?十|未来)|谋划(?=“?十|来年|明年))"
)
"""Words for the time to come, as reports write them."""

_SOLVED = r"(?:解决|整改|化解|破解|聚焦|直面|反馈|查出|整治|清理|排查|突出|疑难|弥补|补齐|让)"
_WEAK_TOPIC = (
    r"(?:不足|问题(?!导向|整改|反馈|线索|台账|有回)|短板|差距|困难(?!有人|群众|家庭|职工|人员|企业|户)|欠缺|缺(?=】)|薄弱环节|薄弱之处|弱项|[待须需]改进|"
    r"[差短难]在哪|还[差欠缺](?:了)?(?:什么|的)|欠了什么|软肋|毛病|照镜子|不如意|没做好|自我批评|反思|检视自身|自我(?:画像|检视|体检|剖析|查摆|审视))"
)
_WEAK_HEADING = rf"{_LEAD_IN}(?:(?!{_SOLVED}){_PLAIN}){{0,16}}?{_WEAK_TOPIC}(?:(?!\d){_PLAIN}){{0,10}}?{_HEADING_ENDS}"
_WEAK_OPENING = (
    r"(?:^|(?<=[\n。；]))[ ]{0,20}(?:(?:当然|不过|但|同时)?，?(?:也|还|更)?(?:要|应当?|必须)(?:清醒地?)?看到|"
    r"检视自身|对照先进，|(?:不过|当然|可是|然而)，|[说谈]到(?:不足|问题|短板)|[差短]在哪里?，|"
    r"[^。；\n：]{0,40}(?:仍|尚|还|依然)(?:有|存在?)[^。；，]{0,10}(?:薄弱环节|不足|问题|短板|差距|困难)(?=[，：])|"
    r"(?:同时，)?[与同和](?![^。；，\n]{0,20}(?:去年|上年|年初|同期))[^。；，\n]{2,30}相比，)"
)
_PLAN_TOPIC = (
    r"(?:打算|设想|展望|思路|改进(?:措施|方向)|整改(?:措施|方向)|努力方向|改在哪|往哪里?走|谋新|谋(?=】)|将做|怎么[干走](?!的)|(?:(?<![一-鿿])|(?<=[年步来们后题足板该]))怎么办(?!的)|下一程|往前一步|接着干|"
    r"(?<![有定的么])(?:计划|安排))"
)
_PLAN_HEADING = (
    rf"{_LEAD_IN}(?:(?!{_WEAK_TOPIC}){_PLAIN}){{0,14}}?{_PLAN_TOPIC}(?:(?!\d){_PLAIN}){{0,6}}?{_HEADING_ENDS}|"
    r"(?:^|(?<=[\n。；]))(?:(?:整改|改进)?措施|方向)(?=：)"
)
_PLAN_OPENING = re.compile(
    rf"(?:{_LEAD_IN}|(?<=[，：) ]))(?:{_WE}，?)?(?:{COMING}|下半年(?=：|工作)|"
    rf"今年(?:工作)?(?=，?{_WE}?(?:要|将|重点抓|着力|起)))|"
    rf"(?:{_LEAD_IN}|(?<=[，：]))20\d\d年，(?=[^，。；\n]{{0,8}}(?:将(?:从|以|继续|进一步|重点|着力|坚持|深入)|(?<![主重需必])要(?!求|素|点|事|件)))|20\d\d年是[^。；\n]{{0,40}}?(?<![主重需必])要(?=念|做|抓|打|把|坚|全)|未来[三五]年(?=[：\n]|--)"
)
_DONE_TOPIC = (
    r"(?:回顾|成效|做法|(?:开展|进展|推进|落实|完成|履职)情况|主要工作|工作亮点|过去[一五]年|已做|干了什么|怎么做的|工作总结|"
    r"主要举措|(?<=[、 ])举措(?=[：\n])|工作情况)"
)
_DONE_HEADING = (
    rf"(?:^|(?<=\n))[ ]{{0,20}}(?:[(【]?{_NUMBER}[)】]?[、.，, ]?|【|附：)?[ ]{{0,2}}"
    rf"(?!{_PLAIN}{{0,26}}(?:目标|打算|计划|安排|思路|明年|下一?步|来年|{_WEAK_TOPIC}))"
    rf"{_PLAIN}{{0,26}}?{_DONE_TOPIC}{_PLAIN}{{0,10}}?(?=[：\n】]|$|。)"
)
_LED_HEADING = (
    rf"(?:^|(?<=\n))[ ]{{0,20}}(?:[(【]?{_NUMBER}[)】]?[、.，, ]?)?{_PLAIN}{{0,26}}?"
    rf"(?:第一责任人|主要负责(?:人|同志)|一把手){_PLAIN}{{0,12}}(?:履|职责|情况){_PLAIN}{{0,30}}?(?=[：\n]|$)"
)
_HEADS = tuple(
    (re.compile(pattern), role, re.compile(sign))
    for pattern, role, sign in (
        (
            f"{_WEAK_HEADING}|{_WEAK_OPENING}",
            Role.DEFICIENCIES,
            "[不问短差难困欠缺薄弱待须需还反检自看可当然对说相软毛照没]",
        ),
        (
            _PLAN_HEADING,
            Role.PLANS,
            "打算|设想|展望|思路|改进|整改|努力方|改在哪|往哪|谋|将做|怎么|计划|安排|措施|方向|下一程|往前一步|接着干",
        ),
        (
            _DONE_HEADING,
            Role.ACHIEVEMENTS,
            "回顾|成效|做法|情况|主要工作|工作亮点|过去|已做|干了什么|怎么做的|工作总结|举措",
        ),
        (_LED_HEADING, Role.LEADERSHIP, "第一责任人|主要负责|一把手"),
    )
)
"""What begins a stretch, its role, and a sign without which it begins none."""
_PLAN_OPENING_SIGN = re.compile(
    "下[一半步年阶个]|明年|来年|次年|新年度|新的一年|今[后年]|接下来|未来|后续|往[后前]|面向|谋划|20\\d\\d年"
)
_ENDS = re.compile(r"[\n。；！？]")
"""Behind one of these, or where the text begins, stands every lead-in."""
_MARKS = re.compile(r"[\n。；！？，：) ]|(?=20\d\d年是|未来[三五]年)")
"""Behind one of these every opening stands."""
_STOPS = re.compile(r"[\n。；]")
"""Nothing that begins a stretch crosses one of these before its sign."""
_YEAR_OPENING = re.compile(rf"(?:{_LEAD_IN}|(?<=[：，]))(?:对照|展望|进入|迎接|到)?(20\d\d)(?:年|：)")
_YEAR = re.compile(r"(20\d\d)[年：]")
_TITLE_YEAR = re.compile(r"(20\d\d)年?(?:度)?[^\n。]{0,24}?(?:法治|依法行政|工作)")
_NUMBERED_LINE = re.compile(
    r"^ *(?:(?P<chapter>[一二三四五六七八九十]{1,3}[、.，,)】]|[壹贰叁肆伍陆柒捌玖][ 、]|"
    r"第[一二三四五六七八九十]+[章节部])|"
    r"(?P<part>[(【][一二三四五六七八九十壹贰叁肆伍陆柒捌玖]{1,3}[)】]|[㈠-㈩])|"
    r"(?P<bracket>【[^】\n]{1,14}】)|(?P<point>\d{1,2}(?:[.．、)]| )|\(\d{1,2}\)|[①-⑳]))",
    re.M,
)
_KINDS = ("chapter", "bracket", "part", "point")
_COLON_ENDS = re.compile(r"[^\n]*：[ ]*\n")
_SHORT_REST = re.compile(r"[^。；，：\n]{0,14}$", re.M)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Text from behind a heading or opening to where it stops, in view offsets."""

    start: int
    end: int
    role: Role


def role_at(text: str, position: int, year: int | None = None) -> Role | None:
    """Return the role of the last heading or opening that covers ``position``, None where none does.

    ``year`` is the report year; without it the year of the title is taken.
    """
    edges, roles = role_changes(text, year)
    return roles[bisect_right(edges, position)]


@lru_cache(maxsize=16)
def role_changes(text: str, year: int | None) -> tuple[list[int], list[Role | None]]:
    """Return the positions at which another stretch covers the text, and the role before and from each on."""
    stretches = stretches_of(text, year)
    edges = sorted({edge + 1 for stretch in stretches for edge in (stretch.start, stretch.end)})
    roles: list[Role | None] = [None]
    open_: list[Stretch] = []
    coming = deque(stretches)
    for edge in edges:
        while coming and coming[0].start < edge:
            open_.append(coming.popleft())
        # What has ended below another ends when that one is gone.
        while open_ and open_[-1].end < edge:
            open_.pop()
        roles.append(open_[-1].role if open_ else None)
    return edges, roles


def stretches_of(text: str, year: int | None = None) -> tuple[Stretch, ...]:
    """Return what the headings and openings of the folded ``text`` cover, in order of their start."""
    year = year or _title_year(text)
    behind_ends, behind_marks, stops = (
        [0, *(mark.end() for mark in marks.finditer(text))] for marks in (_ENDS, _MARKS, _STOPS)
    )
    heads = []
    for pattern, role, sign in _HEADS:
        starts = _before(sign.finditer(text), stops, behind_ends)
        heads += [(match, role) for match in _matches(pattern, text, starts)]
    starts = _before(_PLAN_OPENING_SIGN.finditer(text), stops, behind_marks)
    heads += [(match, Role.PLANS) for match in _matches(_PLAN_OPENING, text, starts)]
    if year:
        later = (match for match in _YEAR.finditer(text) if int(match[1]) > year)
        starts = _before(later, stops, behind_marks)
        heads += [(match, Role.PLANS) for match in _matches(_YEAR_OPENING, text, starts) if int(match[1]) > year]
    lines = [(match.start(), str(match.lastgroup)) for match in _NUMBERED_LINE.finditer(text)]
    found = {Stretch(head.end(), _reach(text, head, lines), role) for head, role in heads}
    return tuple(sorted(found))


def _before(signs: Iterable[re.Match[str]], stops: list[int], starts: list[int]) -> Iterator[int]:
    """Yield those of the sorted ``starts`` from which a sign is met before a stop."""
    done = 0
    for sign in signs:
        stop = stops[bisect_right(stops, sign.start()) - 1]
        first, done = max(done, bisect_left(starts, stop)), max(done, bisect_right(starts, sign.start()))
        yield from starts[first:done]


def _matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what ``finditer`` would of a pattern that matches at the ``starts`` only, which are few."""
    last = 0
    for start in starts:
        if start >= last and (match := pattern.match(text, start)):
            last = match.end()
            yield match


def _title_year(text: str) -> int | None:
    match = _TITLE_YEAR.search(text)
    return int(match[1]) if match else None


def _reach(text: str, head: re.Match[str], lines: list[tuple[int, str]]) -> int:
    """Return where a head stops.

    A numbered line stops at the next of its kind, a line that ends in a colon at the next chapter (what
    it announces follows on lines of its own), any other head at the end of its line.
    """
    newline = text.find("\n", head.end())
    index = bisect_right(lines, (head.end(), "")) - 1
    numbered = index >= 0 and "\n" not in text[lines[index][0] : head.end()]
    kind = lines[index][1] if numbered else "chapter"
    if _COLON_ENDS.match(text, head.end()) or (numbered and _covers(text, head.end(), kind)):
        kinds = _KINDS[: max(2, _KINDS.index(kind) + 1)]
        return next((start for start, other in lines[index + 1 :] if other in kinds), len(text))
    return newline if newline >= 0 else len(text)


def _covers(text: str, position: int, kind: str) -> bool:
    """Tell whether a numbered head is a heading of what follows, not the start of its own sentence."""
    return kind == "bracket" or bool(_SHORT_REST.match(text, position))
