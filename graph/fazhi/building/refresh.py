"""What follows from the reports of a store and its vocabulary, made anew after every change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from fazhi.building.background import Descriptions, background
from fazhi.building.gathering import Gathered
from fazhi.building.loading import Loader
from fazhi.namespaces import DCTERMS, RDFS, SKOS, base, rol, vocabulary_graph
from fazhi.settings import data_folder
from fazhi.store import Store, parse_turtle, plain
from fazhi.store.parts import is_report_graph
from fazhi.triples import Facts, Iris, Quad, derived_graph, derived_parts, terms, things, things_graph
from fazhi.triples.writer import n_quads_of
from fazhi.vocabulary import load_laws, load_practices

_LABELS = (f"{SKOS}prefLabel", f"{RDFS}label")
_PUBLISHED_BASE = "https://w3id.org/fazhi/"
_NOT_DATA = {"shapes", "examples"}
"""Files of the vocabulary that say how data must look, or show it; no store holds what they say."""


def refresh(store: Store, known: Iterable[Facts] = ()) -> None:
    """Write the graph of things and the derived graph anew from the graphs of the reports.

    ``known`` are the facts of reports, as far as they are at hand; those of the other graphs are
    read from the store, which takes a hundred times as long.
    """
    gathered = Gathered.of(store, known)
    made = _things(store, gathered)
    fresh = things_graph() not in store
    if not fresh:
        store.replace(things_graph(), made)
    store.remove(derived_graph())
    behind = background(gathered, Descriptions.of(store, made))
    claims = gathered.claims.settled(one.place for one in behind.held)
    with Loader(store) as loader:
        # Together with the derived graph: the library keeps a file for each load.
        loader.put(n_quads_of(made) if fresh else b"")
        for lines in derived_parts(claims, gathered.citations(), behind):
            loader.put(lines)


def _things(store: Store, gathered: Gathered) -> list[Quad]:
    described, origins = _described(store)
    names = {thing: name for thing, name in gathered.names().items() if thing not in described}
    laws = load_laws() if any(thing.startswith("law/") for thing in names) else ()
    return list(things(names, laws, origins))


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


def _described(store: Store) -> tuple[set[str], set[str]]:
    """Return the local parts of what the vocabulary labels itself, and of the places where practices began."""
    iris, labelled, origins = Iris(), set[str](), set[str]()
    for graph in store.graphs():
        name = ox.NamedNode(graph)
        if graph.startswith(vocabulary_prefix()):
            for label in _LABELS:
                for quad in store.database.quads_for_pattern(None, ox.NamedNode(label), None, name):
                    labelled.add(iris.short(str(plain(quad.subject))))
        if not is_report_graph(graph):
            for quad in store.database.quads_for_pattern(None, ox.NamedNode(rol("originPlace")), None, name):
                origins.add(iris.short(str(plain(quad.object))))
    return labelled, origins
