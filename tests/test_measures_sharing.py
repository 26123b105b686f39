"""Measures of sharing: against networkx and scipy, against sets, and against examples worked by hand."""

from __future__ import annotations

from itertools import combinations
from math import comb, log2

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, hypergeom

from fazhi.errors import UsageError
from fazhi.network import (
    Incidence,
    Likeness,
    ari,
    bipartite_graph,
    centrality,
    communities,
    corrected,
    disparity,
    disparity_backbone,
    frame,
    incidence,
    likeness,
    matrix_frame,
    nestedness,
    nmi,
    peculiar_to,
    peculiarity,
    peculiarity_of_places,
    project,
    randomised,
    shared,
    validated_backbone,
)

HAND = incidence(
    [*(("A", p) for p in "pqrs"), *(("B", p) for p in "pq"), ("C", "p"), ("C", "t")], rows=["D"], columns=["u"]
)
"""Four places, six practices: A holds p q r s, B p q, C p t, D nothing; nobody holds u."""
PAIRS = st.sets(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("pqrstuvw")), min_size=1, max_size=40)


def held(data: Incidence) -> dict[str, set[str]]:
    return {row: set(data.held_by(row)) for row in data.rows}


def test_a_matrix_keeps_who_holds_nothing_and_counts_repeats_once() -> None:
    twice = incidence([("A", "p"), ("A", "p")], rows=["D"])
    assert matrix_frame(twice, names={"A": "甲"}).to_dict() == {"p": {"甲": 1, "D": 0}}
    assert HAND.rows == ("A", "B", "C", "D")
    assert HAND.row_degrees.tolist() == [4, 2, 2, 0]
    assert HAND.column_degrees.tolist() == [3, 2, 1, 1, 1, 0]
    assert HAND.transposed.held_by("p") == ("A", "B", "C")
    with pytest.raises(UsageError, match="'X' is no row"):
        HAND.held_by("X")


@given(PAIRS)
@settings(deadline=None)
def test_projections_are_those_of_networkx(pairs: set[tuple[str, str]]) -> None:
    data = incidence(pairs)
    two_mode = bipartite_graph(data)
    assert nx.is_bipartite(two_mode)
    for side in (data, data.transposed):
        expected = nx.bipartite.weighted_projected_graph(two_mode, side.rows)
        found = project(side)
        assert set(found.nodes) == set(expected.nodes)
        assert {frozenset((a, b)): w for a, b, w in found.edges(data="weight")} == {
            frozenset((a, b)): w for a, b, w in expected.edges(data="weight")
        }


def test_pairs_come_in_order_and_from_a_minimum_on() -> None:
    first, second, counts = shared(HAND)
    assert list(zip(first.tolist(), second.tolist(), counts.tolist(), strict=True)) == [(0, 1, 2), (0, 2, 1), (1, 2, 1)]
    assert [part.tolist() for part in shared(HAND, minimum=2)] == [[0], [1], [2]]
    with pytest.raises(UsageError, match="number 0"):
        shared(HAND, minimum=0)


def test_likeness_worked_by_hand() -> None:
    ab, ac, bc = likeness(HAND)
    assert (ab.a, ab.b, ab.shared) == ("A", "B", 2)
    # A holds 4 of 6 practices, B 2, both of B's among A's.
    assert (ab.expected, ab.jaccard, ab.cosine, ab.overlap) == pytest.approx((8 / 6, 2 / 4, 2 / 8**0.5, 1.0))
    # Of the C(6, 2) = 15 ways to draw B's two, C(4, 2) = 6 lie within A's four.
    assert ab.p == pytest.approx(6 / 15)
    # C's two: 1 − no hit in A's four = 1 − C(2, 2)/15; and with B 1 − C(4, 2)/15.
    assert (ac.p, bc.p) == pytest.approx((14 / 15, 9 / 15))
    # Three tests (D holds nothing): 6/15 · 3/1 > 9/15 · 3/2 = 0.9 < 14/15, so the smallest two become 0.9.
    assert (ab.q, bc.q, ac.q) == pytest.approx((0.9, 0.9, 14 / 15))
    assert [one.shared for one in likeness(HAND, minimum=2)] == [2]


