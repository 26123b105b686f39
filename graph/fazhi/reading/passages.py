"""Sentences of a report (a semicolon ends one too) with the mentions that stand in them, on the folded text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from fazhi.mentions import Label, Mention
from fazhi.reports import Report, View
from fazhi.reports.sentences import around, clauses
from fazhi.statements import Evidence

_CLAUSE_END = re.compile(r"[，：；。！？\n]|(?<!\d),(?!\d)")
_OPENS = re.compile(r"[\s“()一二三四五六七八九十\d、.:是]*")
"""What may stand between the mark of a clause and its subject: list numbers and quotation marks."""
_COORDINATION = re.compile(r"[”」]?(?:[、和与及跟同]|以及)[“「]?|[”」][“「]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with its span in the folded text."""

    mention: Mention
    start: int
    end: int

    @property
    def label(self) -> Label:
        """The label of the mention."""
        return self.mention.label


@dataclass(frozen=True)
class Passage:
    """One sentence: its span in the folded text and the mentions that lie wholly in it."""

    view: View
    start: int
    end: int
    placed: tuple[Placed, ...]

    def of(self, label: Label) -> list[Placed]:
        """Return the mentions of one label, in order."""
        return self._by_label[label]

    @cached_property
    def _by_label(self) -> dict[Label, list[Placed]]:
        found: dict[Label, list[Placed]] = {label: [] for label in Label}
        for one in self.placed:
            found[one.label].append(one)
        return found

    def between(self, start: int, end: int) -> str:
        """Return the folded text of ``[start, end)``, offsets of the whole report."""
        return self.view.text[start:end]

    def before(self, one: Placed) -> str:
        """Return the sentence up to a mention, or the end of that where it is very long."""
        return self.view.text[self._around(one)[0] : one.start]

    def after(self, one: Placed) -> str:
        """Return the sentence from behind a mention, or the beginning of that where it is very long."""
        return self.view.text[one.end : self._around(one)[1]]

    def _around(self, one: Placed) -> tuple[int, int]:
        return around((self.start, self.end), one.start, one.end)

    def starting_between(self, start: int, end: int) -> Sequence[Placed]:
        """Return the mentions that start in ``[start, end)``."""
        return self.placed[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.placed]

    @cached_property
    def _breaks(self) -> list[int]:
        """Clause marks outside mentions, so that a name with a comma stays in one clause."""
        furthest = list(accumulate((one.end for one in self.placed), max, initial=self.start))
        marks = (mark.start() for mark in _CLAUSE_END.finditer(self.view.text, self.start, self.end))
        return [mark for mark in marks if furthest[bisect_left(self._starts, mark)] <= mark]

    def clause(self, one: Placed) -> tuple[int, int]:
        """Return the span of the clause that a mention stands in."""
        breaks = self._breaks
        before, behind = bisect_left(breaks, one.start), bisect_left(breaks, one.end)
        return breaks[before - 1] + 1 if before else self.start, breaks[behind] if behind < len(breaks) else self.end

    def opens(self, one: Placed) -> bool:
        """Tell whether a mention opens its clause, list numbers apart."""
        return bool(_OPENS.fullmatch(self.between(self.clause(one)[0], one.start)))

    def groups(self, label: Label) -> list[list[Placed]]:
        """Return the mentions of ``label`` in runs that are coordinated (甲、乙和丙)."""
        runs: list[list[Placed]] = []
        for one in self.of(label):
            between = self.between(runs[-1][-1].end, one.start) if runs else "。"
            # 《甲》《乙》 need no mark between them; 某镇某村 side by side are one place in the other.
            if _COORDINATION.fullmatch(between) or (not between and label is Label.LAW):
                runs[-1].append(one)
            else:
                runs.append([one])
        return runs

    def openers(self, before: int, labels: Collection[Label]) -> list[Placed]:
        """Return the last run of mentions of ``labels`` that opens a clause and ends before an offset.

        A run followed by 的 only qualifies something else (甲派出所的办案区), so it opens none.
        """
        runs = [run for label in labels for run in self.groups(label) if run[-1].end <= before]
        for run in sorted(runs, key=lambda run: -run[0].start):
            if self.opens(run[0]) and self.view.text[run[-1].end : run[-1].end + 1] != "的":
                return run
        return []

    def evidence(self, one: Placed) -> Evidence:
        """Return the sentence as evidence with ``one`` as its focus, in raw offsets."""
        start, end = self.view.raw_span(self.start, self.end)
        return Evidence(start, end, one.mention.start, one.mention.end)


def passages(report: Report, mentions: Iterable[Mention]) -> Iterator[Passage]:
    """Yield the sentences of ``report`` that hold mentions, in order.

    A mention across a sentence mark (a title with ``！`` in it) joins the sentences that it touches.
    """
    view = report.view
    placed = [_place(view, mention) for mention in sorted(mentions, key=lambda one: (one.start, one.end))]
    for start, end, held in _held(clauses(view.text), placed):
        yield Passage(view, start, end, tuple(held))


def _place(view: View, mention: Mention) -> Placed:
    return Placed(mention, view.view_offset(mention.start), view.view_offset(mention.end - 1) + 1)


def _held(
    sentences: Iterable[tuple[int, int]], placed: Sequence[Placed]
) -> Iterator[tuple[int, int, list[Placed]]]:
    """Yield each sentence that holds mentions, joined with the next while a mention crosses its end."""
    index, begun = 0, None
    for start, end in sentences:
        begun = start if begun is None else begun
        last = index
        while last < len(placed) and placed[last].start < end:
            last += 1
        if last > index and max(one.end for one in placed[index:last]) > end:
            continue
        if last > index:
            yield begun, end, list(placed[index:last])
        index, begun = last, None
