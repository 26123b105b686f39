"""Linking of laws: a mention to the official title of one law, or to none with its candidates.

Known titles come from the vocabulary; a title that is in no table gets an identifier of its own, so
that two reports citing it meet. 《办法》 and other short forms mean what the report said they mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ahocorasick_rs import AhoCorasick, MatchKind

from fazhi.identifiers import law_id, law_key
from fazhi.linking.titles import edition, is_law_title, kind_of, official_form, without_edition
from fazhi.reports.report import Header
from fazhi.reports.view import fold


class LawRow(Protocol):
    """What the linker reads of a row of the laws table."""

    @property
    def title(self) -> str: ...
    @property
    def short_titles(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...
    @property
    def document_number(self) -> str: ...
    @property
    def province(self) -> str: ...
    @property
    def local(self) -> str: ...
    def in_force(self, year: int) -> bool | None: ...


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


class _Target(NamedTuple):
    canonical: str
    id: str | None
    kind: str
    confidence: float
    candidates: tuple[str, ...] = ()


_FOUND_UNMARKED = frozenset(
    ["constitution", "statute", "administrative regulation", "local regulation", "party regulation"]
    + ["joint party-state regulation", "departmental rule"]
)
_STATE = "中华人民共和国"
_PARTY = "中国共产党"


class LawIndex:
    """The laws table, ready to be asked by title, by document number and by name in running text."""

    def __init__(self, rows: Iterable[LawRow]) -> None:
        # Rows with {place} are patterns of local documents, which no title equals.
        self._rows = [row for row in rows if "{" not in row.title]
        self._by_id = {row.local: row for row in self._rows}
        self._by_key: dict[str, list[LawRow]] = defaultdict(list)
        self._by_base: dict[str, list[LawRow]] = defaultdict(list)
        self._by_number: dict[str, LawRow] = {}
        for row in self._rows:
            self._enter(row)
        names = sorted({name for row in self._rows if row.kind in _FOUND_UNMARKED for name in _unmarked_names(row)})
        self._automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)

    def _enter(self, row: LawRow) -> None:
        names = {row.title, row.title.removeprefix(_STATE), *row.short_titles}
        for key in {law_key(name) for name in names}:
            self._by_key[key].append(row)
        folded = fold(row.title)
        if edition(folded):
            for key in {law_key(without_edition(fold(name))) for name in names}:
                self._by_base[key].append(row)
        if row.document_number:
            self._by_number[number_key(row.document_number)] = row

    def named(self, text: str) -> list[tuple[int, int]]:
        """Return where a folded text names a known statute or regulation in full or by its short title."""
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text)]

    def rows(self, title: str, province: str = "") -> list[LawRow]:
        """Return the rows that a folded title names, other provinces' own regulations left out."""
        key = law_key(title)
        found = self._by_key.get(key) or self._by_key.get(law_key(without_edition(title)), [])
        return [row for row in found if _fits(row, key, province)]

    def editions(self, title: str) -> list[LawRow]:
        """Return the editions of a plan whose folded title carries no years."""
        return self._by_base.get(law_key(title), [])

    def numbered(self, number: str) -> LawRow | None:
        """Return the law with a document number such as 国办发〔2018〕118号."""
        return self._by_number.get(number_key(number))

    def in_force(self, law: str, year: int) -> bool | None:
        """Say whether a law, by identifier or full title, was in force in ``year``; None if unknown."""
        row = self._by_id.get(law) or self._by_id.get(law_id(law))
        return row.in_force(year) if row else None

    def resolve(self, title: str, header: Header) -> _Target:
        """Return what a folded title names in a report with this header."""
        province = (header.jurisdiction or "")[:2]
        printed = official_form(title)
        years = edition(title)
        rows = self.rows(title, province)
        if not years and (editions := self.editions(title)):
            rows = _edition_of(editions, header.report_year)
            if len(rows) != 1:
                return _Target(printed, None, kind_of(printed), 0.5, tuple(row.local for row in editions))
        if len(rows) == 1:
            return _known(rows[0], printed, years)
        if rows:
            return _Target(printed, None, rows[0].kind, 0.5, tuple(row.local for row in rows))
        return _unknown(printed, header)


def number_key(number: str) -> str:
    """Return what is compared of a document number: brackets and spaces do not count."""
    return re.sub(r"[\s\[\]()〔〕【】（）]", "", number)


def _unmarked_names(row: LawRow) -> set[str]:
    names = {fold(row.title), fold(row.title.removeprefix(_STATE))}
    if row.kind != "local regulation":
        names |= {fold(name) for name in row.short_titles if len(name) > 5 or row.kind == "statute"}
    return {name for name in names if is_law_title(name) and "《" not in name}


def _fits(row: LawRow, key: str, province: str) -> bool:
    """A local regulation is named by its full title, or by its short one in its own province."""
    local = row.kind == "local regulation"
    return not local or law_key(row.title) == key or bool(province) and row.title.startswith(province)


