"""Places, practices, laws and institutions as columns of tables; looked up once each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from fazhi.namespaces import DCTERMS, ORG, RDFS, SCHEMA, SKOS, local, rol, scheme
from fazhi.store import Store
from fazhi.store.nodes import of_class, said_of

_KEPT = 1 << 17
_DEEPEST = 8
"""No tree of places or practices is deeper; a circle in a broken graph must not go on for ever."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: identifier, division code, name, full path, level, and the name of its province."""

    id: str = ""
    code: str = ""
    name: str = ""
    path: str = ""
    level: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice of the vocabulary, or a candidate found in reports."""

    id: str = ""
    zh: str = ""
    en: str = ""
    kind: str = ""
    topics: str = ""
    broader: str = ""
    variants: str = ""
    definition: str = ""
    definition_en: str = ""
    scheme: str = ""
    origin_year: str = ""
    origin_code: str = ""
    origin_place: str = ""
    origin_source: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """A law or policy document."""

    id: str = ""
    title: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An institution, an institution type or a place that takes part, advises or is honoured."""

    id: str = ""
    name: str = ""
    type: str = ""


class Things:
    """What one store says of the things that its reports name; an unknown thing has empty fields."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.place = _cached(self._place)
        self.practice = _cached(self._practice)
        self.law = _cached(self._law)
        self.body = _cached(self._body)
        self._parent = _cached(self._parent_of)

    def practices(self) -> list[Practice]:
        """Return all practices of the store, used or not, by identifier."""
        found = sorted(set(of_class(self._store, rol("Practice"))))
        return [self._practice(iri) for iri in found]

    def _place(self, iri: str) -> Place:
        return Place(
            id=local(iri),
            code=self._one(iri, f"{DCTERMS}identifier"),
            name=self._one(iri, f"{RDFS}label", "zh"),
            path=self._one(iri, rol("fullName"), "zh") or self._one(iri, f"{RDFS}label", "zh"),
            level=self._one(iri, rol("level")),
            province=self._one(self._top(iri), f"{RDFS}label", "zh"),
        )

    def _top(self, iri: str) -> str:
        for _ in range(_DEEPEST):
            above = self._parent(iri)
            if not above:
                break
            iri = above
        return iri if self._one(iri, rol("level")) == "province" else ""

    def _parent_of(self, iri: str) -> str:
        return self._one(iri, f"{SCHEMA}containedInPlace")

    def _practice(self, iri: str) -> Practice:
        topics = (self._one(topic, f"{SKOS}prefLabel", "zh") for topic in self._topics(iri))
        schemes = self._all(iri, f"{SKOS}inScheme")
        origin = self._one(iri, rol("originPlace"))
        return Practice(
            id=local(iri),
            zh=self._one(iri, f"{SKOS}prefLabel", "zh"),
            en=self._in(iri, f"{SKOS}prefLabel", "en"),
            kind=self._one(iri, rol("kind")),
            topics=" | ".join(dict.fromkeys(topics)),
            broader=" | ".join(local(one) for one in self._all(iri, f"{SKOS}broader")),
            variants=" | ".join(self._all(iri, f"{SKOS}altLabel")),
            definition=self._in(iri, f"{SKOS}definition", "zh"),
            definition_en=self._in(iri, f"{SKOS}definition", "en"),
            scheme=" | ".join(one.removeprefix(scheme("")) for one in schemes),
            origin_year=self._one(iri, rol("originYear")),
            origin_code=local(origin).removeprefix("division/"),
            origin_place=self._one(origin, rol("fullName"), "zh") if origin else "",
            origin_source=self._one(iri, rol("originSource")),
        )

    def _topics(self, iri: str, depth: int = _DEEPEST) -> list[str]:
        """Return the top concepts above a practice, in order of their identifiers."""
        above = self._all(iri, f"{SKOS}broader") if depth else []
        found = [one for one in above if local(one).startswith("top-concept/")]
        found += [topic for one in above if one not in found for topic in self._topics(one, depth - 1)]
        return sorted(set(found))

    def _law(self, iri: str) -> Law:
        return Law(local(iri), self._one(iri, f"{RDFS}label", "zh"), self._one(iri, rol("kind")))

    def _body(self, iri: str) -> Body:
        name = self._one(iri, f"{RDFS}label", "zh") or self._one(iri, f"{SKOS}prefLabel", "zh")
        return Body(local(iri), name, local(self._one(iri, f"{ORG}classification")))

    def _one(self, iri: str, property_: str, language: str = "") -> str:
        """Return the first value in ``language``, else the first of any; empty where there is none."""
        if not iri:
            return ""
        found = said_of(self._store, iri, property_)
        return next((value for value, tag in found if tag == language), found[0][0] if found else "")

    def _in(self, iri: str, property_: str, language: str) -> str:
        """Return the first value in ``language``; empty where there is none."""
        return next((value for value, tag in said_of(self._store, iri, property_) if tag == language), "")

    def _all(self, iri: str, property_: str) -> list[str]:
        return list(dict.fromkeys(value for value, _ in said_of(self._store, iri, property_)))


def _cached(find: Callable[[str], Result]) -> Callable[[str], Result]:
    return lru_cache(maxsize=_KEPT)(find)
