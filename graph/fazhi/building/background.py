"""What claims are seen against: where places lie, under which topics practices stand, what things are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from fazhi.building.gathering import Gathered
from fazhi.identifiers import division_id, iri, name_key
from fazhi.jurisdictions import gazetteer
from fazhi.namespaces import RDF, RDFS, SCHEMA, SKOS, rol
from fazhi.store import Store, plain
from fazhi.store.parts import is_report_graph
from fazhi.triples import Area, Background, Quad, derived_graph, things_graph

_TYPE = ox.NamedNode(f"{RDF}type")
_NAMES = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{RDFS}label")


def _wanted() -> frozenset[str]:
    return frozenset({*_NAMES, f"{SKOS}broader", f"{SKOS}topConceptOf", f"{SCHEMA}containedInPlace", rol("level")})


@dataclass
class Descriptions:
    """What the vocabulary and the graph of things say: subject and object by property, and the places."""

    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    places: set[str] = field(default_factory=set)
    _wanted: frozenset[str] = field(default_factory=_wanted)
    _place: str = field(default_factory=lambda: rol("Jurisdiction"))

    @classmethod
    def of(cls, store: Store, things: Iterable[Quad]) -> Descriptions:
        """Take the graphs of the store that belong to no report, and ``things`` for its graph of things."""
        found = cls()
        found._take(things)
        for graph in store.graphs():
            if graph not in {things_graph(), derived_graph()} and not is_report_graph(graph):
                name = ox.NamedNode(graph)
                for predicate in found._wanted:
                    found._take(store.database.quads_for_pattern(None, ox.NamedNode(predicate), None, name))
                found._take(store.database.quads_for_pattern(None, _TYPE, ox.NamedNode(found._place), name))
        return found

    def _take(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            predicate = quad.predicate.value
            if predicate in self._wanted:
                self.pairs[predicate].append((str(plain(quad.subject)), str(plain(quad.object))))
            elif quad.predicate == _TYPE and str(plain(quad.object)) == self._place:
                self.places.add(str(plain(quad.subject)))


def background(gathered: Gathered, described: Descriptions) -> Background:
    """Return what the claims of all reports are seen against."""
    practices = gathered.practices
    return Background(
        tuple(sorted(gathered.held)),
        _areas(described),
        _divisions(),
        _topics(described, practices),
        _keys(described, practices | gathered.laws),
        gathered.figures,
        tuple(gathered.weak),
        tuple(gathered.measures.totals()),
    )


def _areas(known: Descriptions) -> dict[str, Area]:
    above, levels = dict(known.pairs[f"{SCHEMA}containedInPlace"]), dict(known.pairs[rol("level")])
    areas = {}
    for place in known.places:
        chain = [place]
        while (parent := above.get(chain[-1])) and parent not in chain:
            chain.append(parent)
        province = next((one for one in chain if levels.get(one) == "province"), None)
        areas[chain[0]] = Area(levels.get(chain[0]), province, tuple(chain))
    return areas


def _divisions() -> Mapping[tuple[str | None, str | None], int]:
    """Count the divisions of the table of each province and level, and of all."""
    table, counts = gazetteer(), Counter[tuple[str | None, str | None]]()
    for province in table.provinces:
        name, below = iri(division_id(province)), [province]
        while below:
            code = below.pop()
            below.extend(table.children(code))
            level = table.level(code).name.lower()
            counts.update([(name, level), (name, None), (None, level), (None, None)])
    return dict(counts)


def _topics(known: Descriptions, practices: set[str]) -> dict[str, tuple[str, ...]]:
    broader: dict[str, set[str]] = defaultdict(set)
    for practice, above in known.pairs[f"{SKOS}broader"]:
        broader[practice].add(above)
    tops = {concept for concept, _ in known.pairs[f"{SKOS}topConceptOf"]}
    found = {}
    for practice in practices:
        seen, rest = set[str](), [practice]
        while rest:
            for above in broader.get(rest.pop(), set()) - seen:
                seen.add(above)
                rest.append(above)
        if topics := seen & tops:
            found[practice] = tuple(sorted(topics))
    return found


def _keys(known: Descriptions, things: set[str]) -> dict[str, tuple[str, ...]]:
    keys: dict[str, set[str]] = defaultdict(set)
    for predicate in _NAMES:
        for thing, name in known.pairs[predicate]:
            if thing in things:
                keys[thing].add(name_key(name))
    return {thing: tuple(sorted(found)) for thing, found in keys.items()}
