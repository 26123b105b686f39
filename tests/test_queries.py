"""Named queries: heads, parameters, names of things, and answers worked out by hand from the five seeds."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

import factories
from fazhi.building.refresh import refresh, write_vocabulary
from fazhi.cli.printing import write_csv
from fazhi.errors import QueryError
from fazhi.extraction import Extraction
from fazhi.jurisdictions import gazetteer
from fazhi.mentions import Status
from fazhi.namespaces import base
from fazhi.queries import bound, declared, get, named_queries, names, parse, run
from fazhi.queries.terms import CHOICES, choice_term, text_term
from fazhi.queries.words import chinese, coded
from fazhi.statements import Counsel
from fazhi.store import Store
from fazhi.triples import quads
from gold_store import LINKAGE, gold_store

ROOT = Path(__file__).parents[1]
TYPES = {"text": str, "iri": str, "integer": int, "year": int, "decimal": (int, float), "boolean": bool}
EMPTY_ON_SEEDS = {
    "gone-in": "no place has reports of two years",
    "unplaced-reports": "place and year of all five are known",
    "laws-for": "the readers did not mark for which practice a law is cited",
    "figures": "nor of which practice a figure is",
}
EXAMPLES = [(query.name, example) for query in named_queries() for example in query.examples]


@pytest.fixture(scope="module")
def store() -> Store:
    return gold_store()


@pytest.fixture(scope="module")
def small() -> Store:
    """One report without the vocabulary, where a query with nothing bound is soon answered."""
    store = Store.memory()
    store.add(quads(factories.extraction()))
    refresh(store)
    return store


@pytest.fixture(scope="module")
def other_engine(store: Store) -> rdflib.Graph:
    """The same triples in rdflib's own store, which joins and compares in its own way."""
    buffer = io.BytesIO()
    store.dump(buffer)
    lines = (re.sub(rb" <[^<>]*> \.$", b" .", line) for line in buffer.getvalue().splitlines())
    return rdflib.Graph().parse(data=b"\n".join(lines), format="nt")


def records(source: Store, name: str, **values: object) -> list[dict[str, Any]]:
    return list(run(source, name, **values).records())


def given_values(example: dict[str, str]) -> dict[str, str]:
    """The values of an example; on the annotated seeds the linkage of four bodies has its full name."""
    return {name: LINKAGE if value == "协同联动工作机制" else value for name, value in example.items()}


# ---- the files


def test_there_are_many_queries_and_each_tells_what_it_answers() -> None:
    assert len(names()) >= 50
    for query in named_queries():
        assert query.columns and query.examples, query.name
        needed = {one.name for one in query.parameters if one.required}
        assert all(needed <= set(example) for example in query.examples), query.name
        assert all(one.default or one.required or one.kind for one in query.parameters)


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_a_file_alone_is_a_query_with_the_columns_of_its_head(query: Any, small: Store) -> None:
    prepareQuery(query.text)  # without the project's prefixes, as on any endpoint
    assert small.query(query.text).variables == tuple(column.name for column in query.columns)
    assert "ORDER BY" in query.text


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else "")
def test_an_example_gives_rows_of_the_declared_types(name: str, example: dict[str, str], store: Store) -> None:
    if name == "laws-for":
        example = {"practice": "法律顾问制度"}
    rows = records(store, name, **given_values(example))
    assert rows or name in EMPTY_ON_SEEDS
    for row in rows:
        for column in get(name).columns:
            value = row[column.name]
            assert value is None or isinstance(value, TYPES[column.kind]), (column, value)
            assert not (column.kind in ("integer", "year") and isinstance(value, bool))


def plain(term: Any) -> Any:
    """An rdflib term as the store's answers have it."""
    if not isinstance(term, rdflib.Literal):
        return None if term is None else str(term)
    kind = str(term.datatype or "").rpartition("#")[2]
    if kind == "boolean":
        return str(term) == "true"
    return float(term) if kind in ("integer", "decimal", "double", "gYear") else str(term)


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_another_engine_gives_the_same_rows_in_the_same_order(query: Any, store: Store, other_engine: rdflib.Graph) -> None:
    example = {"practice": "法律顾问制度"} if query.name == "laws-for" else given_values(query.examples[0])
    sparql = bound(query, store, example)
    mine = [
        tuple(float(v) if isinstance(v, (int, float)) and not isinstance(v, bool) else v for v in row)
        for row in store.query(sparql).values()
    ]
    theirs = [tuple(plain(term) for term in row) for row in other_engine.query(declared(sparql))]  # type: ignore[union-attr]
    assert theirs == mine


