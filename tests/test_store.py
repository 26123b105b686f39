"""The store: what is no store, locks, replacing and removing, queries, sorted dumps."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from fazhi.errors import QueryError, StoreError
from fazhi.namespaces import base
from fazhi.store import MARKER, Kind, Marker, Store, plain
from fazhi.triples import graph_name, quads

JOB = Marker(base=base(), code="1", vocabulary="v", job="j")
HOSTILE = "q\"u'o>te\\ \n\r\t\u2028</script><!-- \x00\x07\ufffe \U0001f3db 〔2024〕"


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://example.org/{name}")


def quad(subject: str, value: str, graph: str = "g") -> ox.Quad:
    return ox.Quad(node(subject), node("p"), ox.Literal(value, language="zh"), node(graph))


def dumped(store: Store) -> bytes:
    output = io.BytesIO()
    store.dump(output)
    return output.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "store"
    with Store.rewriting(place, JOB) as store:
        store.add([quad("a", "甲"), quad("b", "乙", "h")])
    return place


def test_what_was_written_is_read_again(folder: Path) -> None:
    with Store.open(folder) as store:
        assert len(store) == 2
        assert store.graphs() == [node("g").value, node("h").value]
        assert store.marker == Marker(base=base(), code="1", vocabulary="v")


def test_a_reader_leaves_the_folder_free(folder: Path) -> None:
    with Store.open(folder), Store.open(folder) as second:
        assert len(second) == 2
    with Store.rewriting(folder, JOB) as store:
        store.add([quad("c", "丙")])
    with Store.open(folder) as store:
        assert len(store) == 3


def make_nothing(path: Path) -> None:
    """Leave the path free."""


def make_file(path: Path) -> None:
    path.write_text("x")


def make_folder_of_papers(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("x")


def make_bare_database(path: Path) -> None:
    ox.Store(path)


def make_damaged_marker(path: Path) -> None:
    path.mkdir()
    (path / MARKER).write_text("{")


def make_marker_without_database(path: Path) -> None:
    path.mkdir()
    said = {"base": base(), "code": "1", "vocabulary": "v", "state": "state-1", "format": 2}
    (path / MARKER).write_text(json.dumps(said))


def make_flat_layout(path: Path) -> None:
    ox.Store(path)
    (path / MARKER).write_text(json.dumps({"base": base(), "code": "1", "vocabulary": "v", "job": "", "format": 1}))


def make_marker_of_elsewhere(path: Path) -> None:
    path.mkdir()
    said = {"base": base(), "code": "1", "vocabulary": "v", "state": "../state-1", "format": 2}
    (path / MARKER).write_text(json.dumps(said))


def make_marker_without_state(path: Path) -> None:
    path.mkdir()
    (path / MARKER).write_text(json.dumps({"base": base(), "code": "1", "vocabulary": "v", "format": 2}))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (make_nothing, "There is no store at"),
        (Path.mkdir, "There is no store at"),
        (make_file, "is a file, not the folder of a store"),
        (make_folder_of_papers, "is not a Fazhi store"),
        # Oxigraph's own files are nobody's mistake, but nothing says that they are ours to replace.
        (make_bare_database, "is not a Fazhi store"),
        (make_damaged_marker, "is damaged"),
        (make_marker_without_database, "cannot be opened"),
        (make_marker_without_state, "is damaged"),
        # A state lies in the folder of its store and nowhere else.
        (make_marker_of_elsewhere, "is damaged"),
        (make_flat_layout, "laid out as format 1, this version reads and writes 2; build the store anew in another"),
    ],
)
def test_what_is_no_store_is_said_so(tmp_path: Path, make: object, message: str) -> None:
    place = tmp_path / "x"
    make(place)  # type: ignore[operator]
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(place)
    assert str(place) in str(caught.value)
    assert "\n" not in str(caught.value)


FOREIGN = [make_file, make_folder_of_papers, make_bare_database, make_damaged_marker, make_flat_layout]


@pytest.mark.parametrize("make", FOREIGN)
def test_nothing_foreign_is_overwritten(tmp_path: Path, make: object) -> None:
    place = tmp_path / "x"
    make(place)  # type: ignore[operator]
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(StoreError), Store.rewriting(place, JOB):
        pass
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_an_empty_folder_may_become_a_store(tmp_path: Path) -> None:
    with Store.rewriting(tmp_path, JOB) as store:
        store.add([quad("a", "甲")])
    with Store.open(tmp_path) as store:
        assert len(store) == 1


BUILDING = f"""
    import sys
    from fazhi.store import Marker, Store
    with Store.rewriting(sys.argv[1], {JOB!r}):
        print("held", flush=True)
        input()
"""
OTHER_PROGRAM = """
    import sys, pyoxigraph
    store = pyoxigraph.Store(sys.argv[1] + ".building")
    print("held", flush=True)
    input()
