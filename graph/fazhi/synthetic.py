"""A synthetic corpus, clearly labelled as such: reports of real places that say what a model made them say.

For benchmarks, and for studies that need to know the truth behind what they measure. Practices spread
by a discrete-time hazard: in a year in which a place has not adopted a practice yet, it does so with
probability ``1 - exp(-(own + county * c + prefecture * p + province * q))``, where ``c``, ``p`` and ``q``
are the shares of adopters among the other places of its county, prefecture and province in the year
before. Which reports are held is drawn at random, so that absence of a report and absence of a practice
differ, as they do in a real corpus. The title, the file name and the first line of every report say
that it is made up.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from fazhi.errors import UsageError
from fazhi.extraction import Extraction
from fazhi.identifiers import law_id, named_institution_id
from fazhi.jurisdictions import gazetteer
from fazhi.mentions import Status
from fazhi.reports import Header, Report, Role, Section, View
from fazhi.statements import (
    Adoption,
    Citation,
    Counsel,
    Evidence,
    Honour,
    Observation,
    Participation,
    Statement,
)
from fazhi.vocabulary import LawTitle, PracticeTerm, load_laws, load_practices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABEL = "【合成数据，非真实报告】"
"""Stands in the title and at the head of every synthetic report."""
NEVER = 9999
"""The year of adoption of a practice that a place has not adopted by the last year."""
_BODIES = (("司法所", "justice-office"), ("派出所", "police-station"))


@dataclass(frozen=True, slots=True)
class Spread:
    """The hazard of adoption: ``own`` without example, and what a share of adopters nearby adds to it."""

    own: float = 0.015
    county: float = 0.25
    prefecture: float = 0.15
    province: float = 0.10


@dataclass(frozen=True)
class Corpus:
    """A synthetic corpus, wholly given by its fields: the same fields give the same reports.

    ``places`` townships of whole counties spread over the country, ``practices`` of the scheme, the
    years from ``first`` to ``last``, and the share ``held`` of reports that a collector has got hold of.
    """

    places: int = 400
    practices: int = 120
    first: int = 2018
    last: int = 2024
    held: float = 0.8
    seed: int = 0
    spread: Spread = field(default_factory=Spread)

    def __post_init__(self) -> None:
        """Refuse sizes that no corpus has."""
        if min(self.places, self.practices) < 1 or self.first > self.last or not 0 < self.held <= 1:
            raise UsageError(f"No corpus is of this size: {self!r}; give at least one place, practice and year")

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The division codes of the places, sorted: whole counties, evenly spread over the table."""
        table = gazetteer()
        counties = [
            county
            for province in table.provinces
            for prefecture in (province, *table.children(province))
            for county in table.children(prefecture)
            if table.children(county) and len(table.children(county)[0]) == 9
        ]
        counties = sorted(set(counties))
        step = max(1, len(counties) * 14 // max(self.places, 14))
        order = [county for start in range(step) for county in counties[start::step]]
        codes = (code for county in order for code in table.children(county))
        return tuple(sorted(code for code, _ in zip(codes, range(self.places), strict=False)))

    @cached_property
    def terms(self) -> tuple[PracticeTerm, ...]:
        """The practices, evenly spread over the vocabulary; none of them is a kind of another in it."""
        known = sorted((term for term in load_practices() if not term.rejected), key=lambda term: term.id)
        step = max(1, len(known) // self.practices)
        return tuple(known[::step][: self.practices])

    @cached_property
    def adopted(self) -> NDArray[np.int64]:
        """The year in which each place (row) adopts each practice (column); ``NEVER`` where it does not."""
        import numpy as np

        generator = np.random.Generator(np.random.PCG64(self.seed))
        launches = generator.integers(self.first - 3, self.last, len(self.terms))
        appeal = generator.gamma(2.0, 0.5, len(self.terms))
        groups = [_groups(self.codes, digits) for digits in (6, 4, 2)]
        pulls = (self.spread.county, self.spread.prefecture, self.spread.province)
        years = np.full((len(self.codes), len(self.terms)), NEVER, dtype=np.int64)
        for year in range(self.first - 3, self.last + 1):
            has = years < year
            hazard = np.full(years.shape, self.spread.own)
            for group, pull in zip(groups, pulls, strict=True):
                hazard += pull * _shares(group, has)
            drawn = generator.random(years.shape) < 1 - np.exp(-hazard * appeal)
            years[drawn & (years == NEVER) & (launches <= year)] = year
        return years

    def extractions(self) -> Iterator[Extraction]:
        """Yield one extraction a held report, in order of place and year."""
        for row, code in enumerate(self.codes):
            for year in range(self.first, self.last + 1):
                draw = random.Random(f"{self.seed}/{code}/{year}")
                if draw.random() < self.held:
                    yield self._extraction(row, code, year, draw)

    def _extraction(self, row: int, code: str, year: int, draw: random.Random) -> Extraction:
        own = self.adopted[row]
        practised = [term for term, since in zip(self.terms, own, strict=True) if since <= year]
        coming = [term for term, since in zip(self.terms, own, strict=True) if since == year + 1]
        return _Writer(code, year, draw).extraction(practised, coming)


def _groups(codes: tuple[str, ...], digits: int) -> NDArray[np.int64]:
    import numpy as np

    _, group = np.unique([code[:digits] for code in codes], return_inverse=True)
    return group.astype(np.int64)


def _shares(group: NDArray[np.int64], has: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return, for each place and practice, the share of adopters among the other places of its group."""
    import numpy as np

    adopters = np.zeros((int(group.max()) + 1, has.shape[1]))
    np.add.at(adopters, group, has)
    others = np.bincount(group)[group][:, None] - 1
    shares: NDArray[np.float64] = (adopters[group] - has) / np.maximum(others, 1)
    return shares


class _Writer:
    """Writes one report, sentence by sentence, and notes what each says."""

    def __init__(self, code: str, year: int, draw: random.Random) -> None:
        self._code, self._year, self._draw = code, year, draw
        self._path = gazetteer().full_path(code)
        self._text: list[str] = []
        self._length = 0
        self._statements: list[Statement] = []

    def extraction(self, practised: list[PracticeTerm], coming: list[PracticeTerm]) -> Extraction:
        title = f"{LABEL}{self._path}{self._year}年度法治政府建设年度报告"
        self._line(f"{title}\n")
        starts = [self._length]
        self._line("一、主要做法\n")
        for term in practised:
            self._practised(term)
        self._whole()
        starts.append(self._length)
        self._line("二、存在的不足\n")
        for term in practised[:: 1 + self._draw.randrange(9, 15)]:
            self._claim(f"{term.name}推进还不够深入。", term, Status.DEFICIENT)
        starts.append(self._length)
        self._line("三、下一步打算\n")
        for term in coming:
            self._claim(f"下一年将推行{term.name}。", term, Status.PLANNED)
        return Extraction(self._report(title, starts), (), tuple(self._statements))

    def _report(self, title: str, starts: list[int]) -> Report:
        text = "".join(self._text)
        roles = (Role.PREAMBLE, Role.ACHIEVEMENTS, Role.DEFICIENCIES, Role.PLANS)
        bounds = [0, *starts, len(text)]
        sections = tuple(
            Section(start, end, 0, None, role)
            for (start, end), role in zip(pairwise(bounds), roles, strict=True)
        )
        issued = f"{self._year + 1}-{self._draw.randrange(1, 4):02d}-{self._draw.randrange(1, 29):02d}"
        header = Header(
            title=title,
            jurisdiction=self._path,
            division_code=self._code,
            report_year=self._year,
            issued=issued,
        )
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Report(f"synthetic-{self._code}-{self._year}.txt", digest, View.of(text), header, sections)

    def _line(self, text: str) -> int:
        start = self._length
        self._text.append(text)
        self._length += len(text)
        return start

    def _evidence(self, sentence: str, focus: str) -> tuple[Evidence, ...]:
        start, inside = self._line(sentence + "\n"), sentence.index(focus)
        return (Evidence(start, start + len(sentence), start + inside, start + inside + len(focus)),)

    def _claim(self, sentence: str, term: PracticeTerm, status: Status) -> None:
        found = self._evidence(sentence, term.name)
        self._statements.append(Adoption(found, term.local, term.name, status, confidence=0.9))

    def _practised(self, term: PracticeTerm) -> None:
        number, body = self._draw.randrange(1, 400), self._draw.choice(_BODIES)
        sentence = f"{self._path}{body[0]}推行{term.name}，办理事项{number}件。"
        self._claim(sentence, term, Status.IMPLEMENTED)
        start = self._length - len(sentence) - 1
        if self._draw.random() < 0.5:
            found = self._focus(start, sentence, f"{number}件")
            self._statements.append(Observation(found, f"{term.name}办理事项", number, "件", term.local))
        if self._draw.random() < 0.4:
            local = f"institution/{self._code}-{body[1]}"
            self._statements.append(
                Participation(self._focus(start, sentence, body[0]), term.local, local, f"{self._path}{body[0]}")
            )

    @staticmethod
    def _focus(start: int, sentence: str, words: str) -> tuple[Evidence, ...]:
        inside = start + sentence.index(words)
        return (Evidence(start, start + len(sentence), inside, inside + len(words)),)

    def _whole(self) -> None:
        """What is said of the whole place: laws cited, a law firm, an honour."""
        laws = _laws()
        for law in self._draw.sample(laws, min(8, len(laws))):
            found = self._evidence(f"落实《{law.title}》。", f"《{law.title}》")
            self._statements.append(Citation(found, law_id(law.title), law.title))
        firm = f"合成第{int(self._code) % 97}律师事务所"
        found = self._evidence(f"聘请{firm}担任法律顾问。", firm)
        self._statements.append(Counsel(found, named_institution_id(firm), firm))
        honours = _honours()
        if honours and self._draw.random() < 0.3:
            term = self._draw.choice(honours)
            found = self._evidence(f"获评{term.name}。", term.name)
            self._statements.append(Honour(found, term.local, term.name))


@lru_cache(maxsize=1)
def _laws() -> list[LawTitle]:
    return sorted(load_laws(), key=lambda law: law.title)[::40]


@lru_cache(maxsize=1)
def _honours() -> list[PracticeTerm]:
    return sorted((term for term in load_practices() if term.kind == "honour"), key=lambda term: term.id)
