"""Which laws a report cites, for which practice, and whether they were in force."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from fazhi.mentions import Label, Status
from fazhi.reading.drafts import Drafts
from fazhi.reading.passages import Passage, Placed
from fazhi.statements import Citation, Evidence

InForce = Callable[[str, int], "bool | None"]
"""Tells whether a law, by identifier, was in force in a year; None where that is not known."""

_RESTS_ON = re.compile(r"(?:依据|根据|按照|依照|遵照|遵循|对照|按|依)(?:了)?[^，。；《》、]{0,10}$")
_MADE = re.compile(r"(?:印发|出台|制定|修订|颁布|发布)(?:了)?[^，。；《》、]{0,8}$")
_ACTS = (
    r"(?:开展|落实|推行|实施|建立|健全|完善|推进|规范|做好|制定|编制|公布|履行|进行|组织|试行|实行|执行|明确|探索|深化|适用|重订|"
    r"严格|构建|规定|把|将)"
)
_THEN = re.compile(
    rf"[》]?(?:\([^()]{{0,30}}\))?(?:等)?[^，。；]{{0,12}}?，?[^，。；“”]{{0,12}}?{_ACTS}[^，。；“”]{{0,12}}[“]?"
)
_RULES = r"(?:明确|规定|建立|健全|完善|规范|细化|推行|把|将)"
_RULED = re.compile(rf"[》]?(?:\([^()]{{0,40}}\))?，{_RULES}[^，。；“”]{{0,8}}[“]?")


class _Key(NamedTuple):
    law: str
    practice: str | None


class Citations:
    """Collects the laws that one report cites."""

    def __init__(self, year: int | None, in_force: InForce) -> None:
        self._year = year
        self._in_force = in_force
        self._titles: dict[str, str] = {}
        self._drafts: Drafts[_Key, Citation] = Drafts(self._make)

    def read(self, passage: Passage) -> None:
        """Take the laws of one sentence."""
        practices = passage.groups(Label.MECHANISM)
        for laws in passage.groups(Label.LAW):
            rests = _resting(passage, laws, practices)
            for law in laws:
                if law.mention.id is None:
                    continue
                self._titles.setdefault(law.mention.id, law.mention.canonical)
                for practice in (*rests,) or (None,):
                    self._add(passage, law, practice)

    def made(self) -> Iterable[Citation]:
        """Return the citations, in the order in which the report first makes them."""
        return self._drafts.made()

    def _add(self, passage: Passage, law: Placed, practice: Placed | None) -> None:
        confidence = law.mention.confidence * (practice.mention.confidence if practice else 1.0)
        key = _Key(law.mention.id or "", practice.mention.id if practice else None)
        self._drafts.add(key, passage.evidence(law), confidence)

    def _make(self, key: _Key, evidence: tuple[Evidence, ...], confidence: float) -> Citation:
        known = self._in_force(key.law, self._year) if self._year else None
        return Citation(
            evidence,
            law=key.law,
            title=self._titles[key.law],
            practice=key.practice,
            in_force=known,
            confidence=confidence,
        )


def _resting(passage: Passage, laws: list[Placed], practices: list[list[Placed]]) -> list[Placed]:
    """Return the practices that the sentence says are run under ``laws``, or laid down by them."""
    before = passage.before(laws[0])
    for run in practices:
        if run[0].start < laws[-1].end:
            continue
        between = passage.between(laws[-1].end, run[0].start)
        if (_RESTS_ON.search(before) and _THEN.fullmatch(between)) or (
            _MADE.search(before) and _RULED.fullmatch(between)
        ):
            return [one for one in run if one.mention.id and one.mention.status is not Status.MENTIONED]
        break
    return []
