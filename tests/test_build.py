"""Builds: what is read and refused, the same bytes whatever the way, interruption, taking out again."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import builds
import factories
from builds import ONE, dump, extract, run, sources, text
from fazhi.build import Outcome, Versions, remove
from fazhi.errors import ModelError, StoreError, VocabularyError
from fazhi.extraction import Extraction
from fazhi.identifiers import iri
from fazhi.namespaces import base, rol
from fazhi.reports import Report
from fazhi.store import Store
from fazhi.triples import derived_graph, things_graph


@pytest.fixture(autouse=True, scope="module")
def _small_vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with builds.small_vocabulary(tmp_path_factory.mktemp("ontology")):
        yield


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return builds.make_corpus(tmp_path)


def test_a_build_reads_folders_at_any_depth_and_says_what_it_took(corpus: Path, tmp_path: Path) -> None:
    summary = run([corpus], tmp_path / "s")
    assert sources(summary) == {"a.txt": Outcome.NEW, "b.TXT": Outcome.NEW}
    row = summary.rows[0]
    assert (row.year, row.statements, row.jurisdiction) == (2021, 2, "浙江省台州市黄岩区南城街道")
    with Store.open(tmp_path / "s") as store:
        assert summary.counts == store.counts() and store.counts().reports == 2
        assert [report.files for report in store.reports()] in (
            [("a.txt",), ("b.TXT",)],
            [("b.TXT",), ("a.txt",)],
        )
        assert {report.quads for report in store.reports()} == {len(list(store.graph(r.iri))) for r in store.reports()}


def test_the_seeds_are_built_and_shared_practices_found(tmp_path: Path) -> None:
    summary = run([factories.ROOT / "seeds"], tmp_path / "s")
    assert [row.outcome for row in summary.rows] == [Outcome.NEW] * 5
    with Store.open(tmp_path / "s") as store:
        shared = store.query(
            "SELECT ?name ?places { ?p rol:sharedBy ?places ; skos:prefLabel ?name . FILTER(?places > 1) }"
        )
        assert "枫桥经验" in {name for name, _ in shared.values()}
        evidence = store.query(
            "SELECT ?file ?start ?end ?exact { ?e a rol:Evidence ; oa:hasSource/rol:fileName ?file ; "
            "oa:hasSelector [ oa:start ?start ; oa:end ?end ] , [ oa:exact ?exact ] }"
        )
    assert len(evidence.rows) >= 10
    for file, start, end, exact in evidence.values():
        raw = (factories.ROOT / "seeds" / str(file)).read_bytes().decode("utf-8")
        assert raw[int(start or 0) : int(end or 0)] == exact


def test_two_builds_give_the_same_bytes_whatever_the_order(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "one")
    run([corpus / "deeper" / "b.TXT", corpus / "a.txt", corpus / "a.txt"], tmp_path / "two")
    for path in (corpus / "a.txt", corpus / "deeper"):
        run([path], tmp_path / "three")
    first = dump(tmp_path / "one")
    assert dump(tmp_path / "two") == first
    assert dump(tmp_path / "three") == first
    assert b"_:" not in re.sub(rb'"(?:[^"\\]|\\.)*"', b"", first)


def test_adding_then_removing_a_report_restores_the_bytes(corpus: Path, tmp_path: Path) -> None:
    store = tmp_path / "s"
    run([corpus / "a.txt"], store)
    before = dump(store)
    added = run([corpus / "deeper"], store)
    assert dump(store) != before
    assert remove([added.rows[0].sha256 or "", "0" * 64], store) == 1
    assert dump(store) == before
    assert remove(["0" * 64], store) == 0


def test_the_same_text_under_two_names_is_one_report_with_both(corpus: Path, tmp_path: Path) -> None:
    """In one build or in two, in whatever order: the bytes of the dump are the same."""
    twin = corpus / "twin.txt"
    twin.write_bytes((corpus / "a.txt").read_bytes())
    summary = run([corpus], tmp_path / "one")
    assert len(summary.rows) == 2
    assert summary.rows[0].source == f"{(corpus / 'a.txt').as_posix()}, {twin.as_posix()}"
    for path in (twin, corpus / "deeper", corpus / "a.txt"):
        later = run([path], tmp_path / "two")
    assert later.rows[0].outcome is Outcome.REPLACED
    assert dump(tmp_path / "one") == dump(tmp_path / "two")
    assert run([twin], tmp_path / "two").rows[0].outcome is Outcome.UNCHANGED


def test_what_is_there_already_is_not_read_again(corpus: Path, tmp_path: Path) -> None:
    store, asked = tmp_path / "s", []

    def counting(report: Report) -> Extraction:
        asked.append(report.source)
        return extract(report)

    run([corpus], store, extract=counting)
    files = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    again = run([corpus], store, extract=counting)
    assert len(asked) == 2
    assert set(sources(again).values()) == {Outcome.UNCHANGED}
    assert [(row.title, row.year, row.quads, row.statements) for row in again.rows] == [
        (row.title, row.year, row.quads, row.statements) for row in run([corpus], tmp_path / "t").rows
    ]
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == files


@pytest.mark.parametrize("versions", [Versions("2", "v"), Versions("1", "w")])
def test_other_code_or_vocabulary_reads_again(corpus: Path, tmp_path: Path, versions: Versions) -> None:
    run([corpus], tmp_path / "s")
    again = run([corpus], tmp_path / "s", versions=versions)
    assert set(sources(again).values()) == {Outcome.REPLACED}
    run([corpus], tmp_path / "fresh", versions=versions)
    assert dump(tmp_path / "s") == dump(tmp_path / "fresh")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 8)


def no_report(path: Path) -> None:
    path.write_text("春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。\n" * 5, "utf-8")


def failing(path: Path) -> None:
    path.write_text(text("浙江省台州市黄岩区", 2020, "崩溃"), "utf-8")


def folder_without_texts(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    """Leave the path free."""


BAD: list[Callable[[Path], None]] = [empty, binary, no_report, failing, folder_without_texts, missing]


@pytest.mark.parametrize("make", BAD)
def test_a_bad_path_is_told_and_the_rest_goes_on(corpus: Path, tmp_path: Path, make: Callable[[Path], None]) -> None:
    bad = tmp_path / "bad.txt"
    make(bad)
    summary = run([bad, corpus], tmp_path / "s")
    (row,) = summary.refused
    assert row.source == bad.as_posix() and row.reason
    assert "bad.txt" in row.reason and "\n" not in row.reason
    assert len(summary.taken) == 2
    run([corpus], tmp_path / "without")
    assert dump(tmp_path / "s") == dump(tmp_path / "without")


@pytest.mark.parametrize("make", BAD)
def test_what_fails_leaves_the_store_untouched(corpus: Path, tmp_path: Path, make: Callable[[Path], None]) -> None:
    store, bad = tmp_path / "s", tmp_path / "bad.txt"
    run([corpus], store)
    files = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    make(bad)
    assert run([bad], store).refused
    assert len(run([bad, corpus], store).taken) == 2
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == files


@pytest.mark.parametrize("make", BAD)
def test_nothing_good_makes_no_store(tmp_path: Path, make: Callable[[Path], None]) -> None:
    bad = tmp_path / "bad.txt"
    make(bad)
    summary = run([bad], tmp_path / "s")
    assert summary.counts is None and len(summary.refused) == 1
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("s")]


def test_any_text_is_taken_when_asked_for(tmp_path: Path) -> None:
    no_report(tmp_path / "poem.txt")
    assert run([tmp_path / "poem.txt"], tmp_path / "s", any_text=True).taken


def test_a_report_that_fails_later_keeps_its_last_good_state(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "s")
    before = [row.version for row in Store.open(tmp_path / "s").reports()]

    def broken(report: Report) -> Extraction:
        raise ValueError(report.source)

    summary = run([corpus], tmp_path / "s", versions=Versions("2", "v"), extract=broken)
    assert len(summary.refused) == 2
    assert [row.version for row in Store.open(tmp_path / "s").reports()] == before


def test_a_missing_model_ends_the_build_and_leaves_the_store(corpus: Path, tmp_path: Path) -> None:
    def unable(report: Report) -> Extraction:
        raise ModelError("The tagging model is not there; reinstall fazhi")

    run([corpus / "a.txt"], tmp_path / "s")
    before = dump(tmp_path / "s")
    with pytest.raises(ModelError, match="reinstall"):
        run([corpus], tmp_path / "s", extract=unable)
    assert dump(tmp_path / "s") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "s"]


def test_a_vocabulary_file_that_is_no_turtle_ends_the_build(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text("<a> <b", "utf-8")
    with pytest.raises(VocabularyError, match=r"own\.ttl is no well-formed Turtle"):
        run([corpus], tmp_path / "s", extra=[tmp_path / "own.ttl"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "own.ttl"]


def test_standard_input_is_read_once(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = io.BytesIO((corpus / "a.txt").read_bytes())

    monkeypatch.setattr(sys, "stdin", Stream)
    summary = run(["-"], tmp_path / "s")
    assert summary.rows[0].source == "standard input" and summary.rows[0].statements == 2
    assert Store.open(tmp_path / "s").reports()[0].files == ("standard input",)


def test_progress_is_told_of_every_text(corpus: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, Outcome]] = []
    run([corpus], tmp_path / "s", progress=lambda done, of, row: told.append((done, of, row.outcome)))
    assert told == [(1, 2, Outcome.NEW), (2, 2, Outcome.NEW)]


def test_a_folder_that_is_no_store_is_left_alone(corpus: Path) -> None:
    with pytest.raises(StoreError, match="is not a Fazhi store"):
        run([corpus], corpus)


def test_a_store_in_use_is_said_so(corpus: Path, tmp_path: Path) -> None:
    run([corpus / "a.txt"], tmp_path / "s")
    with Store.rewriting(tmp_path / "s", ONE.marker("other")), pytest.raises(StoreError, match="in use"):
        run([corpus], tmp_path / "s")


KILLED = """
    import os, signal, sys, threading
    sys.path.insert(0, "tests")
    from pathlib import Path
    import builds as t
    import fazhi.building.loading
    from fazhi.store import Store
    fazhi.building.loading.BATCH = 1
    written, load = threading.Event(), Store.load
    def loading(store, quads):
        load(store, quads)
        written.set()
    Store.load = loading
    def extract(report):
        if report.source.endswith(sys.argv[3]):
            if not report.source.endswith("a.txt"):
                written.wait()
            os.kill(os.getpid(), signal.SIGKILL)
        return t.extract(report)
    t.run([Path(sys.argv[1])], Path(sys.argv[2]), extract=extract, versions=t.Versions("2", "v"))