def test_what_is_made_from_the_heads_is_current() -> None:
    command = [sys.executable, ROOT / "tools/make_queries.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


HEADS = [
    ("# title-zh: 一\n", "title-en", "a missing line is named"),
    ("{head}# parameter: place planet required | 地 | place\n", "malformed parameter", "an unknown kind of parameter"),
    ("{head}# column: zh word | 做法 | practice\n", "malformed column", "an unknown kind of column"),
]


@pytest.mark.parametrize(("text", "said", "reason"), HEADS)
def test_a_malformed_head_is_refused(text: str, said: str, reason: str) -> None:
    head = "".join(f"# {key}: x\n" for key in ("title-zh", "title-en", "question-zh", "question-en"))
    with pytest.raises(QueryError, match=said):
        parse("mine", text.format(head=head))


# ---- answers by hand: what tests/gold/seeds and the texts say

ANSWERS: list[tuple[str, dict[str, object], tuple[str, ...], list[tuple[object, ...]], str]] = [
    (
        "adopters-of", {"practice": "枫桥经验"}, ("placeName", "firstYear"),
        [("真新街道", 2024), ("万兴街道", 2022), ("南城街道", 2021)],
        "南城 2021: 坚持发展新时代“枫桥经验”; 万兴 2022: 创新发展; 真新 2024: 坚持和发展; the other two do not name it",
    ),
    (
        "first-reports-of", {"practice": "枫桥经验"}, ("firstReported", "placeName", "provinceName"),
        [(2021, "南城街道", "浙江省"), (2022, "万兴街道", "天津市"), (2024, "真新街道", "上海市")],
        "the same in order of time",
    ),
    (
        "spread-of", {"practice": "枫桥经验"}, ("year", "places", "covered", "share", "newPlaces", "planned"),
        [(2021, 1, 2, 0.5, 1, 0), (2022, 1, 1, 1.0, 1, 0), (2023, 0, 1, 0.0, 0, 0), (2024, 1, 1, 1.0, 1, 1)],
        "2021: of 南翔 and 南城 only 南城; 2023: only 新窑 is held and silent, which counts; 2024: 真新 plans more of it, too",
    ),
    (
        "places-of", {"practice": "枫桥经验", "area": "上海市"}, ("placeName", "status"),
        [("真新街道", "implemented"), ("真新街道", "planned")],
        "of the two Shanghai reports only 真新 names it, as done and in its plans for 2025",
    ),
    (
        "shared-practices", {"min": 4}, ("zh", "places", "firstReported", "share"),
        [("合法性审查", 4, 2021, 0.8), ("法律顾问制度", 4, 2021, 0.8)],
        "legality review in all but 南翔, legal advisers in all but 真新: 4 of 5 reports; nothing else runs in four places",
    ),
    (
        "shared-by", {"a": "南翔镇", "b": "真新街道"}, ("zh", "aYear", "bYear"),
        [
            ("公共法律服务", 2021, 2024), ("网格化管理", 2021, 2024), ("谁执法谁普法", 2021, 2024),
            ("重大执法决定法制审核制度", 2021, 2024), ("重大行政决策程序", 2021, 2024),
        ],
        "what readers marked as implemented in both; 12345热线 is only planned in 真新, so it is not shared",
    ),
    (
        "alike", {"place": "南翔镇"}, ("placeName", "shared"),
        [("万兴街道", 8), ("新窑镇", 6), ("南城街道", 6), ("真新街道", 5)],
        "万兴: 人民调解, 公共法律服务, 法律援助, 法律顾问, 谁执法谁普法, 法制审核, 集体讨论决定, 领导接访",
    ),
    (
        "deficient", {}, ("zh", "placeName"), [("法治文化阵地", "新窑镇")],
        "新窑 says 法治文化建设滞后; no other report admits a weak practice",
    ),
    (
        "weak-points", {}, ("zh", "deficient", "implemented", "covered"), [("法治文化阵地", 1, 3, 5)],
        "weak in one report, running in three (南翔, 新窑 itself, 南城) of five",
    ),
    (
        "lapsed-laws", {}, ("lawTitle", "repealedOn", "successorTitle", "placeName", "year"),
        [("信访条例", "2022-05-01", "信访工作条例", "新窑镇", 2023)],
        "新窑 cites in 2023 what was repealed on 1 May 2022",
    ),
    (
        "laws-cited", {"limit": 2}, ("lawTitle", "reports", "notInForce"),
        [("中华人民共和国宪法", 4, 0), ("中华人民共和国民法典", 4, 0)],
        "constitution and civil code are cited by all but 真新, and no other law by more than one",
    ),
    (
        "laws-cited", {"kind": "administrative regulation"}, ("lawTitle", "reports", "notInForce"),
        [("信访条例", 1, 1)],
        "the one regulation of the State Council that is cited",
    ),
    (
        "reports-citing", {"law": "民法典"}, ("placeName", "year", "inForce"),
        [("南翔镇", 2021, True), ("万兴街道", 2022, True), ("南城街道", 2021, True), ("新窑镇", 2023, True)],
        "in force since 1 January 2021",
    ),
    (
        "counsel", {}, ("firmName", "placeName", "year"),
        [("天津昊哲律师事务所", "万兴街道", 2022), ("浙江桔洲律师事务所", "南城街道", 2021), ("百君律师事务所", "新窑镇", 2023)],
        "the three firms named in the texts",
    ),
    ("counsel", {"place": "新窑镇"}, ("firmName",), [("百君律师事务所",)], "an optional place leaves out the others"),
    ("counsel", {"year": 2021}, ("firmName",), [("浙江桔洲律师事务所",)], "and an optional year"),
    (
        "law-firms", {"area": "浙江省"}, ("firmName", "places", "firstReported"), [("浙江桔洲律师事务所", 1, 2021)],
        "the firm of 南城街道 in 浙江",
    ),
    (
        "honours", {"year": 2024}, ("honourName", "placeName"),
        [("上海市志愿服务先进典型", "真新街道"), ("中国国际进口博览会志愿服务先进典型", "真新街道")],
        "both in one sentence of 真新",
    ),
    (
        "institutions-in", {"practice": LINKAGE}, ("type", "placeName"),
        [("人民法庭", "南城街道"), ("司法所", "南城街道"), ("检察室", "南城街道"), ("派出所", "南城街道")],
        "派出所、司法所、法庭和检察室 are the four bodies of the name",
    ),
    ("practices-with", {"type": "派出所"}, ("zh",), [(LINKAGE,)], "the police station takes part in that alone"),
    ("institutions", {"type": "司法所"}, ("type", "placeName"), [("司法所", "南城街道")], "one justice office is named as acting"),
    (
        "figures-across", {"measure": "调解案件"}, ("measure", "value", "unit", "placeName"),
        [("街道级调解案件", 35, "件", "南城街道"), ("村级调解案件", 27, "件", "南城街道")],
        "村级调解案件27件,街道级调解案件35件",
    ),
    (
        "figures", {"place": "新窑镇", "measure": "调解"}, ("measure", "value", "unit"),
        [("专职调解员", 7, "名"), ("人民调解委员会", 15, "个"), ("兼职调解员", 117, "名"), ("成功调解矛盾纠纷", 305, "件")],
        "人民调解委员会15个,专职调解员7名,兼职调解员117名 … 成功调解305件",
    ),
    (
        "coverage-by", {"province": "上海市"}, ("level", "year", "places", "reports"),
        [("township", 2021, 1, 1), ("township", 2024, 1, 1)],
        "南翔镇 2021 and 真新街道 2024 are the two of Shanghai, both of township level",
    ),
    ("coverage-by-year", {}, ("year", "places"), [(2021, 2), (2022, 1), (2023, 1), (2024, 1)], "five reports of four years"),
    (
        "missing-reports", {"year": 2021}, ("placeName", "firstHeld"),
        [("真新街道", 2024), ("万兴街道", 2022), ("新窑镇", 2023)],
        "the two of 2021 are 南翔 and 南城",
    ),
    (
        "top-practices", {"year": 2024, "limit": 1}, ("implemented", "covered", "share"), [(1, 1, 1.0)],
        "one report of 2024 is held: each of its practices runs in all of them",
    ),
    (
        "top-practices-in", {"province": "上海市", "limit": 5}, ("zh", "implemented", "covered"),
        [
            ("网格化管理", 2, 2), ("重大执法决定法制审核制度", 2, 2), ("重大行政决策程序", 2, 2),
            ("公共法律服务", 2, 2), ("谁执法谁普法", 2, 2),
        ],
        "the five that both Shanghai reports share",
    ),
    (
        "practices-under", {"topic": "G7", "province": "贵州省"}, ("zh", "implemented", "covered"),
        [("矛盾纠纷排查化解", 1, 1)],
        "of the disputes chapter 新窑 claims the one mechanism for finding and settling disputes",
    ),
    (
        "related-practices", {"practice": "行政执法三项制度"}, ("relation", "zh", "places"),
        [("narrower", "执法全过程记录制度", 3), ("narrower", "重大执法决定法制审核制度", 3), ("narrower", "行政执法公示制度", 2)],
        "the container and its three parts; recording in 新窑, 真新, 万兴, review in 南翔, 真新, 万兴, publication in 真新, 万兴",
    ),
    (
        "practices-of", {"place": "新窑镇", "status": "planned"}, ("zh",), [("会前学法",), ("八五普法",), ("领导干部学法制度",)],
        "the three that its plans name",
    ),
    (
        "evidence-of", {"place": "南城街道", "practice": "枫桥经验"}, ("start", "end", "focusStart", "focusEnd", "status"),
        [(2158, 2225, 2166, 2170, "implemented")],
        "one sentence of the report names it, at these offsets of the file",
    ),
    (
        "gaps-of", {"place": "真新街道", "area": "上海市", "min": 1, "limit": 1}, ("places",), [(1,)],
        "only 南翔 is beside it in Shanghai",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values", "columns", "expected", "reason"), ANSWERS)
def test_an_answer_is_what_the_texts_say(
    store: Store, name: str, values: dict[str, object], columns: tuple[str, ...], expected: list[Any], reason: str
) -> None:
    found = [tuple(row[column] for column in columns) for row in records(store, name, **values)]
    assert found == expected, reason


def test_what_one_place_has_and_another_has_not(store: Store) -> None:
    rows = {row["zh"]: row for row in records(store, "difference", a="南翔镇", b="真新街道")}
    assert rows["12345热线"]["bStatus"] == "planned"  # promised for 2025
    assert rows["法律顾问制度"]["bStatus"] is None  # 真新 does not speak of it
    assert "谁执法谁普法" not in rows  # both run it
    assert rows["三重一大"]["aYear"] == 2021 and "三重一大" in rows["三重一大"]["aSentence"]


def test_what_is_peculiar_to_a_place(store: Store) -> None:
    own = {row["zh"] for row in records(store, "peculiar-to", place="真新街道")}
    assert {"三所联动", "同心源", "府院联动"} <= own  # no other of the five names them
    assert not own & {"枫桥经验", "网格化管理", "合法性审查"}


def test_promises_without_a_next_report_are_open_not_broken(store: Store) -> None:
    rows = {row["zh"]: row for row in records(store, "promises", place="南翔镇")}
    assert {row["outcome"] for row in rows.values()} == {"open"}  # the report of 2022 is not held
    assert rows["法律顾问制度"]["already"] is True  # it runs in 2021, too
    assert rows["定期联系制度"]["already"] is False
    assert len(rows) == 8


def test_practices_that_run_together(store: Store) -> None:
    rows = {row["zh"]: (row["places"], row["jaccard"]) for row in records(store, "co-adopted-with", practice="枫桥经验")}
    assert rows["行政复议"] == (3, 1.0)  # both in 南城, 真新 and 万兴 and nowhere else
    assert rows["合法性审查"] == (3, 0.75)  # in 新窑, too
    assert "三所联动" not in rows  # together in one place only, below the threshold
    assert records(store, "co-adopted", limit=1)[0]["places"] == 3


def test_a_container_and_its_part_are_marked_as_related(store: Store) -> None:
    rows = {row["zh"]: row["related"] for row in records(store, "co-adopted-with", practice="行政执法三项制度")}
    assert rows["行政执法公示制度"] is True
    assert rows["枫桥经验"] is False


def test_the_origin_of_a_practice_is_told_with_its_source(store: Store) -> None:
    found = {row["fact"]: row for row in records(store, "about-practice", practice="枫桥经验")}
    assert found["origin year"]["content"] == "1963"
    assert found["origin place"]["content"] == "浙江省绍兴市诸暨市"
    assert found["origin place"]["about"].endswith("/id/division/330681")
    assert found["origin source"]["content"].startswith("http")
    unsaid = {row["fact"] for row in records(store, "about-practice", practice="法律顾问制度")}
    assert unsaid and not {fact for fact in unsaid if "origin" in fact}


def test_a_place_of_origin_is_no_place_with_a_report(store: Store) -> None:
    """诸暨市 has a name in the vocabulary, and is counted nowhere: no report of it is held."""
    assert store.query("ASK { ?place rdfs:label '诸暨市'@zh }").yes
    assert not store.query("ASK { ?place rdfs:label '诸暨市'@zh ; a rol:Jurisdiction }").yes
    assert "诸暨市" not in {row["placeName"] for row in records(store, "places")}


def test_everything_about_one_sentence(store: Store) -> None:
    evidence = records(store, "evidence-of", place="南城街道", practice="枫桥经验")[0]["evidence"]
    rows = records(store, "sentence", evidence=evidence)
    assert [(row["kind"], row["name"], row["value"], row["unit"]) for row in rows] == [
        ("adoption", "枫桥经验", None, None),
        ("figure", "村级调解案件", 27, "件"),
        ("figure", "街道级调解案件", 35, "件"),
        ("figure", "调处成功率", 100, "%"),
        ("figure", "群众满意度", 100, "%"),
    ]
    assert {(row["start"], row["end"]) for row in rows} == {(2158, 2225)}


def test_a_profile_counts_practices_not_sentences(store: Store) -> None:
    rows = {row["notation"]: row for row in records(store, "profile-of", place="新窑镇")}
    culture = rows["S2"]  # legal awareness: 法治文化阵地 runs and is weak, 八五普法 is promised
    assert (culture["planned"], culture["deficient"]) == (1, 1)
    assert None in rows  # practices that the vocabulary does not know yet stand under no concept


def test_candidates_come_with_their_sentence(store: Store) -> None:
    rows = {row["zh"]: row for row in records(store, "candidates", words="制度", limit=500)}
    assert "1+6" in rows["1+6制度"]["sentence"]
    assert "法律顾问制度" not in rows  # the vocabulary has it


def test_sentences_with_words(store: Store) -> None:
    rows = records(store, "sentences", words="枫桥经验")
    assert len(rows) == 5 and all("枫桥经验" in row["sentence"] for row in rows)
    assert {row["placeName"] for row in records(store, "sentences", words="枫桥经验", area="上海市")} == {"真新街道"}


@pytest.mark.parametrize("name", ["figures", "deficient", "planned", "promises", "coverage", "laws-cited"])
def test_the_whole_list_is_that_of_all_years_together(store: Store, name: str) -> None:
    """Without a value a list is cut by what is derived, with one it is searched: both must find the same."""

    def rows(**values: object) -> list[str]:
        found = records(store, name, limit=100_000, **values)
        return sorted(str({**row, "reports": None, "notInForce": None}) for row in found)

    assert rows() and set(rows()) == {row for year in range(2021, 2025) for row in rows(year=year)}


@pytest.mark.parametrize("name", ["figures", "deficient", "planned", "promises", "coverage"])
def test_a_limit_takes_the_first_places(store: Store, name: str) -> None:
    ranks = {str(place): int(str(rank)) for place, rank in store.query(
        "SELECT ?place ?rank { ?place rol:coveredIn ?year ; rol:rank ?rank }"
    ).values()}  # fmt: skip
    whole = sorted(ranks[row["place"]] for row in records(store, name, limit=1000))
    for limit in (1, 2):
        assert sorted(ranks[row["place"]] for row in records(store, name, limit=limit)) == whole[:limit]


def test_totals_of_measures_are_those_of_the_figures(store: Store) -> None:
    """Of an area they are counted from its figures, of all places they are derived."""
    columns = ("measure", "unit", "figures", "least", "greatest")
    parts = [row for area in ("31", "33", "12", "52") for row in records(store, "measures", area=area)]
    whole = records(store, "measures", limit=1000)
    assert sum(row["figures"] for row in whole) == sum(row["figures"] for row in parts)
    alone = [tuple(row[one] for one in columns) for row in whole if row["places"] == 1]
    assert set(alone) <= {tuple(row[one] for one in columns) for row in parts}


# ---- more than the seeds show: several years, several files


def place_in(year: int, **statuses: str) -> Extraction:
    """A report of 南城街道 that says of each practice what is asked; the words are found in its text."""
    text = f"{year}年报告\n" + "".join(f"关于{name}。\n" for name in statuses)
    header = {**factories.NANCHENG, "report_year": year}
    made = [factories.adoption(text, name, Status(status)) for name, status in statuses.items()]
    return Extraction(factories.report(text, f"{year}.txt", **header), (), tuple(made))


@pytest.fixture(scope="module")
def years() -> Store:
    """Three years of one place with a gap: 2020, 2021 and 2023."""
    store = Store.memory()
    write_vocabulary(store, "years")
    reports = [
        place_in(2020, 甲制度="planned", 乙制度="planned", 丙制度="planned", 丁制度="planned", 戊制度="planned", 己制度="implemented"),
        place_in(2021, 甲制度="implemented", 乙制度="deficient", 丙制度="planned", 庚制度="implemented", 己制度="planned"),
        place_in(2023, 戊制度="implemented", 己制度="implemented"),
    ]  # fmt: skip
    for report in reports:
        store.add(quads(report))
    refresh(store)
    return store


def test_what_became_of_promises(years: Store) -> None:
    rows = {(row["zh"], row["year"]): row for row in records(years, "promises")}
    outcomes = {key: (row["outcome"], row["already"], row["keptIn"]) for key, row in rows.items()}
    assert outcomes == {
        ("甲制度", 2020): ("kept", False, 2021),
        ("乙制度", 2020): ("weak", False, None),
        ("丙制度", 2020): ("renewed", False, None),
        ("丁制度", 2020): ("dropped", False, None),
        ("戊制度", 2020): ("dropped", False, 2023),  # not in the next report, but later
        ("丙制度", 2021): ("open", False, None),  # no report of 2022
        ("己制度", 2021): ("open", True, 2023),  # ran in 2020 already
    }
    (tally,) = records(years, "promises-by-place")
    counted = [tally[one] for one in ("promised", "kept", "weak", "renewed", "dropped", "open")]
    assert counted == [7, 1, 1, 1, 2, 2]
    by_practice = {row["zh"]: row["promised"] for row in records(years, "promises-by-practice")}
    assert by_practice["丙制度"] == 2 and by_practice["甲制度"] == 1
    assert [row["zh"] for row in records(years, "promises", outcome="kept")] == ["甲制度"]


def test_what_is_new_and_what_is_gone(years: Store) -> None:
    assert [row["zh"] for row in records(years, "new-in", place="南城街道", year=2021)] == ["庚制度", "甲制度"]
    gone = {row["zh"]: (row["lastReported"], row["status"]) for row in records(years, "gone-in", place="南城街道", year=2021)}
    assert gone == {"己制度": (2023, "planned")}  # ran in 2020, only promised in 2021
    assert records(years, "gone-in", place="南城街道", year=2022) == []  # no report is not silence
    later = {row["zh"] for row in records(years, "gone-in", place="南城街道", year=2023)}
    assert later == {"甲制度", "庚制度"}


def test_sentence_and_source_of_a_row_belong_together() -> None:
    """Two files, two sentences: the smallest of each would make a pair that stands nowhere."""
    store = Store.memory()
    for source, sentence in (("b.txt", "甲所聘请浙江某某律师事务所。"), ("a.txt", "乙镇聘请浙江某某律师事务所。")):
        text = f"{source}\n{sentence}\n"
        proof = (factories.evidence(text, "浙江某某律师事务所"),)
        counsel = Counsel(proof, "institution/0123456789ab", "浙江某某律师事务所")
        store.add(quads(Extraction(factories.report(text, source, **factories.NANCHENG), (), (counsel,))))
    refresh(store)
    rows = records(store, "counsel")
    assert {(row["source"], row["sentence"]) for row in rows} <= {
        ("b.txt", "甲所聘请浙江某某律师事务所。"), ("a.txt", "乙镇聘请浙江某某律师事务所。"),
    }  # fmt: skip
    assert all(row["evidence"].startswith(f"{base()}id/report/") for row in rows)


# ---- parameters

REFUSED = [
    ("practices-of", {}, "needs the parameter 'place'.*--place VALUE", "a parameter that is missing"),
    ("practices-of", {"place": "真新街道", "planet": "火星"}, "no parameter 'planet'; known: place", "one that is none"),
    ("practices-of", {"place": "火星镇"}, "No report of '火星镇' is held; `fazhi query places`", "a place without a report"),
    ("practices-of", {"place": "真新街道", "year": "24"}, "'24' is no year; give four digits", "half a year"),
    ("practices-of", {"place": "真新街道", "status": "done"}, "'done' is no status; give implemented", "an unknown status"),
    ("promises", {"outcome": "broken"}, "'broken' is no outcome; give kept", "an unknown outcome"),
    ("places-of", {"practice": "枫桥"}, "near it: .*枫桥经验", "half a name shows the whole ones"),
    ("places-of", {"practice": "从未有过的做法"}, "check the spelling", "a practice that no report names"),
    ("reports-citing", {"law": "反有组织"}, "near it: 中华人民共和国反有组织犯罪法", "half a title"),
    ("practices-under", {"topic": "天文"}, "There is no top concept '天文'; near it: .*社会", "an unknown topic lists all"),
    ("shared-practices", {"min": "two"}, "'two' is no whole number", "words for a number"),
    ("practices", {"limit": "-1"}, "'-1' is too small; give a whole number of 1 or more", "less than nothing"),
    ("practices", {"limit": "0"}, "give a whole number of 1 or more", "nothing at all"),
    ("practices", {"limit": "9" * 24}, "is too large; give at most 999999999", "more than is counted"),
    ("practices", {"limit": "9" * 9000}, "is too large; give at most 999999999", "more digits than Python reads"),
    ("coverage-by", {"level": "村民"}, r"township \(乡级\), community \(村、社区\)", "a level that is none, in Chinese"),
    ("sentence", {"evidence": "not an iri"}, "no absolute IRI", "no IRI"),
    ("coverage-by", {"level": "village"}, "'village' is no level; give province", "an unknown level"),
    ("practice-of", {}, "did you mean practices-of", "a name that is nearly one"),
]


@pytest.mark.parametrize(("name", "values", "said", "reason"), REFUSED)
def test_a_wrong_value_is_refused_with_what_to_write(
    store: Store, name: str, values: dict[str, str], said: str, reason: str
) -> None:
    with pytest.raises(QueryError, match=said):
        run(store, name, **values)


CODED = [
    ("status", "计划", "planned", "as tables print it"), ("status", "已实行", "implemented", "as tables print it"),
    ("status", "薄弱", "deficient", "in short"), ("status", " planned ", "planned", "in English, with spaces"),
    ("level", "乡级", "township", "as tables print it"), ("level", "镇", "township", "one of its kinds"),
    ("level", "村、社区", "community", "as tables print it"), ("level", "市", "prefecture", "in short"),
    ("outcome", "仍有不足", "weak", "as tables print it"), ("outcome", "不足", "weak", "in short"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "word", "value", "reason"), CODED)
def test_a_coded_value_may_be_given_in_chinese(kind: str, word: str, value: str, reason: str) -> None:
    assert choice_term(kind, word) == choice_term(kind, value), reason


def test_every_word_of_the_tables_is_taken() -> None:
    for kind, values in CHOICES.items():
        assert [coded(kind, chinese(kind, value)) for value in values] == list(values)
        assert all(chinese(kind, value) != value for value in values), "each has a Chinese word"


def test_a_kind_of_law_may_be_given_in_chinese(store: Store) -> None:
    assert records(store, "laws-cited", kind="行政法规") == records(store, "laws-cited", kind="administrative regulation")


CALLED = [
    ("真新街道", "its name"), ("真新", "without its last word"), ("310114002", "its code"), ("310114002000", "its code of twelve digits"),
    ("上海市嘉定区真新街道", "its full path"), ("嘉定区真新街道", "the end of its path"), ("division/310114002", "its identifier"),
    ("https://w3id.org/fazhi/id/division/310114002", "its IRI"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "reason"), CALLED)
def test_a_place_may_be_called(store: Store, name: str, reason: str) -> None:
    assert len(records(store, "practices-of", place=name, status="planned")) == 14


def test_an_area_may_be_called_by_name_and_code(store: Store) -> None:
    for name in ("上海市", "上海", "31", "310000"):
        assert {row["path"] for row in records(store, "places", area=name)} == {"上海市嘉定区南翔镇", "上海市嘉定区真新街道"}
    assert [row["placeName"] for row in records(store, "places", area="嘉定区")] == ["南翔镇", "真新街道"]


def test_a_name_of_two_places_lists_them_with_what_to_type() -> None:
    store = Store.memory()
    codes = gazetteer().named("新窑镇")
    assert len(codes) == 2  # one in 贵州, one in 甘肃
    for code in codes:
        header = {"title": "报告", "division_code": code, "jurisdiction": gazetteer().full_path(code), "report_year": 2023}
        store.add(quads(factories.naming(f"{code}推行某制度。", "某制度", source=f"{code}.txt", **header)))
    refresh(store)
    with pytest.raises(QueryError) as refused:
        run(store, "practices-of", place="新窑镇")
    for code in codes:
        assert f"{gazetteer().full_path(code)} ({code})" in str(refused.value)
        assert len(records(store, "practices-of", place=code)) == 1
    assert "'新窑镇' is the name of 2 places" in str(refused.value)
    first = min(codes, key=gazetteer().full_path)
    assert str(refused.value).endswith(f"give a code or the full path, such as {first}")


@pytest.mark.parametrize("name", ["民法典", "《民法典》", "中华人民共和国民法典", "《中华人民共和国民法典》"])
def test_a_law_may_be_called_by_its_short_title(store: Store, name: str) -> None:
    assert len(records(store, "reports-citing", law=name)) == 4


@pytest.mark.parametrize("name", ["枫桥经验", "“枫桥经验”", "Fengqiao experience", "fengqiao-experience", "practice/fengqiao-experience"])
def test_a_practice_may_be_called_by_any_name(store: Store, name: str) -> None:
    assert len(records(store, "adopters-of", practice=name)) == 3


@pytest.mark.parametrize("name", ["G7", "健全社会矛盾纠纷行政预防调处化解体系", "disputes", "top-concept/disputes"])
def test_a_topic_may_be_called_by_notation_and_name(store: Store, name: str) -> None:
    assert records(store, "practices-under", topic=name, province="贵州")[0]["zh"] == "矛盾纠纷排查化解"


@settings(deadline=None, max_examples=60)
@given(words=st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
def test_nothing_typed_leaves_its_quotes(words: str) -> None:
    """Whatever the words, the query stays one SELECT that asks for them alone."""
    sparql = bound(get("sentences"), gold_store(), {"words": words})
    assert text_term(words) in sparql
    rows = list(gold_store().query(sparql).records())
    assert all(words in str(row["sentence"]) for row in rows)


def test_another_base_moves_the_queries(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    monkeypatch.setenv("FAZHI_BASE_IRI", "https://example.org/law/")
    sparql = bound(get("candidates"), store, {})
    assert "https://example.org/law/scheme/candidates" in sparql and "w3id.org/fazhi" not in sparql


# ---- the command


def test_the_help_of_one_query_shows_its_parameters(fazhi: Any) -> None:
    shown = fazhi("query", "practices-of", "--help").stdout
    for word in ("--place PLACE", "必填", "报告年度", "fazhi query practices-of --place", "一地的做法"):
        assert word in shown
    english = fazhi("query", "practices-of", "--help", "--lang", "en").stdout
    assert "required" in english and "Columns" in english
    assert "--excel" in fazhi("query", "--help").stdout


def test_tables_speak_the_language_asked_for(fazhi: Any, seed_store: Path) -> None:
    zh = fazhi("query", "practices-of", "--place", "真新街道", "--status", "planned", "--store", seed_store).stdout
    assert "做法" in zh.splitlines()[0] and "计划" in zh and "planned" not in zh
    en = fazhi("query", "practices-of", "--place", "真新街道", "--status", "planned", "--store", seed_store, "--lang", "en")
    assert "English name" in en.stdout.splitlines()[0] and "planned" in en.stdout


def test_every_format_holds_the_same_rows(fazhi: Any, seed_store: Path) -> None:
    def ask(*more: str) -> str:
        return str(fazhi("query", "coverage-by-year", "--store", seed_store, *more).stdout)

    expected = [["2021", "2", "2"], ["2022", "1", "1"], ["2023", "1", "1"], ["2024", "1", "1"]]
    assert list(csv.reader(io.StringIO(ask("--format", "csv"))))[1:] == expected
    assert list(csv.reader(io.StringIO(ask("--format", "tsv")), delimiter="\t"))[1:] == expected
    assert next(csv.reader(io.StringIO(ask("--format", "csv", "--labels")))) == ["年度", "地数", "报告数"]
    assert [[cell.strip() for cell in line.strip("| \n").split("|")] for line in ask("--format", "md").splitlines()][2:] == expected
    bindings = json.loads(ask("--format", "json"))["results"]["bindings"]
    assert [[row[name]["value"] for name in ("year", "places", "reports")] for row in bindings] == expected
    assert bindings[0]["year"]["datatype"].endswith("#gYear")


def test_a_cut_answer_is_told(fazhi: Any, seed_store: Path) -> None:
    cut = fazhi("query", "coverage", "--limit", "2", "--store", seed_store, "--format", "csv")
    assert "cut at 2 rows; give more, such as --limit 20" in cut.stderr and len(cut.stdout.splitlines()) == 3
    assert fazhi("query", "coverage", "--store", seed_store).stderr == ""


CELLS = [
    ("=SUM(A1)", "'=SUM(A1)", "a formula"), ("－表", "'－表", "a wide sign that spreadsheets take, too"), ("@cmd", "'@cmd", "an old one"),
    ("'=1", "''=1", "one that has its apostrophe already, so that it can be had back"), ("-5", "-5", "a number stays one"),
    ("+3.2%", "+3.2%", "so does a share"), ("三所联动", "三所联动", "words stay words"), ("'tis", "'tis", "an apostrophe alone is text"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "written", "reason"), CELLS)
def test_csv_texts_never_run_and_can_be_had_back(cell: str, written: str, reason: str) -> None:
    output = io.StringIO()
    write_csv(["x"], [[cell]], output)
    (found,) = list(csv.reader(io.StringIO(output.getvalue())))[1]
    assert found == written
    exact = io.StringIO()
    write_csv(["x"], [[cell]], exact, exact=True)
    assert list(csv.reader(io.StringIO(exact.getvalue())))[1] == [cell]


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0")))
def test_the_guard_can_be_undone(text: str) -> None:
    output = io.StringIO()
    write_csv(["x"], [[text, "end"]], output)
    _, (found, _) = csv.reader(io.StringIO(output.getvalue()))
    guarded = re.match("'+[=+\\-@\t\r\n＝＋－＠]", found)
    assert (found[1:] if guarded else found) == text
