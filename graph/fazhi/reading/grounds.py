"""The words by which a sentence says that a practice rests on a law, or was laid down by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions import Status
from fazhi.reading.passages import Passage, Placed

_RESTS_ON = re.compile(r"(?:依据|根据|按照|依照|遵照|遵循|对照|按|依)(?:了)?[^，。；《》、]{0,10}$")
_CARRIES_OUT = re.compile(r"(?:贯彻|落实|执行|实施|遵守|对标)(?:好|了)?[^，。；《》、]{0,8}$")
_MADE = re.compile(r"(?:印发|出台|制定|修订|颁布|发布|起草)(?:了)?[^，。；《》、]{0,8}$")
_TAUGHT = re.compile(r"(?:学习|宣传|宣讲|普及|解读|培训|讲解|宣贯)[^，。；《》]{0,12}$")
_ACTS = (
    r"(?:开展|落实|推行|实施|建立|健全|完善|推进|规范|做好|制定|编制|公布|履行|进行|组织|试行|实行|执行|明确|探索|深化|适用|重订|"
    r"严格|构建|规定|把|将)"
)
_THEN = re.compile(
    rf"[》]?(?:\([^()]{{0,30}}\))?(?:等)?[^，。；]{{0,12}}?，?[^，。；“”]{{0,12}}?{_ACTS}[^，。；“”]{{0,12}}[“]?"
)
_SETS_UP = (
    r"(?:建立|健全|完善|推行|推出|实行|试行|制定|编制|公布|构建|开展|落实|执行|履行|把|将|探索|创新|设立|实施|调整|规范|明确|坚持)"
)
_CARRIED_OUT = re.compile(
    r"[》]?(?:\([^()]{0,30}\))?(?:等[^，。；《》]{0,10})?(?:[^，。；《》]{0,4}(?:要求|规定|精神|部署))?，"
    rf"[^，。；“”《》、]{{0,6}}?{_SETS_UP}(?:了|好)?[^，。；“”《》、]{{0,12}}[“]?"
)
_RULES = r"(?:明确|规定|规范|细化|把|将)"
_RULED = re.compile(
    rf"[》]?(?:\([^()]{{0,40}}\))?，(?:{_RULES}[^，。；“”]{{0,16}}"
    r"|明确凡?[^。；“”《》]{0,36}?(?:必须|应当|须|一律|均)[^，。；]{0,4}?(?:履行|经过|进行|开展|落实)[^，。；“”《》]{0,8}"
    r"|对[^。；，]{0,24}(?:实行|实施|推行|落实|进行)[^，。；“”]{0,4})[“]?"
)
_SET_UP_BY = re.compile(
    r"[》]?(?:\([^()]{0,40}\))?，[^，。；“”《》]{0,4}(?:建立|健全|完善|推行|实行|执行|落实)[^，。；“”]{0,8}[“]?"
)
_OTHER_GROUND = re.compile(r"[和及与][^，。；《》]{0,20}(?:关于|通知|部署|文件|会议|批示)|(?:将|把)[^，。；]{0,12}(?:与|同|和)[“]?$")
_HEAD = re.compile(r"(?:制度|机制|工作|体系|平台|专项行动|行动|活动|责任制)$")
_CORE = 4
"""Characters that the name of a practice must have to be told in a law's title: 行政复议, 社区矫正."""
_GENERAL = frozenset(
    {"工作", "制度", "机制", "管理", "建设", "法治", "政府", "实施", "行政", "政执", "执法", "办法", "规定", "规则", "方案", "体系"}
)


def resting(
    passage: Passage, laws: list[Placed], practices: list[list[Placed]]
) -> dict[Placed, list[Placed]]:
    """Return, by law, the practices that the sentence says are run under it, or laid down by it.

    That is the practice of the next words where they say so (依据《…》开展…, 制定《…》，明确…), and a practice
    anywhere in the sentence whose name stands in the title of a law that is applied, not taught.
    """
    before = passage.before(laws[0])
    if _TAUGHT.search(before):
        return {}
    following = _following(passage, laws, practices, before)
    named = _RESTS_ON.search(before) or _CARRIES_OUT.search(before) or _MADE.search(before)
    found: dict[Placed, list[Placed]] = {}
    for law in laws:
        kin = _kin(law, practices) if named else ()
        if held := list(dict.fromkeys((*following, *kin))):
            found[law] = held
    return found


def _following(
    passage: Passage, laws: list[Placed], practices: list[list[Placed]], before: str
) -> list[Placed]:
    run = next((run for run in practices if run[0].start >= laws[-1].end), None)
    if run is None:
        return []
    between = passage.between(laws[-1].end, run[0].start)
    if _OTHER_GROUND.search(between):
        return []
    said = (
        (_RESTS_ON.search(before) and _THEN.fullmatch(between))
        or (_CARRIES_OUT.search(before) and _CARRIED_OUT.fullmatch(between))
        or (_MADE.search(before) and _RULED.fullmatch(between))
        or (_MADE.search(before) and _SET_UP_BY.fullmatch(between) and _of_one_matter(laws, run))
    )
    return [one for one in run if _claimed(one)] if said else []


def _claimed(one: Placed) -> bool:
    return one.mention.id is not None and one.mention.status is not Status.MENTIONED


def _kin(law: Placed, practices: list[list[Placed]]) -> Iterator[Placed]:
    """Yield the practices that the law is named after: 行政复议 of 行政复议法."""
    for run in practices:
        for one in run:
            name = _HEAD.sub("", one.mention.canonical)
            title = law.mention.canonical.removeprefix("中华人民共和国")
            kin = name in title if len(name) >= _CORE else title in (f"{name}法", f"{name}条例", f"{name}工作条例")
            if kin and _claimed(one):
                yield one


def _of_one_matter(laws: list[Placed], run: list[Placed]) -> bool:
    """Tell whether a title and a practice share a word that says what both are about."""
    titles = {pair for law in laws for pair in _pairs(law.mention.canonical)}
    return any(pair in titles for one in run for pair in _pairs(one.mention.canonical))


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)} - _GENERAL
