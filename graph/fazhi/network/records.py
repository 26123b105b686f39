"""Rows that a graph is made of: places, practices, institutions, laws and what joins them.

Every ``id`` is the local part of an IRI (``practice/fengqiao-experience``). Names are given as they
stand in the data; nothing here shortens or escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a report that proves an edge, and within it the span that names the practice.

    ``focus_start`` and ``focus_end`` count code points of ``sentence``; ``start`` is the raw offset of
    the sentence in the report, None where it is not known. ``source`` is the file as it was given,
    ``report_id`` the local part of the report's IRI, empty where the rows come from no store.
    """

    sentence: str
    focus_start: int = 0
    focus_end: int = 0
    report: str = ""
    year: int | None = None
    source: str = ""
    start: int | None = None
    report_id: str = ""


@dataclass(frozen=True, slots=True)
class TopConcept:
    """One of the top concepts of the practice scheme."""

    id: str
    name: str
    english: str = ""
    notation: str = ""


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A jurisdiction that a report was held of.

    ``path`` is the full name from the province; ``level`` is ``province``, ``prefecture``, ``county``,
    ``township`` or ``community``, empty where it is not known.
    """

    kind: ClassVar[str] = "place"
    id: str
    name: str
    path: str = ""
    code: str | None = None
    level: str = ""
    province: str = ""
    english: str = ""


@dataclass(frozen=True, slots=True)
class PracticeNode:
    """A practice of the scheme, or a discovered one (``candidate``)."""

    kind: ClassVar[str] = "practice"
    id: str
    name: str
    english: str = ""
    top_concept: TopConcept | None = None
    definition_zh: str = ""
    definition_en: str = ""
    type: str = ""
    """What kind of practice it is: system, platform, list, campaign …"""
    variants: tuple[str, ...] = ()
    candidate: bool = False
    origin_year: int | None = None
    origin_place: str = ""
    """Full path of the place that it began in; year and place are known only where the vocabulary has a source."""
    origin_source: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionNode:
    """A body that takes part in practices; ``type`` is the name of its institution type."""

    kind: ClassVar[str] = "institution"
    id: str
    name: str
    english: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class LawNode:
    """A law or policy document that is cited; ``type`` is its kind by form: 法律, 地方性法规 …"""

    kind: ClassVar[str] = "law"
    id: str
    name: str
    english: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class AdoptionEdge:
    """What one report says of a place and a practice: ``status`` is one of the four of Status."""

    kind: ClassVar[str] = "adoption"
    place: str
    practice: str
    status: str
    year: int | None
    evidence: tuple[Passage, ...] = ()
    since: int | None = None
    confidence: float = 1.0

    @property
    def ends(self) -> tuple[str, str]:
        """The two nodes that it joins."""
        return self.place, self.practice


@dataclass(frozen=True, slots=True)
class ParticipationEdge:
    """An institution takes part in a practice, as the report of ``place`` says."""

    kind: ClassVar[str] = "participation"
    institution: str
    practice: str
    place: str
    year: int | None
    evidence: tuple[Passage, ...] = ()

    @property
    def ends(self) -> tuple[str, str]:
        """The two nodes that it joins."""
        return self.institution, self.practice


@dataclass(frozen=True, slots=True)
class CitationEdge:
    """The report of ``place`` cites a law, for ``practice`` where the sentence says so."""

    kind: ClassVar[str] = "citation"
    law: str
    place: str
    year: int | None
    evidence: tuple[Passage, ...] = ()
    practice: str | None = None
    in_force: bool | None = None

    @property
    def ends(self) -> tuple[str, str]:
        """The two nodes that it joins."""
        return self.law, self.practice or self.place


Node: TypeAlias = PlaceNode | PracticeNode | InstitutionNode | LawNode
Edge: TypeAlias = AdoptionEdge | ParticipationEdge | CitationEdge
Row: TypeAlias = Node | Edge
