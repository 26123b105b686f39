"""Which institutions take part in which practice: 派出所、司法所与律师同桌说理 in 三所联动.

An institution that merely stands in the same sentence does not take part; the words between must
say so. Institutions that are coordinated (甲、乙会同丙) take part together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fazhi.mentions import Label, Status
from fazhi.reading.drafts import Drafts
from fazhi.reading.passages import Passage, Placed
from fazhi.statements import Evidence, Participation

_JOINED = re.compile(
    r"[”]?(?:、|和|与|及|同|跟|以及)?(?:会同|联合|协同|携手|联动|牵手|协调)?[“]?|[^。；，、]{0,4}牵头，"
)
_ACTS = (
    r"(?:牵头|推行|推广|建立|开展|实施|探索|试行|试点|推出|实行|落实|运用|组织|办好|公布|设立?|共建|共同|共用|联推|合推|合作|联办|"
    r"会商|创新|创建|打造|深化|健全|完善|启动|指导|制定|重订|选派|参与|加入|入驻|签署|负责(?!人|同志)|承办|承担|执行|构建|搭建|专项整治|坚持|"
    r"做实|上线|贯通|引入|摆出|制发|通报|组成|联动|实现|用)"
)
_SUBJECT = re.compile(
    rf"(?:律师)?(?:等(?:\d+ ?[家个])?[^，。；“《、]{{0,6}})?(?:三家|四家|双方|多方)?[^，。；“”《》、]{{0,8}}?{_ACTS}[^，。；“”《》]{{0,8}}[“]?"
)
_BY_LAW = re.compile(rf"(?:依据|依照|依|根据|对照|按照).{{2,90}}?{_ACTS}[^，。；《》]{{0,6}}[“]?")
_OWN = re.compile(r"的?[“]?")
_LED_BY = re.compile(r"[”]?[^，。；“”]{0,8}?(?:由|依托|整合|吸纳|邀请|联合|衔接|汇聚)[^，。；“”、]{0,4}[“]?")
_TOGETHER_BEFORE = re.compile(r"[”]?[^，。；]{0,12}[，：][“]?")
_TOGETHER_AFTER = re.compile(r"[”]?[^，。；]{0,8}?(?:同桌|共同|联合|联动|携手|协同|合力|并肩|常驻|轮值)")
_OBJECT = re.compile(r"(?:对|向|针对|给|对照|按照|根据)[^，。；、]{0,4}$")
_RECEIVES = re.compile(r"(?:收到|受理|被申请|败诉|为被告|报告|移送|接受|听取)")


_REACH = 200
"""Characters between a body and a practice beyond which no words join them."""


class _Key(NamedTuple):
    practice: str
    institution: str


class Participations:
    """Collects who takes part in what in one report."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._drafts: Drafts[_Key, Participation] = Drafts(self._make)

    def read(self, passage: Passage) -> None:
        """Take the institutions and practices of one sentence that belong together."""
        practices = [claimed for run in passage.groups(Label.MECHANISM) if (claimed := _claimed(run))]
        starts = [run[0].start for run in practices]
        for partners in _partners(passage):
            if _OBJECT.search(passage.before(partners[0])):
                continue
            first = bisect_left(starts, partners[0].start - _REACH)
            near = practices[first : bisect_left(starts, partners[-1].end + _REACH)]
            acted_on = [run for run in near if _acts_on(passage, partners, run)]
            for run in acted_on or [run for run in near if _gathers(passage, partners, run)]:
                self._add(passage, partners, run)

    def made(self) -> Iterable[Participation]:
        """Return the participations, in the order in which the report first tells them."""
        return self._drafts.made()

    def _add(self, passage: Passage, partners: list[Placed], run: list[Placed]) -> None:
        for practice in run:
            for partner in partners:
                if practice.mention.id and partner.mention.id:
                    self._names.setdefault(partner.mention.id, partner.mention.canonical)
                    self._drafts.add(
                        _Key(practice.mention.id, partner.mention.id),
                        passage.evidence(partner),
                        practice.mention.confidence * partner.mention.confidence,
                    )

    def _make(self, key: _Key, evidence: tuple[Evidence, ...], confidence: float) -> Participation:
        return Participation(
            evidence,
            practice=key.practice,
            institution=key.institution,
            name=self._names[key.institution],
            confidence=confidence,
        )


def _claimed(run: list[Placed]) -> list[Placed]:
    return [one for one in run if one.mention.status is not Status.MENTIONED]


def _partners(passage: Passage) -> Iterator[list[Placed]]:
    """Yield the institutions of a sentence in runs that act together."""
    run: list[Placed] = []
    for one in passage.of(Label.INSTITUTION):
        if run and not _JOINED.fullmatch(passage.between(run[-1].end, one.start)):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _acts_on(passage: Passage, partners: list[Placed], run: list[Placed]) -> bool:
    """Tell whether the institutions are the ones who run the practice: 司法局牵头推行…."""
    partner, practice = partners[-1], run[0]
    between = passage.between(partner.end, practice.start)
    if partner.end > practice.start or _RECEIVES.search(between) or _others(passage, partner, practice):
        return False
    return bool(_OWN.fullmatch(between) or _SUBJECT.fullmatch(between) or _BY_LAW.fullmatch(between))


def _gathers(passage: Passage, partners: list[Placed], run: list[Placed]) -> bool:
    """Tell whether the practice named first brings the institutions together: 三所联动由…组成."""
    if run[-1].end > partners[0].start:
        return False
    between = passage.between(run[-1].end, partners[0].start)
    if _LED_BY.fullmatch(between):
        return True
    after = passage.between(partners[-1].end, passage.end)
    return len(partners) > 1 and bool(_TOGETHER_BEFORE.fullmatch(between) and _TOGETHER_AFTER.match(after))


def _others(passage: Passage, partner: Placed, practice: Placed) -> bool:
    """Tell whether another practice or institution stands between the two and may be meant instead."""
    return any(
        partner.end <= one.start and one.end <= practice.start
        for one in passage.starting_between(partner.end, practice.start)
        if one.label in (Label.INSTITUTION, Label.MECHANISM, Label.QUANTITY)
    )
