"""Which figures a report gives, and the practice that each belongs to where the sentence says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from fazhi.mentions import Label, Status
from fazhi.reading.drafts import Drafts
from fazhi.reading.passages import Passage, Placed
from fazhi.statements import Evidence, Observation

_COUNTED_AFTER = re.compile(
    r"[“]?|(?:家|户|名)?[^，。；“”]{0,6}(?:实现|建立|推行|落实|开展|配备|配齐|设立|设|建成|完成|进行|实施|实行|适用)[了“]?"
)
_DONE = (
    r"(?:惠及|覆盖|化解|调处|调解|调成|促成|适用|办理|办结|受理|减免|节省|服务|帮助|发放|培育|排查|检查|查处|查办|立案|审查|提出|免罚|"
    r"不予处罚|走访|接待|解答|开展|处置|挽回|抽查|抽取|抽检|整改|通报|评查|清理|审核|会审|追回|清偿|收到|答复|发现|梳理|移送|下达|"
    r"取缔|核查|约谈|督办|评估|征求|参训|公开|出动|纠正|学习|集中学法|组织学法|责令|提供|宣布|报备|收集|讨论决定|打掉|追缴|会诊|解决|讨回|清退|制止)"
)
_RESULT = re.compile(
    rf"[”]?[^，。；\d“”《》]{{0,6}}，(?!组织(?!学)|举办|召开|制定|印发|建立|完善|聘|配)"
    rf"(?:[^，。；“”《》]{{0,4}})?{_DONE}[^，。；]{{0,30}}"
)
_SAME_CASES = re.compile(
    r"[，(]其中[^，。；]{0,6}|\([^，。；]{0,4}|，(?!组织|开展|举办|召开|培训|配|选|设|建|培养|投入|新增|印发|发放|制作|张贴)[^，。；]{0,4}|"
    r"，(?:成功|已|均)?(?:化解|调解成功|调处成功|审结|结案|办结|整改|通报|发现|移送|追回|挽回|罚没|罚款|没收|责令|纠正|"
    r"提出|采纳|涉及金额|涉案金额|为[^，。；]{0,6}(?:挽回|追回|讨回))[^，。；“”]{0,14}"
)
_AMONG_OTHERS = re.compile(r"[”]?(?:等|、|的$|[和与及](?![^，。；]{0,4}(?:案|率)))|.*在内的?")
_NEXT = re.compile(r"[、和及](?:[^，。；、]{0,5})|[^、]{0,3}")
_LISTED = re.compile(r"[”]?(?:[、和及]|(?<!参)与)[“]?$")
_LONGEST_FIGURE = 80
_FAR = 22
"""Characters between a practice and the number that counts it, inside one clause."""


class _Key(NamedTuple):
    measure: str
    value: float
    unit: str
    practice: str | None


class Figures:
    """Collects the figures of one report."""

    def __init__(self) -> None:
        self._drafts: Drafts[_Key, Observation] = Drafts(self._make)

    def read(self, passage: Passage) -> None:
        """Take the figures of one sentence."""
        previous: tuple[Placed, Placed | None] | None = None
        for one in passage.of(Label.QUANTITY):
            practice = _practice(passage, one, previous)
            previous = (one, practice)
            if one.mention.value is not None:
                self._add(passage, one, practice)

    def made(self) -> Iterable[Observation]:
        """Return the figures, in the order in which the report gives them."""
        return self._drafts.made()

    def _add(self, passage: Passage, one: Placed, practice: Placed | None) -> None:
        mention = one.mention
        key = _Key(
            mention.canonical,
            float(mention.value or 0),
            mention.unit or "",
            practice.mention.id if practice else None,
        )
        self._drafts.add(key, passage.evidence(one), mention.confidence)

    def _make(self, key: _Key, evidence: tuple[Evidence, ...], confidence: float) -> Observation:
        return Observation(
            evidence,
            measure=key.measure,
            value=key.value,
            unit=key.unit,
            practice=key.practice,
            confidence=confidence,
        )


def _practice(passage: Passage, one: Placed, previous: tuple[Placed, Placed | None] | None) -> Placed | None:
    """Return the practice that a figure counts or is the result of."""
    practices = [
        p for p in passage.of(Label.MECHANISM) if p.mention.id and p.mention.status is not Status.MENTIONED
    ]
    start, end = passage.clause(one)
    for practice in reversed([p for p in practices if start <= p.start and p.end <= one.start]):
        alone = not _one_of_several(passage, practice)
        return practice if alone and _counts(passage, practice, one) else None
    for practice in (p for p in practices if one.end <= p.start and p.end <= end):
        if _COUNTED_AFTER.fullmatch(passage.between(one.end, practice.start)):
            return practice
        break
    return _carried(passage, one, previous, practices)


def _counts(passage: Passage, practice: Placed, one: Placed) -> bool:
    """Tell whether a number counts the practice before it in the clause: 行政复议收案34件、审结31件."""
    between = passage.between(practice.end, one.start)
    others = [
        other
        for other in passage.of(Label.QUANTITY)
        if practice.end <= other.start and other.end <= one.start
    ]
    near = not others or _NEXT.fullmatch(passage.between(others[-1].end, one.start))
    return len(between) <= _FAR and bool(near) and not _AMONG_OTHERS.match(between)


def _carried(
    passage: Passage, one: Placed, previous: tuple[Placed, Placed | None] | None, practices: list[Placed]
) -> Placed | None:
    """Return the practice of the clause before, of which this figure is a part or a result."""
    if previous and previous[1] and _SAME_CASES.fullmatch(passage.between(previous[0].end, one.start)):
        return previous[1]
    for practice in reversed([p for p in practices if p.end <= one.start]):
        said = _results(passage, practice, one.start)
        return practice if said and not _one_of_several(passage, practice) else None
    return None


def _results(passage: Passage, practice: Placed, end: int) -> bool:
    """Tell whether the words behind a practice tell of its results: 推行…，(监管所)抽查….

    The body that opens the next clause is the one that did it; where another body runs the practice,
    the one behind does something of its own.
    """
    bodies = passage.of(Label.INSTITUTION)
    doer = next((one for one in bodies if practice.end <= one.start < end), None)
    if doer is None or not passage.opens(doer):
        return bool(_RESULT.fullmatch(passage.between(practice.end, end)))
    start, _ = passage.clause(practice)
    if any(start <= one.start < practice.start for one in bodies):
        return False
    words = passage.between(practice.end, doer.start) + passage.between(doer.end, end)
    return bool(_RESULT.fullmatch(words))


def _one_of_several(passage: Passage, practice: Placed) -> bool:
    """Tell whether a practice ends a list, so that a figure behind it is of the whole list: 复议、应诉案件34件."""
    mark = _LISTED.search(passage.before(practice))
    if mark is None:
        return False
    at = practice.start - len(mark[0])
    near = passage.starting_between(at - _LONGEST_FIGURE, at)
    return not any(other.label is Label.QUANTITY and 0 <= at - other.end <= 2 for other in near)
