"""The laws table, ready to be asked: by title, by document number, by name in running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from ahocorasick_rs import AhoCorasick, MatchKind

from fazhi.identifiers import law_id, law_key
from fazhi.linking.short_names import contracted, stands_for
from fazhi.linking.titles import edition, kind_of, official_form, without_edition
from fazhi.reports.report import Header
from fazhi.reports.view import fold
from fazhi.vocabulary import load_laws


class LawRow(Protocol):
    """What is read of a row of the laws table."""

    @property
    def title(self) -> str: ...
    @property
    def short_titles(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...
    @property
    def document_number(self) -> str: ...
    @property
    def local(self) -> str: ...
    def in_force(self, year: int) -> bool | None: ...


class Target(NamedTuple):
    """What a title names; ``id`` is None where it fits no one law, ``candidates`` those it could be."""

    canonical: str
    id: str | None
    kind: str
    confidence: float
    candidates: tuple[str, ...] = ()


_FOUND_UNMARKED = frozenset(
    [
        "constitution", "statute", "administrative regulation", "local regulation", "party regulation",
        "joint party-state regulation", "departmental rule",
    ]
)  # fmt: skip
_NAME_OF_LAW = re.compile(r"(?:法|法典|条例|规定|办法|细则|规则|准则|修正案(?:\(.+\))?)$")
_STATE = "中华人民共和国"
_PARTY = "中国共产党"


class LawIndex:
    """The laws table; rows whose title holds ``{place}`` are patterns, which no title equals."""

    def __init__(self, rows: Iterable[LawRow]) -> None:
        listed = [row for row in rows if "{" not in row.title]
        self._by_id = {row.local: row for row in listed}
        self._by_key: dict[str, list[LawRow]] = defaultdict(list)
        self._by_base: dict[str, list[LawRow]] = defaultdict(list)
        self._by_number: dict[str, LawRow] = {}
        for row in listed:
            self._enter(row)
        names = {name for row in listed if row.kind in _FOUND_UNMARKED for name in _unmarked_names(row)}
        self._statutes = {fold(row.title).removeprefix(_STATE): row for row in listed if row.kind == "statute"}
        names |= self._enter_contracted()
        self._automaton = AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)

    def _enter(self, row: LawRow) -> None:
        names = {row.title, row.title.removeprefix(_STATE), *row.short_titles}
        for key in {law_key(name) for name in names}:
            self._by_key[key].append(row)
        if edition(fold(row.title)):
            for key in {law_key(without_edition(fold(name))) for name in names}:
                self._by_base[key].append(row)
        if row.document_number:
            self._by_number[number_key(row.document_number)] = row

    def _enter_contracted(self) -> set[str]:
        """Enter the short names that drop words of one statute's title (税收征管法); return them."""
        made = {name: title for name, title in contracted(self._statutes).items() if law_key(name) not in self._by_key}
        for name, title in made.items():
            self._by_key[law_key(name)].append(self._statutes[title])
        return set(made)

    def named(self, text: str) -> list[tuple[int, int]]:
        """Return where a folded text names a known statute or regulation, in full or by its short title."""
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text)]

    def rows(self, title: str, province: str = "") -> list[LawRow]:
        """Return the rows that a folded title names, other provinces' own regulations left out."""
        key = law_key(title)
        found = self._by_key.get(key) or self._by_key.get(law_key(without_edition(title)), [])
        return [row for row in found if _fits(row, key, province)]

    def numbered(self, number: str) -> LawRow | None:
        """Return the law with a document number such as 国办发〔2018〕118号."""
        return self._by_number.get(number_key(number))

    def title_of(self, identifier: str) -> str | None:
        """Return the official title of a listed law by its identifier, or None."""
        row = self._by_id.get(identifier)
        return row.title if row else None

    def in_force(self, law: str, year: int) -> bool | None:
        """Say whether a law, by identifier or full title, was in force in ``year``; None if unknown."""
        row = self._by_id.get(law) or self._by_id.get(law_id(law))
        return row.in_force(year) if row else None

    def resolve(self, title: str, header: Header) -> Target:
        """Return what a folded title names in a report with this header."""
        province = (header.jurisdiction or "")[:2]
        printed, years = official_form(title), edition(title)
        rows = self.rows(title, province)
        editions = [] if years else self._by_base.get(law_key(title), [])
        if editions:
            rows = _edition_of(editions, header.report_year)
        rows = _one_of_twins(rows)
        if len(rows) == 1:
            return _known(rows[0], printed, years)
        if rows or editions:
            candidates = tuple(row.local for row in rows or editions)
            return Target(printed, None, (rows or editions)[0].kind, 0.5, candidates)
        return (
            self._of_region(title, printed, header)
            or self._abbreviated(title, printed)
            or _unlisted(_with_own_region(printed, header))
        )

    def _of_region(self, title: str, printed: str, header: Header) -> Target | None:
        """A 条例 that is not the nation's is the regulation of a place above the report's own."""
        if not printed.endswith("条例"):
            return None
        listed = (self.rows(place + title, place[:2]) for place in levels(header.jurisdiction))
        found = next((rows for rows in listed if rows), None)
        return _known(found[0], printed, None)._replace(confidence=0.8) if found else None

    def _abbreviated(self, title: str, printed: str) -> Target | None:
        """A name that leaves out characters of one statute's title names that statute."""
        full = stands_for(title, self._statutes)
        return _known(self._statutes[full], printed, None)._replace(confidence=0.8) if full else None