@given(PAIRS)
@settings(deadline=None)
def test_likeness_agrees_with_sets_networkx_and_scipy(pairs: set[tuple[str, str]]) -> None:
    data = incidence(pairs, columns="xyz")
    sets, two_mode = held(data), bipartite_graph(data)
    jaccard = nx.bipartite.overlap_weighted_projected_graph(two_mode, data.rows, jaccard=True)
    overlap = nx.bipartite.overlap_weighted_projected_graph(two_mode, data.rows, jaccard=False)
    found = likeness(data)
    assert [(one.a, one.b) for one in found] == [(a, b) for a, b in combinations(data.rows, 2) if sets[a] & sets[b]]
    tests = {pair: chance(sets, len(data.columns), pair) for pair in combinations(data.rows, 2)}
    q = dict(zip(tests, false_discovery_control(list(tests.values())), strict=True)) if tests else {}
    for one in found:
        assert one.jaccard == pytest.approx(jaccard[one.a][one.b]["weight"])
        assert one.overlap == pytest.approx(overlap[one.a][one.b]["weight"])
        assert one.cosine == pytest.approx(one.shared / (len(sets[one.a]) * len(sets[one.b])) ** 0.5)
        assert one.p == pytest.approx(tests[one.a, one.b])
        assert one.q == pytest.approx(q[one.a, one.b])


def chance(sets: dict[str, set[str]], population: int, pair: tuple[str, str]) -> float:
    """The hypergeometric tail by counting, not by the library that the measure uses."""
    a, b = (len(sets[one]) for one in pair)
    common = len(sets[pair[0]] & sets[pair[1]])
    ways = sum(comb(a, k) * comb(population - a, b - k) for k in range(common, min(a, b) + 1))
    return ways / comb(population, b)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.integers(0, 50))
@settings(deadline=None)
def test_correction_for_unlisted_tests_is_that_of_tests_with_p_of_one(p: list[float], more: int) -> None:
    whole = false_discovery_control([*p, *[1.0] * more])
    assert corrected(np.array(p), len(p) + more) == pytest.approx(whole[: len(p)])


def test_backbone_by_disparity_worked_by_hand() -> None:
    star: nx.Graph[str] = nx.Graph()
    star.add_weighted_edges_from([("hub", "a", 8), ("hub", "b", 1), ("hub", "c", 1)])
    # The hub has k = 3 and s = 10: α = (1 − w/10)²; an end with one edge says nothing.
    assert {edge.a: edge.alpha for edge in disparity(star)} == pytest.approx({"a": 0.04, "b": 0.81, "c": 0.81})
    backbone = disparity_backbone(star, alpha=0.05)
    assert set(backbone.edges) == {("hub", "a")} or set(backbone.edges) == {("a", "hub")}
    assert set(backbone.nodes) == set(star.nodes)
    star.add_edge("hub", "d", weight=0)
    with pytest.raises(UsageError, match="weight 0"):
        disparity(star)


@given(PAIRS)
@settings(deadline=None)
def test_disparity_is_the_integral_of_its_null_model(pairs: set[tuple[str, str]]) -> None:
    graph = project(incidence(pairs))
    for edge in disparity(graph):
        assert 0 <= edge.alpha <= 1
        ends = [(graph.degree(end), edge.weight / graph.degree(end, weight="weight")) for end in (edge.a, edge.b)]
        # α = 1 − (k − 1) ∫₀ʷ (1 − x)^(k−2) dx, the form given in the paper, summed numerically.
        steps = np.linspace(0, 1, 2001)
        tails = [1 - (k - 1) * np.trapezoid((1 - steps * w) ** (k - 2), steps * w) for k, w in ends if k > 1]
        assert edge.alpha == pytest.approx(min(tails, default=1.0), abs=1e-4)


