"""What a query answers: rows of terms, yes or no, or triples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

import pyoxigraph as ox

from fazhi.errors import QueryError

Term: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple
Plain: TypeAlias = str | int | float | bool | None
Format = TypeVar("Format")

_XSD = "http://www.w3.org/2001/XMLSchema#"
_CONVERTERS: dict[str, Callable[[str], Plain]] = {
    f"{_XSD}integer": int,
    f"{_XSD}gYear": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda text: text in {"true", "1"},
}
_RESULT_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_GRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "json": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
}


class Kind(StrEnum):
    """The three shapes of an answer, after the form of the query."""

    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one query, wholly read, so that the store may be closed.

    ``variables`` are the columns of ``rows``; a CONSTRUCT or DESCRIBE has the three columns
    ``subject``, ``predicate``, ``object`` in sorted order. ``yes`` is set for an ASK only.
    """

    kind: Kind
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    yes: bool | None = None

    def values(self) -> Iterator[tuple[Plain, ...]]:
        """Yield each row with its terms as plain values: IRIs and texts as str, numbers, years."""
        return (tuple(plain(term) for term in row) for row in self.rows)

    def records(self) -> Iterator[dict[str, Plain]]:
        """Yield each row as a dictionary by variable."""
        return (dict(zip(self.variables, row, strict=True)) for row in self.values())


RawAnswer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def answer(raw: RawAnswer) -> Answer:
    """Read ``raw``, the library's lazy answer, to its end."""
    if isinstance(raw, ox.QueryBoolean):
        return Answer(Kind.ASK, yes=bool(raw))
    if isinstance(raw, ox.QueryTriples):
        triples = sorted(set(raw), key=str)
        rows = tuple((triple.subject, triple.predicate, triple.object) for triple in triples)
        return Answer(Kind.GRAPH, ("subject", "predicate", "object"), rows)
    variables = tuple(variable.value for variable in raw.variables)
    return Answer(Kind.SELECT, variables, tuple(tuple(solution) for solution in raw))


def serialized(raw: RawAnswer, format: str, prefixes: dict[str, str]) -> bytes:
    """Write ``raw`` in ``format``: csv, tsv, json or xml for rows, ttl, nt, json or xml for triples.

    Raises QueryError for a format that the answer cannot be written in.
    """
    if isinstance(raw, ox.QueryTriples):
        return written(sorted(set(raw), key=str), format, prefixes)
    return raw.serialize(format=_known(_RESULT_FORMATS, format, "SELECT or ASK")) or b""


def written(triples: Iterable[ox.Triple], format: str, prefixes: dict[str, str]) -> bytes:
    """Write triples as ttl, nt, json or xml, in the order given; raise QueryError for another format."""
    graph_format = _known(_GRAPH_FORMATS, format, "CONSTRUCT or DESCRIBE")
    return ox.serialize(triples, format=graph_format, prefixes=prefixes) or b""


def _known(formats: dict[str, Format], format: str, form: str) -> Format:
    if format not in formats:
        raise QueryError(f"A {form} query cannot be written as {format!r}; use {', '.join(formats)}")
    return formats[format]


def plain(term: Term | None) -> Plain:
    """Return a term as a Python value; an unbound variable is None.

    A literal whose text does not fit its datatype comes back as that text.
    """
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        convert = _CONVERTERS.get(term.datatype.value, str)
        try:
            return convert(term.value)
        except ValueError:
            return term.value
    if isinstance(term, ox.NamedNode):
        return term.value
    return str(term)
