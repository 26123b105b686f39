"""What follows from the reports of a store and its vocabulary, made anew after every change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from fazhi.building.background import background, citations, claims
from fazhi.namespaces import DCTERMS, base, local, vocabulary_graph
from fazhi.settings import data_folder
from fazhi.store import Store, parse_turtle
from fazhi.triples import Quad, derived, derived_graph, terms, things, things_graph
from fazhi.vocabulary import load_laws, load_practices

_PUBLISHED_BASE = "https://w3id.org/fazhi/"
_BATCH = 200_000
"""Derived quads written at once."""
_NOT_DATA = {"shapes", "examples"}
"""Files of the vocabulary that say how data must look, or show it; no store holds what they say."""


def refresh(store: Store) -> None:
    """Write the graph of things and the derived graph anew from the graphs of the reports."""
    described = _described(store)
    names = {key: name for key, name in _names(store).items() if key not in described}
    laws = load_laws() if any(key.startswith("law/") for key in names) else ()
    origins = store.query("SELECT DISTINCT ?place { ?practice rol:originPlace ?place }").values()
    store.replace(things_graph(), things(names, laws, (local(str(place)) for (place,) in origins)))
    store.remove(derived_graph())
    made = derived(claims(store), citations(store), background(store))
    while some := list(islice(made, _BATCH)):
        store.add(some)


def vocabulary_prefix() -> str:
    """Return what the names of all graphs of the vocabulary begin with."""
    return f"{vocabulary_graph()}/"


def write_vocabulary(store: Store, digest: str, extra: Sequence[Path] = ()) -> None:
    """Load the vocabulary and the user's own Turtle files, each into a graph of its own.

    Does nothing where the store holds the vocabulary with this ``digest``. Raises VocabularyError
    for a file that is not Turtle.
    """
    whole = vocabulary_graph()
    if store.query(f'ASK {{ <{whole}> dcterms:hasVersion "{digest}" }}').yes:
        return
    graphs = {whole: parse_turtle(f'<{whole}> <{DCTERMS}hasVersion> "{digest}" .', whole, "the version")}
    for path in _turtle_files(extra):
        graph = f"{vocabulary_prefix()}{path.stem}"
        graphs[graph] = parse_turtle(path.read_text("utf-8").replace(_PUBLISHED_BASE, base()), graph, str(path))
    if extra:
        graphs[f"{vocabulary_prefix()}own-terms"] = _own_terms(extra, graphs)
    for graph in store.graphs():
        if graph.startswith(vocabulary_prefix()):
            store.remove(graph)
    store.replace_all(graphs)


def _own_terms(extra: Sequence[Path], graphs: Mapping[str, Iterable[Quad]]) -> set[Quad]:
    """Return what the user's files add to the practices, without what another graph says already."""
    shipped = set(load_practices())
    added = (term for term in load_practices(extra=extra) if term not in shipped and not term.rejected)
    said = {(quad.subject, quad.predicate, quad.object) for quads in graphs.values() for quad in quads}
    own = terms(added, f"{vocabulary_prefix()}own-terms")
    return {quad for quad in own if (quad.subject, quad.predicate, quad.object) not in said}


def _turtle_files(extra: Sequence[Path]) -> Iterator[Path]:
    yield from (path for path in sorted(data_folder("ontology").glob("*.ttl")) if path.stem not in _NOT_DATA)
    yield from (path for path in sorted(extra) if path.suffix == ".ttl")


def _described(store: Store) -> set[str]:
    """Local parts of what the vocabulary labels itself."""
    rows = store.query(
        "SELECT DISTINCT ?thing { GRAPH ?graph { ?thing skos:prefLabel|rdfs:label ?label } "
        f'FILTER(STRSTARTS(STR(?graph), "{vocabulary_prefix()}")) }}'
    )
    return {local(str(thing)) for (thing,) in rows.values()}


def _names(store: Store) -> dict[str, str]:
    """What most reports call each thing; of names used equally often, the first in code order."""
    rows = store.query("SELECT ?thing ?name (COUNT(*) AS ?uses) { ?thing rol:namedAs ?name } GROUP BY ?thing ?name")
    best: dict[str, tuple[int, str]] = {}
    for thing, name, uses in rows.values():
        key, rank = local(str(thing)), (-int(uses or 0), str(name))
        best[key] = min(best.get(key, rank), rank)
    return {key: name for key, (_, name) in best.items()}
