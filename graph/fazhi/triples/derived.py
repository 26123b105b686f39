"""The derived graph: who practises what since when, how widely, with what else, and what was kept.

Nothing here is asserted by a report: all of it follows from the statements of reports, from which
reports are held and from the vocabulary, and is made anew after every change. Queries over these
direct links and counts are a hundred times faster than over the nodes of statements. Quads are made
one after the other and never all at once: a nation's reports give some twenty million.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import TypeVar

import numpy as np

from fazhi.identifiers import statement_id
from fazhi.namespaces import thing_base
from fazhi.triples.claims import Claim, Claims, Held, Pair
from fazhi.triples.coadoption import Together, together
from fazhi.triples.counts import (
    OUTCOMES,
    Area,
    Coverage,
    Prevalence,
    Promise,
    PromiseTally,
    coverage,
    prevalence,
    promises,
    tallies,
)
from fazhi.triples.measures import MeasureTotal
from fazhi.triples.writer import (
    COMMENT,
    LABEL,
    Node,
    Quad,
    Writer,
    boolean,
    chinese,
    decimal,
    integer,
    named,
    quads_of,
    text,
    year,
)

__all__ = ["Area", "Background", "Claim", "Held", "derived", "derived_graph", "derived_parts"]

_BATCH = 10_000
_SHARE_DIGITS = 4
PIONEERS = 5
"""How many of the places that were first to report a practice are named, in code order."""
Item = TypeVar("Item")


@dataclass(frozen=True)
class Background:
    """What the claims are seen against; all things are named by their IRIs."""

    held: tuple[Held, ...] = ()
    areas: Mapping[str, Area] = field(default_factory=dict)
    divisions: Mapping[tuple[str | None, str | None], int] = field(default_factory=dict)
    """How many divisions a province (None: all) has of a level (None: all)."""
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The top concepts above each practice."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The folded names of things, by which they are found."""
    figures: Mapping[str, int] = field(default_factory=dict)
    """How many figures each report gives that gives any."""
    weak: tuple[tuple[str, str], ...] = ()
    """Report and adoption where a place admits that a practice is weak."""
    measures: tuple[MeasureTotal, ...] = ()


def derived_graph() -> str:
    """Return the name of the derived graph."""
    return f"{thing_base()}graph/derived"


def derived(
    claims: Iterable[Claim], citations: Iterable[tuple[str, str]], background: Background | None = None
) -> Iterator[Quad]:
    """Yield the derived quads of these claims and of the pairs of report and law IRIs, each once.

    The order does not depend on that of the claims, which are read once.
    """
    known = background or Background()
    gathered = Claims.of(claims, (one.place for one in known.held))
    for part in derived_parts(gathered, sorted(set(citations)), known):
        yield from quads_of(part)


def derived_parts(claims: Claims, citations: Iterable[tuple[str, str]], known: Background) -> Iterator[bytes]:
    """Yield the same as N-Quads, some thousand lines at a time; ``citations`` are sorted, each pair once."""
    covered = list(coverage(known.held, known.areas))
    yield _about()
    yield from _written(claims.pairs, _write_uptake)
    yield from _shared(claims)
    yield from _written(_pairs_together(claims), _write_together)
    promised = list(promises(claims, known.held))
    yield from _written(enumerate(promised, 1), _write_promise)
    yield from _written(tallies(promised), _write_tally)
    yield from _written(prevalence(claims, covered, known.areas), _write_prevalence)
    yield from _written(covered, lambda writer, one: _write_coverage(writer, one, known))
    yield from _cited(citations)
    yield from _written(sorted({(one.place, one.year) for one in known.held}), _write_covered)
    yield from _written(enumerate(sorted({one.place for one in known.held}), 1), _write_rank)
    yield from _listed(known)
    yield from _links(known)


def _written(items: Iterable[Item], write: Callable[[Writer, Item], None]) -> Iterator[bytes]:
    """Write the items some thousands at a time."""
    rest = iter(items)
    while some := list(islice(rest, _BATCH)):
        writer = Writer(derived_graph())
        for item in some:
            write(writer, item)
        yield writer.n_quads()


def _about() -> bytes:
    writer = Writer(derived_graph())
    writer.types(writer.graph, "prov:Entity")
    writer.add(writer.graph, LABEL, chinese("推得的关系"))
    writer.add(writer.graph, LABEL, text("derived relations", "en"))
    writer.add(writer.graph, COMMENT, text("Made anew from the graphs of the reports; never edited.", "en"))
    return writer.n_quads()


