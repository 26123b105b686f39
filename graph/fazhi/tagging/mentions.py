"""Found spans to linked mentions, each label by its own rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from fazhi.identifiers import DIVISION
from fazhi.jurisdictions import Context, Gazetteer, resolve
from fazhi.lexicon import Lexicon
from fazhi.linking.institutions import InstitutionLinker
from fazhi.linking.laws import LawIndex, LawSpan, LinkedLaw
from fazhi.linking.laws import link as link_laws
from fazhi.linking.practices import LinkedPractice, PracticeLinker, joined
from fazhi.mentions import Label, Mention, Status
from fazhi.reports import Report, Role
from fazhi.reports.sentences import sentences
from fazhi.tagging.crf import Found
from fazhi.tagging.jurisdictions import PlaceMention
from fazhi.tagging.measures import tidy
from fazhi.tagging.proposals import Work
from fazhi.tagging.quantities import QuantitySpan, find_quantities
from fazhi.tagging.status import status_of

_MARKS = re.compile(r"^《+|》+(?=\([^()]*\)$)|》+$")


_LONGEST_MEASURE = 24
_UP_TO_CLAUSE = re.compile(r"^.*[，。；：、]|共$", re.S)
_COUNTED = re.compile(r"^(?:共计|累计|一共|总共|合计|共|已|全年|今年)+")


@dataclass(frozen=True)
class Linker:
    """Links the found spans of one report after another."""

    lexicon: Lexicon
    laws: LawIndex
    table: Gazetteer

    def link(self, work: Work) -> tuple[Mention, ...]:
        """Return the mentions of a report in order of offset, with raw offsets, linked, with status."""
        return tuple(_Reading(self, work).mentions())


class _Reading:
    """The linking of one report."""

    def __init__(self, linker: Linker, work: Work) -> None:
        self.linker, self.work, self.report = linker, work, work.report
        self.text = work.report.view.text
        self.sentences = sentences(self.text)
        self._starts = [start for start, _ in self.sentences]
        self.practices = PracticeLinker(linker.lexicon)
        named = _divisions(work.places)
        self.institutions = InstitutionLinker(linker.lexicon, linker.table, named, self.text)
        self.roles = Roles(work.report)
        text = work.report.view.text
        self._place_names = sorted({text[place.start : place.end] for place in work.places}, key=len, reverse=True)

    def mentions(self) -> Iterator[Mention]:
        laws = iter(self._laws())
        places = {(place.start, place.end): place for place in self.work.places}
        quantities = {(quantity.start, quantity.end): quantity for quantity in self.work.quantities}
        names = self._practice_names()
        for found in self.work.found:
            span = (found.start, found.end)
            mention, sure = self._mention(found), found.confidence
            if found.kind == "L":
                law = next(laws)
                yield mention(law.canonical, law.id, min(sure, law.confidence), law.candidates, law.rule)
            elif found.kind == "I":
                linked = self.institutions.link(self.text[found.start : found.end], self.report.header)
                yield mention(linked.canonical, linked.id, min(sure, linked.confidence), (), linked.rule)
            elif found.kind == "M":
                practice = names[span]
                status, rule = self._status(found)
                confidence = round(sure * practice.confidence, 3)
                rule = f"{practice.rule}; {rule}"
                yield mention(practice.canonical, practice.id, confidence, practice.candidates, rule, status)
            elif found.kind == "J":
                place = places.get(span) or self._place(found)
                yield mention(place.path, place.id, sure, tuple(place.candidates), "place")
            elif quantity := quantities.get(span) or self._quantity(found):
                measure = self._measure(quantity.measure, found.start)
                yield mention(measure, None, sure, (), "quantity", None, quantity.value, quantity.unit)

    def _quantity(self, found: Found) -> QuantitySpan | None:
        """Read a quantity that the tagger found where the rules saw none."""
        return next(iter(find_quantities(self.text[found.start : found.end])), None)

    def _mention(self, found: Found) -> Callable[..., Mention]:
        """Return what makes the mention of a span from what it names."""
        start, end = self.report.view.raw_span(found.start, found.end)
        return partial(Mention, start, end, self.report.text[start:end], _LABELS[found.kind])

    def _measure(self, measure: str, position: int) -> str:
        """Return what is counted without the places that count it: 南城街道共办理案件 is 办理案件."""
        for _ in self._place_names:
            name = next((one for one in self._place_names if measure.startswith(one)), None)
            if name is None or len(measure) <= len(name) + 1:
                break
            measure = tidy(_COUNTED.sub("", measure[len(name) :]))
        # A measure that tells only when, （上年）, needs the words of what.
        return measure if measure[:1] not in ("", "（") else self._words_before(position) + measure

    def _words_before(self, position: int) -> str:
        """Return the words that a figure follows on its line, where no noun of its clause says what is counted."""
        before = self.text[max(0, position - _LONGEST_MEASURE) : position].rstrip(" ")
        return tidy(_UP_TO_CLAUSE.sub("", before)) or "数量"

    def _laws(self) -> list[LinkedLaw]:
        known = {(law.start, law.end): law for law in self.work.laws}
        spans = [
            known.get((found.start, found.end))
            or LawSpan(found.start, found.end, _MARKS.sub("", self.text[found.start : found.end]), "tagger")
            for found in self.work.found
            if found.kind == "L"
        ]
        return link_laws(spans, self.text, self.report.header, self.linker.laws)

    def _place(self, found: Found) -> _Place:
        header = self.report.header
        context = Context(own=header.division_code, own_path=header.jurisdiction or "")
        resolution = resolve(self.text[found.start : found.end], context, self.linker.table)
        return _Place(resolution.path, resolution.id, resolution.candidates)

    def _practice_names(self) -> dict[tuple[int, int], LinkedPractice]:
        """Link all practices of the report; variants of one practice become one."""
        spans = [(found.start, found.end) for found in self.work.found if found.kind == "M"]
        linked = {span: self.practices.link(self.text, self.sentence(span[0]), *span) for span in spans}
        return joined({(start, end): self.text[start:end] for start, end in spans}, linked)

    def _status(self, found: Found) -> tuple[Status, str]:
        """Return what is claimed of a practice, and why."""
        role = self.roles.at(self.report.view.origin[found.start])
        year = self.report.header.report_year
        status, reason = status_of(self.text, self.sentence(found.start), (found.start, found.end), role, year)
        return status, f"{status}: {reason}"

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the sentence around a position of the view."""
        return self.sentences[bisect_right(self._starts, position) - 1]


def _divisions(places: Iterable[PlaceMention]) -> frozenset[str]:
    """Return the codes of the divisions that a report names."""
    return frozenset(code[1] for place in places if place.id and (code := DIVISION.fullmatch(place.id)))


@dataclass(frozen=True)
class _Place:
    path: str
    id: str | None
    candidates: tuple[str, ...]


_LABELS = {
    "I": Label.INSTITUTION,
    "M": Label.MECHANISM,
    "L": Label.LAW,
    "J": Label.JURISDICTION,
    "Q": Label.QUANTITY,
}


class Roles:
    """The role of the innermost section at a raw offset."""

    def __init__(self, report: Report) -> None:
        self._starts: list[int] = []
        self._roles: list[Role] = []
        edges = sorted({edge for section in report.sections for edge in (section.start, section.end)})
        for edge in edges:
            inner = [s for s in report.sections if s.start <= edge < s.end]
            self._starts.append(edge)
            self._roles.append(max(inner, key=lambda s: (s.level, s.start)).role if inner else Role.OTHER)

    def at(self, offset: int) -> Role:
        """Return the role at a raw offset; OTHER outside every section."""
        place = bisect_right(self._starts, offset) - 1
        return self._roles[place] if place >= 0 else Role.OTHER