def test_a_validated_backbone_keeps_what_is_no_chance() -> None:
    alike = [(place, f"x{n}") for place in "AB" for n in range(8)]
    others = [(f"o{place}", f"y{place}{n}") for place in range(6) for n in range(8)]
    data = incidence([*alike, *others, ("oA", "x0"), ("oA", "z")])
    (edge,) = validated_backbone(likeness(data), nodes=data.rows).edges(data="weight")
    assert edge == ("A", "B", 8)
    assert hypergeom.sf(7, len(data.columns), 8, 8) < 1e-6


def test_two_cliques_are_two_communities_whatever_the_seed() -> None:
    graph = nx.barbell_graph(5, 0)
    named: nx.Graph[str] = nx.relabel_nodes(graph, str)
    found = communities(named, seeds=range(5))
    assert found.communities == (tuple("01234"), tuple("56789"))
    assert found.modularity == pytest.approx(nx.community.modularity(named, map(set, found.communities)))
    assert (found.nmi, found.ari, found.runs, found.broken) == (1.0, 1.0, 5, 0)
    # 21 edges, ten in each clique: Q = 2 (10/21 − (21/42)²).
    assert found.modularity == pytest.approx(2 * (10 / 21 - 1 / 4))


def test_doubtful_communities_are_said_to_be_so() -> None:
    random: nx.Graph[str] = nx.relabel_nodes(nx.gnp_random_graph(60, 0.1, seed=1), str)
    found = communities(random, seeds=range(10))
    assert found.ari < 0.8
    assert found.least_modularity <= found.mean_modularity <= found.modularity
    shuffled: nx.Graph[str] = nx.Graph()
    shuffled.add_nodes_from(sorted(random.nodes, reverse=True))
    shuffled.add_edges_from((b, a) for a, b in sorted(random.edges, reverse=True))
    assert communities(shuffled, seeds=range(10)) == found
    with pytest.raises(UsageError, match="no edge"):
        communities(nx.empty_graph(3, create_using=nx.Graph))


@pytest.mark.parametrize(
    ("one", "other", "mutual", "rand"),
    [
        # Worked by hand: I = ln 2, H = ln 2 and 1.5 ln 2; of 6 pairs 1 is together in both, 2 and 1 in each.
        ([0, 0, 1, 1], [0, 0, 1, 2], 0.8, (1 - 1 / 3) / (1.5 - 1 / 3)),
        ([0, 0, 1, 1], [5, 5, 3, 3], 1.0, 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], 0.0, (0 - 2 / 3) / (2 - 2 / 3)),
        ([0, 0, 0], [1, 1, 1], 1.0, 1.0),
    ],
)
def test_agreement_of_partitions(one: list[int], other: list[int], mutual: float, rand: float) -> None:
    first, second = (dict(zip("abcd", labels, strict=False)) for labels in (one, other))
    assert nmi(first, second) == pytest.approx(mutual, abs=1e-12)
    assert ari(first, second) == pytest.approx(rand)
    with pytest.raises(UsageError, match="different nodes"):
        nmi(first, {"z": 0})


def test_centrality_worked_by_hand() -> None:
    path: nx.Graph[str] = nx.Graph()
    path.add_weighted_edges_from([("a", "b", 2), ("b", "c", 4)])
    path.add_node("alone")
    middle, end, *_ = centrality(path)
    assert (middle.node, middle.degree, middle.strength, middle.core) == ("b", 2, 6.0, 1)
    # One of the three pairs of other nodes goes through b.
    assert middle.betweenness == pytest.approx(1 / 3)
    # c lies 1/4 from b and 3/4 from a; it reaches 2 of 3 others.
    assert (end.node, end.closeness) == ("c", pytest.approx((2 / 3) * 2 / (1 / 4 + 3 / 4)))
    assert centrality(path)[-1].strength == 0


