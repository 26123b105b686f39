"""The vocabulary: practices, institution types, institution heads, laws, read from CSV tables.

The tables lie in ``ontology/`` (see its README for the columns). A researcher's own practices are
merged from a CSV table with the same columns or from a SKOS file in Turtle. Each table is checked
whole when it is read: the first malformed term is named with its file and what is wrong with it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from fazhi.contexts import Condition, ContextRule
from fazhi.errors import VocabularyError
from fazhi.identifiers import (
    institution_type_id,
    law_id,
    practice_id,
    top_concept_id,
)
from fazhi.settings import data_folder

Row = dict[str, str]
Record = TypeVar("Record")

PRACTICE_KINDS = (
    "activity day", "campaign", "honour", "list", "mechanism", "model", "platform", "procedure",
    "programme", "service", "system", "work method",
)  # fmt: skip
"""What a practice is; an ``Honour`` statement is made of those of kind ``honour`` only."""
USES = ("practice", "reject")


@dataclass(frozen=True, slots=True)
class TopConcept:
    """One of the 14 parts of the two national outlines that practices are sorted under."""

    id: str
    notation: str
    name: str
    english: str
    source: str

    @property
    def local(self) -> str:
        """The local part of its IRI."""
        return top_concept_id(self.id)


@dataclass(frozen=True)
class PracticeTerm:
    """One practice with all its names; ``use`` is ``reject`` where it is listed to be passed over."""

    id: str
    top_concept: str
    name: str
    variants: tuple[str, ...] = ()
    english: str = ""
    definition_en: str = ""
    definition_zh: str = ""
    kind: str = ""
    broader: tuple[str, ...] = ()
    context: str = ""
    use: str = "practice"
    evidence: str = ""
    note: str = ""

    @property
    def local(self) -> str:
        """The local part of its IRI."""
        return practice_id(self.id)

    @property
    def labels(self) -> tuple[str, ...]:
        """The name and its variants, as written in the table."""
        return (self.name, *self.variants)

    @property
    def rejected(self) -> bool:
        """Whether its labels are listed only so that matching can pass them over."""
        return self.use == "reject"

    def condition(self, label: str) -> Condition | None:
        """Return what must hold of the sentence around ``label``; None where it may stand anywhere."""
        return self._rule.of(label) if self.context else None

    @cached_property
    def _rule(self) -> ContextRule:
        return ContextRule.parse(self.context)


@dataclass(frozen=True, slots=True)
class InstitutionType:
    """A type of institution, or one body of its kind such as 国务院; patterns hold ``{place}``."""

    id: str
    name: str
    kind: str
    english: str
    variants: tuple[str, ...]
    pattern: tuple[str, ...]
    note: str

    @property
    def local(self) -> str:
        """The local part of its IRI."""
        return institution_type_id(self.id)

    @property
    def labels(self) -> tuple[str, ...]:
        """The name and its variants, as written in the table."""
        return (self.name, *self.variants)


@dataclass(frozen=True, slots=True)
class InstitutionHead:
    """A noun that ends names of institutions, with the kinds that it can be."""

    head: str
    kind: tuple[str, ...]
    example: str
    note: str


@dataclass(frozen=True, slots=True)
class LawTitle:
    """A statute, regulation, rule, plan or other document by its full title.

    Dates are ISO 8601, of a year or month where no more is known. ``promulgated`` belongs to the
    latest edition, ``in_force_from`` to the first one, and is empty where that is not certain.
    """

    id: str
    title: str
    short_titles: tuple[str, ...] = ()
    kind: str = ""
    issuer: str = ""
    document_number: str = ""
    promulgated: str = ""
    in_force_from: str = ""
    repealed_on: str = ""
    province: str = ""
    evidence: str = ""
    successor: str = ""
    note: str = ""

    @property
    def local(self) -> str:
        """The local part of its IRI."""
        return law_id(self.title)

    @property
    def labels(self) -> tuple[str, ...]:
        """The full title and its short forms, as written in the table."""
        return (self.title, *self.short_titles)

    def in_force(self, year: int) -> bool | None:
        """Say whether the law was in force at some time of ``year``; None where that is not known."""
        if self.repealed_on and int(self.repealed_on[:4]) < year:
            return False
        if self.in_force_from:
            return int(self.in_force_from[:4]) <= year
        return None


def load_top_concepts(folder: Path | None = None) -> tuple[TopConcept, ...]:
    """Read ``top_concepts.csv``, in the order of the outlines."""
    return _table(folder, "top_concepts", lambda row: TopConcept(**row))


def load_institution_types(folder: Path | None = None) -> tuple[InstitutionType, ...]:
    """Read ``institution_types.csv``."""
    return _table(folder, "institution_types", lambda row: InstitutionType(**_split(row, "variants", "pattern")))


def load_institution_heads(folder: Path | None = None) -> tuple[InstitutionHead, ...]:
    """Read ``institution_heads.csv``."""
    return _table(folder, "institution_heads", lambda row: InstitutionHead(**_split(row, "kind")))


def load_laws(folder: Path | None = None) -> tuple[LawTitle, ...]:
    """Read ``laws.csv``."""
    return _table(folder, "laws", lambda row: LawTitle(**_split(row, "short_titles")))


def load_practices(folder: Path | None = None, extra: Sequence[Path] = ()) -> tuple[PracticeTerm, ...]:
    """Read ``practices.csv`` and merge a researcher's own files: CSV, or SKOS in Turtle (``.ttl``)."""
    return _table(folder, "practices", _practice)


def _practice(row: Row) -> PracticeTerm:
    return PracticeTerm(**_split(row, "variants", "broader"))


def _split(row: Row, *columns: str) -> dict[str, object]:
    return {**row, **{column: tuple(filter(None, row.get(column, "").split("|"))) for column in columns}}


def _table(folder: Path | None, name: str, make: Callable[[Row], Record]) -> tuple[Record, ...]:
    path = (folder or data_folder("ontology")) / f"{name}.csv"
    return tuple(make(row) for row in read_rows(path))


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV table; raise VocabularyError where it cannot be read as one."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(f"{path.name} cannot be read as a CSV table in UTF-8: {error}") from error
    return rows
