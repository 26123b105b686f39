"""What a dump is: how many of what, which years, how new, from which version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from fazhi.export.reading import KINDS, HeldReport
from fazhi.store import Store

_DATES = (10, 7, 4)
_BY_CLASS = "SELECT ?name (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?node a ?name } } GROUP BY ?name"
_BY_PROPERTY = "SELECT ?name (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?name ?o } } GROUP BY ?name"


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a store as VoID gives them: quads, nodes by class, quads by property."""

    quads: int
    classes: dict[str, int]
    properties: dict[str, int]

    @classmethod
    def of(cls, store: Store) -> Statistics:
        """Count a whole store."""
        return cls(len(store), _counted(store, _BY_CLASS), _counted(store, _BY_PROPERTY))


def _counted(store: Store, query: str) -> dict[str, int]:
    return {str(name): int(number or 0) for name, number in store.query(query).values()}


@dataclass
class Summary:
    """Counts over the reports of an export, and what the whole store holds."""

    statistics: Statistics
    reports: int = 0
    newest: str = ""
    """The date on which the newest report was published."""
    years: set[int] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    statements: Counter[str] = field(default_factory=Counter)
    versions: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, store: Store) -> Summary:
        """Count the store; the reports are still to be taken."""
        return cls(Statistics.of(store))

    def take(self, report: HeldReport) -> None:
        """Count one report."""
        self.reports += 1
        issued = report.fact("issued")
        self.newest = max(self.newest, issued if len(issued) in _DATES else "")
        self.years.update([int(report.year)] if report.year else [])
        self.places.update([report.held.place] if report.held.place else [])
        self.versions.update(_given(report.fact("extractedBy")))
        for kind in KINDS:
            self.statements[kind] += len(report.of_kind(kind))

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last year reported on."""
        return (min(self.years), max(self.years)) if self.years else None


def _given(text: str) -> Iterable[str]:
    return [text] if text else []
