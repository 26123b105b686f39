"""What an INSTITUTION mention names: its full name, type, and the jurisdiction that it belongs to.

市司法局 in a report of 绍兴市 and 绍兴市司法局 are one institution: the rank in front is read as the
division of that rank above the report's own. Where the division is not known the institution is
named by its own words and the report's place, so that the 司法所 of two towns never become one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fazhi.identifiers import QUOTES, institution_id, named_institution_id
from fazhi.jurisdictions import Gazetteer, Level
from fazhi.jurisdictions.resolution import place_prefix
from fazhi.lexicon import Lexicon
from fazhi.reports.report import Header
from fazhi.vocabulary import InstitutionType


class LinkedInstitution(NamedTuple):
    """What a mention names; ``code`` is the division it belongs to, ``type_id`` its type, where known."""

    canonical: str
    id: str
    code: str | None
    type_id: str | None
    confidence: float
    rule: str


_NATIONAL = re.compile(
    r"^(?:中共中央|党中央|中央|国务院|国家|全国|最高|中国(?!共产党.+[市县区镇乡])|司法部|公安部|教育部|财政部|民政部|"
    r"人力资源社会保障部|住房城乡建设部|自然资源部|生态环境部|交通运输部|农业农村部|商务部|应急管理部|海关总署|市场监管总局|中办|国办)"
)
_RANKS: tuple[tuple[re.Pattern[str], tuple[Level, ...]], ...] = (
    (re.compile(r"^(?:自治区|省)"), (Level.PROVINCE,)),
    (re.compile(r"^(?:自治州|州|盟|地区)"), (Level.PREFECTURE,)),
    (re.compile(r"^市"), (Level.PREFECTURE, Level.COUNTY)),
    (re.compile(r"^(?:新区|特区|区)"), (Level.COUNTY,)),
    (re.compile(r"^(?:县|旗)"), (Level.COUNTY,)),
    (re.compile(r"^(?:街道|镇|乡|苏木)"), (Level.TOWNSHIP,)),
)
_PART_OF_TYPE = re.compile(r"^(?:市场|市政|市容|市民|区域|县域|镇村|乡村|乡贤|乡镇|街道办事处|省际|州际)")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_OF_PLACE = re.compile(r"^(?:人民政府|政府|委员会|党委|人大)")


class InstitutionLinker:
    """Links names of institutions within one report to types and divisions."""

    def __init__(self, lexicon: Lexicon, table: Gazetteer) -> None:
        """Take the lexicon of types and the table of divisions."""
        self._types = lexicon.institutions
        self._table = table

    def link(self, name: str, header: Header) -> LinkedInstitution:
        """Link ``name`` (folded text of the mention) as the report with this ``header`` means it."""
        bare = name.translate(QUOTES)
        if _NATIONAL.match(bare):
            kind = self._type(bare)
            return self._linked(bare, None, kind, 0.95, "national body", own=False, header=header)
        length, codes = place_prefix(bare, self._table)
        if length and length < len(bare):
            code = self._nearest(codes, header)
            kind = self._type(bare[length:]) or self._type(bare[max(0, length - 1) :])
            return self._linked(bare, code, kind, 0.95 if code else 0.6, "named place", own=False, header=header)
        code, rest = self._rank(bare, header)
        kind = self._type(rest) or self._type(bare)
        return self._linked(
            bare, code, kind, 0.9 if code else 0.7, "rank above the report's place", own=True, header=header
        )

    def _rank(self, name: str, header: Header) -> tuple[str | None, str]:
        """Return the division that the rank in front of ``name`` means here, and the rest of the name."""
        own = header.division_code
        if own is None:
            return None, name
        if not _PART_OF_TYPE.match(name):
            for pattern, levels in _RANKS:
                if found := pattern.match(name):
                    return self._above(own, levels), name[found.end() :]
        return own, name

    def _above(self, own: str, levels: tuple[Level, ...]) -> str | None:
        chain = [code for code in self._table.chain(own) if code in self._table]
        if own[:2] in _MUNICIPALITIES and Level.PREFECTURE in levels:
            return chain[0]
        for level in levels:
            for code in chain:
                if self._table.level(code) is level:
                    return code
        return None

    def _nearest(self, codes: tuple[str, ...], header: Header) -> str | None:
        if len(codes) == 1:
            return codes[0]
        own = header.division_code
        if own is None:
            return None
        for length in (9, 6, 4, 2):
            near = [code for code in codes if code[:length] == own[:length]]
            if len(near) == 1:
                return near[0]
        return None

    def _type(self, name: str) -> InstitutionType | None:
        """Return the type whose form is the whole name, else the longest form that ends it."""
        for start in range(len(name) - 1):
            if kind := self._types.get(name[start:]):
                return kind
        return None

    def _linked(
        self,
        name: str,
        code: str | None,
        kind: InstitutionType | None,
        confidence: float,
        rule: str,
        *,
        own: bool,
        header: Header,
    ) -> LinkedInstitution:
        type_id = kind.local if kind else None
        if kind and code and self._is_whole(name, kind):
            return LinkedInstitution(name, institution_id(code, kind.id), code, type_id, confidence, rule)
        anchor = code or (header.division_code if own else None) or (header.jurisdiction or "" if own else "")
        return LinkedInstitution(name, named_institution_id(name, anchor), code, type_id, confidence, rule)

    def _is_whole(self, name: str, kind: InstitutionType) -> bool:
        """Say whether nothing but a place or rank stands before the type's form.

        老城司法所 is not the 司法所 of the whole county, so it gets an identifier of its own.
        """
        length, _ = place_prefix(name, self._table)
        rests = {name, name[length:]}
        for pattern, _ in _RANKS:
            if found := pattern.match(name):
                rests.add(name[found.end() :])
        return any(self._types.get(rest) is kind for rest in rests if len(rest) > 1)
