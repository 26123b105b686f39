"""The section tree of a report, and the role of every place in it.

Roles come from heading words, never from positions: sections stand in any order. A report without
headings is cut where its sentences turn (存在的主要问题是…, 下一步…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from fazhi.reports.frame import head_lines, lines_of
from fazhi.reports.genre import is_passage
from fazhi.reports.headings import Heading, find_headings, ordinal
from fazhi.reports.report import Role, Section
from fazhi.reports.roles import heading_role, intends, told, turn
from fazhi.reports.sentences import clauses, sentences
from fazhi.reports.signature import is_signature_line, signed_lines
from fazhi.reports.view import View

_RANKS = ("chapter", "capital", "roman", "han", "paren-han", "arabic", "dotted", "paren-arabic", "circled", "item")
_BRACKETED = re.compile(r"【[^【】：]{2,12}】")
_NAMES_WORK_DONE = re.compile(
    r"[^，]{0,20}(?:(?:回顾|回眸|成效|成绩|做法|情况|亮点|进展|总结)(?:篇|方面|之处|\([^()]*\))?|回[顾眸]\D{0,2}20\d\d年?)"
)
"""Of the words for work done, those that name a section; 举措, 落实 and the like head plans as well."""
_RANK = {style: float(rank) for rank, style in enumerate(_RANKS)}


@dataclass(frozen=True, slots=True)
class _Node:
    """A section in offsets of the view's text."""

    start: int
    end: int
    level: int
    heading: str | None
    role: Role
    open: bool = False
    """Whether only the place of the section, in a work report, gave its role."""


def read_sections(view: View, year: int | None = None) -> tuple[Section, ...]:
    """Return the sections in order of offset, a section before those inside it.

    ``year`` is the report year; a heading with a later one names plans.
    """
    nodes, last = _nodes(view.text, year), len(view.raw)
    origin = view.origin
    starts = [0 if node.start == 0 else origin[node.start] for node in nodes]
    ends = [last if node.end == len(view.text) else origin[node.end] for node in nodes]
    return tuple(
        Section(start, end, node.level, node.heading, node.role)
        for node, start, end in zip(nodes, starts, ends, strict=True)
    )


def _nodes(text: str, year: int | None) -> list[_Node]:
    start = _body_start(text)
    headings = find_headings(text, start, _signature_start(text, start))
    if not headings:
        return _by_turns(text, year)
    levels = _levels(headings)
    passage = is_passage(text)
    nodes = [_Node(0, headings[0].start, 0, None, Role.PREAMBLE, passage)] if headings[0].start else []
    roles = _roles(text, headings, levels, year, passage)
    ends = _ends(headings, levels, len(text))
    for heading, level, end, (role, said) in zip(headings, levels, ends, roles, strict=True):
        nodes.append(_Node(heading.start, end, level, heading.text, role, passage and not said))
    return nodes


def _body_start(text: str) -> int:
    """Return where the head ends; a heading in brackets right over the text (【主要做法】) is none of it."""
    head = head_lines(text)
    while head and _BRACKETED.fullmatch(head[-1].text) and heading_role(head[-1].text, None):
        head.pop()
    return head[-1].end if head else 0


def _ends(headings: Sequence[Heading], levels: Sequence[int], last: int) -> list[int]:
    """Return where each section ends: at the next heading that lies no deeper."""
    ends, following = [last] * len(headings), list[tuple[int, int]]()
    for number in range(len(headings) - 1, -1, -1):
        while following and following[-1][0] > levels[number]:
            following.pop()
        ends[number] = following[-1][1] if following else last
        following.append((levels[number], headings[number].start))
    return ends


def _signature_start(text: str, start: int) -> int:
    end = len(text)
    for line in reversed(signed_lines(text)):
        if line.start <= start or not is_signature_line(line.text):
            break
        end = line.start
    return end


def _levels(headings: Sequence[Heading]) -> list[int]:
    """Return how deep each heading lies; marks without a usual rank lie where they first appear."""
    ranks, stack, levels = dict(_RANK), list[str](), list[int]()
    for heading in headings:
        style = heading.style
        if style not in ranks:
            ranks[style] = ranks[stack[-1]] + 0.5 if stack else -0.5
        while stack and stack[-1] != style and (style in stack or ranks[stack[-1]] > ranks[style]):
            stack.pop()
        if not stack or stack[-1] != style:
            stack.append(style)
        levels.append(len(stack) - 1)
    return levels