"""


@pytest.mark.parametrize("script", [BUILDING, OTHER_PROGRAM])
def test_a_store_in_use_is_left_alone(folder: Path, script: str) -> None:
    """Another process builds, or a program that knows nothing of our lock has the copy open."""
    command = [sys.executable, "-c", textwrap.dedent(script), str(folder)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdin and other.stdout
    try:
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(StoreError, match="in use by another process"), Store.rewriting(folder, JOB):
            pass
    finally:
        other.stdin.close()
        other.wait()
    with Store.open(folder) as store:
        assert len(store) == 2


def test_two_builds_at_once_are_refused(folder: Path) -> None:
    with (
        Store.rewriting(folder, JOB),
        pytest.raises(StoreError, match="in use"),
        Store.rewriting(folder, JOB),
    ):
        pass


def test_another_base_iri_is_refused(folder: Path) -> None:
    other = Marker(base="https://example.org/", code="1", vocabulary="v", job="j")
    with pytest.raises(StoreError, match=f"set FAZHI_BASE_IRI={base()}"), Store.rewriting(folder, other):
        pass


def test_readers_see_the_old_state_until_the_switch(folder: Path) -> None:
    with Store.rewriting(folder, JOB) as writer:
        writer.remove(node("g").value)
        with Store.open(folder) as reader:
            assert len(reader) == 2
    with Store.open(folder) as reader:
        assert len(reader) == 1


def test_an_exception_leaves_the_old_state(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), Store.rewriting(folder, JOB) as store:
        store.remove(node("g").value)
        raise ZeroDivisionError
    with Store.open(folder) as store:
        assert len(store) == 2


@pytest.mark.parametrize(
    ("job", "kept"),
    [
        (JOB, 3),  # the same job goes on where it was cut off
        (Marker(base=base(), code="1", vocabulary="v", job="other"), 2),  # another starts anew
        (Marker(base=base(), code="2", vocabulary="v", job="j"), 2),  # so does another version
    ],
)
def test_a_killed_job_is_carried_on_by_the_same_job_only(folder: Path, job: Marker, kept: int) -> None:
    script = f"""
        import os, signal, sys, pyoxigraph as ox
        from fazhi.store import Marker, Store
        with Store.rewriting(sys.argv[1], {JOB!r}) as store:
            n = ox.NamedNode("https://example.org/k")
            store.add([ox.Quad(n, n, n, n)])
            os.kill(os.getpid(), signal.SIGKILL)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(folder)], check=False)
    assert ended.returncode == -9
    with Store.open(folder) as store:
        assert len(store) == 2
    with Store.rewriting(folder, job) as store:
        assert len(store) == kept
    with Store.open(folder) as store:
        assert len(store) == kept
    assert [path.name for path in folder.parent.iterdir()] == ["store"]


def test_replacing_a_graph_leaves_the_others(folder: Path) -> None:
    with Store.rewriting(folder, JOB) as store:
        assert store.replace(node("g").value, [quad("a", "新"), quad("c", "新"), quad("c", "新")]) == 2
        assert node("h").value in store
        assert store.counts().quads == 3
        with pytest.raises(StoreError, match="was to be written into"):
            store.replace(node("g").value, [quad("a", "甲", "h")])


def test_a_large_and_a_small_write_give_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    quads = [quad(f"s{number}", "甲") for number in range(50)]
    with Store.memory() as small, Store.rewriting(tmp_path / "large", JOB) as large:
        small.add(quads)
        monkeypatch.setattr("fazhi.store.store._BULK", 10)
        large.add([quad("old", "乙")])
        large.replace(node("g").value, quads)
        assert dumped(large) == dumped(small)


def test_adding_then_removing_a_graph_restores_the_dump() -> None:
    with Store.memory() as store:
        store.add([quad("a", "甲"), quad("b", "乙", "h")])
        before = dumped(store)
        store.replace(node("k").value, [quad("a", "丙", "k")])
        assert dumped(store) != before
        assert store.remove(node("k").value)
        assert dumped(store) == before
        assert not store.remove(node("k").value)


@given(st.permutations([quad(s, v, g) for s in "abc" for v in ("甲", "乙\n") for g in "gh"]))
def test_the_dump_is_the_same_whatever_the_order(quads: list[ox.Quad]) -> None:
    with Store.memory() as first, Store.memory() as second:
        first.add(quads)
        second.add(sorted(quads, key=str))
        lines = dumped(first).splitlines(keepends=True)
        assert lines == sorted(lines)
        assert dumped(first) == dumped(second)


def test_a_dump_larger_than_memory_is_merged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("fazhi.store.sorting._LINES_IN_MEMORY", 7)
    with Store.memory() as store:
        store.add(quad(f"s{number}", str(number)) for number in range(100))
        assert store.dump(tmp_path / "d.nq") == 100
        lines = (tmp_path / "d.nq").read_bytes().splitlines()
        assert lines == sorted(set(lines)) and len(lines) == 100


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.just(HOSTILE))
def test_any_text_survives_the_way_through_n_quads(text: str) -> None:
    with Store.memory() as store:
        store.add([quad("a", text)])
        (found,) = ox.parse(dumped(store), ox.RdfFormat.N_QUADS)
        assert found.object == ox.Literal(text, language="zh")


