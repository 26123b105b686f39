"""A researcher's own practices: a CSV table, or SKOS concepts in a Turtle file.

The CSV table needs the column ``name`` only and may have any other of ``practices.csv``. A row or
concept that an existing practice bears, by its id or one of its labels, adds its variants to it and
fills or replaces what it gives; any other becomes a practice of its own. An id that is taken must
come with a name of its practice, so that no two become one by a slip.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from fazhi.errors import VocabularyError
from fazhi.identifiers import digest, iri, name_key, practice_id, slug, top_concept_id
from fazhi.namespaces import SKOS, rol
from fazhi.vocabulary.records import PracticeTerm, TopConcept
from fazhi.vocabulary.rows import Row, read_rows, read_text

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

_REPLACED = (
    *("english", "definition_en", "definition_zh", "kind", "context", "use", "evidence", "note"),
    *("origin_year", "origin_place", "origin_source"),
)
"""Columns in which an own row takes the place of what is there."""


def read(path: Path, tops: Sequence[TopConcept]) -> list[Row]:
    """Return the practices of an own file as rows; raise VocabularyError where it is none."""
    if path.suffix == ".ttl":
        return _read_turtle(path, tops)
    rows = read_rows(path)
    for column in rows[0] if rows else ():
        if column not in PracticeTerm.__annotations__:
            known = ", ".join(PracticeTerm.__annotations__)
            raise VocabularyError(f"{path.name}: unknown column {column!r}; known are {known}")
    if not rows or "name" not in rows[0]:
        raise VocabularyError(f"{path.name} holds no practice; give a header row with 'name' and a row below")
    return rows


def merge(
    terms: Sequence[PracticeTerm], rows: Iterable[Row], tops: Sequence[TopConcept], file: str
) -> tuple[PracticeTerm, ...]:
    """Return ``terms`` with the own ``rows`` of ``file`` merged in, new practices at the end."""
    merged = {term.id: term for term in terms}
    holder = {name_key(label): term.id for term in terms for label in term.labels}
    pending: list[tuple[str, Row]] = []
    # Concepts of a Turtle file stand in no rows.
    places = (f"{file}, row {number}" if not file.endswith(".ttl") else file for number in count(2))
    for where, row in zip(places, rows, strict=False):
        key = name_key(row["name"])
        if not key:
            raise VocabularyError(f"{where}: a practice has no name; give it one")
        own = row.get("id") or holder.get(key) or _new_id(row, merged)
        keys = [name_key(label) for label in (row["name"], *_list(row, "variants"))]
        if own in merged and own not in map(holder.get, keys):
            raise VocabularyError(_taken(where, row, merged[own]))
        holder.update(dict.fromkeys(keys, own))
        merged.setdefault(own, PracticeTerm(own, "", row["name"], kind="mechanism", evidence=file))
        pending.append((own, row))
    for own, row in pending:
        merged[own] = _filled(merged[own], row, holder, merged, tops)
    return tuple(merged.values())


def _taken(where: str, row: Row, term: PracticeTerm) -> str:
    return (
        f"{where}: the id {term.id!r} is that of {term.name!r}, and {row['name']!r} is no name of it; give another id"
        f" for a practice of its own, or the name {term.name!r} with {row['name']!r} among its variants"
    )


def _filled(
    term: PracticeTerm,
    row: Row,
    holder: dict[str, str],
    merged: dict[str, PracticeTerm],
    tops: Sequence[TopConcept],
) -> PracticeTerm:
    """Return ``term`` with what ``row`` gives of it."""
    given = {column: row[column] for column in _REPLACED if row.get(column)}
    labels = (*term.variants, row["name"], *_list(row, "variants"))
    broader = (holder.get(name_key(name), name) for name in _list(row, "broader"))
    above = tuple(dict.fromkeys((*term.broader, *broader)))
    top = _top(row.get("top_concept", ""), tops) or term.top_concept
    if not top and above and above[0] in merged:
        top = merged[above[0]].top_concept
    variants = tuple(dict.fromkeys(label for label in labels if label != term.name))
    return replace(term, variants=variants, broader=above, top_concept=top, **given)


def _list(row: Row, column: str) -> list[str]:
    return [part for part in row.get(column, "").split("|") if part]


def _top(given: str, tops: Sequence[TopConcept]) -> str:
    """Return the id of a top concept given by its id, notation or Chinese name."""
    return next((top.id for top in tops if given in {top.id, top.notation, top.name}), given)


def _new_id(row: Row, taken: dict[str, PracticeTerm]) -> str:
    wanted = slug(row.get("english", ""))
    hashed = f"own-{digest(name_key(row['name']), 12)}"
    return wanted if wanted and wanted not in taken else hashed


def _read_turtle(path: Path, tops: Sequence[TopConcept]) -> list[Row]:
    from rdflib import RDF, Graph, URIRef

    text = read_text(path)
    try:
        graph = Graph().parse(data=text, format="turtle", publicID=path.resolve().as_uri())
    except Exception as error:  # rdflib's parsers raise whatever they meet
        reason = " ".join(str(error).split())
        raise VocabularyError(f"{path.name} cannot be read as Turtle: {reason}") from error
    concepts = sorted(node for node in graph.subjects(RDF.type, URIRef(f"{SKOS}Concept")) if isinstance(node, URIRef))
    top_iris = {iri(top_concept_id(top.id)): top.id for top in tops}
    rows = [_concept_row(graph, node, top_iris) for node in concepts if str(node) not in top_iris]
    if not rows:
        raise VocabularyError(f"{path.name} holds no skos:Concept; give practices the class skos:Concept")
    return rows


def _concept_row(graph: Graph, node: URIRef, top_iris: dict[str, str]) -> Row:
    from rdflib import Literal, URIRef

    def texts(term: str, *languages: str | None) -> list[str]:
        found = graph.objects(node, URIRef(f"{SKOS}{term}"))
        return sorted(str(text) for text in found if isinstance(text, Literal) and text.language in languages)

    names = texts("prefLabel", "zh") or texts("prefLabel", None)
    if not names:
        raise VocabularyError(f"{node} has no skos:prefLabel in Chinese; give it one")
    above = sorted(str(broader) for broader in graph.objects(node, URIRef(f"{SKOS}broader")))
    return {
        "id": _slug_of(str(node)),
        "name": names[0],
        "variants": "|".join(texts("altLabel", "zh", None)),
        "english": "".join(texts("prefLabel", "en")[:1]),
        "definition_zh": "".join(texts("definition", "zh", None)[:1]),
        "definition_en": "".join(texts("definition", "en")[:1]),
        "kind": str(graph.value(node, URIRef(rol("kind"))) or ""),
        "broader": "|".join(_slug_of(broader) for broader in above if broader not in top_iris),
        "top_concept": next((top_iris[broader] for broader in above if broader in top_iris), ""),
    }


def _slug_of(node: str) -> str:
    """Return the id of a concept: ours keep theirs, others get one of the end of their IRI."""
    ours = iri(practice_id("x"))[:-1]
    if node.startswith(ours):
        return node.removeprefix(ours)
    end = node.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
    return slug(end) or f"own-{digest(node, 12)}"