def number_key(number: str) -> str:
    """Return what is compared of a document number: brackets and spaces do not count."""
    return re.sub(r"[\s\[\]()〔〕【】（）]", "", number)


_LEVELS = re.compile(r"[^省市县区旗盟]+?(?:自治区|自治州|自治县|特别行政区|省|市|县|区|旗|盟)")


def levels(jurisdiction: str | None) -> list[str]:
    """Return the parts of a full path above the township: 浙江省, 台州市, 黄岩区."""
    return _LEVELS.findall(jurisdiction or "")


def _unmarked_names(row: LawRow) -> set[str]:
    names = {row.title, row.title.removeprefix(_STATE), row.title.removeprefix(_PARTY)}
    if row.kind == "statute":
        names |= set(row.short_titles)
    return {name for name in map(fold, names) if _NAME_OF_LAW.search(name) and "《" not in name}


def _one_of_twins(rows: list[LawRow]) -> list[LawRow]:
    """A title listed with and without 中华人民共和国 is one law: its full title is taken."""
    if len({row.title.removeprefix(_STATE) for row in rows}) == 1:
        return sorted(rows, key=lambda row: -len(row.title))[:1]
    return rows


def _fits(row: LawRow, key: str, province: str) -> bool:
    """A local regulation is named by its full title, or by its short one in its own province."""
    if row.kind != "local regulation" or law_key(row.title) == key:
        return True
    return bool(province) and row.title.startswith(province)


def _edition_of(rows: Sequence[LawRow], year: int | None) -> list[LawRow]:
    """Return the edition in force in ``year``, or the last one that had ended by then."""
    if year is None:
        return []
    dated = [(years, row) for row in rows if (years := edition(fold(row.title)))]
    covering = [row for (first, last), row in dated if first <= year <= last]
    ended = sorted(((last, row.title, row.local) for (_, last), row in dated if last < year), reverse=True)
    return covering or [row for row in rows if ended and row.local == ended[0][2]]


def _known(row: LawRow, printed: str, years: tuple[int, int] | None) -> Target:
    listed = edition(fold(row.title))
    if years and listed and listed != years:
        # The years as printed fit no edition: the citation stands, but names none of them.
        return Target(printed, None, row.kind, 0.6, (row.local,))
    # （2021—2025） and （2021—2025年） are one edition, written as this report writes it.
    keeps_printed = printed.endswith("版）") or (years and law_key(printed) == law_key(row.title))
    return Target(printed if keeps_printed else row.title, row.local, row.kind, 1.0)


_OWN_REGION = re.compile(r"^(?:我|本|全)?(省|市|自治区|自治州|县|区|州)(?=[\u4e00-\u9fff]{4,}条例)")


def _with_own_region(printed: str, header: Header) -> str:
    """自治区行政执法条例 in a report from Ningxia is 宁夏回族自治区行政执法条例."""
    own = _OWN_REGION.match(printed)
    places = levels(header.jurisdiction) if own else []
    place = next((place for place in places if own and place.endswith(own[1])), "")
    return place + printed[own.end() :] if own and place else printed


def _unlisted(printed: str) -> Target:
    # 中华人民共和国 is not put in front here: 环保法 and the like are nobody's official title.
    return Target(printed, law_id(printed), kind_of(printed), 0.9)


@lru_cache(maxsize=1)
def law_index() -> LawIndex:
    """Return the index of the table that travels with the package, built once a process."""
    return LawIndex(load_laws())
