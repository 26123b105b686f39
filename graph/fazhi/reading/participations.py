"""Which institutions take part in which practice: 派出所、司法所与律师同桌说理 in 三所联动.

An institution that merely stands in the same sentence does not take part; the words between must
say so. Institutions that are coordinated (甲、乙会同丙) take part together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from fazhi.mentions import Label, Status
from fazhi.reading.drafts import Drafts
from fazhi.reading.partnerships import acts_on, gathers, partners
from fazhi.reading.passages import Passage, Placed
from fazhi.statements import Evidence, Participation

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
        if not practices:
            return
        starts = [run[0].start for run in practices]
        for bodies in partners(passage):
            first = bisect_left(starts, bodies[0].start - _REACH)
            near = practices[first : bisect_left(starts, bodies[-1].end + _REACH)]
            acted_on = [run for run in near if acts_on(passage, bodies, run)]
            for run in acted_on or [run for run in near if gathers(passage, bodies, run)]:
                self._add(passage, bodies, run)

    def made(self) -> Iterable[Participation]:
        """Return the participations, in the order in which the report first tells them."""
        return self._drafts.made()

    def _add(self, passage: Passage, bodies: list[Placed], run: list[Placed]) -> None:
        for practice in run:
            for body in bodies:
                if practice.mention.id and body.mention.id:
                    self._names.setdefault(body.mention.id, body.mention.canonical)
                    self._drafts.add(
                        _Key(practice.mention.id, body.mention.id),
                        passage.evidence(body),
                        practice.mention.confidence * body.mention.confidence,
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
