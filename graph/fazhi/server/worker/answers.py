"""From a query to the bytes of its answer, within limits of rows and bytes.

Rows are first written as TSV, in which each is one line whatever its texts hold, so that they are
counted while they come and the query is left as soon as there are too many; TSV keeps every term
whole (SPARQL 1.1 Query Results CSV and TSV Formats, section 4), so other formats are made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from fazhi.errors import QueryError
from fazhi.namespaces import prefixes
from fazhi.server.worker.formats import GRAPHS, ROWS
from fazhi.store import Store
from fazhi.store.syntax import keywords, refuse_network, syntax_error

if TYPE_CHECKING:
    from typing_extensions import Buffer

Raw: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_FILE_ERRORS = (OSError, RuntimeError, ValueError)


class TooLargeError(QueryError):
    """The answer has more rows or bytes than are given out."""


class FormatError(QueryError):
    """The answer cannot be written in a format that was asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its dataset, the formats its asker takes for rows and for a graph, and its limits.

    A format of None is one that the asker does not take. With ``cut``, rows beyond the limit are left
    out instead of the whole answer being refused.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows_format: str | None = "json"
    graph_format: str | None = "turtle"
    rows: int = 100_000
    bytes: int = 64 << 20
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in bytes: ``format`` as it was chosen, ``lasting`` if the same query answers the same."""

    body: bytes
    format: str
    kind: str
    cut: bool = False
    lasting: bool = True


def written(store: Store, question: Question) -> Written:
    """Answer ``question`` over ``store``.

    Raises QueryError for malformed SPARQL, with line and column, for updates and for SERVICE;
    FormatError before anything is evaluated; TooLargeError beyond the limits.
    """
    refuse_network(question.text)
    lasting = not _CHANGING & keywords(question.text)
    with _query_errors(question.text):
        raw = _ask(store, question)
        if isinstance(raw, ox.QueryTriples):
            return _graph(raw, question, lasting)
        if isinstance(raw, ox.QueryBoolean):
            format = _taken(question.rows_format, "ASK", ROWS)
            return Written(raw.serialize(format=ROWS[format]) or b"", format, "ask", lasting=lasting)
        return _rows(raw, question, lasting)


def _ask(store: Store, question: Question) -> Raw:
    if question.default_graphs or question.named_graphs:
        # The dataset of the request wins over the query's own (SPARQL 1.1 Protocol, section 2.1.4).
        return store.database.query(
            question.text,
            prefixes=prefixes(),
            default_graph=[ox.NamedNode(iri) for iri in question.default_graphs],
            named_graphs=[ox.NamedNode(iri) for iri in question.named_graphs],
        )
    union = "FROM" not in keywords(question.text)
    return store.database.query(question.text, prefixes=prefixes(), use_default_graph_as_union=union)


def _taken(format: str | None, form: str, known: dict[str, ox.QueryResultsFormat] | dict[str, ox.RdfFormat]) -> str:
    if format is None:
        raise FormatError(f"A {form} query is answered in none of the formats asked for, but in {', '.join(known)}")
    return format


def _rows(raw: ox.QuerySolutions, question: Question, lasting: bool) -> Written:
    format = _taken(question.rows_format, "SELECT", ROWS)
    table = _Output(question.bytes, question.rows + 1, cut=question.cut)
    try:
        raw.serialize(table, format=ox.QueryResultsFormat.TSV)
    except (TooLargeError, *_FILE_ERRORS):
        # What a file refuses may come back from the library as an error of another kind.
        if table.refusal and not table.cut:
            raise table.refusal from None
        if not table.refusal:
            raise
    lines = table.first_lines()
    more = table.refusal is not None or len(lines) < table.tell()
    if more and not question.cut:
        raise _too_many_rows(question.rows)
    if format == "tsv":
        return Written(lines, format, "select", more, lasting)
    body = _Output(question.bytes)
    _serialized(ox.parse_query_results(lines, format=ox.QueryResultsFormat.TSV), body, ROWS[format])
    return Written(body.getvalue(), format, "select", more, lasting)


def _serialized(solutions: ox.QuerySolutions | ox.QueryBoolean, body: _Output, format: ox.QueryResultsFormat) -> None:
    try:
        solutions.serialize(body, format=format)
    except (TooLargeError, *_FILE_ERRORS):
        raise body.refusal or QueryError("The answer could not be written in this format; ask for another") from None


def _graph(raw: ox.QueryTriples, question: Question, lasting: bool) -> Written:
    format = _taken(question.graph_format, "CONSTRUCT or DESCRIBE", GRAPHS)
    found: dict[ox.Triple, None] = {}
    more = False
    for triple in raw:
        if triple not in found and len(found) >= question.rows:
            more = True
            break
        found[triple] = None
    if more and not question.cut:
        raise _too_many_rows(question.rows)
    body = graph_bytes(sorted(found, key=str), format, question.bytes)
    return Written(body, format, "graph", more, lasting)


def graph_bytes(triples: list[ox.Triple], format: str, most: int) -> bytes:
    """Write triples in the graph format ``format``; raise TooLargeError beyond ``most`` bytes."""
    body = _Output(most)
    try:
        ox.serialize(triples, body, format=GRAPHS[format], prefixes=prefixes())
    except (TooLargeError, *_FILE_ERRORS):
        if body.refusal:
            raise body.refusal from None
        raise
    return body.getvalue()


def triples_as_rows(store: Store, question: Question) -> Written:
    """Answer a CONSTRUCT or DESCRIBE as JSON rows of subject, predicate and object; others as ever."""
    refuse_network(question.text)
    with _query_errors(question.text):
        raw = _ask(store, question)
        if not isinstance(raw, ox.QueryTriples):
            return written(store, question)
        found = sorted(set(islice(raw, question.rows + 1)), key=str)
    lines = ["\t".join(map(str, (one.subject, one.predicate, one.object))) for one in found[: question.rows]]
    table = "\n".join(["?subject\t?predicate\t?object", *lines, ""]).encode()
    body = _Output(question.bytes)
    _serialized(ox.parse_query_results(table, format=ox.QueryResultsFormat.TSV), body, ROWS["json"])
    return Written(body.getvalue(), "json", "graph", len(found) > question.rows)


class _Output(BytesIO):
    """A file in memory that refuses more bytes, or more lines, than are given out."""

    def __init__(self, most: int, lines: int | None = None, *, cut: bool = False) -> None:
        super().__init__()
        self.refusal: TooLargeError | None = None
        self.cut = cut
        self._most = most
        self._lines, self._most_lines = 0, lines

    def write(self, data: Buffer) -> int:
        """Take more bytes; raise TooLargeError once there are too many."""
        text = bytes(data)
        written = super().write(text)
        self._lines += text.count(b"\n")
        if self.tell() > self._most:
            self.refusal, self.cut = _too_many_bytes(self._most), False
        elif self._most_lines is not None and self._lines > self._most_lines:
            self.refusal = _too_many_rows(self._most_lines - 1)
        if self.refusal:
            raise self.refusal
        return written

    def first_lines(self) -> bytes:
        """Return the lines within the limit."""
        value, end = self.getvalue(), -1
        if self._most_lines is None or self._lines <= self._most_lines:
            return value
        for _ in range(self._most_lines):
            end = value.index(b"\n", end + 1)
        return value[: end + 1]


def _too_many_rows(most: int) -> TooLargeError:
    return TooLargeError(f"The answer has more than {most} rows; add LIMIT, or ask for it in parts with OFFSET")


def _too_many_bytes(most: int) -> TooLargeError:
    return TooLargeError(f"The answer has more than {most >> 20} MB; ask for less, or for it in parts with LIMIT")


@contextmanager
def _query_errors(sparql: str) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(error, sparql) from error
    except MemoryError:
        raise
    except _FILE_ERRORS as error:
        raise QueryError(f"The query cannot be answered: {' '.join(str(error).split())}") from error
