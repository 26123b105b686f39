"""Terms and lines of one named graph; the literals' datatypes are settled here and nowhere else.

Terms are texts as N-Quads spells them, and a triple is a line: a report has two thousand, and objects
of a library for each cost ten times as much to make, to tell apart and to write out again. Numbers are
written in the shortest form, integers always as ``xsd:integer`` (never as one of its subtypes),
because Oxigraph keeps values and not spellings: so what is written is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox

from fazhi.errors import VocabularyError
from fazhi.identifiers import checked
from fazhi.namespaces import DCTERMS, ELI, OA, ORG, PROV, QB, RDF, RDFS, SCHEMA, SKOS, VOID, XSD, rol, thing_base

Node: TypeAlias = str
"""An IRI as N-Quads spells it: ``<https://…>``."""
Value: TypeAlias = str
"""A node or a literal as N-Quads spells it."""
Quad: TypeAlias = ox.Quad

_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_NAMESPACES = {
    "dcterms": DCTERMS,
    "eli": ELI,
    "oa": OA,
    "org": ORG,
    "prov": PROV,
    "qb": QB,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "void": VOID,
}


LABEL = "rdfs:label"
COMMENT = "rdfs:comment"


class Writer:
    """Collects the triples of one named graph; terms are made once each."""

    def __init__(self, graph: str) -> None:
        self.graph: Node = named(graph)
        self._lines: dict[str, None] = {}
        self._terms: dict[str, Node] = {}
        self._things: dict[str, Node] = {}
        self._described: set[str] = set()
        # Asked for once: the setting is looked up in the environment.
        self._ids, self._own = thing_base(), rol()

    def __iter__(self) -> Iterator[Quad]:
        """Yield the quads in the order in which they were first added."""
        return quads_of(self.n_quads())

    def __len__(self) -> int:
        return len(self._lines)

    def n_quads(self) -> bytes:
        """Return the same as N-Quads, one a line."""
        # Line by line: most are ASCII, which costs next to nothing to encode.
        end = f" {self.graph} .\n"
        return b"".join([(line + end).encode() for line in self._lines])

    def add(self, subject: Node, predicate: str, value: Value | None) -> None:
        """Add one triple; a value of None, a fact that the report does not give, adds nothing.

        ``predicate`` is prefixed (``dcterms:title``) or, without a prefix, a term of the ontology.
        """
        if value is not None:
            verb = self._terms.get(predicate) or self.term(predicate)
            self._lines[f"{subject} {verb} {value}"] = None

    def types(self, subject: Node, *names: str) -> None:
        """Add the classes of ``subject``, named as predicates are."""
        for name in names:
            self.add(subject, "rdf:type", self.term(name))

    def term(self, name: str) -> Node:
        """Return the property or class ``name``: ``dcterms:title``, or a term of the ontology."""
        if name not in self._terms:
            prefix, _, local = name.rpartition(":")
            self._terms[name] = f"<{_NAMESPACES[prefix] if prefix else self._own}{local}>"
        return self._terms[name]

    def thing(self, local: str) -> Node:
        """Return the node with the local part ``local``; raise VocabularyError for a malformed one."""
        if local not in self._things:
            self._things[local] = f"<{self._ids}{checked(local)}>"
        return self._things[local]

    def made(self, local: str) -> Node:
        """Return the node with a local part that ``fazhi.identifiers`` has made, and that is used a few times only."""
        return f"<{self._ids}{local}>"

    def local(self, iri: str) -> str:
        """Return the local part of a thing's IRI, any other IRI as it is."""
        return iri.removeprefix(self._ids)

    def first(self, local: str) -> bool:
        """Say whether the node with the local part ``local`` is asked about for the first time.

        What many statements share is then described once.
        """
        if local in self._described:
            return False
        self._described.add(local)
        return True


def quads_of(n_quads: bytes) -> Iterator[Quad]:
    """Yield what a writer has written as the library's quads."""
    return iter(ox.parse(n_quads, ox.RdfFormat.N_QUADS))


def n_quads_of(quads: Iterable[Quad]) -> bytes:
    """Return the library's quads as N-Quads."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


@lru_cache(maxsize=1 << 16)
def named(iri: str) -> Node:
    """Return an IRI as a node; raise VocabularyError for a text that can be none."""
    if _NO_IRI.search(iri):
        raise VocabularyError(f"{iri!r} is no IRI; write spaces and brackets in it as %20, %3C and so on")
    return f"<{iri}>"


def encodable(value: str) -> str:
    """Return a text as RDF can carry it: half a surrogate pair becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", value)


def text(value: str | None, language: str | None = None) -> Value | None:
    """Return a text as a literal, with its signs escaped where N-Quads demands it."""
    if value is None:
        return None
    whole = encodable(value)
    if "\\" in whole:
        whole = whole.replace("\\", "\\\\")
    whole = whole.replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{whole}"@{language}' if language else f'"{whole}"'


def chinese(value: str | None) -> Value | None:
    """Return a text that a reader sees, in Chinese."""
    return text(value, "zh")


def _typed(value: object, datatype: str) -> Value:
    return f'"{value}"^^<{XSD}{datatype}>'


def integer(value: int | None) -> Value | None:
    """Return a whole number."""
    return None if value is None else _typed(value, "integer")


def decimal(value: float) -> Value:
    """Return a finite number as it is written in base ten: 98.5, 720000."""
    return _typed(format(Decimal(repr(value)).normalize(), "f"), "decimal")


def boolean(value: bool | None) -> Value | None:
    """Return a truth value."""
    return None if value is None else _typed("true" if value else "false", "boolean")


def year(value: int | None) -> Value | None:
    """Return a year as ``xsd:gYear``; a bare year as ``xsd:date`` would be ill-typed."""
    return None if value is None else _typed(f"{value:04d}", "gYear")


def date(value: str | None) -> Value | None:
    """Return an ISO 8601 date of day, month or year precision, typed by its length."""
    if value is None:
        return None
    kind = _DATE_TYPES.get(len(value))
    return f"{text(value)}^^<{XSD}{kind}>" if kind else text(value)
