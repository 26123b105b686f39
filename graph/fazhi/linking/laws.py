"""Linking of laws: a mention to the official title of one law, or to none with its candidates.

Known titles come from the vocabulary; a title that is in no table gets an identifier of its own, so
that two reports citing it meet. 《办法》 and other short names mean what the report said they mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fazhi.identifiers import law_id
from fazhi.linking.law_index import LawIndex, LawRow, Target, number_key
from fazhi.linking.titles import official_form, without_edition
from fazhi.reports.report import Header
from fazhi.reports.view import fold

__all__ = ["DEFINITION", "LawIndex", "LawRow", "LawSpan", "LinkedLaw", "link"]


class LawSpan(NamedTuple):
    """A mention of a law in view offsets, its bare title and the rule that found it."""

    start: int
    end: int
    title: str
    rule: str


class LinkedLaw(NamedTuple):
    """A mention with what it names; ``id`` is None where it fits no one law or more than one."""

    start: int
    end: int
    canonical: str
    id: str | None
    kind: str
    confidence: float
    candidates: tuple[str, ...]
    rule: str


DEFINITION = re.compile(
    r" ?[(，,] ?(?:[^()（）。；《》]{0,30}?号\)? ?[，,、]? ?\(?)?"
    r"(?:以下|下文|后文|下)?(?:统|通)?(?:简称|称)(?:为|作)?[：:]? ?"
    r"[《“\"'「<]?(?P<name>[^《》“”\"'」<>()，。；\n]{2,20})[》”\"'」>]?(?: ?\))"
)
"""What follows a title and gives it a short name: （以下简称《办法》）, （X发〔2020〕1号，下称“规定”）."""
_NUMBER_BEHIND = re.compile(
    r" ?\(([^()\n]{2,16}[\[【(](?:19|20)\d\d[\]】)] ?第?\d{1,4} ?号|[^()\n]{2,12}令 ?第? ?[\d一二三四五六七八九十百零〇]{1,7} ?号"
    r"|[^()\n]{2,12}第 ?[\d一二三四五六七八九十百零〇]{1,7} ?号令)"
)


def link(spans: Sequence[LawSpan], text: str, header: Header, index: LawIndex) -> list[LinkedLaw]:
    """Return what each span of a report's folded text names, in the order of the spans."""
    reader = _Reader(text, header, index)
    return [LinkedLaw(span.start, span.end, *reader.read(span), span.rule) for span in spans]


@dataclass
class _Reader:
    """Reads the citations of one report in order and remembers what it has named so far."""

    text: str
    header: Header
    index: LawIndex
    names: dict[str, Target] = field(default_factory=dict)
    numbers: dict[str, Target] = field(default_factory=dict)
    earlier: list[Target] = field(default_factory=list)

    def read(self, span: LawSpan) -> Target:
        if span.rule == "document number":
            return self._by_number(span.title)
        if span.title in self.names:
            return self.names[span.title]
        target = self._by_title(span)
        self.earlier.append(target)
        if definition := DEFINITION.match(self.text, span.end):
            name = definition["name"]
            self.names[name] = _group(name) or target
        if number := _NUMBER_BEHIND.match(self.text, span.end):
            self.numbers[number_key(number[1])] = target
        return target

    def _by_number(self, number: str) -> Target:
        printed = official_form(number)
        if known := self.numbers.get(number_key(number)):
            return Target(printed, known.id, known.kind, 0.9)
        if row := self.index.numbered(number):
            return Target(printed, row.local, row.kind, 1.0)
        return Target(printed, law_id(printed), "other", 0.9)

    def _by_title(self, span: LawSpan) -> Target:
        if span.rule == "collective name":
            return self._collective(span.title)
        if len(span.title) <= _LONGEST_SHORT_NAME and not self.index.rows(span.title):
            if antecedent := self._antecedent(span.title):
                return antecedent._replace(confidence=0.8)
            if span.title.endswith("纲要"):
                return self.index.resolve(_NATIONAL_OUTLINE, self.header)._replace(confidence=0.6)
            if _FORM_ALONE.fullmatch(span.title):
                return Target(span.title, None, "other", 0.4)
        return self._with_issuer(span, self.index.resolve(span.title, self.header))

    def _collective(self, title: str) -> Target:
        """八五普法规划 is said of the nation's plan and of each place's own: it stands for itself."""
        printed = official_form(title).replace("“", "").replace("”", "")
        candidates = tuple(row.local for row in self.index.rows(title))
        return Target(printed, law_id(printed), "outline or plan", 0.9, candidates)

    def _antecedent(self, short: str) -> Target | None:
        """Return the last law whose title ends with a short name that the report never defined."""
        named = (law for law in reversed(self.earlier) if len(law.canonical) > len(short))
        return next((law for law in named if without_edition(fold(law.canonical)).endswith(short)), None)

    def _with_issuer(self, span: LawSpan, target: Target) -> Target:
        """Keep a title as printed where its official form adds an issuer that the report does not name."""
        printed = official_form(span.title)
        if not printed.startswith("关于") or not target.canonical.endswith(printed):
            return target
        issuer = target.canonical.removesuffix(printed).split(" ")[0]
        named = issuer in self.text[max(0, span.start - 40) : span.start]
        return target if named else target._replace(canonical=printed)


_LONGEST_SHORT_NAME = 6
_NATIONAL_OUTLINE = "法治政府建设实施纲要"
"""What a report on rule-of-law government calls 《纲要》 where it has named no other outline."""
_FORM_ALONE = re.compile(
    r"(?:若干|实施|管理|暂行|工作|行动|指导)?(?:条例|办法|规定|细则|规则|准则|意见|通知|决定|决议|方案|计划|规划|要点|清单|目录)"
)
"""《决定》 or 《实施办法》 without an antecedent names no one document."""
_GROUP = re.compile(r"一规划[一两二三四]\S+")


def _group(name: str) -> Target | None:
    """一规划两纲要 names all the documents listed before it, not the last of them."""
    return Target(name, law_id(name), "outline or plan", 0.9) if _GROUP.fullmatch(name) else None
