"""Sentences, reports and texts of a page, each kept once and named by its number."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, TypeAlias

from fazhi.network import Passage
from fazhi.rendering.names import clean, passage
from fazhi.rendering.texts import BUDGET, Texts, carried

Record: TypeAlias = dict[str, Any]


class Quotations:
    """What the lines of a page quote; ``texts`` are the whole reports, where they are at hand.

    ``keyed`` puts the identifiers of reports into the page, for links.
    """

    def __init__(self, texts: Texts | None = None, *, keyed: bool = False) -> None:
        self._keyed = keyed
        self.sentences: list[str] = []
        self._reports: list[Record] = []
        self._ids: list[str] = []
        self._spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._numbers: dict[tuple[str, str], int] = {}
        self._texts = texts or {}

    def quoted(self, evidence: Passage) -> Record:
        """Return the record of a quotation: numbers of its sentence and report, where its mention stands.

        ``focus`` counts UTF-16 units of the sentence, as JavaScript does; ``at`` code points of the
        report: start and end of the sentence, start and end of the mention.
        """
        text, start, end = passage(evidence.sentence, evidence.focus_start, evidence.focus_end)
        report = self._report(evidence)
        record: Record = {
            "sentence": self._number("sentence", text, self.sentences, text),
            "report": report,
            "focus": [_utf16(text, start), _utf16(text, end)],
        }
        if evidence.start is not None:
            first, last = evidence.start, evidence.start + len(evidence.sentence)
            record["at"] = [first, last, first + evidence.focus_start, first + evidence.focus_end]
            self._spans[report].append((first + evidence.focus_start, first + evidence.focus_end))
        return record

    def reports(self) -> list[Record]:
        """Return the records of all reports quoted so far, with as much of their texts as fits."""
        texts = [self._texts.get(id) for id in self._ids]
        whole = sum(len(text) for text in texts if text) <= BUDGET
        for number, (record, text) in enumerate(zip(self._reports, texts, strict=True)):
            if text is not None:
                record["text"] = carried(text, self._spans[number], whole=whole)
                record["length"] = len(text)
        return self._reports

    def _report(self, evidence: Passage) -> int:
        record = {"title": clean(evidence.report, 200), "year": evidence.year, "source": clean(evidence.source, 200)}
        number = self._number("report", f"{evidence.report_id} {record}", self._reports, record)
        if number == len(self._ids):
            self._ids.append(evidence.report_id)
            if self._keyed and evidence.report_id:
                record["key"] = evidence.report_id
        return number

    def _number(self, kind: str, key: str, kept: list[Any], value: Any) -> int:
        if (kind, key) not in self._numbers:
            self._numbers[kind, key] = len(kept)
            kept.append(value)
        return self._numbers[kind, key]


def _utf16(text: str, offset: int) -> int:
    # A character beyond the basic plane is two units.
    return len(text[:offset].encode("utf-16-le")) // 2