def _write_uptake(writer: Writer, pair: Pair) -> None:
    who, what = named(pair.place), named(pair.practice)
    writer.add(who, "practises", what)
    node = _uptake(writer, pair)
    writer.types(node, "Uptake")
    writer.add(node, "adopter", who)
    writer.add(node, "adopted", what)
    writer.add(node, "firstYear", year(pair.first_year))
    writer.add(node, "firstReported", year(pair.first_reported))
    writer.add(node, "lastReported", year(pair.last_reported))
    writer.add(node, "firstEvidence", named(pair.evidence) if pair.evidence else None)


def _shared(claims: Claims) -> Iterator[bytes]:
    places, practices = Counter(pair.practice for pair in claims.pairs), Counter(pair.place for pair in claims.pairs)
    yield from _written(sorted(places.items()), _writer_of("sharedBy"))
    yield from _written(sorted(practices.items()), _writer_of("practiceCount"))
    yield from _written(_pioneers(claims), _write_pioneers)


def _pioneers(claims: Claims) -> list[tuple[str, int, list[Pair]]]:
    """Return for each practice its first reported year, and what is known of the places of that year."""
    first: dict[str, list[Pair]] = {}
    for pair in claims.pairs:
        if pair.first_reported is not None:
            known = first.setdefault(pair.practice, [pair])
            if pair.first_reported < (known[0].first_reported or 0):
                first[pair.practice] = [pair]
            elif pair.first_reported == known[0].first_reported and pair is not known[0]:
                known.append(pair)
    return [(practice, pairs[0].first_reported or 0, pairs) for practice, pairs in sorted(first.items())]


def _write_pioneers(writer: Writer, item: tuple[str, int, list[Pair]]) -> None:
    practice, first, pairs = named(item[0]), item[1], item[2]
    writer.add(practice, "firstReported", year(first))
    writer.add(practice, "pioneers", integer(len(pairs)))
    for pair in pairs[:PIONEERS]:
        writer.add(practice, "pioneer", _uptake(writer, pair))


def _uptake(writer: Writer, pair: Pair) -> Node:
    return writer.made(statement_id("uptake", writer.local(pair.place), writer.local(pair.practice)))


def _writer_of(predicate: str) -> Callable[[Writer, tuple[str, int]], None]:
    return lambda writer, item: writer.add(named(item[0]), predicate, integer(item[1]))


def _pairs_together(claims: Claims) -> Iterator[tuple[str, str, Together]]:
    places = {name: rank for rank, name in enumerate(claims.places)}
    practices = {name: rank for rank, name in enumerate(claims.practices)}
    place = np.fromiter((places[pair.place] for pair in claims.pairs), dtype=np.int64)
    practice = np.fromiter((practices[pair.practice] for pair in claims.pairs), dtype=np.int64)
    for one in together(place, practice):
        yield claims.practices[one.first], claims.practices[one.second], one


def _write_together(writer: Writer, item: tuple[str, str, Together]) -> None:
    first, second, one = item
    node = writer.made(statement_id("co-adoption", writer.local(first), writer.local(second)))
    writer.types(node, "CoAdoption")
    writer.add(node, "first", named(first))
    writer.add(node, "second", named(second))
    writer.add(node, "places", integer(one.places))
    writer.add(node, "jaccard", decimal(round(one.jaccard, _SHARE_DIGITS)))


def _write_promise(writer: Writer, item: tuple[int, Promise]) -> None:
    rank, promise = item
    parts = writer.local(promise.place), writer.local(promise.practice), promise.year
    node = writer.made(statement_id("promise", *parts))
    writer.types(node, "Promise")
    writer.add(node, "promisedBy", named(promise.place))
    writer.add(node, "promisedPractice", named(promise.practice))
    writer.add(node, "promisedIn", year(promise.year))
    writer.add(node, "rank", integer(rank))
    writer.add(node, "outcome", writer.term(promise.outcome))
    writer.add(node, "alreadyRunning", boolean(promise.already))
    writer.add(node, "keptIn", year(promise.kept))
    writer.add(node, "firstEvidence", named(promise.evidence) if promise.evidence else None)


def _write_tally(writer: Writer, tally: PromiseTally) -> None:
    what = tally.place or tally.practice or ""
    node = writer.made(statement_id("promise-tally", writer.local(what), tally.year))
    writer.types(node, "PromiseTally")
    writer.add(node, "promisedBy", named(tally.place) if tally.place else None)
    writer.add(node, "promisedPractice", named(tally.practice) if tally.practice else None)
    writer.add(node, "scope", text(("place" if tally.place else "practice") + (" year" if tally.year else "")))
    writer.add(node, "ofYear", year(tally.year))
    writer.add(node, "promises", integer(sum(tally.outcomes)))
    for outcome, number in zip(OUTCOMES, tally.outcomes, strict=True):
        writer.add(node, f"{outcome}Promises", integer(number))