def _edition_of(rows: Sequence[LawRow], year: int | None) -> list[LawRow]:
    """Return the edition in force in ``year``, or the last one that had ended by then."""
    if year is None:
        return []
    spans = sorted((years, row.title, row) for row in rows if (years := edition(fold(row.title))))
    covering = [row for (first, last), _, row in spans if first <= year <= last]
    ended = [row for (_, last), _, row in spans if last < year]
    return covering or ended[-1:]


def _known(row: LawRow, printed: str, years: tuple[int, int] | None) -> _Target:
    if years and edition(fold(row.title)) not in {None, years}:
        # The years as printed fit no edition: the citation stands, but names none of them.
        return _Target(printed, None, row.kind, 0.6, (row.local,))
    if printed.endswith("版）"):
        return _Target(printed, row.local, row.kind, 1.0)
    # Years are kept as the report prints them, （2021—2025） and （2021—2025年） being one edition.
    canonical = printed if years and law_key(printed) == law_key(row.title) else row.title
    return _Target(canonical, row.local, row.kind, 1.0)


_OWN_REGION = re.compile(r"^(?:我|本|全)?(省|市|自治区|自治州|县|区|州)(?=[\u4e00-\u9fff]{4,}条例)")
_LEVELS = re.compile(r"[^省市县区旗州盟]+?(?:自治区|自治州|自治县|特别行政区|省|市|县|区|旗|州|盟)")


def _unknown(printed: str, header: Header) -> _Target:
    own = _OWN_REGION.match(printed)
    if own:
        parts = _LEVELS.findall(header.jurisdiction or "")
        place = next((part for part in parts if part.endswith(own[1])), None)
        if place:
            printed = place + printed[own.end() :]
    kind = kind_of(printed)
    if kind == "statute" and not printed.startswith(_STATE):
        printed = _STATE + printed
    return _Target(printed, law_id(printed), kind, 0.9)


DEFINITION = re.compile(
    r" ?[(，,] ?(?:[^()（）。；《》]{0,30}?号\)? ?[，,、]? ?\(?)?(?:以下|下文|后文|下)?(?:统|通)?(?:简称|称)(?:为|作)?[：:]? ?"
    r"[《“\"'「<]?(?P<name>[^《》“”\"'」<>()，。；\n]{2,20})[》”\"'」>]?(?: ?\))"
)
"""What follows a title and gives it a short name: （以下简称《办法》）, （X发〔2020〕1号，下称“规定”）."""

_BACK = re.compile(r"^[\u4e00-\u9fff]{2,6}$")


def link(spans: Sequence[LawSpan], text: str, header: Header, index: LawIndex) -> list[LinkedLaw]:
    """Return what each span of a report's folded text names, in the order of the spans."""
    linked: list[LinkedLaw] = []
    names: dict[str, _Target] = {}
    numbers: dict[str, _Target] = {}
    earlier: list[_Target] = []
    for span in spans:
        target = names.get(span.title) or _read(span, header, index, earlier, numbers)
        linked.append(LinkedLaw(span.start, span.end, *target, span.rule))
        if span.rule == "document number":
            continue
        if target.canonical and span.title not in names:
            earlier.append(target)
        if definition := DEFINITION.match(text, span.end):
            names[definition["name"]] = _named_group(definition["name"]) or target
        if number := _NUMBER_BEHIND.match(text, span.end):
            numbers[number_key(number[1])] = target
    return linked


_NATIONAL_OUTLINE = "法治政府建设实施纲要"
"""What a report on rule-of-law government calls 《纲要》 where it has named no other outline."""
_NUMBER_BEHIND = re.compile(r" ?\(([^()\n]{2,16}[\[【(](?:19|20)\d\d[\]】)] ?第?\d{1,4} ?号)")
_GROUP = re.compile(r"一规划[一两二三四]\S+")


def _named_group(name: str) -> _Target | None:
    """一规划两纲要 names all the documents listed before it, not the last of them."""
    return _Target(name, law_id(name), "outline or plan", 0.9) if _GROUP.fullmatch(name) else None


def _read(
    span: LawSpan, header: Header, index: LawIndex, earlier: list[_Target], numbers: dict[str, _Target]
) -> _Target:
    if span.rule == "document number":
        row = index.numbered(span.title)
        known = numbers.get(number_key(span.title))
        identifier = known.id if known else row.local if row else law_id(span.title)
        return _Target(official_form(span.title), identifier, known.kind if known else row.kind if row else "other", 0.9)
    if span.rule == "five-year plan":
        # 八五普法规划 is said of the nation's plan and of each place's own.
        printed = official_form(span.title).replace("“", "").replace("”", "")
        candidates = tuple(row.local for row in index.rows(span.title))
        return _Target(printed, law_id(printed), "outline or plan", 0.9, candidates)
    if _BACK.fullmatch(span.title) and not index.rows(span.title):
        for target in reversed(earlier):
            if without_edition(fold(target.canonical)).endswith(span.title):
                return target._replace(confidence=0.8)
        if span.title.endswith("纲要"):
            return index.resolve(_NATIONAL_OUTLINE, header)._replace(confidence=0.6)
    return index.resolve(span.title, header)
