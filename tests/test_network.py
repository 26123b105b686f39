"""Rows to graphs: order does not matter, counts are by place and claim, a store gives the same rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factories
from fazhi import network
from fazhi.building.refresh import refresh
from fazhi.errors import UsageError
from fazhi.identifiers import candidate_practice_id, law_id
from fazhi.network import (
    AdoptionEdge,
    CitationEdge,
    InstitutionNode,
    LawNode,
    ParticipationEdge,
    PlaceNode,
    PracticeNode,
    Row,
    TopConcept,
    adoptions,
    graph_of,
    load,
    select,
    shared_counts,
    similarity,
)
from fazhi.store import Store
from fazhi.triples import quads

DISPUTES = TopConcept("top-concept/disputes", "社会矛盾纠纷预防化解", "disputes", "G7")
A, B, C = (
    PlaceNode("division/1", "甲镇", "浙江省甲镇", "1", "township", "浙江省"),
    PlaceNode("division/2", "乙镇", "上海市乙镇", "2", "township", "上海市"),
    PlaceNode("division/3", "丙镇", "上海市丙镇", "3", "township", "上海市"),
)
FENGQIAO = PracticeNode("practice/fengqiao", "枫桥经验", "Fengqiao experience", DISPUTES, variants=("枫桥式",))
SANSUO = PracticeNode("practice/sansuo", "三所联动", top_concept=DISPUTES)
OPEN = PracticeNode("practice/open", "政务公开")
OFFICE = InstitutionNode("institution/1-justice-office", "司法所")
CODE = LawNode("law/1", "中华人民共和国民法典")
ROWS: tuple[Row, ...] = (
    A,
    B,
    C,
    FENGQIAO,
    SANSUO,
    OPEN,
    OFFICE,
    CODE,
    AdoptionEdge(A.id, FENGQIAO.id, "implemented", 2021),
    AdoptionEdge(A.id, SANSUO.id, "planned", 2021),
    AdoptionEdge(B.id, FENGQIAO.id, "implemented", 2022),
    AdoptionEdge(B.id, FENGQIAO.id, "planned", 2022),
    AdoptionEdge(B.id, OPEN.id, "deficient", 2022),
    AdoptionEdge(C.id, SANSUO.id, "mentioned", 2023),
    AdoptionEdge(C.id, FENGQIAO.id, "deficient", 2023),
    ParticipationEdge(OFFICE.id, SANSUO.id, A.id, 2021),
    CitationEdge(CODE.id, B.id, 2022),
)


def edges(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, str]]:
    return list(graph.edges(keys=True))


@given(st.permutations(ROWS), st.lists(st.sampled_from(ROWS), max_size=4))
@settings(deadline=None)
def test_the_order_of_rows_and_repeats_do_not_matter(order: list[Row], again: list[Row]) -> None:
    first, second = graph_of(ROWS), graph_of([*order, *again])
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def test_nodes_and_edges_carry_what_a_notebook_asks_for() -> None:
    graph = graph_of(ROWS)
    assert graph.nodes[FENGQIAO.id] == {"kind": "practice", "name": "枫桥经验", "record": FENGQIAO}
    statuses = sorted(data["status"] for data in graph[B.id][FENGQIAO.id].values())
    assert statuses == ["implemented", "planned"]
    assert {data["kind"] for *_, data in graph.edges(data=True)} == {"adoption", "participation", "citation"}
    assert graph.has_edge(CODE.id, B.id), "a citation without a practice joins the law to the place"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([A, AdoptionEdge(A.id, "practice/none", "implemented", 2021)], "practice/none"),
        ([A, replace(A, name="别名")], "share the identifier"),
        ([OFFICE, SANSUO, ParticipationEdge(OFFICE.id, SANSUO.id, "division/9", 2021)], "division/9"),
    ],
)
def test_rows_that_do_not_fit_are_named(rows: list[Row], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        graph_of(rows)


def test_sharing_counts_places_that_claim_and_not_mere_mentions() -> None:
    # 乙镇 claims 枫桥经验 twice and counts once; 丙镇 only mentions 三所联动.
    assert shared_counts(graph_of(ROWS)) == {FENGQIAO.id: 3, OPEN.id: 1, SANSUO.id: 1}


def test_similarity_is_the_share_of_common_practices() -> None:
    alike = similarity(graph_of(ROWS))
    assert alike == {
        (A.id, B.id): pytest.approx(1 / 3),
        (A.id, C.id): pytest.approx(1 / 2),
        (B.id, C.id): pytest.approx(1 / 2),
    }
    # Each keeps its best: of two as near to 丙镇 the first by identifier.
    assert set(similarity(graph_of(ROWS), nearest=1)) == {(A.id, C.id), (B.id, C.id)}
    assert similarity(graph_of([A, FENGQIAO])) == {}
    # 三所联动 and 枫桥经验 meet in 甲镇, 政务公开 and 枫桥经验 in 乙镇; three places have 枫桥经验.
    assert similarity(graph_of(ROWS), of="practice") == {
        (FENGQIAO.id, SANSUO.id): pytest.approx(1 / 3),
        (FENGQIAO.id, OPEN.id): pytest.approx(1 / 3),
    }
    with pytest.raises(UsageError, match="'law'"):
        similarity(graph_of(ROWS), of="law")


@given(
    st.sets(st.tuples(st.sampled_from("pqrs"), st.sampled_from("1234567")), min_size=1, max_size=20),
)
@settings(deadline=None)
def test_similarity_agrees_with_sets(pairs: set[tuple[str, str]]) -> None:
    rows: list[Row] = [PlaceNode(place, place) for place in "pqrs"]
    rows += [PracticeNode(practice, practice) for practice in "1234567"]
    rows += [AdoptionEdge(place, practice, "implemented", 2020) for place, practice in pairs]
    held = {place: {practice for holder, practice in pairs if holder == place} for place in "pqrs"}
    expected = {
        (a, b): len(held[a] & held[b]) / len(held[a] | held[b])
        for a in "pqrs"
        for b in "pqrs"
        if a < b and held[a] & held[b]
    }
    assert similarity(graph_of(rows)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("choice", "practices", "places"),
    [
        ({}, {"枫桥经验", "三所联动", "政务公开"}, {"甲镇", "乙镇", "丙镇"}),
        ({"places": ["甲镇"]}, {"枫桥经验", "三所联动"}, {"甲镇"}),
        ({"places": ["浙江省甲镇", "division/2"]}, {"枫桥经验", "三所联动", "政务公开"}, {"甲镇", "乙镇"}),
        ({"practices": ["枫桥式"]}, {"枫桥经验"}, {"甲镇", "乙镇", "丙镇"}),
        ({"minimum": 2}, {"枫桥经验"}, {"甲镇", "乙镇", "丙镇"}),
        ({"top_concept": "G7"}, {"枫桥经验", "三所联动"}, {"甲镇", "乙镇", "丙镇"}),
        ({"province": "上海市"}, {"枫桥经验", "三所联动", "政务公开"}, {"乙镇", "丙镇"}),
        ({"minimum": 9}, set(), set()),
    ],
)
def test_a_part_of_the_graph_is_chosen(choice: dict[str, object], practices: set[str], places: set[str]) -> None:
    part = select(graph_of(ROWS), **choice)  # type: ignore[arg-type]
    names = {
        kind: {data["name"] for _, data in part.nodes(data=True) if data["kind"] == kind}
        for kind in ("place", "practice")
    }
    assert names == {"place": places, "practice": practices}


def test_what_is_joined_to_a_part_stays_with_it() -> None:
    part = select(graph_of(ROWS), places=["甲镇"])
    assert OFFICE.id in part
    assert CODE.id not in part
    assert CODE.id in select(graph_of(ROWS), places=["乙镇"])


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"places": ["丁镇"]}, "no place '丁镇'"),
        ({"practices": ["甲镇"]}, "no practice '甲镇'"),
        ({"practices": ["同名"]}, "names 2"),
    ],
)
def test_a_name_that_is_none_or_several_is_refused(choice: dict[str, list[str]], message: str) -> None:
    twins = [PracticeNode("practice/x", "同名"), PracticeNode("practice/y", "同名")]
    with pytest.raises(UsageError, match=message):
        select(graph_of([*ROWS, *twins]), **choice)  # type: ignore[arg-type]


def test_the_document_names_what_there_is() -> None:
    text = (Path(__file__).resolve().parents[1] / "docs/network.md").read_text(encoding="utf-8")
    called = set(re.findall(r"(?<=\bnetwork\.)[a-z_]+", text)) | set(re.findall(r"`([a-z_]+)\(", text))
    assert {"load", "likeness", "frame", "project", "copied_adoptions"} <= called
    assert [name for name in sorted(called) if not hasattr(network, name)] == []


VOCABULARY = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rol: <https://w3id.org/fazhi/ontology#> .
@prefix practice: <https://w3id.org/fazhi/id/practice/> .
@prefix top: <https://w3id.org/fazhi/id/top-concept/> .

top:disputes skos:prefLabel "矛盾纠纷化解"@zh, "disputes"@en ; skos:notation "G7" ;
  skos:topConceptOf <https://w3id.org/fazhi/scheme/practices> .
practice:mediation skos:prefLabel "调解"@zh ; skos:broader top:disputes .
practice:fengqiao-experience a rol:Practice ; rol:kind "model" ; skos:broader practice:mediation ;
  skos:prefLabel "枫桥经验"@zh, "Fengqiao experience"@en ; skos:altLabel "枫桥式"@zh ;
  skos:definition "Disputes are settled on the spot."@en, "矛盾不上交。"@zh .
"""


