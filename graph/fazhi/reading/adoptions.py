"""Which practices a report claims, in which status, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from fazhi.mentions import Label, Status
from fazhi.reading.drafts import Drafts
from fazhi.reading.passages import Passage, Placed
from fazhi.statements import Adoption, Evidence

_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:份|初|底)?"
_RUNS = (
    r"(?:推行|实行|施行|实施|开展|建立|成立|设立|运行|启动|试行|试点|探索|创建|创立|创设|打造|推广|开通|上线|推出|落实|启用|组建|"
    r"首创|形成)"
)
_SINCE_BEFORE = (
    re.compile(
        rf"(?:自|从){_YEAR}(?:起|开始|以来|{_RUNS}以来)?，?(?:[^。；]{{0,30}}?{_RUNS})?[^。；，“《]{{0,10}}[“]?$"
    ),
    re.compile(
        rf"(?<![-—至到、\d]){_YEAR}(?:起|以来|开始)，?[^。；]{{0,30}}?{_RUNS}(?:了|并)?[^。；，“《]{{0,10}}[“]?$"
    ),
)
_SINCE_AFTER = re.compile(
    rf"^”?[^。；，]{{0,8}}?(?:始于|创立于|创建于|(?:自|从|于|早在){_YEAR}(?:起|开始)?(?:即|就)?(?:正式|全面|率先|已|告){{0,2}}"
    rf"(?:{_RUNS}|完成|挂牌))"
)
_SINCE_AFTER_YEAR = re.compile(rf"^”?[^。；，]{{0,8}}?(?:始于|创[立建]于|自|从|于|早在){_YEAR}")
_FOUNDED = re.compile(
    rf"(?<![-—至到、\d~]){_YEAR}，?(?:[^。；，“《]{{0,12}}，)?[^。；，“《]{{0,12}}?(?:率先|首[创推]|创[设立]|成立|设立|启动|推出|开通|上线|组建)"
    r"(?:了|出)?[^。；，“《]{0,8}[“]?$"
)
_PASSED = re.compile(r"行使|改由|划转|移交|调整|截至|清理|梳理")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_RUNNING = (Status.IMPLEMENTED, Status.DEFICIENT)


class _Key(NamedTuple):
    practice: str
    status: Status


class Adoptions:
    """Collects the adoptions of one report: one a practice and status."""

    def __init__(self, year: int | None) -> None:
        self._year = year
        self._names: dict[str, str] = {}
        self._since: dict[_Key, int] = {}
        self._drafts: Drafts[_Key, Adoption] = Drafts(self._make)

    def read(self, passage: Passage) -> None:
        """Take the practices of one sentence."""
        for one in passage.of(Label.MECHANISM):
            practice, status = one.mention.id, one.mention.status
            if practice is None or status is None:
                continue
            key = _Key(practice, status)
            self._names.setdefault(practice, one.mention.canonical)
            if status in _RUNNING and (since := self._said_since(passage, one)):
                self._since.setdefault(key, since)
            self._drafts.add(key, passage.evidence(one), one.mention.confidence)

    def made(self) -> Iterable[Adoption]:
        """Return the adoptions, in the order in which the report first makes them."""
        return self._drafts.made()

    def _make(self, key: _Key, evidence: tuple[Evidence, ...], confidence: float) -> Adoption:
        return Adoption(
            evidence,
            practice=key.practice,
            name=self._names[key.practice],
            status=key.status,
            since=self._since.get(key),
            confidence=confidence,
        )

    def _said_since(self, passage: Passage, one: Placed) -> int | None:
        """Return the year in which the practice began where the sentence says it, never a later one."""
        before = passage.before(one)
        year = since(before, passage.after(one))
        if year is None and self._year is not None:
            year = _founded(before, self._year)
        return year if year is not None and (self._year is None or year <= self._year) else None


def since(before: str, after: str) -> int | None:
    """Return since when something named between ``before`` and ``after`` runs: 自2019年起推行…."""
    for pattern in _SINCE_BEFORE:
        # A competence that passed to another hand at a date did not begin then.
        if (match := pattern.search(before)) and not _PASSED.search(match[0]):
            return int(match["year"].translate(_DIGITS))
    if _SINCE_AFTER.match(after) and (match := _SINCE_AFTER_YEAR.match(after)):
        return int(match["year"].translate(_DIGITS))
    return None


def _founded(before: str, reported: int) -> int | None:
    """Return the year before the one ``reported`` on in which the practice was set up: 2019年，我县首创….

    In the year reported on the same words may tell of one more time.
    """
    match = _FOUNDED.search(before)
    year = int(match["year"].translate(_DIGITS)) if match else reported
    return year if year < reported else None