def _write_prevalence(writer: Writer, one: Prevalence) -> None:
    province = writer.local(one.province) if one.province else None
    node = writer.made(statement_id("prevalence", writer.local(one.practice), one.year, province))
    writer.types(node, "Prevalence")
    writer.add(node, "ofPractice", named(one.practice))
    writer.add(node, "scope", text("year" if one.year else "province" if province else "all"))
    writer.add(node, "ofYear", year(one.year))
    writer.add(node, "ofProvince", named(one.province) if one.province else None)
    writer.add(node, "implementedPlaceYears", integer(one.implemented))
    writer.add(node, "plannedPlaceYears", integer(one.planned))
    writer.add(node, "deficientPlaceYears", integer(one.deficient))
    writer.add(node, "coveredPlaceYears", integer(one.covered))
    writer.add(node, "newPlaces", integer(one.new))
    if one.covered:
        share = decimal(round(one.implemented / one.covered, _SHARE_DIGITS))
        writer.add(node, "share", share)
        if not one.year and not one.province:
            writer.add(named(one.practice), "share", share)


def _write_coverage(writer: Writer, one: Coverage, known: Background) -> None:
    province = writer.local(one.province) if one.province else None
    node = writer.made(statement_id("coverage-total", one.scope, province, one.level, one.year))
    writer.types(node, "CoverageTotal")
    writer.add(node, "scope", text(one.scope))
    writer.add(node, "ofProvince", named(one.province) if one.province else None)
    writer.add(node, "ofLevel", text(one.level))
    writer.add(node, "ofYear", year(one.year))
    writer.add(node, "places", integer(one.places))
    writer.add(node, "coveredPlaceYears", integer(one.place_years))
    writer.add(node, "reports", integer(one.reports))
    unknown = ("province" in one.scope and not one.province) or ("level" in one.scope and not one.level)
    if not unknown:
        writer.add(node, "divisions", integer(known.divisions.get((one.province, one.level))))


def _write_covered(writer: Writer, item: tuple[str, int]) -> None:
    writer.add(named(item[0]), "coveredIn", year(item[1]))


def _write_rank(writer: Writer, item: tuple[int, str]) -> None:
    writer.add(named(item[1]), "rank", integer(item[0]))


def _listed(known: Background) -> Iterator[bytes]:
    """Write by what long lists are cut: a store sorts numbers quickly and identifiers slowly."""
    order = {one.report: rank for rank, one in enumerate(sorted(known.held), 1)}

    def key(item: tuple[str, object]) -> tuple[int, str, str]:
        return order.get(item[0], 0), item[0], str(item[1])

    yield from _written(((rank, report) for report, rank in order.items()), _write_rank)
    weak = (adoption for _, adoption in sorted(set(known.weak), key=key))
    yield from _written(enumerate(weak, 1), _write_rank)
    giving = sorted(known.figures.items(), key=key)
    before = accumulate((number for _, number in giving), initial=0)
    reports = (report for report, _ in giving)
    yield from _written(zip(reports, before, strict=False), _writer_of("figuresBefore"))
    yield from _written(known.measures, _write_measure)


def _write_measure(writer: Writer, one: MeasureTotal) -> None:
    node = writer.thing(statement_id("measure-total", one.measure, one.unit))
    writer.types(node, "MeasureTotal")
    writer.add(node, "ofMeasure", chinese(one.measure))
    writer.add(node, "ofUnit", text(one.unit))
    writer.add(node, "places", integer(one.places))
    writer.add(node, "figureCount", integer(one.figures))
    writer.add(node, "least", decimal(one.least))
    writer.add(node, "greatest", decimal(one.greatest))


def _cited(citations: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    times = Counter[str]()

    def link(writer: Writer, pair: tuple[str, str]) -> None:
        writer.add(named(pair[0]), "cites", named(pair[1]))
        times[pair[1]] += 1

    yield from _written(citations, link)
    yield from _written(sorted(times.items()), _writer_of("citedBy"))


def _links(known: Background) -> Iterator[bytes]:
    """Write where places lie, under which top concept practices stand, and the names they are found by."""

    def lie(writer: Writer, item: tuple[str, Area]) -> None:
        place, area = named(item[0]), item[1]
        for division in area.within:
            writer.add(place, "within", named(division))
        writer.add(place, "inProvince", named(area.province) if area.province else None)

    def stand(writer: Writer, item: tuple[str, tuple[str, ...]]) -> None:
        for topic in item[1]:
            writer.add(named(item[0]), "underTopConcept", named(topic))

    def called(writer: Writer, item: tuple[str, tuple[str, ...]]) -> None:
        for key in item[1]:
            writer.add(named(item[0]), "nameKey", text(key))

    yield from _written(sorted(known.areas.items()), lie)
    yield from _written(sorted(known.topics.items()), stand)
    yield from _written(sorted(known.keys.items()), called)
