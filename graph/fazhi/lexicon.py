"""Surface forms of the vocabulary in automata that match on folded characters.

Matching on characters loses nothing, where segmenting first cuts through names. A ``FormIndex``
finds the leftmost longest forms; its ``layer`` marks each character with where it stands in a match,
which is what the trained tagger reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Generic, TypeVar

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from fazhi.reports.view import fold
from fazhi.settings import data_folder
from fazhi.vocabulary import (
    InstitutionType,
    LawTitle,
    PracticeTerm,
    load_institution_heads,
    load_institution_types,
    load_laws,
    load_practices,
    read_rows,
)

Entry = TypeVar("Entry")

Layer = NDArray[np.uint16]
"""One small number a character of the text; 0 where nothing stands."""

_QUOTES = str.maketrans("", "", "“”‘’\"'")
_LONGEST = 12
"""Lengths above this are one class for the tagger."""


class FormIndex(Generic[Entry]):
    """Surface forms and what each stands for; finds the leftmost longest ones in a text."""

    def __init__(self, forms: Mapping[str, Entry]) -> None:
        """Index ``forms``; one-character forms are kept only if the caller put them in."""
        ordered = sorted(forms)
        self._entries = [forms[form] for form in ordered]
        self._forms = dict(forms)
        self._automaton = ahocorasick_rs.AhoCorasick(ordered, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def matches(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Yield ``(start, end, entry)`` of the leftmost longest matches, in order."""
        entries = self._entries
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield start, end, entries[index]

    def get(self, form: str) -> Entry | None:
        """Return the entry of exactly ``form`` (folded), or None."""
        return self._forms.get(form)

    def items(self) -> Iterable[tuple[str, Entry]]:
        """Return every form with what it stands for."""
        return self._forms.items()

    def layer(self, text: str) -> Layer:
        """Mark each character of ``text``: its place in a match (first, inner, last) by length."""
        marks = np.zeros(len(text), np.uint16)
        for _, start, end in self._automaton.find_matches_as_indexes(text):
            length = min(end - start, _LONGEST) * 4
            marks[start:end] = length + 2
            marks[end - 1] = length + 3
            marks[start] = length + 1
        return marks


@dataclass(frozen=True)
class Lexicon:
    """The vocabulary as automata, one for each kind of name."""

    practices: FormIndex[tuple[PracticeTerm, ...]]
    """Forms of practices; a form shared by several terms holds them all, for context to decide."""
    rejected: FormIndex[PracticeTerm]
    """Goals, bodies and rhetoric that look like practices."""
    institutions: FormIndex[InstitutionType]
    institution_heads: FormIndex[int]
    practice_heads: FormIndex[int]
    laws: FormIndex[LawTitle]

    @cached_property
    def practice_by_id(self) -> dict[str, PracticeTerm]:
        """Practice terms by identifier (``practice/…`` without the folder)."""
        return {term.id: term for _, terms in self.practices.items() for term in terms}


def practice_forms(term: PracticeTerm) -> Iterator[str]:
    """Yield the folded forms of a practice, each also without its quotation marks.

    Reports lose quotation marks in copying, and some write them where others do not.
    """
    for name in (term.name, *term.variants):
        form = fold(name)
        for variant in (form, form.translate(_QUOTES), re.sub(r"\((?=[^()]*\))", "", form).replace(")", "")):
            if len(variant) > 1:
                yield variant


def make_lexicon(
    folder: Path | None = None,
    extra: Sequence[Path] = (),
    keep: Callable[[str], bool] = lambda form: True,
) -> Lexicon:
    """Build the automata from the tables of ``folder`` and a researcher's own files ``extra``.

    ``keep`` decides on each form of a practice: cross-validation leaves out what only the held-out
    texts could have taught.
    """
    practices: dict[str, tuple[PracticeTerm, ...]] = {}
    rejected: dict[str, PracticeTerm] = {}
    for term in load_practices(folder, extra):
        for form in practice_forms(term):
            if term.rejected:
                rejected[form] = term
            elif keep(form) and term not in practices.get(form, ()):
                practices[form] = (*practices.get(form, ()), term)
    return Lexicon(
        practices=FormIndex(practices),
        rejected=FormIndex(rejected),
        institutions=FormIndex(_institution_forms(load_institution_types(folder))),
        institution_heads=FormIndex(_numbered(head.head for head in load_institution_heads(folder))),
        practice_heads=FormIndex(_numbered(row["head"] for row in read_rows(_table(folder)))),
        laws=FormIndex(_law_forms(load_laws(folder))),
    )


@lru_cache(maxsize=4)
def default_lexicon() -> Lexicon:
    """Return the lexicon of the vocabulary that travels with the package, built once a process."""
    return make_lexicon()


def _table(folder: Path | None) -> Path:
    return (folder or data_folder("ontology")) / "practice_heads.csv"


def _numbered(heads: Iterable[str]) -> dict[str, int]:
    return {fold(head): number for number, head in enumerate(heads, 1)}


def _institution_forms(types: Iterable[InstitutionType]) -> dict[str, InstitutionType]:
    forms: dict[str, InstitutionType] = {}
    for kind in types:
        for name in (kind.name, *kind.variants):
            if len(name) > 1:
                forms.setdefault(fold(name), kind)
    return forms


def _law_forms(laws: Iterable[LawTitle]) -> dict[str, LawTitle]:
    forms: dict[str, LawTitle] = {}
    for law in laws:
        for name in (law.title, law.title.removeprefix("中华人民共和国"), *law.short_titles):
            if len(name) > 1:
                forms.setdefault(fold(name), law)
    return forms