"""


@pytest.mark.parametrize("first", ["a.txt", "b.TXT"])
def test_a_killed_build_leaves_the_last_good_store_and_the_next_one_carries_on(
    corpus: Path, tmp_path: Path, first: str
) -> None:
    store = tmp_path / "s"
    run([corpus / "a.txt"], store)
    before = dump(store)
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(corpus), str(store), first],
        cwd=factories.ROOT,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert dump(store) == before
    asked: list[str] = []

    def counting(report: Report) -> Extraction:
        asked.append(Path(report.source).name)
        return extract(report)

    run([corpus], store, extract=counting, versions=Versions("2", "v"))
    assert asked == (["b.TXT"] if first == "b.TXT" else ["a.txt", "b.TXT"])
    run([corpus], tmp_path / "fresh", versions=Versions("2", "v"))
    assert dump(store) == dump(tmp_path / "fresh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "fresh", "s"]


def test_what_a_killed_build_had_written_counts_as_new(corpus: Path, tmp_path: Path) -> None:
    """Killed after the last report, before the derived graphs: nothing is left to read again."""
    store = tmp_path / "s"
    run([corpus / "a.txt"], store)
    script = """
        import os, signal, sys
        sys.path.insert(0, "tests")
        from pathlib import Path
        import builds as t
        import fazhi.build
        fazhi.build.refresh = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        t.run([Path(sys.argv[1])], Path(sys.argv[2]))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(corpus), str(store)]
    assert subprocess.run(command, cwd=factories.ROOT, check=False).returncode == -signal.SIGKILL

    def never(report: Report) -> Extraction:
        raise AssertionError(report.source)

    summary = run([corpus], store, extract=never)
    assert sources(summary) == {"a.txt": Outcome.UNCHANGED, "b.TXT": Outcome.NEW}
    run([corpus], tmp_path / "fresh")
    assert dump(store) == dump(tmp_path / "fresh")


