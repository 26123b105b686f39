"""What is said of one node, looked up directly: a page needs some hundred nodes and no join."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import pyoxigraph as ox

from fazhi.store import Store, Term

Facts: TypeAlias = dict[str, list[Term]]


def facts_of(store: Store, iri: str) -> Facts:
    """Return the values of each property of a node in any graph, each once, sorted."""
    found: dict[str, set[Term]] = {}
    for quad in store.database.quads_for_pattern(ox.NamedNode(iri), None, None):
        found.setdefault(quad.predicate.value, set()).add(quad.object)
    return {predicate: sorted(values, key=str) for predicate, values in sorted(found.items())}


def first_column(store: Store, sparql: str) -> list[str]:
    """Return the first column of an answer as texts."""
    return [str(row[0]) for row in store.query(sparql).values()]


def pointing(store: Store, links: Iterable[str], iri: str, most: int) -> list[str]:
    """Return up to ``most`` nodes that one of the properties ``links`` joins to ``iri``."""
    found: dict[str, None] = {}
    for link in links:
        for quad in store.database.quads_for_pattern(None, ox.NamedNode(link), ox.NamedNode(iri)):
            if len(found) >= most:
                return list(found)
            if isinstance(quad.subject, ox.NamedNode):
                found[quad.subject.value] = None
    return list(found)


def named(values: Iterable[Term], language: str) -> str | None:
    """Return the first text in a language; None where there is none."""
    return next((one.value for one in values if isinstance(one, ox.Literal) and one.language == language), None)
