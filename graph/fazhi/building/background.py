"""What the derived graph is made from: claims, citations, reports held, and what the vocabulary says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from fazhi.identifiers import division_id, iri, name_key
from fazhi.jurisdictions import gazetteer
from fazhi.namespaces import RDFS, SCHEMA, SKOS, prefixes, rol
from fazhi.store import Store, plain
from fazhi.triples import Area, Background, Claim, Held

_CLAIMS = """
SELECT ?place ?practice ?status ?year ?since ?evidence {
  ?adoption a rol:Adoption ; rol:status ?status ; rol:jurisdiction ?place ; rol:practice ?practice .
  OPTIONAL { ?adoption rol:reportYear ?year }
  OPTIONAL { ?adoption rol:since ?since }
  OPTIONAL { ?adoption rol:evidence ?evidence }
}
"""
_HELD = """
SELECT ?place ?year ?report {
  ?coverage a rol:ReportCoverage ; rol:jurisdiction ?place ; rol:reportYear ?year ; rol:report ?report
}
"""
_NAMES = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{RDFS}label")


def claims(store: Store) -> Iterator[Claim]:
    """Yield all adoptions, one after the other, with each passage that proves them."""
    # The library's own lazy answer: a nation's claims do not fit into memory as terms.
    rows = store.database.query(_CLAIMS, prefixes=prefixes(), use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        place, practice, status, reported, since, evidence = map(plain, row)
        year = reported if isinstance(reported, int) else None
        first = since if isinstance(since, int) else year
        state = str(status).removeprefix(rol())
        yield Claim(str(place), str(practice), first, state, year, str(evidence) if evidence else None)


def citations(store: Store) -> Iterator[tuple[str, str]]:
    """Yield report and law of each citation."""
    for report, law in store.query("SELECT ?report ?law { ?report a rol:Report ; dcterms:references ?law }").values():
        yield str(report), str(law)


def background(store: Store) -> Background:
    """Return what the claims of ``store`` are seen against; its graph of things must be current."""
    rows = store.query(_HELD).values()
    held = sorted(Held(str(place), int(str(year)), str(report)) for place, year, report in rows)
    practices = _objects(store, "practice") | _objects(store, "honour")
    return Background(
        tuple(held),
        _areas(store),
        _divisions(),
        _topics(store, practices),
        _keys(store, practices | _objects(store, "law")),
    )


def _objects(store: Store, predicate: str) -> set[str]:
    found = store.database.quads_for_pattern(None, ox.NamedNode(rol(predicate)), None, None)
    return {str(plain(quad.object)) for quad in found if isinstance(quad.object, ox.NamedNode)}


def _pairs(store: Store, predicate: str) -> Iterator[tuple[str, str]]:
    for quad in store.database.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
        yield str(plain(quad.subject)), str(plain(quad.object))


def _areas(store: Store) -> dict[str, Area]:
    above, levels = dict(_pairs(store, f"{SCHEMA}containedInPlace")), dict(_pairs(store, rol("level")))
    rows = store.query("SELECT ?place { ?place a rol:Jurisdiction }").values()
    areas = {}
    for (place,) in rows:
        chain = [str(place)]
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


def _topics(store: Store, practices: set[str]) -> dict[str, tuple[str, ...]]:
    broader: dict[str, set[str]] = defaultdict(set)
    for practice, above in _pairs(store, f"{SKOS}broader"):
        broader[practice].add(above)
    tops = {concept for concept, _ in _pairs(store, f"{SKOS}topConceptOf")}
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


def _keys(store: Store, things: set[str]) -> dict[str, tuple[str, ...]]:
    keys: dict[str, set[str]] = defaultdict(set)
    for predicate in _NAMES:
        for thing, name in _pairs(store, predicate):
            if thing in things:
                keys[thing].add(name_key(name))
    return {thing: tuple(sorted(found)) for thing, found in keys.items()}