def test_the_vocabulary_lies_in_graphs_of_its_own(corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://w3id.org/fazhi/id/practice/mine> a skos:Concept ; skos:prefLabel '我的做法'@zh, 'mine'@en ;\n"
        "skos:note [ skos:editorialNote 'x'@en ] ; skos:altLabel '吾之做法'@zh ;\n"
        "skos:broader <https://w3id.org/fazhi/id/top-concept/functions> .\n",
        "utf-8",
    )
    run([corpus], tmp_path / "s", extra=[own], versions=Versions("1", "v and own"))
    with Store.open(tmp_path / "s") as store:
        graphs = [graph for graph in store.graphs() if "/graph/" in graph]
        prefix = f"{base()}id/graph/"
        assert {
            things_graph(),
            derived_graph(),
            f"{prefix}vocabulary/own",
            f"{prefix}vocabulary/own-terms",
            f"{prefix}vocabulary/fazhi",
        } <= set(graphs)
        assert not [graph for graph in graphs if graph.endswith("/shapes")]
        assert store.query("ASK { rol:Adoption rdfs:label '采用'@zh }").yes
        assert store.query(r"ASK { id:practice\/mine skos:note/skos:editorialNote ?note }").yes
        labels = store.query(r"SELECT ?label { id:practice\/mine a rol:Practice ; skos:prefLabel ?label }")
        assert sorted(str(label) for (label,) in labels.values()) == ["mine", "我的做法"]
    assert b"_:" not in dump(tmp_path / "s").replace(b'"_:', b"")
    run([corpus], tmp_path / "s")
    with Store.open(tmp_path / "s") as store:
        assert f"{prefix}vocabulary/own" not in store.graphs()


