"""What an INSTITUTION mention names: its type, and the jurisdiction that it belongs to.

市司法局 in a report of 绍兴市 and 绍兴市司法局 are one institution: the word of level in front is read as
the nearest such division, from the report's own place upwards. Where none fits, the institution is
named by its own words and the report's place, so that the 街道党工委 of two reports never become one.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from fazhi.identifiers import QUOTES, digest, institution_id, named_institution_id
from fazhi.jurisdictions import Context, Gazetteer, Level
from fazhi.lexicon import Lexicon
from fazhi.linking.body_forms import BodyForms, in_usual_order, level_inside, level_word
from fazhi.linking.named_places import named_place
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
    r"^(?:中共中央|党中央|中央|国务院|国家|全国|最高|中国|司法部|公安部|教育部|财政部|民政部|"
    r"人力资源社会保障部|住房城乡建设部|自然资源部|生态环境部|交通运输部|农业农村部|商务部|应急管理部|海关总署|市场监管总局|中办|国办)"
)
_BY_NAME = {
    "省": Level.PROVINCE,
    "自治区": Level.PROVINCE,
    "州": Level.PREFECTURE,
    "自治州": Level.PREFECTURE,
    "盟": Level.PREFECTURE,
    "地区": Level.PREFECTURE,
}
"""Words of level that the name of the division has too."""
_COUNTIES = frozenset({"区", "新区", "特区", "县", "旗"})
_OF_STREETS = "街道"
_BY_PLACE = "named place"
_PRIVATE = frozenset({"law-firm", "notary-office", "forensic-institute", "firm-of-professionals"})
"""Types of bodies that work where they do not belong: only a place in the name tells where they are from."""


class _Reading(NamedTuple):
    """A name taken apart: the division it belongs to, the word before the rest, the rest."""

    code: str | None
    word: str
    rest: str
    confidence: float
    rule: str


class InstitutionLinker:
    """Links names of institutions within one report to types and divisions."""

    def __init__(
        self, lexicon: Lexicon, table: Gazetteer, named: frozenset[str] = frozenset(), text: str = ""
    ) -> None:
        """Take the lexicon of types, the table of divisions, the codes that the report names and its folded text."""
        self._forms = BodyForms(lexicon.institutions)
        self._table = table
        self._named = named
        self._text = text

    def link(self, name: str, header: Header) -> LinkedInstitution:
        """Link ``name`` (folded text of the mention) as the report with this ``header`` means it."""
        bare = name.translate(QUOTES)
        plain = in_usual_order(bare)
        if _NATIONAL.match(plain):
            kind = self._forms.ending(plain)
            local = named_institution_id(bare, kind=kind.id if kind else "")
            return LinkedInstitution(bare, local, None, kind.local if kind else None, 0.95, "national body")
        reading = self._read(plain, header)
        kind = self._forms.exact(reading.rest, reading.word)
        whole = kind is not None
        kind = kind or self._forms.ending(reading.word + reading.rest)
        if kind and self._homeless(kind, reading, whole):
            reading = reading._replace(code=None)
        return LinkedInstitution(
            bare,
            self._local(reading, plain, kind, whole, header),
            reading.code,
            kind.local if kind else None,
            reading.confidence,
            reading.rule,
        )

    def _read(self, name: str, header: Header) -> _Reading:
        own = header.division_code
        context = Context(own, header.jurisdiction or "", self._named)
        if not self._forms.types.get(name) and (place := named_place(name, context, self._table, self._forms)):
            rest = name[place.length :]
            return _Reading(place.code, place.word, rest, 0.95 if place.code else 0.6, _BY_PLACE)
        word = level_word(name)
        code = self._above(own, word or level_inside(name)) if own else None
        return _Reading(code, word, name[len(word) :], 0.9 if code else 0.7, "rank above the report's place")

    def _above(self, own: str, word: str) -> str | None:
        """Return the division that a word of level means in a report of ``own``, its place without a word."""
        chain = [code for code in self._table.chain(own) if code in self._table]
        county = next((code for code in chain if self._table.level(code) is Level.COUNTY), None)
        if not word:
            return own
        if word == "市":
            # The nearest: a county-level city's own, a district's the city around it, 上海市 itself.
            return next((code for code in reversed(chain) if self._table.name(code).endswith("市")), None)
        if word in _COUNTIES:
            region = self._table.name(chain[0]).endswith("自治区") if chain else False
            if word == "区" and county and region and not self._table.name(county).endswith("区"):
                return chain[0]  # 区党委 in a county of 广西 is that of the autonomous region
            return county
        level = _BY_NAME.get(word, Level.TOWNSHIP)
        found = next((code for code in chain if self._table.level(code) is level), None)
        return found if found and (level is Level.TOWNSHIP or self._table.name(found).endswith(word)) else None

    @staticmethod
    def _homeless(kind: InstitutionType, reading: _Reading, whole: bool) -> bool:
        """Say whether a body that is named without place and level is none of the report's own place itself."""
        if reading.word or reading.rule == _BY_PLACE or reading.code is None:
            return False
        if whole:
            # 办事处 in a report of a county is one of its streets'.
            return kind.name.startswith(_OF_STREETS) and Gazetteer.level(reading.code) is not Level.TOWNSHIP
        return kind.id in _PRIVATE or kind.kind == "enterprise"

    def _local(self, reading: _Reading, plain: str, kind: InstitutionType | None, whole: bool, header: Header) -> str:
        """Return the identifier: place and type where they say all, else also a hash of the name.

        老城司法所 is not the 司法所 of the whole county, so it gets an identifier of its own.
        """
        type_id = kind.id if kind else ""
        if reading.code is None:
            if whole and kind and reading.rule != _BY_PLACE:
                plain = reading.word + kind.name.removeprefix(reading.word)  # 办事处 is 街道办事处, too
            return named_institution_id(plain, self._anchor(header), kind=type_id)
        if whole and kind:
            return institution_id(reading.code, kind.id)
        rest = reading.rest if len(reading.rest) > 1 else reading.word + reading.rest
        return named_institution_id(rest, reading.code, division=reading.code, kind=type_id)

    def _anchor(self, header: Header) -> str:
        """Return what tells the bodies of this report's place from those of others, of the report if it is not known."""
        sure = header.jurisdiction if not header.candidates else None
        return header.division_code or sure or self._own_words

    @cached_property
    def _own_words(self) -> str:
        """A digest of the folded text, which characters that no reader sees do not change."""
        return digest(self._text, 12) if self._text else ""
