"""Copied passages: what counts as one, that none is missed, and that a copied claim is told from an own one."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factories
from fazhi.errors import UsageError
from fazhi.network import (
    AdoptionEdge,
    Passage,
    PlaceNode,
    PracticeNode,
    Sentence,
    adoptions,
    copied_adoptions,
    copies,
    copying_of_documents,
    evidence_sentences,
    graph_of,
    report_sentences,
    shingles,
    without_copied,
)

STOCK = "坚持和发展新时代“枫桥经验”，整合人民调解、行政调解、司法调解资源，全年共化解矛盾纠纷35件。"
FIGURES = "坚持和发展新时代枫桥经验,整合人民调解,行政调解,司法调解资源,全年共化解矛盾纠纷1,208件"
OWN = "镇司法所联合派出所、法庭在集市设立“板凳法庭”，当场调解摊位争议，群众坐着就把理讲清了。"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (STOCK, STOCK, 1.0),
        # Punctuation and figures are nobody's own words.
        (STOCK, FIGURES, 1.0),
        (STOCK, OWN, 0.0),
        ("调解", "调解", 1.0),
        ("", "调解", 0.0),
    ],
)
def test_shingles_are_of_words_not_of_figures(one: str, other: str, alike: float) -> None:
    first, second = shingles(one), shingles(other)
    assert len(first & second) / max(len(first | second), 1) == alike


def test_copies_are_found_between_documents_only() -> None:
    texts = [
        Sentence("later", 9, STOCK, "乙", 2022),
        Sentence("later", 60, FIGURES, "乙", 2022),
        Sentence("early", 4, FIGURES, "甲", 2021),
        Sentence("early", 90, OWN, "甲", 2021),
        Sentence("other", 0, "召开会议2次。", "丙", 2021),
        Sentence("short", 0, "召开会议3次。", "丁", 2021),
    ]
    found = copies(texts)
    assert [(copy.first.document, copy.second.start, copy.likeness) for copy in found] == [
        ("early", 9, 1.0),
        ("early", 60, 1.0),
    ]
    assert copies(reversed(texts)) == found
    assert copying_of_documents(found) == {("early", "later"): 2}
    with pytest.raises(UsageError, match=r"0\.1"):
        copies(texts, threshold=0.1)
    assert copies([]) == ()


WORDS = [
    "坚持依法行政",
    "化解矛盾纠纷",
    "开展普法宣传",
    "落实法律顾问制度",
    "推进政务公开",
    "强化执法监督",
    "完善调解网络",
]


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=4, max_size=6), min_size=2, max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_pair_is_missed_and_each_is_exact(drawn: list[list[str]]) -> None:
    texts = [Sentence(f"d{number}", 0, "，".join(words)) for number, words in enumerate(drawn)]
    expected = {}
    for one, other in combinations(texts, 2):
        a, b = shingles(one.text), shingles(other.text)
        if len(a & b) / len(a | b) >= 0.8:
            expected[frozenset((one.document, other.document))] = len(a & b) / len(a | b)
    found = {
        frozenset((copy.first.document, copy.second.document)): copy.likeness
        for copy in copies(texts, threshold=0.8, least=1)
    }
    assert found == pytest.approx(expected)


A, B = PlaceNode("division/1", "甲镇"), PlaceNode("division/2", "乙镇")
FENGQIAO = PracticeNode("practice/fengqiao", "枫桥经验")


def claim(place: PlaceNode, year: int, *texts: str) -> AdoptionEdge:
    proofs = tuple(
        Passage(text, year=year, source=f"{place.id}-{year}", start=number) for number, text in enumerate(texts)
    )
    return AdoptionEdge(place.id, FENGQIAO.id, "implemented", year, proofs)


@pytest.mark.parametrize(
    ("claims", "copied"),
    [
        # The later of two places took over the words of the earlier.
        ([claim(A, 2020, STOCK), claim(B, 2021, FIGURES)], {(B.id, 2021)}),
        # In one year nobody can tell who was first.
        ([claim(A, 2021, STOCK), claim(B, 2021, FIGURES)], {(A.id, 2021), (B.id, 2021)}),
        # A sentence of its own beside the stock one makes it an own claim.
        ([claim(A, 2020, STOCK), claim(B, 2021, FIGURES, OWN)], set()),
        # A place that repeats itself goes on with what it does.
        ([claim(A, 2020, STOCK), claim(A, 2021, STOCK)], set()),
        ([claim(A, 2020, STOCK), claim(B, 2021, OWN)], set()),
    ],
)
def test_a_copied_claim_is_told_from_an_own_one(claims: list[AdoptionEdge], copied: set[tuple[str, int]]) -> None:
    graph = graph_of([A, B, FENGQIAO, *claims])
    found = copied_adoptions(graph)
    assert {(one.place, one.year) for one in found} == copied
    rest = without_copied(graph, found)
    assert {(edge.place, edge.year) for edge in adoptions(rest)} == {(one.place, one.year) for one in claims} - copied
    assert set(rest.nodes) == set(graph.nodes)


def test_sentences_are_those_of_the_report() -> None:
    report = factories.report()
    found = report_sentences(report)
    assert all(report.text[one.start : one.start + len(one.text)] == one.text for one in found)
    assert (found[0].place, found[0].year) == ("浙江省台州市黄岩区南城街道", 2021)
    assert any("三所联动" in one.text for one in found)
    graph = graph_of([A, B, FENGQIAO, claim(A, 2020, STOCK, OWN), claim(B, 2020, STOCK)])
    assert [one.document for one in evidence_sentences(graph)] == [
        "division/1-2020",
        "division/1-2020",
        "division/2-2020",
    ]