def test_a_query_sees_all_graphs_unless_it_says_from(folder: Path) -> None:
    with Store.open(folder) as store:
        both = store.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o")
        assert both.kind is Kind.SELECT and both.variables == ("o",)
        assert list(both.values()) == [("乙",), ("甲",)]
        one = store.query("select ?o from <https://example.org/g> { ?s ?p ?o }")
        assert list(one.records()) == [{"o": "甲"}]
        assert store.query('SELECT ?o { ?s ?p ?o FILTER(STR(?o) != "FROM") }').rows


def test_the_forms_of_answers(folder: Path) -> None:
    with Store.open(folder) as store:
        assert store.query("ASK { ?s ?p '甲'@zh }").yes is True
        assert store.query("ASK { ?s ?p '丁'@zh }").yes is False
        graph = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert graph.kind is Kind.GRAPH and [row[0] for row in graph.rows] == [node("a"), node("b")]
        assert len(store.query("DESCRIBE <https://example.org/a>").rows) == 1
        assert store.query("SELECT ?s ?none { ?s ?p '甲'@zh }").rows == ((node("a"), None),)


@pytest.mark.parametrize(
    ("sparql", "format", "start"),
    [
        ("SELECT ?o { ?s ?p ?o } ORDER BY ?o", "csv", "o\r\n乙\r\n甲"),
        ("SELECT ?o { ?s ?p ?o } ORDER BY ?o", "json", '{"head":{"vars":["o"]}'),
        ("ASK { ?s ?p ?o }", "json", '{"head":{},"boolean":true}'),
        ("CONSTRUCT { ?s rol:name ?o } WHERE { ?s ?p ?o }", "ttl", f"@prefix rol: <{base()}ontology#>"),
    ],
)
def test_answers_are_written_in_the_formats_of_the_standard(folder: Path, sparql: str, format: str, start: str) -> None:
    with Store.open(folder) as store:
        assert start in store.write_answer(sparql, format).decode()


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT ?s WHERE {\n ?s ?p ?o .\n FILTER(?s > ) }", "line 3, column 17"),
        ("SELCT ?s", "line 1, column"),
        ("", "line 1, column 1"),
        ("SELECT ?s { ?s foo:bar ?o }", "a prefix is not declared"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", "neither grouped nor aggregated"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "updates are not taken here"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "over the network"),
        ("SELECT * { service ?x { ?s ?p ?o } }", "over the network"),
        ("SELECT ?s { ?s ?p ?o FILTER(<https://example.org/f>(?o)) }", "cannot be answered"),
        ("SELECT * { ?s ?p '甲\n' }", "line 1, column"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(folder: Path, sparql: str, message: str) -> None:
    with Store.open(folder) as store, pytest.raises(QueryError) as caught:
        store.query(sparql)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s ?p ?o FILTER(?o != 'SERVICE') } # SERVICE",
        "SELECT ?service { ?service rol:SERVICE ?o }",
        'SELECT * { ?s ?p """a "SERVICE" b""" }',
        "SELECT * { <https://example.org/SERVICE> ?p ?o }",
    ],
)
def test_the_word_service_is_allowed_where_it_is_no_clause(folder: Path, sparql: str) -> None:
    with Store.open(folder) as store:
        store.query(sparql)


def test_an_answer_in_a_format_that_it_has_not_is_refused(folder: Path) -> None:
    with Store.open(folder) as store, pytest.raises(QueryError, match="use csv, tsv, json, xml"):
        store.write_answer("SELECT * { ?s ?p ?o }", "ttl")


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("7", "integer", 7),
        ("2021", "gYear", 2021),
        ("98.5", "decimal", 98.5),
        ("true", "boolean", True),
        ("2022-02-11", "date", "2022-02-11"),
        ("many", "integer", "many"),
    ],
)
def test_terms_become_plain_values(text: str, datatype: str, value: object) -> None:
    literal = ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
    assert plain(literal) == value


def test_a_closed_store_says_so(folder: Path) -> None:
    store = Store.open(folder)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        len(store)


def test_a_report_s_text_is_kept_with_it() -> None:
    """Whatever its characters are, and it goes when the report goes."""
    raw = "\ufeff法治\r\n\x0b报告\U0002000b\x7f"
    extraction = factories.naming(raw)
    sha256 = extraction.report.sha256
    with Store.memory() as store:
        assert store.text(sha256) is None
        store.add(quads(extraction))
        assert store.text(sha256) == raw
        store.remove(graph_name(sha256))
        assert store.text(sha256) is None