def _roles(
    text: str, headings: Sequence[Heading], levels: Sequence[int], year: int | None, passage: bool
) -> list[tuple[Role, bool]]:
    """Return the role of each heading and whether words gave it: its own, a turn's or its parent's."""
    roles: list[tuple[Role, bool]] = []
    above: dict[int, tuple[Role, bool]] = {}
    turned: dict[int, Role] = {}
    # Where a heading names the plans, an outlook in the preamble only tells of them beforehand.
    planned = not passage and any(heading_role(heading.text, year) is Role.PLANS for heading in headings)
    start, now, said = 0, Role.PREAMBLE, False
    for heading, level in zip(headings, levels, strict=True):
        after = list(_turns(text, start, heading.start, now, year, passage and not said))[-1][1]
        above = {deep: role for deep, role in above.items() if deep <= level}
        turned = {deep: role for deep, role in turned.items() if deep <= level}
        elder = level in above and not passage
        told_ahead = now is Role.PREAMBLE and planned and not text[: heading.start].rstrip().endswith("：")
        if after is not _plain(now) and after is not now and _begins_list(text, heading, elder) and not told_ahead:
            turned[level] = after  # 下一步：一、…；二、… are plans, whatever section they stand in
        now, said = _role(heading, level, above, turned, year)
        above[level] = now, said
        roles.append((now, said))
        start = heading.start
    return roles


def _role(
    heading: Heading, level: int, above: dict[int, tuple[Role, bool]], turned: dict[int, Role], year: int | None
) -> tuple[Role, bool]:
    words = heading_role(heading.text, year)
    if level in turned:
        if words is None or (words is Role.ACHIEVEMENTS and not _NAMES_WORK_DONE.fullmatch(heading.text)):
            return turned[level], False
        if words is not Role.DEFICIENCIES:  # what lacks is told among plans, and then come the plans
            del turned[level]
    if level:
        around, said = above.get(level - 1, (Role.ACHIEVEMENTS, False))
        return _within(around, words), said or words in (Role.PLANS, Role.DEFICIENCIES)
    before, said = above.get(0, (Role.ACHIEVEMENTS, False))
    return (
        (words, words is not Role.ACHIEVEMENTS or bool(re.search("回顾|成效|情况", heading.text)))
        if words
        else (before, said)
    )


def _begins_list(text: str, heading: Heading, has_elder: bool) -> bool:
    """Tell whether a heading begins what the words right before it announce.

    Marks without numbers (【】, ◆) begin a list with their first, or behind a colon.
    """
    if (number := ordinal(heading)) is not None:
        return number == 1
    return not has_elder or text[: heading.start].rstrip().endswith("：")


def _within(around: Role, said: Role | None) -> Role:
    """Return the role of a section inside another: plans stay plans, whatever they are about."""
    if said is None or around is Role.PLANS or (around is Role.DEFICIENCIES and said is not Role.PLANS):
        return around
    return said


def _by_turns(text: str, year: int | None) -> list[_Node]:
    """Cut a text without headings where its sentences turn."""
    passage = is_passage(text)
    marks = list(_turns(text, 0, len(text), Role.ACHIEVEMENTS, year, passage))
    if len(marks) == 1:
        return [_Node(0, len(text), 0, None, Role.OTHER, passage)]
    first = marks[1][1] if marks[1][0] == 0 else Role.ACHIEVEMENTS
    cuts = [(0, first), *(mark for mark in marks if mark[0] > 0), (len(text), Role.OTHER)]
    return [_Node(start, end, 0, None, role, passage) for (start, role), (end, _) in pairwise(cuts) if end > start]


def _turns(text: str, start: int, end: int, role: Role, year: int | None, open_: bool) -> Iterator[tuple[int, Role]]:
    """Yield where the role changes in ``text[start:end]``, which begins with ``role``.

    ``open_`` means that nothing but its place gave the role: then each paragraph is weighed.
    """
    yield start, role
    now = role
    prior = _prior(text) if open_ else None
    for line in lines_of(text, start, end):
        weighed = told(line.text) or prior if open_ else None
        if weighed and weighed is not _plain(now):
            now = weighed
            yield line.start, now
        for from_start, to_start in sentences(text[line.start : line.end]):
            first, last = from_start + line.start, to_start + line.start
            said = turn(text[first:last], year)
            if role is Role.PREAMBLE and said is Role.DEFICIENCIES and not open_:
                continue  # what the report will tell of: 现报告总体情况、存在不足和下一步安排
            if said and said is not now and (role is not Role.PLANS or open_):
                now = said
                yield first, now
            if now is Role.DEFICIENCIES and (clause := _first_intent(text, first, last)) is not None:
                now = Role.PLANS
                yield clause, now


@lru_cache(maxsize=4)
def _prior(text: str) -> Role | None:
    """Return what a whole work report mostly tells; asked for each of its sections."""
    return told(text)


def _plain(role: Role) -> Role:
    return Role.ACHIEVEMENTS if role in (Role.PREAMBLE, Role.OTHER) else role


def _first_intent(text: str, start: int, end: int) -> int | None:
    return next((clause for clause, stop in clauses(text, start, end) if intends(text[clause:stop])), None)
