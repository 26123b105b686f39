"""Which practice a MECHANISM mention names: one of the vocabulary, or a discovered candidate.

A step that is taken from the name to one of the vocabulary costs confidence, and a name that fits two
practices is linked to neither. Discovered names are one candidate where ``candidate_key`` is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from fazhi.identifiers import candidate_practice_id, name_key
from fazhi.lexicon import FormIndex, Lexicon
from fazhi.linking.practice_names import Reading, bare_name, candidate_key, readings, short_names
from fazhi.reports.sentences import around
from fazhi.vocabulary import PracticeTerm

Span = TypeVar("Span")


class LinkedPractice(NamedTuple):
    """What a mention names; ``id`` is None where several practices fit, kept as ``candidates``."""

    canonical: str
    id: str | None
    confidence: float
    candidates: tuple[str, ...]
    rule: str

    @property
    def discovered(self) -> bool:
        """Whether no practice of the vocabulary fits."""
        return self.id is not None and self.id.startswith("practice/candidate-")


class PracticeLinker:
    """Links names to the practices of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the lexicon whose practices are linked to."""
        self._forms = lexicon.practices

    def link(self, text: str, sentence: tuple[int, int], start: int, end: int) -> LinkedPractice:
        """Link the name at ``text[start:end]`` (folded text) within its ``sentence``."""
        name = text[start:end]
        first, last = around(sentence, start, end)
        inside, offset = text[first:last], start - first
        for form, confidence, rule, shift in _known_readings(self._forms, name):
            if terms := self._fitting(form, inside, offset + shift, end - first):
                if len(terms) == 1:
                    return LinkedPractice(terms[0].name, terms[0].local, confidence, (), f"{rule}: {form}")
                names = tuple(term.local for term in terms)
                return LinkedPractice(bare_name(name), None, confidence / len(terms), names, f"several: {form}")
        return _candidate(bare_name(name))

    def _fitting(self, form: str, sentence: str, start: int, end: int) -> tuple[PracticeTerm, ...]:
        terms = self._forms.get(form) or ()
        fitting = []
        for term in terms:
            condition = term.condition(form)
            if condition is None or condition.holds(sentence, start, end):
                fitting.append(term)
        return tuple(fitting)


@lru_cache(maxsize=1 << 15)
def _known_readings(forms: FormIndex[tuple[PracticeTerm, ...]], name: str) -> tuple[Reading, ...]:
    """Return the readings of a name that the vocabulary holds; reports say the same names again and again."""
    if (terms := forms.get(name)) and not any(term.condition(name) for term in terms):
        return (Reading(name, 1.0, "vocabulary"),)
    return tuple(reading for reading in readings(name) if forms.get(reading.form))


def _candidate(name: str) -> LinkedPractice:
    key = candidate_key(name)
    whole = key == name_key(name)
    rule = "no practice of the vocabulary" + ("" if whole else f"; without its head noun: {key}")
    return LinkedPractice(name, candidate_practice_id(key), 0.6 if whole else 0.55, (), rule)


def joined(names: Mapping[Span, str], linked: Mapping[Span, LinkedPractice]) -> dict[Span, LinkedPractice]:
    """Return what the mentions of one report name, variants of one practice as one.

    ``names`` are the mentions as they stand. Names that differ only in marks or head noun are one; a
    short name (竹乡茶话, 三调联动) is what the one longer name of the report that holds it stands for.
    """
    chosen: dict[str, LinkedPractice] = {}
    for practice in linked.values():
        chosen.setdefault(_key(practice), practice)
    meant = _meant(names, linked)
    return {span: chosen[meant.get(_key(practice), _key(practice))] for span, practice in linked.items()}


def _key(practice: LinkedPractice) -> str:
    return (practice.id if practice.discovered else None) or name_key(practice.canonical)


def _meant(names: Mapping[Span, str], linked: Mapping[Span, LinkedPractice]) -> dict[str, str]:
    """Return for the key of each discovered short name that of the one longer name that holds it.

    A short name of the vocabulary stands for itself: 全国“枫桥经验”优秀案例 is an honour, not 枫桥经验.
    """
    short = {candidate_key(one.canonical): _key(one) for one in linked.values() if one.discovered}
    longer: dict[str, set[str]] = defaultdict(set)
    for span, practice in linked.items():
        for alias in short_names(names[span]):
            other = short.get(candidate_key(alias))
            if other and other != _key(practice):
                longer[other].add(_key(practice))
    return {other: min(holders) for other, holders in longer.items() if len(holders) == 1}