def test_a_table_of_own_practices_is_described(corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,english,top_concept,variants\n某某工作法,the Moumou method,functions,某某法|某氏法\n", "utf-8")
    run([corpus], tmp_path / "s", extra=[own], versions=Versions("1", "v and own"))
    with Store.open(tmp_path / "s") as store:
        found = store.query("SELECT ?p ?other { ?p skos:prefLabel 'the Moumou method'@en ; skos:altLabel ?other }")
        assert {(str(p), str(other)) for p, other in found.values()} == {
            (iri("practice/the-moumou-method"), "某某法"),
            (iri("practice/the-moumou-method"), "某氏法"),
        }


def test_another_base_iri_is_used_throughout(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_BASE_IRI", "https://example.org/law/")
    run([corpus], tmp_path / "s")
    assert b"w3id.org/fazhi" not in dump(tmp_path / "s")
    with Store.open(tmp_path / "s") as store:
        assert store.query("ASK { rol:Adoption a owl:Class . ?x a rol:Adoption }").yes
        assert rol("Adoption").startswith("https://example.org/law/")


def test_every_label_stands_once(corpus: Path, tmp_path: Path) -> None:
    """A label in the graph of each report would multiply the rows of every query."""
    run([corpus], tmp_path / "s")
    with Store.open(tmp_path / "s") as store:
        rows = list(store.query("SELECT ?p ?label { ?p a rol:Practice ; skos:prefLabel ?label }").values())
        assert len(rows) == len(set(rows)) >= 2


def test_current_versions_name_code_and_vocabulary(tmp_path: Path) -> None:
    versions = Versions.current()
    assert re.fullmatch(r"[0-9.]+\+[0-9a-f]{12}", versions.code) and versions == Versions.current()
    own = tmp_path / "own.csv"
    own.write_text("id\n")
    assert Versions.current([own]).vocabulary != versions.vocabulary
    assert Versions.current([own]).code == versions.code
