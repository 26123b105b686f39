"""The five seeds from files to answers, checked against what a reader finds in them by hand."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from fazhi.queries import run, shared_practices
from fazhi.store import Store

ROOT = Path(__file__).resolve().parents[1]
KINDS = {"adoption", "participation", "citation", "counsel", "honour", "observation"}


@pytest.fixture(scope="module")
def extracted(fazhi, seeds: Path) -> list[dict]:
    """What `fazhi extract` writes of the seeds."""
    done = fazhi("extract", seeds)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


HEADERS = [
    ("000", "上海市嘉定区南翔镇", "310114102", 2021, "2022-03-01", None),
    ("001", "贵州省六盘水市六枝特区新窑镇", "520203109", 2023, "2024-03-21", None),
    ("002", "浙江省台州市黄岩区南城街道", "331003002", 2021, "2022-02-11", "2022-01-21"),
    ("003", "上海市嘉定区真新街道", "310114002", 2024, None, None),
    ("004", "天津市南开区万兴街道", "120104005", 2022, None, "2023-03-15"),
]


@pytest.mark.parametrize(("number", "place", "code", "year", "issued", "written"), HEADERS)
def test_header_facts(extracted, number, place, code, year, issued, written) -> None:
    report = next(record["report"] for record in extracted if Path(record["source"]).name.startswith(number))
    facts = ("jurisdiction", "division_code", "report_year", "issued", "written")
    assert tuple(report[fact] for fact in facts) == (place, code, year, issued, written)


def test_every_mention_and_every_piece_of_evidence_stands_in_the_raw_text(extracted) -> None:
    for record in extracted:
        text = Path(record["source"]).read_bytes().decode()
        assert all(text[m["start"] : m["end"]] == m["text"] for m in record["mentions"])
        edges = [(m["start"], m["end"]) for m in record["mentions"]]
        assert all(one[1] <= two[0] for one, two in pairwise(edges))
        for statement in record["statements"]:
            assert statement["evidence"]
            for one in statement["evidence"]:
                assert 0 <= one["start"] <= one["focus_start"] < one["focus_end"] <= one["end"] <= len(text)


def test_every_kind_of_statement_comes_out(extracted) -> None:
    assert {statement["kind"] for record in extracted for statement in record["statements"]} == KINDS


def test_law_firms_are_counsel(extracted) -> None:
    firms = {s["name"] for record in extracted for s in record["statements"] if s["kind"] == "counsel"}
    assert firms == {"百君律师事务所", "浙江桔洲律师事务所", "天津昊哲律师事务所"}


def test_practices_that_seeds_share(seed_store: Path) -> None:
    with Store.open(seed_store) as store:
        shared = {practice.zh: practice for practice in shared_practices(store)}
    assert len(shared) >= 25
    fengqiao = {(claim.place, claim.year) for claim in shared["枫桥经验"].claims if claim.status == "implemented"}
    assert fengqiao == {("南城街道", 2021), ("真新街道", 2024), ("万兴街道", 2022)}


def test_a_practice_may_be_both_done_and_promised(seed_store: Path) -> None:
    with Store.open(seed_store) as store:
        rows = list(run(store, "practices-of", place="真新街道", year=2024).records())
    assert {row["status"] for row in rows if row["zh"] == "三所联动"} == {"implemented", "planned"}


def test_a_promise_is_never_practised(seed_store: Path) -> None:
    question = """ASK { ?place rol:practises ?practice
        FILTER NOT EXISTS { ?a rol:jurisdiction ?place ; rol:practice ?practice ; rol:status rol:implemented } }"""
    with Store.open(seed_store) as store:
        assert store.query(question).yes is False


def test_every_quotation_of_the_graph_is_the_raw_text_at_its_offsets(seed_store: Path, seeds: Path) -> None:
    texts = {path.name: path.read_bytes().decode() for path in seeds.glob("*.txt")}
    question = """SELECT ?file ?start ?end ?exact WHERE { ?e a rol:Evidence ; oa:hasSource/rol:fileName ?file ;
        oa:hasSelector ?p , ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact }"""
    with Store.open(seed_store) as store:
        rows = list(store.query(question).records())
    assert len(rows) > 300
    assert all(texts[row["file"]][row["start"] : row["end"]] == row["exact"] for row in rows)


def test_a_law_cited_after_its_repeal_is_flagged() -> None:
    from fazhi.identifiers import law_id
    from fazhi.reading.statements import in_force

    assert in_force(law_id("中华人民共和国合同法"), 2022) is False
    assert in_force(law_id("中华人民共和国民法典"), 2022) is True


def test_the_saved_pipeline_loads_in_a_process_that_knows_only_spacy(tmp_path: Path) -> None:
    import subprocess
    import sys

    from fazhi.tagging.pipeline import make_pipeline

    make_pipeline().to_disk(tmp_path / "nlp")
    code = (
        "import spacy, sys; nlp = spacy.load(sys.argv[1]); "
        "doc = nlp('南城街道坚持发展新时代“枫桥经验”，落实《民法典》。'); print([(e.text, e.label_) for e in doc.ents])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "nlp")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "('枫桥经验', 'MECHANISM')" in done.stdout
    assert "('《民法典》', 'LAW')" in done.stdout
