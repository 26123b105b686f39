"""What is derived follows from the adoptions: checked against counts made the slow and plain way."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import accumulate, combinations

import numpy as np
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factories
from fazhi.building.background import Descriptions, background
from fazhi.building.gathering import Gathered, facts_of
from fazhi.building.refresh import refresh
from fazhi.extraction import Extraction
from fazhi.identifiers import iri
from fazhi.namespaces import rol
from fazhi.store import Store
from fazhi.store.answer import plain
from fazhi.triples import (
    Area,
    Background,
    Claim,
    Held,
    Iris,
    derived,
    derived_graph,
    graph_name,
    quads,
    things_graph,
    written,
)
from fazhi.triples.coadoption import LEAST, MOST, together
from fazhi.triples.derived import PIONEERS
from gold_store import gold_store

PLACES = [iri(f"division/31011410{number}") for number in range(4)]
PRACTICES = [iri(f"practice/{letter}") for letter in "abcde"]
PROVINCE = iri("division/310000")
AREAS = {place: Area("township", PROVINCE, (place, PROVINCE)) for place in PLACES}


def evidence(place: str, year: int, start: int) -> str:
    return iri(f"report/{place[-1] * 60}{year}/passage-{start}-{start + 9}-{start}-{start + 1}")


@st.composite
def claim_lists(draw: st.DrawFn) -> list[Claim]:
    rows = st.tuples(
        st.sampled_from(PLACES), st.sampled_from(PRACTICES), st.integers(2018, 2022),
        st.sampled_from(["implemented", "implemented", "planned", "deficient", "mentioned"]),
        st.none() | st.integers(2010, 2018), st.integers(0, 3000),
    )  # fmt: skip
    return [
        Claim(place, practice, since or year, status, year, evidence(place, year, start))
        for place, practice, year, status, since, start in draw(st.lists(rows, max_size=40))
    ]


def held_by(found: list[Claim]) -> tuple[Held, ...]:
    """A report for each place and year of the claims, and one silent report."""
    years = {(claim.place, claim.reported or 0) for claim in found} | {(PLACES[0], 2030)}
    return tuple(Held(place, year, f"{place}/{year}") for place, year in sorted(years))


class Made:
    """Derived quads by subject, with values as Python has them."""

    def __init__(self, found: list[ox.Quad]) -> None:
        self.facts: dict[str, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for quad in found:
            self.facts[quad.subject.value][quad.predicate.value.removeprefix(rol())].append(plain(quad.object))

    def of(self, kind: str) -> list[dict[str, object]]:
        """All nodes of a class, each property with its one value."""
        rows = []
        for node in self.facts.values():
            types = node.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", [])
            if rol(kind) in types:
                rows.append({name: values[0] for name, values in node.items()})
        return rows


@settings(deadline=None, max_examples=40)
@given(claim_lists())
def test_derived_data_follow_from_the_claims(found: list[Claim]) -> None:
    held = held_by(found)
    all_quads = list(derived(found, [], Background(held, AREAS)))
    assert len(all_quads) == len(set(all_quads))
    made = Made(all_quads)
    running = [claim for claim in found if claim.status == "implemented"]
    pairs = {(claim.place, claim.practice) for claim in running}

    links = {(place, practice) for place in PLACES for practice in made.facts.get(place, {}).get("practises", [])}
    assert links == pairs
    for uptake in made.of("Uptake"):
        own = [claim for claim in running if (claim.place, claim.practice) == (uptake["adopter"], uptake["adopted"])]
        assert uptake["firstYear"] == min(claim.year or 0 for claim in own)
        assert uptake["firstReported"] == min(claim.reported or 0 for claim in own)
        assert uptake["lastReported"] == max(claim.reported or 0 for claim in own)
        earliest = {claim.evidence for claim in own if claim.reported == uptake["firstReported"]}
        assert uptake["firstEvidence"] in earliest
    assert len(made.of("Uptake")) == len(pairs)
    for practice in PRACTICES:
        sharing = {place for place, other in pairs if other == practice}
        assert made.facts.get(practice, {}).get("sharedBy", [0]) == [len(sharing)]
    for place in PLACES:
        assert made.facts.get(place, {}).get("practiceCount", [0]) == [
            len({one for other, one in pairs if other == place})
        ]


@settings(deadline=None, max_examples=40)
@given(claim_lists())
def test_shares_have_a_true_denominator(found: list[Claim]) -> None:
    held = held_by(found)
    made = Made(list(derived(found, [], Background(held, AREAS))))
    covered = {(one.place, one.year) for one in held}
    for node in made.of("Prevalence"):
        year = node.get("ofYear")
        own = {
            status: {
                (claim.place, claim.reported)
                for claim in found
                if claim.status == status and claim.practice == node["ofPractice"] and year in (None, claim.reported)
            }
            for status in ("implemented", "planned", "deficient")
        }
        denominator = len({cell for cell in covered if year in (None, cell[1])})
        assert node["coveredPlaceYears"] == denominator
        assert node["implementedPlaceYears"] == len(own["implemented"])
        assert node["plannedPlaceYears"] == len(own["planned"])
        assert node["deficientPlaceYears"] == len(own["deficient"])
        assert node["share"] == pytest.approx(len(own["implemented"]) / denominator, abs=5e-5)
    totals = {(node.get("ofYear"), node["scope"]): node for node in made.of("CoverageTotal")}
    assert totals[None, "all"]["places"] == len({one.place for one in held})
    for year in {one.year for one in held}:
        assert totals[year, "year"]["places"] == len({one.place for one in held if one.year == year})
        assert totals[year, "province level year"]["reports"] == len([one for one in held if one.year == year])


@settings(deadline=None, max_examples=40)
@given(claim_lists())
def test_promises_are_judged_by_the_next_report_alone(found: list[Claim]) -> None:
    held = held_by(found)
    made = Made(list(derived(found, [], Background(held, AREAS))))
    covered = {(one.place, one.year) for one in held}
    said = {(claim.place, claim.practice, claim.reported, claim.status) for claim in found}
    promised = {(place, practice, year or 0) for place, practice, year, status in said if status == "planned"}
    outcomes: Counter[str] = Counter()
    for node in made.of("Promise"):
        place, practice, year = str(node["promisedBy"]), str(node["promisedPractice"]), int(str(node["promisedIn"]))
        next_year = [
            status for status in ("implemented", "deficient", "planned") if (place, practice, year + 1, status) in said
        ]
        expected = "dropped" if (place, year + 1) in covered else "open"
        if next_year:
            expected = {"implemented": "kept", "deficient": "weak", "planned": "renewed"}[next_year[0]]
        ran = {
            other
            for who, what, other, status in said
            if (who, what, status) == (place, practice, "implemented") and other
        }
        assert node["outcome"] == rol(expected)
        assert node["alreadyRunning"] == any(other <= year for other in ran)
        assert node.get("keptIn") == min((other for other in ran if other > year), default=None)
        outcomes[expected] += 1
        promised.remove((place, practice, year))
    assert promised == set()
    tallies = [node for node in made.of("PromiseTally") if node["scope"] == "place"]
    assert sum(int(str(node["promises"])) for node in tallies) == sum(outcomes.values())
    assert sum(int(str(node["keptPromises"])) for node in tallies) == outcomes["kept"]


@settings(deadline=None, max_examples=40)
@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 9)), max_size=60))
def test_pairs_that_run_together_are_all_pairs_above_the_threshold(cells: set[tuple[int, int]]) -> None:
    """Below the cap nothing is left out: compared with every pair counted one by one."""
    ordered = sorted(cells)
    found = together(
        np.array([place for place, _ in ordered], dtype=np.int64), np.array([p for _, p in ordered], dtype=np.int64)
    )
    of = {practice: {place for place, other in cells if other == practice} for practice in range(10)}
    expected = {
        (first, second): (len(of[first] & of[second]), len(of[first] & of[second]) / len(of[first] | of[second]))
        for first, second in combinations(range(10), 2)
        if len(of[first] & of[second]) >= LEAST
    }
    assert {(one.first, one.second): (one.places, pytest.approx(one.jaccard)) for one in found} == expected


def test_of_many_pairs_the_strongest_are_kept() -> None:
    """Sixty practices in the same places: each keeps its cap, ties in order."""
    place, practice = np.repeat(np.arange(3), 60), np.tile(np.arange(60), 3)
    found = together(place.astype(np.int64), practice.astype(np.int64))
    partners = Counter(one.first for one in found) + Counter(one.second for one in found)
    assert all(partners[number] >= MOST for number in range(60))
    assert len(found) <= 60 * 2 * MOST
    assert found == sorted(found)


def test_at_most_five_pioneers_are_named_and_all_are_counted() -> None:
    many = [Claim(iri(f"division/31011400{number}"), PRACTICES[0], 2020, "implemented", 2020) for number in range(8)]
    late = Claim(PLACES[0], PRACTICES[0], 2022, "implemented", 2022)
    facts = Made(list(derived([late, *many], []))).facts[PRACTICES[0]]
    assert facts["pioneers"] == [8] and facts["firstReported"] == [2020]
    assert len(facts["pioneer"]) == PIONEERS


def test_the_order_of_the_claims_is_of_no_account() -> None:
    store = gold_store()
    gathered = Gathered.of(store)
    found = [claim for graph in store.graphs() for claim in Iris().claims(facts_of(store, graph))]
    known = background(gathered, Descriptions.of(store, store.graph(things_graph())))
    cited = list(gathered.citations())
    assert found and known.held and cited
    one = list(derived(found, cited, known))
    other = list(derived(reversed(found), reversed(cited), known))
    assert one == other
    assert set(one) == set(store.graph(derived_graph()))


def test_what_a_reader_tells_of_a_report_is_what_its_graph_says() -> None:
    """Both ways to the facts are one: from the reading, and from the store where no reading is at hand."""
    hostile = factories.report("真新街道推行某新制度。" * 2)
    for extraction in (
        factories.extraction(),
        factories.naming("真新街道推行某新制度。", "某新制度", **factories.ZHENXIN),
        Extraction(hostile, (), ()),
    ):
        store = Store.memory()
        store.add(quads(extraction))
        assert facts_of(store, graph_name(extraction.report.sha256)) == written(extraction).facts


def test_a_store_holds_what_its_adoptions_give() -> None:
    """Direct links and counts of the annotated seeds against queries over the adoptions themselves."""
    store = gold_store()
    links = "SELECT ?place ?practice { ?place rol:practises ?practice } ORDER BY ?place ?practice"
    nodes = (
        "SELECT DISTINCT ?place ?practice { ?a rol:status rol:implemented ; rol:jurisdiction ?place ;"
        " rol:practice ?practice } ORDER BY ?place ?practice"
    )
    assert store.query(links).rows == store.query(nodes).rows
    counted = "SELECT ?law ?n { ?law rol:citedBy ?n } ORDER BY ?law"
    again = "SELECT ?law (COUNT(DISTINCT ?r) AS ?n) { ?c rol:law ?law ; rol:report ?r } GROUP BY ?law ORDER BY ?law"
    assert store.query(counted).rows == store.query(again).rows
    within = "SELECT ?place ?above { ?place rol:within ?above } ORDER BY ?place ?above"
    paths = (
        "SELECT ?place ?above { ?place a rol:Jurisdiction ; schema:containedInPlace* ?above } ORDER BY ?place ?above"
    )
    assert store.query(within).rows == store.query(paths).rows


def test_lists_are_cut_by_ranks_and_counts_that_follow_from_the_statements() -> None:
    """Every admitted weakness and every report has its rank; figures are counted up to each report and by measure."""
    store = gold_store()

    def rows(question: str) -> list[tuple[object, ...]]:
        return list(store.query(question).values())

    weak = rows("SELECT ?a ?rank { ?a rol:status rol:deficient OPTIONAL { ?a rol:rank ?rank } } ORDER BY ?rank")
    assert [rank for _, rank in weak] == list(range(1, len(weak) + 1)) and weak
    ranked = rows(
        "SELECT ?rank { ?c a rol:ReportCoverage ; rol:report ?r ; rol:jurisdiction ?p ; rol:reportYear ?y"
        " OPTIONAL { ?r rol:rank ?rank } } ORDER BY ?p ?y ?r"
    )
    assert ranked == [(number,) for number in range(1, 6)]
    giving = rows(
        "SELECT ?before (COUNT(?f) AS ?n) { ?f a rol:Figure ; rol:report ?r . ?r rol:figuresBefore ?before ; rol:rank ?rank }"
        " GROUP BY ?before ?rank ORDER BY ?rank"
    )
    sums = [0, *accumulate(int(str(number)) for _, number in giving)]
    assert [before for before, _ in giving] == sums[:-1]
    totals = "SELECT ?m ?u ?p ?n ?l ?g { ?t rol:ofMeasure ?m ; rol:ofUnit ?u ; rol:places ?p ; rol:figureCount ?n ; rol:least ?l ; rol:greatest ?g }"
    again = (
        "SELECT ?m ?u (COUNT(DISTINCT ?place) AS ?p) (COUNT(?f) AS ?n) (MIN(?v) AS ?l) (MAX(?v) AS ?g)"
        " { ?f rol:measure ?m ; rol:unit ?u ; rol:value ?v ; rol:jurisdiction ?place } GROUP BY ?m ?u"
    )
    assert sorted(map(str, rows(totals))) == sorted(map(str, rows(again)))
    assert sums[-1] == sum(int(str(row[3])) for row in rows(totals))


def test_a_removed_report_leaves_nothing_derived_from_it() -> None:
    store = Store.memory()
    store.add(quads(factories.extraction()))
    refresh(store)
    before = set(store.graph(derived_graph()))
    text = "真新街道推行某新制度。"
    store.add(quads(factories.naming(text, "某新制度", **factories.ZHENXIN)))
    refresh(store)
    assert len(set(store.graph(derived_graph()))) > len(before)
    store.remove(graph_name(factories.report(text).sha256))
    refresh(store)
    assert set(store.graph(derived_graph())) == before


def test_all_that_is_derived_is_marked_as_derived() -> None:
    store = gold_store()
    classes = {
        str(row[0]) for row in store.query(f"SELECT DISTINCT ?c {{ GRAPH <{derived_graph()}> {{ ?s a ?c }} }}").values()
    }
    marked = {str(row[0]) for row in store.query("SELECT ?c { ?c rdfs:subClassOf rol:DerivedStatement }").values()}
    assert classes - marked == {"http://www.w3.org/ns/prov#Entity"}  # the graph itself
    assert len(marked) == 7