PAPER = ["10111", "11100", "01110", "11000", "11000"]
"""The example of Almeida-Neto and others (2008), figure 2."""


def filled(lines: list[str]) -> Incidence:
    return incidence((f"r{i}", f"c{j}") for i, line in enumerate(lines) for j, cell in enumerate(line) if cell == "1")


@pytest.mark.parametrize(
    ("lines", "rows", "columns", "whole"),
    [
        (PAPER, 53.333, 63.333, 58.333),
        (["111", "110", "100"], 100, 100, 100),
        (["100", "010", "001"], 0, 0, 0),
        (["11", "11"], 0, 0, 0),
    ],
)
def test_nestedness_is_that_of_the_paper(lines: list[str], rows: float, columns: float, whole: float) -> None:
    found = nestedness(filled(lines))
    assert (found.rows, found.columns, found.whole) == pytest.approx((rows, columns, whole), abs=1e-3)
    assert found.z is None


@given(PAIRS, st.integers(0, 5))
@settings(deadline=None, max_examples=40)
def test_random_matrices_keep_both_sums(pairs: set[tuple[str, str]], seed: int) -> None:
    data = incidence(pairs, rows="YZ")
    drawn = list(randomised(data, count=3, seed=seed))
    for one in drawn:
        assert one.row_degrees.tolist() == data.row_degrees.tolist()
        assert one.column_degrees.tolist() == data.column_degrees.tolist()
    again = randomised(data, count=3, seed=seed)
    assert all((one.matrix != other.matrix).nnz == 0 for one, other in zip(drawn, again, strict=True))


def test_random_matrices_reach_all_there_are() -> None:
    # With sums 1 and 1 a matrix of three by three is one of six permutations, each as likely.
    seen = [tuple(one.matrix.toarray().argmax(axis=1)) for one in randomised(filled(["100", "010", "001"]), count=600)]
    counts = [seen.count(one) for one in sorted(set(seen))]
    assert len(counts) == 6
    assert min(counts) > 60
    with pytest.raises(UsageError, match="fewer than two"):
        list(randomised(filled(["1"]), count=1))


def test_nestedness_is_compared_with_chance() -> None:
    found = nestedness(filled(["11111111", "11111100", "11110000", "11000000", "10000000"]), randomisations=20)
    # The two columns equal in fill at each step cost some; all that could be nested is.
    assert (found.rows, found.columns) == pytest.approx((100, 100 * 25 / 28))
    # Only this one matrix has these sums: nothing else can be drawn, and nothing can be said.
    assert found.mean == pytest.approx(found.whole)
    assert (found.deviation, found.z, found.p) == (pytest.approx(0), None, 1.0)
    loose = nestedness(filled(["11110000", "00111100", "00001111", "11000011"]), randomisations=50)
    assert loose.p is not None
    assert 0 < loose.p <= 1


def test_what_is_peculiar_worked_by_hand() -> None:
    by_name = {one.practice: one for one in peculiarity(HAND)}
    assert (by_name["p"].places, by_name["p"].population) == (3, 4)
    assert by_name["p"].bits == pytest.approx(log2(4 / 3))
    assert by_name["t"].bits == 2.0
    assert "u" not in by_name, "nobody holds it"
    assert [one.practice for one in peculiar_to(HAND, "C")] == ["t", "p"]
    places = peculiarity_of_places(HAND)
    assert [(one.place, one.practices, one.alone) for one in places] == [("A", 4, 2), ("C", 2, 1), ("B", 2, 0)]
    assert places[1].bits == pytest.approx((2 + log2(4 / 3)) / 2)


def test_records_become_a_table_with_names() -> None:
    table = frame(likeness(HAND), names={"A": "甲镇"})
    assert list(table.columns) == ["a", "b", "shared", "expected", "jaccard", "cosine", "overlap", "p", "q"]
    assert list(table["a"]) == ["甲镇", "甲镇", "B"]
    assert frame([]).empty
    assert list(frame([], of=Likeness).columns) == list(table.columns)
