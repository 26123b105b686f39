"""Reports read out of a store one after the other: by place, then by year, then by identifier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from fazhi.export.things import Place, Things
from fazhi.namespaces import DCTERMS, local, rol
from fazhi.store import Store
from fazhi.store.nodes import Facts, nodes_of, of_class, said_of

KINDS = ("Adoption", "Participation", "Citation", "Counsel", "Honour", "Figure")


class Held(NamedTuple):
    """Where a report stands in the order: place (empty where unknown), year, IRI."""

    place: str
    year: str
    iri: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that proves something: its offsets, its words, and the words in it that name the subject."""

    start: int = 0
    end: int = 0
    focus_start: int = 0
    focus_end: int = 0
    sentence: str = ""

    @property
    def focus(self) -> str:
        """The words that name the subject."""
        return self.sentence[self.focus_start - self.start : self.focus_end - self.start]


@dataclass
class HeldReport:
    """One report of the store with all that its own graph says."""

    held: Held
    place: Place
    nodes: dict[str, Facts]

    @property
    def id(self) -> str:
        """The identifier of the report, without the base."""
        return local(self.held.iri)

    @property
    def year(self) -> str:
        """The year reported on; empty where unknown."""
        return self.held.year

    @cached_property
    def facts(self) -> Facts:
        """What is said of the report itself."""
        return self.nodes.get(self.held.iri, {})

    @cached_property
    def covered(self) -> bool:
        """Whether it counts as coverage of a place and a year."""
        return bool(self.of_kind("ReportCoverage"))

    def fact(self, name: str) -> str:
        """Return the first value of a property of the report; empty where there is none."""
        return first(self.facts, name)

    def of_kind(self, kind: str) -> list[tuple[str, Facts]]:
        """Return the statements of one kind, in the order in which the report makes them."""
        class_ = rol(kind)
        found = [(node, facts) for node, facts in self.nodes.items() if class_ in facts.get("type", ())]
        return sorted(found, key=lambda item: (self._place_in_text(item[1]), item[0]))

    def _place_in_text(self, facts: Facts) -> tuple[int, int]:
        passage = self.passage(facts)
        return (passage.start, passage.focus_start)

    def passage(self, facts: Facts) -> Passage:
        """Return the first passage that proves a statement."""
        found = [self._passage(node) for node in facts.get("evidence", ())]
        return min(found, key=lambda one: (one.start, one.focus_start), default=Passage())

    def _passage(self, node: str) -> Passage:
        evidence = self.nodes.get(node, {})
        selectors = [self.nodes.get(selector, {}) for selector in evidence.get("hasSelector", ())]
        said = {key: values[0] for facts in selectors for key, values in facts.items()}
        return Passage(
            start=_whole(said.get("start")),
            end=_whole(said.get("end")),
            focus_start=_whole(first(evidence, "focusStart")),
            focus_end=_whole(first(evidence, "focusEnd")),
            sentence=said.get("exact", ""),
        )


def first(facts: Facts, name: str) -> str:
    """Return the first value of a property; empty where there is none."""
    values = facts.get(name)
    return values[0] if values else ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def held_reports(store: Store) -> list[Held]:
    """Return all reports of a store in the order in which they are exported."""
    return sorted(
        Held(_first_of(store, iri, f"{DCTERMS}spatial"), _first_of(store, iri, rol("reportYear")), iri)
        for iri in set(of_class(store, rol("Report")))
    )


def _first_of(store: Store, iri: str, property_: str) -> str:
    found = said_of(store, iri, property_)
    return found[0][0] if found else ""


def reports(store: Store, things: Things) -> Iterator[HeldReport]:
    """Yield the reports one after the other, those of one place together, the years in order."""
    for held in held_reports(store):
        place = things.place(held.place) if held.place else Place()
        yield HeldReport(held, place, nodes_of(store, held.iri))
