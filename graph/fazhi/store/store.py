"""One open store: load, replace and remove graphs, query, count, list the reports, dump."""

from __future__ import annotations

import gzip
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, cast

import pyoxigraph as ox

from fazhi.errors import QueryError, StoreError
from fazhi.identifiers import iri, report_id
from fazhi.namespaces import DCTERMS, RDF, prefixes, rol
from fazhi.store.answer import Answer, RawAnswer, answer, plain, serialized
from fazhi.store.folder import building, existing, finish, open_database, replacing, write_errors
from fazhi.store.locks import Lock
from fazhi.store.marker import Marker, read_marker
from fazhi.store.sorting import sorted_lines
from fazhi.store.states import hold
from fazhi.store.syntax import keywords, refuse_network, syntax_error

_BULK = 20_000
_SWITCHES = 5
_SWITCH = 0.02
"""How often a reader tries again, and after how many seconds, when a store is being switched."""
VOID = "http://rdfs.org/ns/void#"
_TYPE = ox.NamedNode(f"{RDF}type")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds: all quads, named graphs, and of these the ones of reports."""

    quads: int
    graphs: int
    reports: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report of a store; ``files`` are the names of all files with its bytes."""

    iri: str
    sha256: str
    files: tuple[str, ...]
    title: str | None
    jurisdiction: str | None
    year: int | None
    version: str | None
    mentions: int
    statements: int
    quads: int


