"""Checks of whole tables: what no single row shows.

A label belongs to one term only, unless a context rule tells its terms apart; a broader term exists
and is no term's own descendant; identifiers are ASCII and unique.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from fazhi.errors import VocabularyError
from fazhi.identifiers import law_id, law_key, name_key
from fazhi.jurisdictions import gazetteer
from fazhi.vocabulary.records import (
    INSTITUTION_KINDS,
    LAW_KINDS,
    PRACTICE_KINDS,
    USES,
    InstitutionHead,
    InstitutionType,
    LawTitle,
    PracticeTerm,
    TopConcept,
)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_SOURCE = re.compile(r"https?://[^\s<>\"{}|\\^`]+|《[^《》]+》.*")
"""The address of a page, without the signs that an IRI may not hold, or the title of a document."""


def check_practices(terms: Sequence[PracticeTerm], tops: Sequence[TopConcept], file: str) -> None:
    """Raise VocabularyError for the first practice of ``file`` that is malformed."""
    _unique_ids(((term.id, term.name) for term in terms), file)
    known, top_ids = {term.id: term for term in terms}, {top.id for top in tops}
    for term in terms:
        where = f"{file}: practice {term.name!r}"
        _one_of(term.kind, PRACTICE_KINDS, f"{where}: kind")
        _one_of(term.use, USES, f"{where}: use")
        _one_of(term.top_concept, sorted(top_ids), f"{where}: top_concept")
        _context(term, where)
        _origin(term, where)
        for broader in term.broader:
            if broader not in known or known[broader].rejected:
                raise VocabularyError(f"{where}: broader {broader!r} is no practice; give the id of one")
    _no_circle(known, file)
    _unique_labels(terms, file)


def check_institution_types(types: Sequence[InstitutionType]) -> None:
    """Raise VocabularyError for the first institution type that is malformed."""
    file = "institution_types.csv"
    _unique_ids(((term.id, term.name) for term in types), file)
    owner: dict[str, str] = {}
    for term in types:
        _one_of(term.kind, INSTITUTION_KINDS, f"{file}: {term.name!r}: kind")
        for label in term.labels:
            _own(owner, name_key(label), label, term.name, file)


def check_institution_heads(heads: Sequence[InstitutionHead]) -> None:
    """Raise VocabularyError for the first head noun that is malformed or told twice."""
    file, seen = "institution_heads.csv", set()
    for head in heads:
        if not head.head or head.head in seen:
            raise VocabularyError(f"{file}: the head {head.head!r} is empty or told twice")
        seen.add(head.head)
        for kind in head.kind:
            _one_of(kind, INSTITUTION_KINDS, f"{file}: {head.head!r}: kind")


def check_laws(laws: Sequence[LawTitle]) -> None:
    """Raise VocabularyError for the first law that is malformed."""
    file, owner = "laws.csv", dict[str, str]()
    titles = {law.title for law in laws}
    for law in laws:
        where = f"{file}: {law.title!r}"
        if law.local != f"law/{law.id}":
            wanted = law_id(law.title).removeprefix("law/")
            raise VocabularyError(f"{where}: the id {law.id!r} is not that of the title; write {wanted!r}")
        _one_of(law.kind, LAW_KINDS, f"{where}: kind")
        for date in filter(None, (law.promulgated, law.in_force_from, law.repealed_on)):
            if not _DATE.fullmatch(date):
                raise VocabularyError(f"{where}: {date!r} is no date; write 2021, 2021-07 or 2021-07-15")
        if law.successor and law.successor not in titles:
            raise VocabularyError(f"{where}: the successor {law.successor!r} is not in the table")
        for label in law.labels:
            _own(owner, law_key(label), label, law.title, file)


def _unique_ids(named: Iterable[tuple[str, str]], file: str) -> None:
    seen: dict[str, str] = {}
    for identifier, name in named:
        if not name:
            raise VocabularyError(f"{file}: the term {identifier!r} has no name; give it one")
        if not _SLUG.fullmatch(identifier):
            raise VocabularyError(f"{file}: {name!r}: the id {identifier!r} must be a-z and 0-9 joined by '-'")
        if identifier in seen:
            raise VocabularyError(f"{file}: {name!r} and {seen[identifier]!r} share the id {identifier!r}")
        seen[identifier] = name


def _one_of(value: str, accepted: Sequence[str], where: str) -> None:
    if value not in accepted:
        raise VocabularyError(f"{where} is {value!r}; it must be one of {', '.join(accepted)}")


def _own(owner: dict[str, str], key: str, label: str, name: str, file: str) -> None:
    if owner.setdefault(key, name) != name:
        raise VocabularyError(f"{file}: {label!r} is a name of {owner[key]!r} and of {name!r}; drop one")


def _context(term: PracticeTerm, where: str) -> None:
    try:
        forms = term.context_forms
    except VocabularyError as error:
        raise VocabularyError(f"{where}: {error}") from error
    labels = {name_key(label) for label in term.labels}
    for form in forms - labels - {"*"}:
        raise VocabularyError(f"{where}: the context rule names {form!r}, which is no label of the practice")


def _origin(term: PracticeTerm, where: str) -> None:
    """Year and place of origin stand only beside the source that gives them."""
    if not (term.origin_year or term.origin_place):
        if term.origin_source:
            raise VocabularyError(f"{where}: origin_source stands alone; give origin_year or origin_place, or drop it")
        return
    if not _SOURCE.fullmatch(term.origin_source):
        raise VocabularyError(
            f"{where}: origin_source is {term.origin_source!r}; give the address (https://…) of the page "
            "or the title (《…》) of the document that names the origin, or drop origin_year and origin_place"
        )
    if term.origin_year and not _YEAR.fullmatch(term.origin_year):
        raise VocabularyError(f"{where}: origin_year is {term.origin_year!r}; write a year such as 2013")
    if term.origin_place and term.origin_place not in gazetteer():
        raise VocabularyError(
            f"{where}: origin_place is {term.origin_place!r}; write a division code of 6 or 9 digits, such as 330681"
        )


def _unique_labels(terms: Sequence[PracticeTerm], file: str) -> None:
    """Of the terms that share a label, all but one must have a context rule for it."""
    owners: dict[str, list[tuple[PracticeTerm, str]]] = defaultdict(list)
    for term in terms:
        for label in {name_key(label): label for label in term.labels}.values():
            owners[name_key(label)].append((term, label))
    for shared in owners.values():
        if len(shared) == 1:
            continue
        free = [term.name for term, label in shared if term.condition(label) is None]
        if len(free) > 1:
            raise VocabularyError(
                f"{file}: {shared[0][1]!r} is a name of {free[0]!r} and of {free[1]!r}; "
                "drop one or give one a context rule"
            )


def _no_circle(known: dict[str, PracticeTerm], file: str) -> None:
    for term in known.values():
        above, seen = list(term.broader), set()
        while above:
            broader = above.pop()
            if broader == term.id:
                raise VocabularyError(f"{file}: practice {term.name!r} is broader than itself; mend 'broader'")
            if broader not in seen:
                seen.add(broader)
                above += known[broader].broader
