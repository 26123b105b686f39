"""Terms and quads of one named graph; the literals' datatypes are settled here and nowhere else.

Numbers are written in the shortest form, integers always as ``xsd:integer`` (never as one of its
subtypes), because Oxigraph keeps values and not spellings: so what is written is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from fazhi.identifiers import checked
from fazhi.namespaces import DCTERMS, ELI, OA, ORG, PROV, QB, RDF, RDFS, SCHEMA, SKOS, XSD, base, rol

Object: TypeAlias = ox.NamedNode | ox.Literal
Quad: TypeAlias = ox.Quad

TYPE = ox.NamedNode(f"{RDF}type")
LABEL = ox.NamedNode(f"{RDFS}label")
COMMENT = ox.NamedNode(f"{RDFS}comment")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_NAMESPACES = {
    "dcterms": DCTERMS,
    "eli": ELI,
    "oa": OA,
    "org": ORG,
    "prov": PROV,
    "qb": QB,
    "schema": SCHEMA,
    "skos": SKOS,
    "void": "http://rdfs.org/ns/void#",
}


class Writer:
    """Collects the quads of one named graph; terms are made once each."""

    def __init__(self, graph: str) -> None:
        self.graph = ox.NamedNode(graph)
        # Triples as tuples: a quad of the library takes ten times as long to be told from others.
        self._triples: dict[tuple[ox.NamedNode, ox.NamedNode, Object], None] = {}
        self._terms: dict[str, ox.NamedNode] = {}
        self._things: dict[str, ox.NamedNode] = {}
        self._described: set[str] = set()
        # Asked for once: the setting is looked up in the environment.
        self._prefix = f"{base()}id/"

    def __iter__(self) -> Iterator[ox.Quad]:
        """Yield the quads in the order in which they were first added."""
        return (ox.Quad(*triple, self.graph) for triple in self._triples)

    def __len__(self) -> int:
        return len(self._triples)

    def add(self, subject: ox.NamedNode, predicate: str | ox.NamedNode, value: Object | None) -> None:
        """Add one quad; a value of None, a fact that the report does not give, adds nothing.

        ``predicate`` is prefixed (``dcterms:title``) or, without a prefix, a term of the ontology.
        """
        if value is not None:
            verb = self.term(predicate) if isinstance(predicate, str) else predicate
            self._triples[subject, verb, value] = None

    def types(self, subject: ox.NamedNode, *names: str) -> None:
        """Add the classes of ``subject``, named as predicates are."""
        for name in names:
            self.add(subject, TYPE, self.term(name))

    def term(self, name: str) -> ox.NamedNode:
        """Return the property or class ``name``: ``dcterms:title``, or a term of the ontology."""
        if name not in self._terms:
            prefix, _, local = name.rpartition(":")
            self._terms[name] = ox.NamedNode(_NAMESPACES[prefix] + local if prefix else rol(local))
        return self._terms[name]

    def thing(self, local: str) -> ox.NamedNode:
        """Return the node with the local part ``local``; raise VocabularyError for a malformed one."""
        if local not in self._things:
            self._things[local] = ox.NamedNode(self._prefix + checked(local))
        return self._things[local]

    def first(self, local: str) -> bool:
        """Say whether the node with the local part ``local`` is asked about for the first time.

        What many statements share is then described once.
        """
        if local in self._described:
            return False
        self._described.add(local)
        return True


def text(value: str | None, language: str | None = None) -> ox.Literal | None:
    """Return a text; half a surrogate pair, which no RDF syntax can carry, becomes U+FFFD."""
    if value is None:
        return None
    return ox.Literal(_SURROGATE.sub("\ufffd", value), language=language)


def chinese(value: str | None) -> ox.Literal | None:
    """Return a text that a reader sees, in Chinese."""
    return text(value, "zh")


def _typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def integer(value: int | None) -> ox.Literal | None:
    """Return a whole number."""
    return None if value is None else _typed(str(value), "integer")


def decimal(value: float) -> ox.Literal:
    """Return a finite number as it is written in base ten: 98.5, 720000."""
    return _typed(format(Decimal(repr(value)).normalize(), "f"), "decimal")


def boolean(value: bool | None) -> ox.Literal | None:
    """Return a truth value."""
    return None if value is None else _typed("true" if value else "false", "boolean")


def year(value: int | None) -> ox.Literal | None:
    """Return a year as ``xsd:gYear``; a bare year as ``xsd:date`` would be ill-typed."""
    return None if value is None else _typed(f"{value:04d}", "gYear")


def date(value: str | None) -> ox.Literal | None:
    """Return an ISO 8601 date of day, month or year precision, typed by its length."""
    return None if value is None else _typed(value, _DATE_TYPES.get(len(value), "string"))
