"""Which laws a report cites, for which practice, and whether they were in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from fazhi.mentions import Label
from fazhi.reading.drafts import Drafts
from fazhi.reading.grounds import resting
from fazhi.reading.passages import Passage, Placed
from fazhi.statements import Citation, Evidence

InForce = Callable[[str, int], "bool | None"]
"""Tells whether a law, by identifier, was in force in a year; None where that is not known."""

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
            rests = resting(passage, laws, practices) if practices else {}
            for law in laws:
                if law.mention.id is None:
                    continue
                self._titles.setdefault(law.mention.id, law.mention.canonical)
                for practice in rests.get(law) or (None,):
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
