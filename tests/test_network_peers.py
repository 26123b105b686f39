"""Questions about places and practices, asked of a store: answers, their proofs, and what the commands print."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import factories
from fazhi.building.refresh import refresh
from fazhi.cli.answers import named, place_id
from fazhi.cli.options import Language
from fazhi.errors import QueryError, UsageError
from fazhi.identifiers import candidate_practice_id
from fazhi.network import (
    Thing,
    coverage,
    likeness,
    load,
    load_panel,
    places_practices,
    practised,
    similarity,
)
from fazhi.network import compare as compare_places
from fazhi.network import similar as most_similar
from fazhi.network import spread as spread_of
from fazhi.network import suggest as suggested
from fazhi.network.peers import evidence_of
from fazhi.store import Store
from fazhi.triples import quads

A, B, C, D = (f"division/{code}" for code in ("310114002", "310114102", "331003002", "520203109"))
NAMES = {"310114002": "真新街道", "310114102": "南翔镇", "331003002": "南城街道", "520203109": "新窑镇"}
REPORTS = [
    # (code, year, practices that run): what the answers below are worked out from
    ("310114002", 2020, ()),
    ("310114002", 2021, ("枫桥经验", "三所联动")),
    ("310114002", 2022, ("枫桥经验", "三所联动", "板凳法庭")),
    ("310114102", 2021, ("枫桥经验", "三所联动", "法律明白人", "一企一策")),
    ("331003002", 2021, ("法律明白人",)),
    ("331003002", 2023, ("枫桥经验", "法律明白人", "流动法庭")),
    ("520203109", 2022, ("民情茶室",)),
]


def local(name: str) -> str:
    return candidate_practice_id(name)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.memory() as opened:
        for code, year, practices in REPORTS:
            text = f"{NAMES[code]}{year}年工作。\n" + "".join(
                f"{NAMES[code]}{year}年推行{name}。\n" for name in practices
            )
            header = {
                "title": f"{NAMES[code]}{year}",
                "jurisdiction": NAMES[code],
                "division_code": code,
                "report_year": year,
            }
            opened.add(quads(factories.naming(text, *practices, source=f"{code}-{year}.txt", **header)))
        refresh(opened)
        yield opened


def test_the_quick_matrix_is_that_of_the_whole_graph(store: Store) -> None:
    quick, whole = practised(store), places_practices(load(store))
    assert (quick.rows, quick.columns) == (whole.rows, whole.columns)
    assert (quick.matrix != whole.matrix).nnz == 0


def test_coverage_is_of_reports_not_of_claims(store: Store) -> None:
    assert [(held.place, held.year) for held in coverage(store)] == [
        (A, 2020),
        (A, 2021),
        (A, 2022),
        (B, 2021),
        (C, 2021),
        (C, 2023),
        (D, 2022),
    ]
    panel = load_panel(store)
    assert panel.years_of[C] == (2021, 2023)
    assert panel.practised[local("法律明白人")] == {B: (2021,), C: (2021, 2023)}


def test_comparison_puts_what_is_shared_first_and_proves_both_sides(store: Store) -> None:
    found = compare_places(store, B, C)
    assert [(one.relation, one.practice.zh) for one in found] == [
        ("both", "枫桥经验"),
        ("both", "法律明白人"),
        ("a", "一企一策"),
        ("a", "三所联动"),
        ("b", "流动法庭"),
    ]
    assert [(one.year, one.sentence, one.source) for one in found[1].b] == [
        (2021, "南城街道2021年推行法律明白人。", "331003002-2021.txt"),
        (2023, "南城街道2023年推行法律明白人。", "331003002-2023.txt"),
    ]
    assert (found[2].b, found[4].a) == ((), ())
    turned = compare_places(store, C, B)
    assert [(one.practice, one.a, one.b) for one in turned if one.relation == "both"] == [
        (one.practice, one.b, one.a) for one in found if one.relation == "both"
    ]
    with pytest.raises(UsageError, match="twice"):
        compare_places(store, A, A)


def test_the_most_similar_are_those_of_the_measures(store: Store) -> None:
    found = most_similar(store, B)
    assert [one.place.id for one in found] == [A, C], "新窑镇 shares nothing and is not listed"
    by_pair = {(one.a, one.b): one for one in likeness(practised(store))}
    assert (found[0].shared, found[0].jaccard, found[0].p) == pytest.approx(
        (by_pair[A, B].shared, by_pair[A, B].jaccard, by_pair[A, B].p)
    )
    assert found[1].cosine == pytest.approx(by_pair[B, C].cosine)
    assert found[0].jaccard == pytest.approx(similarity(load(store))[A, B])
    # Two places run 三所联动, three 枫桥经验: the rarer one is shown.
    assert (found[0].practice.zh, found[0].own.sentence) == ("三所联动", "南翔镇2021年推行三所联动。")
    assert found[0].other.status == "implemented"
    assert [one.place.id for one in most_similar(store, B, count=1)] == [A]
    assert most_similar(store, D) == ()
    with pytest.raises(UsageError, match="division/9"):
        most_similar(store, "division/9")


def test_a_suggestion_is_what_peers_run_and_the_place_does_not(store: Store) -> None:
    found = suggested(store, B)
    near = {one.place.id: one.jaccard for one in most_similar(store, B)}
    # A runs 板凳法庭 and C 流动法庭, each one of B's two peers; A is the nearer.
    scores = [(one.practice.zh, one.peers, one.of, one.score) for one in found if "法庭" in one.practice.zh]
    assert scores == [
        ("板凳法庭", 1, 2, pytest.approx(near[A] / sum(near.values()))),
        ("流动法庭", 1, 2, pytest.approx(near[C] / sum(near.values()))),
    ]
    assert found[0].proofs[0][0].id == A
    assert not {one.practice.zh for one in found} & {"枫桥经验", "三所联动"}, "B runs them"
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len(suggested(store, B, count=1)) == 1
    assert {one.of for one in suggested(store, B, peers=1)} == {1}
    assert suggested(store, D) == ()


def test_a_suggestion_says_what_the_place_itself_says(store: Store) -> None:
    with Store.memory() as other:
        text = "下一步推行三所联动。\n推行枫桥经验。\n"
        planned = factories.adoption(text, "三所联动", factories.Status.PLANNED)
        header = {"jurisdiction": "新窑镇", "division_code": "520203109", "report_year": 2022}
        own = factories.Extraction(
            factories.report(text, **header), (), (planned, factories.adoption(text, "枫桥经验"))
        )
        other.add(quads(own))
        peer = {"jurisdiction": "南翔镇", "division_code": "310114102", "report_year": 2021}
        other.add(quads(factories.naming("推行三所联动、枫桥经验。", "三所联动", "枫桥经验", **peer)))
        refresh(other)
        (found,) = suggested(other, D)
        assert (found.practice.zh, found.own_status, found.score) == ("三所联动", "planned", 1.0)


def test_spread_tells_what_was_seen_to_begin(store: Store) -> None:
    found = spread_of(store, local("枫桥经验"))
    assert [(place.zh, first.year, first.not_before) for place, first, _ in found.places][-1] == (
        "南城街道",
        2023,
        2021,
    )
    assert [proof.sentence for place, _, proof in found.places if place.id == C] == ["南城街道2023年推行枫桥经验。"]
    assert [(point.year, point.covered) for point in found.curve] == [(2020, 1), (2021, 3), (2022, 2), (2023, 1)]
    with pytest.raises(UsageError, match="practice/none"):
        spread_of(store, "practice/none")


def test_no_proof_is_invented(store: Store) -> None:
    assert evidence_of(store, [(D, local("枫桥经验")), ("division/0", "practice/0")]) == {}


COMMANDS = [
    # (arguments, headings in zh and en that must be there)
    (("compare", "真新街道", "310114102"), ("谁已实行", "implemented by")),
    (("similar", "上海市嘉定区真新街道"), ("最少见的共有做法", "rarest shared practice")),
    (("suggest", "真新街道", "--proofs", "2"), ("本地所言", "own claim")),
    (("spread", "枫桥经验"), ("首见年度", "first claimed")),
]


@pytest.mark.parametrize(("arguments", "headings"), COMMANDS, ids=[row[0][0] for row in COMMANDS])
def test_every_row_of_a_command_carries_its_sentence(
    fazhi, seed_store: Path, seeds: Path, arguments: tuple[str, ...], headings: tuple[str, str]
) -> None:
    texts = {file.name: file.read_bytes().decode("utf-8") for file in seeds.glob("*.txt")}
    table = fazhi(*arguments, "--store", seed_store)
    assert table.returncode == 0, table.stderr
    assert headings[0] in table.stdout
    done = fazhi(*arguments, "--store", seed_store, "--format", "csv", "--lang", "en", "--bom")
    assert done.stdout.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert rows
    assert headings[1] in rows[0]
    for row in rows:
        proved = [at for at in row if at.startswith(("sentence", "own sentence", "their sentence")) and row[at]]
        assert proved, row
        for column in proved:
            name, _, start = row[
                column.replace("sentence", "source", 1) if column == "sentence" else source_of(column)
            ].partition(":")
            assert texts[name][int(start) :].startswith(row[column].removeprefix("'"))
    found = json.loads(fazhi(*arguments, "--store", seed_store, "--format", "json").stdout)
    assert json.dumps(found, ensure_ascii=False).count('"sentence"') >= len(rows)


def source_of(column: str) -> str:
    return f"source of {column.removeprefix('sentence of ')}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("similar", "丁镇"), "丁镇"),
        (("compare", "真新街道", "真新街道"), "twice"),
        (("spread", "桥经验"), "枫桥经验"),
        (("suggest", "真新街道", "--count", "0"), "count"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line(
    fazhi, seed_store: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = fazhi(*arguments, "--store", seed_store)
    assert done.returncode != 0
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_name_out_of_a_report_cannot_steer_the_terminal() -> None:
    assert named(Thing("practice/x", "板凳\x1b[2J\u202e法庭"), Language.ZH) == "板凳[2J法庭"
    assert named(Thing("practice/x", "板凳法庭", "bench court"), Language.EN) == "bench court"
    assert named(Thing("division/1", "甲镇", path="浙江省甲镇"), Language.EN) == "浙江省甲镇"


def test_an_ambiguous_name_lists_the_candidates_and_what_to_type() -> None:
    with Store.memory() as store:
        for code, path in (("441900004", "广东省东莞市南城街道"), ("331003002", "浙江省台州市黄岩区南城街道")):
            header = {"jurisdiction": path, "division_code": code, "report_year": 2021}
            store.add(quads(factories.naming(f"{path}推行枫桥经验。", "枫桥经验", **header)))
        refresh(store)
        with pytest.raises(QueryError) as refused:
            place_id(store, "南城街道", "similar")
        for part in ("广东省东莞市南城街道", "331003002", "fazhi similar 441900004"):
            assert part in str(refused.value)
        assert place_id(store, "黄岩区南城街道", "similar") == "division/331003002"
