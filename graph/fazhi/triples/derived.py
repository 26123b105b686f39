"""The derived graph: which place practises what, since when, and how widely a practice is shared.

Nothing here is asserted by a report: all of it follows from adoptions with the status implemented
(a practice that is only promised is not practised) and from citations, and is made anew after
every change. Queries over these direct links are a hundred times faster than over adoption nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from fazhi.identifiers import statement_id
from fazhi.namespaces import base
from fazhi.triples.writer import COMMENT, LABEL, Writer, chinese, integer, text, year


class Claim(NamedTuple):
    """One implemented adoption: the IRIs of place and practice, and the first year it vouches for."""

    place: str
    practice: str
    year: int | None


def derived_graph() -> str:
    """Return the name of the derived graph."""
    return f"{base()}id/graph/derived"


def derived(claims: Iterable[Claim], citations: Iterable[tuple[str, str]]) -> Iterator[ox.Quad]:
    """Yield the derived quads of these claims and of the pairs of report and law IRIs, each once."""
    writer = Writer(derived_graph())
    writer.types(writer.graph, "prov:Entity")
    writer.add(writer.graph, LABEL, chinese("推得的关系"))
    writer.add(writer.graph, LABEL, text("derived relations", "en"))
    writer.add(writer.graph, COMMENT, text("Made anew from the graphs of the reports; never edited.", "en"))
    first = _first_years(claims)
    for (place, practice), since in sorted(first.items()):
        _write_uptake(writer, place, practice, since)
    _write_shares(writer, first)
    for report, law in sorted(set(citations)):
        writer.add(ox.NamedNode(report), "cites", ox.NamedNode(law))
    return iter(writer)


def _first_years(claims: Iterable[Claim]) -> dict[tuple[str, str], int | None]:
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for claim in claims:
        years[claim.place, claim.practice].update([claim.year] if claim.year is not None else [])
    return {pair: min(known, default=None) for pair, known in years.items()}


def _write_uptake(writer: Writer, place: str, practice: str, since: int | None) -> None:
    who, what = ox.NamedNode(place), ox.NamedNode(practice)
    writer.add(who, "practises", what)
    node = writer.thing(statement_id("uptake", _local(place), _local(practice)))
    writer.types(node, "Uptake")
    writer.add(node, "adopter", who)
    writer.add(node, "adopted", what)
    writer.add(node, "firstYear", year(since))


def _write_shares(writer: Writer, first: dict[tuple[str, str], int | None]) -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for place, practice in first:
        places[practice].add(place)
    for practice, sharing in sorted(places.items()):
        writer.add(ox.NamedNode(practice), "sharedBy", integer(len(sharing)))


def _local(iri: str) -> str:
    return iri.removeprefix(f"{base()}id/")