class Store:
    """An Oxigraph database with its marker; use it in a ``with`` block, so that it is let go of."""

    def __init__(
        self,
        database: ox.Store,
        marker: Marker | None = None,
        folder: Path | None = None,
        place: Path | None = None,
        lock: Lock | None = None,
    ) -> None:
        """Take the library's store; ``place`` is the folder of its files, which ``lock`` keeps from being removed."""
        self._database: ox.Store | None = database
        self.marker = marker
        self.folder = folder
        self.place = place or folder
        self._lock = lock

    @classmethod
    def memory(cls) -> Store:
        """Return an empty store in memory."""
        return cls(ox.Store())

    @classmethod
    def open(cls, folder: Path | str) -> Store:
        """Open the store in ``folder`` for reading, which a build does not disturb: what was opened stays as it is.

        Raises StoreError where that is no store.
        """
        for attempt in range(_SWITCHES):
            try:
                place = existing(Path(folder))
                marker, lock = hold(Path(folder), place)
                return cls(open_database(place, write=False), marker, Path(folder), place, lock)
            except StoreError:
                # A build may have put its result in this place between the two steps.
                if attempt == _SWITCHES - 1:
                    raise
                time.sleep(_SWITCH)
        raise AssertionError("unreachable")

    @classmethod
    @contextmanager
    def rewriting(cls, folder: Path | str, marker: Marker) -> Iterator[Store]:
        """Open a copy of the store in ``folder`` (or a new one) that takes its place if all goes well.

        Raises StoreError for a folder that is no store, a store in use, or one with another base IRI.
        """
        finish(Path(folder))
        _refuse_other_base(Path(folder), marker)
        with replacing(Path(folder), marker) as database:
            store = cls(database, marker, Path(folder), building(Path(folder)))
            del database
            with store:
                yield store

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database and its locks; closing twice does nothing."""
        self._database = None
        if self._lock:
            self._lock.release()

    @property
    def database(self) -> ox.Store:
        """The library's own object, for what this class does not offer; StoreError once closed."""
        if self._database is None:
            raise StoreError("The store is closed; open it again")
        return self._database

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add ``quads``, all or none of them."""
        added = list(quads)
        # Beyond this size writing files at once is four times as fast as the log of a transaction.
        write = self.database.bulk_extend if len(added) > _BULK else self.database.extend
        with write_errors(self.folder):
            write(added)

    def load(self, n_quads: bytes | IO[bytes] | Path) -> None:
        """Add N-Quads that this package has written, or a file of them (``.gz`` too), at the bulk rate.

        Not all or nothing: a process killed meanwhile may leave a part. Raises StoreError for a full
        disk, and for a file that cannot be read or is no N-Quads.
        """
        with write_errors(self.folder), ExitStack() as stack:
            source = stack.enter_context(_opened(n_quads)) if isinstance(n_quads, Path) else n_quads
            try:
                # Checking each IRI again would cost a tenth of the time.
                self.database.bulk_load(source, ox.RdfFormat.N_QUADS, lenient=True)
            except (SyntaxError, EOFError, zlib.error) as error:
                named = str(n_quads) if isinstance(n_quads, Path) else "What was to be loaded"
                raise StoreError(f"{named} is no N-Quads ({' '.join(str(error).split())}); delete it") from error

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> int:
        """Put ``quads`` in the place of the named graph and return how many there are now.

        Raises StoreError for a quad of another graph, before anything is written.
        """
        fresh = set(quads)
        if set(self.graph(graph)) != fresh:
            self.replace_all({graph: fresh})
        return len(fresh)

    def replace_all(self, graphs: Mapping[str, Iterable[ox.Quad]]) -> None:
        """Put the quads in the place of the named graphs that they belong to, all graphs in one write.

        Raises StoreError for a quad of another graph, before anything is written.
        """
        fresh: list[ox.Quad] = []
        for graph, quads in graphs.items():
            name, start = ox.NamedNode(graph), len(fresh)
            fresh.extend(quads)
            if stray := next((quad for quad in fresh[start:] if quad.graph_name != name), None):
                raise StoreError(f"A quad of the graph {stray.graph_name} was to be written into {name}")
        for graph in graphs:
            self.remove(graph)
        self.add(fresh)

    def remove(self, graph: str) -> bool:
        """Remove a named graph with all it holds; return whether there was one."""
        found = graph in self
        with write_errors(self.folder):
            self.database.remove_graph(ox.NamedNode(graph))
        return found

    def __contains__(self, graph: str) -> bool:
        return self.database.contains_named_graph(ox.NamedNode(graph))

    def __len__(self) -> int:
        return len(self.database)

    def graph(self, name: str) -> Iterator[ox.Quad]:
        """Yield the quads of one named graph, in no particular order."""
        yield from self.database.quads_for_pattern(None, None, None, ox.NamedNode(name))

    def graphs(self) -> list[str]:
        """Return the names of all named graphs, sorted."""
        return sorted(str(name.value) for name in self.database.named_graphs())

    def n_triples(self, graph: str) -> bytes:
        """Return one named graph as N-Triples."""
        return self.database.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL query over all graphs at once (unless it says FROM), wholly read.

        The prefixes of ``fazhi.namespaces`` need no declaration. Raises QueryError for malformed
        SPARQL, with line and column, for updates, and for SERVICE.
        """
        with _query_errors(sparql):
            return answer(self._ask(sparql))

    def write_answer(self, sparql: str, format: str) -> bytes:
        """Answer as ``query`` does, in UTF-8.

        Rows are written as csv, tsv, json or xml, triples as ttl, nt, json or xml.
        """
        with _query_errors(sparql):
            return serialized(self._ask(sparql), format, prefixes())

    def _ask(self, sparql: str) -> RawAnswer:
        refuse_network(sparql)
        # The union would silently win over the query's own FROM.
        union = "FROM" not in keywords(sparql)
        return self.database.query(sparql, prefixes=prefixes(), use_default_graph_as_union=union)

    def counts(self) -> Counts:
        """Count quads, named graphs and reports."""
        reports = self.database.quads_for_pattern(None, _TYPE, ox.NamedNode(rol("Report")), None)
        return Counts(len(self), sum(1 for _ in self.database.named_graphs()), sum(1 for _ in reports))

    def reports(self) -> list[ReportRow]:
        """List the reports by their IRIs, from the facts that their own graphs give of them."""
        found = self.database.quads_for_pattern(None, _TYPE, ox.NamedNode(rol("Report")), None)
        facts: dict[str, dict[str, list[Any]]] = {str(plain(quad.subject)): {} for quad in found}
        # Report by report: every statement has a year too, and giving terms out is what takes time.
        properties = [(name, ox.NamedNode(predicate)) for name, predicate in _facts().items()]
        for node, report in facts.items():
            for name, predicate in properties:
                for quad in self.database.quads_for_pattern(ox.NamedNode(node), predicate, None, None):
                    report.setdefault(name, []).append(plain(quad.object))
        return [self._row(iri, facts[iri]) for iri in sorted(facts)]

    def _row(self, iri: str, facts: dict[str, list[Any]]) -> ReportRow:
        def first(name: str) -> Any:
            return facts.get(name, [None])[0]

        return ReportRow(
            iri=iri,
            sha256=first("sha256"),
            files=tuple(sorted(facts.get("files", []))),
            title=first("title"),
            jurisdiction=self._named(first("place"), iri),
            year=first("year"),
            version=first("version"),
            mentions=first("mentions") or 0,
            statements=first("statements") or 0,
            quads=first("quads") or 0,
        )

    def _named(self, thing: str | None, report: str) -> str | None:
        """Return what the report calls a thing."""
        if thing is None:
            return None
        pattern = (ox.NamedNode(thing), ox.NamedNode(rol("namedAs")), None, ox.NamedNode(report))
        return next((str(plain(quad.object)) for quad in self.database.quads_for_pattern(*pattern)), None)

    def text(self, sha256: str) -> str | None:
        """Return the text that was read of the report with these bytes, None where the store lacks it.

        Offsets of evidence count its code points. Raises VocabularyError for what is no SHA-256.
        """
        report = ox.NamedNode(iri(report_id(sha256)))
        found = self.database.quads_for_pattern(report, ox.NamedNode(rol("text")), None, report)
        return next((str(plain(quad.object)) for quad in found), None)

    def dump(self, output: IO[bytes] | Path | str) -> int:
        """Write all quads as sorted N-Quads, one a line, and return their number.

        The same quads give the same bytes whatever the order they came in. Memory stays bounded:
        runs of lines are sorted, kept in unnamed temporary files and merged.
        """
        with ExitStack() as stack:
            if isinstance(output, (str, Path)):
                output = stack.enter_context(Path(output).open("wb"))
            unsorted = stack.enter_context(tempfile.TemporaryFile())
            self.database.dump(unsorted, ox.RdfFormat.N_QUADS)
            unsorted.seek(0)
            ordered = stack.enter_context(sorted_lines(unsorted))
            number = 0
            for number, line in enumerate(ordered, 1):  # noqa: B007
                output.write(line)
            return number


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path) if path.suffix == ".gz" else path.open("rb"))


def _facts() -> dict[str, str]:
    """Properties that a report's row is made of, by what they are called there."""
    return {
        "sha256": rol("sha256"),
        "files": rol("fileName"),
        "title": f"{DCTERMS}title",
        "place": f"{DCTERMS}spatial",
        "year": rol("reportYear"),
        "version": rol("extractedBy"),
        "mentions": rol("mentionCount"),
        "statements": rol("statementCount"),
        "quads": f"{VOID}triples",
    }


def _refuse_other_base(folder: Path, marker: Marker) -> None:
    old = read_marker(folder)
    if old is not None and old.base != marker.base:
        raise StoreError(
            f"The store {str(folder)!r} was built with the base {old.base}, not {marker.base}; "
            f"set FAZHI_BASE_IRI={old.base} or give another --store"
        )


@contextmanager
def _query_errors(sparql: str) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(error, sparql) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"The query cannot be answered: {' '.join(str(error).split())}") from error
