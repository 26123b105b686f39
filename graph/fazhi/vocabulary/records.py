"""What the vocabulary holds: practices, top concepts, institution types and heads, laws.

The columns of the tables are told in ``ontology/README.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from fazhi.identifiers import institution_type_id, law_id, practice_id, top_concept_id
from fazhi.vocabulary.contexts import Condition, ContextRule

PRACTICE_KINDS = (
    "activity day", "campaign", "honour", "list", "mechanism", "model", "platform", "procedure",
    "programme", "service", "system", "work method",
)  # fmt: skip
"""What a practice is; an ``Honour`` statement is made of those of kind ``honour`` only."""
USES = ("practice", "reject")
INSTITUTION_KINDS = (
    "centre or station", "community", "coordination body", "court", "enforcement", "enterprise",
    "government", "justice", "legal service", "legislature", "mediation", "party", "police",
    "procuratorate", "school", "social organisation",
)  # fmt: skip
LAW_KINDS = (
    "administrative regulation", "constitution", "departmental rule", "joint party-state regulation",
    "judicial interpretation", "local regulation", "opinion", "other", "outline or plan",
    "party regulation", "statute",
)  # fmt: skip


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
    """One practice with all its names; ``use`` is ``reject`` where it is listed to be passed over.

    The year and the place of origin (a division code) are given only with the page or document that says so.
    """

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
    origin_year: str = ""
    origin_place: str = ""
    origin_source: str = ""

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

    @property
    def origin_page(self) -> bool:
        """Whether the source of its origin is the address of a page, and not the title of a document."""
        return self.origin_source.startswith(("http://", "https://"))

    def condition(self, label: str) -> Condition | None:
        """Return what must hold of the sentence around ``label``; None where it may stand anywhere."""
        return self._rule.of(label) if self.context else None

    @property
    def context_forms(self) -> set[str]:
        """The forms that the context rule speaks of, as ``name_key``; ``*`` for all of them."""
        return set(self._rule.conditions) if self.context else set()

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
        if self.repealed_on and f"{self.repealed_on}-12-31"[:10] <= f"{year}-01-01":
            return False
        if self.in_force_from:
            return int(self.in_force_from[:4]) <= year
        return None
