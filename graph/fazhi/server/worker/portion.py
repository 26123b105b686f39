"""The part of a large store that one drawing shows, as a small store of its own.

A page can show some thousands of statements and a store hold millions, so statements are chosen by
what the drawing was asked for, and those with all they name are copied before anything is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from fazhi.namespaces import OA, ORG, RDF, SCHEMA, SKOS, rol
from fazhi.queries.terms import iri_term
from fazhi.queries.things import area_named, place_named, practice_named, topic_named
from fazhi.server.worker.facts import first_column, pointing
from fazhi.store import Store

MOST = 20_000
"""Statements of one drawing: twelve seconds of processor time on a busy machine for 28,583 that were held (eight to
copy, two to read, two to lay out), and three megabytes (a third of one compressed) to fetch."""
_DRAWN = ("Adoption", "Participation", "Citation")
_FURTHER = (
    f"{SCHEMA}containedInPlace",
    f"{SKOS}broader",
    f"{ORG}classification",
    f"{OA}hasSource",
    f"{OA}hasSelector",
)
_INSIDE = """
SELECT DISTINCT ?place { ?coverage a rol:ReportCoverage ; rol:jurisdiction ?place . ?place schema:containedInPlace* %s }
ORDER BY ?place"""
_UNDER = "SELECT DISTINCT ?practice { ?practice rol:underTopConcept %s ; rol:sharedBy ?n } ORDER BY DESC(?n) ?practice"
_SHARED = "SELECT ?practice { ?practice rol:sharedBy ?n } ORDER BY DESC(?n) ?practice"
_ALL = "SELECT (SUM(?n) AS ?all) { ?report a rol:Report ; rol:statementCount ?n }"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a drawing was asked for, by the IRIs of things; empty for everything."""

    places: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()
    topic: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Portion:
    """A store with what is drawn; ``partial`` says that the budget left something out."""

    store: Store
    partial: bool


def wanted(
    store: Store, places: Iterable[str], practices: Iterable[str], top_concept: str | None, province: str | None
) -> Wanted:
    """Return the things that were named; raise QueryError for a name that fits none or several."""
    return Wanted(
        tuple(place_named(store, name) for name in places),
        tuple(practice_named(store, name) for name in practices),
        topic_named(store, top_concept) if top_concept else "",
        area_named(store, province) if province else "",
    )


def portion(store: Store, asked: Wanted, most: int = MOST) -> Portion:
    """Return the part of ``store`` that was asked for; the store itself where it is small and all was."""
    held = int(next(store.query(_ALL).values())[0] or 0)
    if asked == Wanted() and held <= most:
        return Portion(store, partial=False)
    chosen: dict[str, None] = {}
    partial = False
    for group in _groups(store, asked, most):
        if len(chosen) + len(group) > most and chosen:
            partial = True
            continue
        partial = partial or len(group) > most
        chosen.update(dict.fromkeys(group[:most]))
    return Portion(_copied(store, chosen), partial)


def _groups(store: Store, asked: Wanted, most: int) -> Iterator[list[str]]:
    """Yield statements by place or by practice, the practices that most places share first."""
    if asked.places or (asked.area and not asked.practices):
        places = asked.places or first_column(store, _INSIDE % iri_term(asked.area))
        for place in places:
            yield pointing(store, [rol("jurisdiction")], place, most + 1)
        return
    practices = asked.practices or first_column(store, _UNDER % iri_term(asked.topic) if asked.topic else _SHARED)
    for practice in practices:
        yield pointing(store, [rol("practice")], practice, most + 1)


def _copied(store: Store, statements: Iterable[str]) -> Store:
    """Copy statements, their evidence, and what they name with all above it, into memory."""
    small, seen = Store.memory(), set[str]()
    kinds = {ox.NamedNode(rol(kind)) for kind in _DRAWN}
    further, text = {*_FURTHER, rol("originPlace")}, rol("text")
    copied: list[ox.Quad] = []
    near: list[str] = []
    for statement in statements:
        quads = list(store.database.quads_for_pattern(ox.NamedNode(statement), None, None))
        if any(quad.predicate.value == f"{RDF}type" and quad.object in kinds for quad in quads):
            copied += quads
            near += [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]
    while near:
        node = near.pop()
        if node not in seen:
            seen.add(node)
            for quad in store.database.quads_for_pattern(ox.NamedNode(node), None, None):
                predicate = quad.predicate.value
                if predicate != text:
                    copied.append(quad)
                # What lies above it, its selectors, its report, the place where it began.
                if predicate in further and isinstance(quad.object, ox.NamedNode):
                    near.append(quad.object.value)
    small.database.bulk_extend(copied)
    return small