@pytest.fixture(scope="module")
def stored() -> Iterator[Store]:
    with Store.memory() as store:
        for made in (
            factories.extraction(),
            factories.extraction(source="seeds/003_other.txt", text="\n" + factories.TEXT, **factories.ZHENXIN),
        ):
            store.add(quads(made))
        vocabulary = ox.NamedNode("https://w3id.org/fazhi/id/graph/vocabulary/test")
        store.database.load(VOCABULARY.encode(), ox.RdfFormat.TURTLE, to_graph=vocabulary)
        refresh(store)
        yield store


def test_a_store_gives_every_kind_of_row(stored: Store) -> None:
    graph = load(stored)
    sansuo, fengqiao = candidate_practice_id("三所联动"), "practice/fengqiao-experience"
    place = graph.nodes["division/331003002"]["record"]
    assert place == PlaceNode(
        "division/331003002", "南城街道", "浙江省台州市黄岩区南城街道", "331003002", "township", "浙江省"
    )
    assert graph.nodes[fengqiao]["record"] == PracticeNode(
        fengqiao,
        "枫桥经验",
        "Fengqiao experience",
        TopConcept("top-concept/disputes", "矛盾纠纷化解", "disputes", "G7"),
        "矛盾不上交。",
        "Disputes are settled on the spot.",
        "model",
        ("枫桥式",),
    )
    assert graph.nodes[sansuo]["record"] == PracticeNode(sansuo, "三所联动", candidate=True)
    (office,) = [data["record"] for _, data in graph.nodes(data=True) if data["kind"] == "institution"]
    assert office.name == "南城街道司法所"
    assert graph.nodes[law_id("中华人民共和国民法典")]["name"] == "中华人民共和国民法典"


def test_edges_of_a_store_quote_the_report(stored: Store) -> None:
    graph = load(stored)
    found = [
        edge
        for edge in adoptions(graph)
        if edge.place == "division/331003002" and edge.practice.endswith("fengqiao-experience")
    ]
    assert [(edge.status, edge.year, edge.since) for edge in found] == [("implemented", 2021, 2019)]
    (passage,) = found[0].evidence
    assert passage.sentence[passage.focus_start : passage.focus_end] == "枫桥经验"
    assert factories.TEXT[passage.start : passage.start + len(passage.sentence)] == passage.sentence
    assert (passage.report, passage.year, passage.source) == (factories.NANCHENG["title"], 2021, "002_report.txt")
    sansuo = [edge for edge in adoptions(graph) if edge.practice == candidate_practice_id("三所联动")]
    assert {edge.status for edge in sansuo} == {"implemented", "planned"}
    assert {edge.confidence for edge in sansuo if edge.status == "implemented"} == {0.9}


def test_two_readings_of_a_store_are_one_graph(stored: Store) -> None:
    first, second = load(stored), load(stored)
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def test_an_empty_store_is_an_empty_graph() -> None:
    with Store.memory() as store:
        assert len(load(store)) == 0
