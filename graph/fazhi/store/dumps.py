"""Dumps: files of RDF in any syntax, packed or not, that a store can be filled from.

A syntax without named graphs (Turtle, N-Triples, RDF/XML) says all things at once; ``read_dump`` puts
each triple back into the graph of the report that it belongs to, as far as it shows which.
"""

from __future__ import annotations

import gzip
import os
import re
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from fazhi.errors import StoreError, UsageError
from fazhi.namespaces import DCTERMS, rol, thing_base, vocabulary_graph
from fazhi.store.nodes import spelt
from fazhi.store.store import Store

STANDARD_INPUT = "-"
FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
"""The syntaxes that are read, by what their files end with."""
_IN_MEMORY = 100_000_000
"""A dump of more bytes is taken apart on the disk."""
_BATCH = 100_000


@dataclass
class Contents:
    """What a dump holds: its named graphs, whether any statement is in none, and what made it."""

    graphs: set[str] = field(default_factory=set)
    loose: bool = False
    versions: set[str] = field(default_factory=set)
    """What extracted the reports."""
    vocabulary: str = ""
    """The digest of the vocabulary."""


def syntax_of(name: str, given: str | None = None) -> str:
    """Return the syntax ``given`` (an ending) or that of the file ``name``; N-Quads for standard input.

    Raises UsageError for one that is not known.
    """
    ending = given or ("nq" if name == STANDARD_INPUT else name.removesuffix(".gz").rpartition(".")[2].lower())
    if ending not in FORMATS:
        raise UsageError(f"{name!r} is no dump that can be read; name its syntax: {', '.join(FORMATS)}")
    return ending


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """Open a dump, or a seekable copy of standard input, and unpack it; StoreError where it cannot be read."""
    try:
        file = _spooled() if name == STANDARD_INPUT else Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        raise StoreError(f"The dump {name!r} cannot be read ({error.strerror}); check the path") from error
    with file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if not packed:
            yield file
            return
        with gzip.open(file) as unpacked:
            yield cast("IO[bytes]", unpacked)


def _spooled() -> IO[bytes]:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who asked for it
    while piece := sys.stdin.buffer.read(1 << 20):
        copy.write(piece)
    copy.seek(0)
    return copy


@contextmanager
def read_errors(name: str) -> Iterator[None]:
    """Turn what a parser or the unpacker complains of into a StoreError with the place."""
    try:
        yield
    except (SyntaxError, ValueError, EOFError, OSError, zlib.error) as error:
        said = " ".join(str(error).split())
        shown = "standard input" if name == STANDARD_INPUT else repr(name)
        raise StoreError(f"The dump {shown} is not well-formed ({said}); write it again or mend that place") from error


def fill(store: Store, file: IO[bytes], syntax: str, name: str) -> None:
    """Load an opened dump into a store; raise StoreError where it is malformed."""
    with read_errors(name):
        store.database.bulk_load(file, FORMATS[syntax])


def contents(file: IO[bytes], syntax: str, name: str) -> Contents:
    """Read an opened dump through and say what it holds; raise StoreError where it is malformed."""
    found, made, version = Contents(), rol("extractedBy"), f"{DCTERMS}hasVersion"
    whole = vocabulary_graph()
    last: object = None
    with read_errors(name):
        for quad in ox.parse(file, FORMATS[syntax]):
            if quad.graph_name != last:
                last = quad.graph_name
                if isinstance(last, ox.NamedNode):
                    found.graphs.add(last.value)
                else:
                    found.loose = True
            if quad.predicate.value == made:
                found.versions.add(spelt(quad.object))
            elif quad.predicate.value == version and isinstance(last, ox.NamedNode) and last.value == whole:
                found.vocabulary = spelt(quad.object)
    return found


@contextmanager
def read_dump(name: str | Path, syntax: str | None = None) -> Iterator[Store]:
    """Give a passing store of what the dump holds; a large one lies in a temporary folder.

    Raises UsageError for a syntax that is not known, StoreError for a file that cannot be read or is malformed.
    """
    name = str(name)
    syntax = syntax_of(name, syntax)
    with opened(name) as file, tempfile.TemporaryDirectory() as folder:
        large = os.fstat(file.fileno()).st_size > _IN_MEMORY
        with Store(ox.Store(folder) if large else ox.Store()) as store:
            fill(store, file, syntax, name)
            _sort_into_reports(store.database)
            yield store


def _sort_into_reports(database: ox.Store) -> None:
    """Move what stands in no named graph into the graph of its report, or else into one of its own."""
    loose = database.quads_for_pattern(None, None, None, ox.DefaultGraph())
    if next(loose, None) is None:
        return
    owner = _Owner(database)
    batch: list[ox.Quad] = []
    for quad in database.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        batch.append(ox.Quad(quad.subject, quad.predicate, quad.object, owner.graph(quad.subject)))
        if len(batch) >= _BATCH:
            database.bulk_extend(batch)
            batch.clear()
    database.bulk_extend(batch)
    database.clear_graph(ox.DefaultGraph())


class _Owner:
    """Says which report's graph a node belongs to: by its name, its report, its source or its evidence."""

    def __init__(self, database: ox.Store) -> None:
        self._database = database
        self._report = re.compile(re.escape(f"{thing_base()}report/") + "[0-9a-f]{64}")
        self._links = [ox.NamedNode(rol("report")), ox.NamedNode(rol("evidence"))]
        self._shared = ox.NamedNode(f"{thing_base()}graph/shared")
        self._last: tuple[object, ox.NamedNode] = (None, self._shared)

    def graph(self, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> ox.NamedNode:
        """Return the name of the graph; that of shared things where no report shows."""
        # The quads of one subject come together.
        if self._last[0] != node:
            self._last = (node, self._found(node))
        return self._last[1]

    def _found(self, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> ox.NamedNode:
        if not isinstance(node, ox.NamedNode):
            return self._shared
        names = [node.value]
        for link in self._links:
            quads = self._database.quads_for_pattern(node, link, None, ox.DefaultGraph())
            names += [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]
        found = next((match for name in names if (match := self._report.match(name))), None)
        return ox.NamedNode(found[0]) if found else self._shared
