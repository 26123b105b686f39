"""Practices of a vocabulary as SKOS concepts: what a researcher's own tables add to the scheme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fazhi.identifiers import division_id, practice_id, top_concept_id
from fazhi.namespaces import scheme
from fazhi.triples.writer import LABEL, Node, Quad, Writer, chinese, date, named, text
from fazhi.vocabulary import PracticeTerm


def terms(practices: Iterable[PracticeTerm], graph: str) -> Iterator[Quad]:
    """Yield the practices as quads of ``graph``, in the same words as the shipped vocabulary has them."""
    writer = Writer(graph)
    for practice in practices:
        node = writer.thing(practice.local)
        writer.types(node, "Practice", "skos:Concept")
        writer.add(node, "skos:prefLabel", chinese(practice.name))
        writer.add(node, "skos:prefLabel", text(practice.english or None, "en"))
        writer.add(node, LABEL, chinese(practice.name))
        for variant in practice.variants:
            writer.add(node, "skos:altLabel", chinese(variant))
        writer.add(node, "skos:definition", chinese(practice.definition_zh or None))
        writer.add(node, "skos:definition", text(practice.definition_en or None, "en"))
        above = [practice_id(broader) for broader in practice.broader]
        for broader in above or [top_concept_id(practice.top_concept)]:
            writer.add(node, "skos:broader", writer.thing(broader))
        writer.add(node, "skos:inScheme", named(scheme("practices")))
        writer.add(node, "kind", text(practice.kind or None))
        writer.add(node, "skos:scopeNote", chinese(practice.note or None))
        _origin(writer, node, practice)
    return iter(writer)


def _origin(writer: Writer, node: Node, practice: PracticeTerm) -> None:
    """Write when and where the practice began, and what says so; the graph of things names the place."""
    writer.add(node, "originYear", date(practice.origin_year or None))
    if practice.origin_place:
        writer.add(node, "originPlace", writer.thing(division_id(practice.origin_place)))
    source = practice.origin_source or None
    writer.add(node, "originSource", text(source) if practice.origin_page else chinese(source))
