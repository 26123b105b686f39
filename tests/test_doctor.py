"""Doctor: what is damaged is told with the way to mend it, and mending loses nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import pyoxigraph as ox
import pytest

import builds
from builds import ONE, dump, run
from fazhi.build import Outcome, build
from fazhi.building.ledger import LEDGER
from fazhi.cli.main import main
from fazhi.doctor import Finding, Level, check_installation, check_store
from fazhi.doctor.stores import _there
from fazhi.namespaces import OA, VOID, rol
from fazhi.store import MARKER, Store, existing


@pytest.fixture(autouse=True, scope="module")
def _small_vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with builds.small_vocabulary(tmp_path_factory.mktemp("ontology")):
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two reports, in a folder with its corpus; copy it."""
    folder = tmp_path_factory.mktemp("sound")
    run([builds.make_corpus(folder)], folder / "s")
    return folder


@pytest.fixture
def store(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound / "s", tmp_path / "s")
    return tmp_path / "s"


def told(findings: list[Finding], *levels: Level) -> list[str]:
    return [f"{finding.about}: {finding.said}" for finding in findings if finding.level in levels]


def test_a_sound_store_has_no_problem(store: Path) -> None:
    findings = list(check_store(store))
    assert told(findings, Level.PROBLEM, Level.MENDED) == []
    assert {finding.about for finding in findings} == {"counts", "versions", "evidence", "files", "shapes"}


def altered(store: Path, change: Callable[[ox.Quad], ox.Quad | None]) -> None:
    """Change the quads of one report in place, as a faulty disk or a foreign program would."""
    database = ox.Store(str(existing(store)))
    report = next(database.quads_for_pattern(None, ox.NamedNode(rol("sha256")), None, None)).graph_name
    for quad in list(database.quads_for_pattern(None, None, None, report)):
        fresh = change(quad)
        if fresh != quad:
            database.remove(quad)
            if fresh:
                database.add(fresh)
    database.flush()


def without(predicate: str) -> Callable[[ox.Quad], ox.Quad | None]:
    return lambda quad: None if quad.predicate.value == predicate else quad


def moved(quad: ox.Quad) -> ox.Quad:
    if quad.predicate.value != f"{OA}start":
        return quad
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(int(quad.object.value) + 1), quad.graph_name)


def other_text(quad: ox.Quad) -> ox.Quad:
    if quad.predicate.value != rol("text"):
        return quad
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(quad.object.value[:-1], language="zh"), quad.graph_name)


DAMAGES: list[tuple[Callable[[ox.Quad], ox.Quad | None], str]] = [
    (without(rol("evidence")), "statements without evidence"),
    (without(rol("evidence")), "passages that no statement uses"),
    (without(rol("text")), "its text is not kept"),
    (without(f"{OA}exact"), "passages out of place"),
    (without(f"{VOID}triples"), "quads, not 0"),
    (without(rol("fileName")), "quads, not"),
    (moved, "passages out of place"),
    (other_text, "its text is not as long as it says"),
]


@pytest.mark.parametrize(("change", "said"), DAMAGES)
def test_a_damaged_report_is_told(store: Path, change: Callable[[ox.Quad], ox.Quad | None], said: str) -> None:
    altered(store, change)
    problems = told(list(check_store(store)), Level.PROBLEM)
    assert any(said in problem and "--mend" in problem for problem in problems), problems


def test_a_mended_report_is_read_again_and_whole(sound: Path, store: Path) -> None:
    before = dump(sound / "s")
    altered(store, moved)
    assert told(list(check_store(store, mend=True)), Level.PROBLEM) == []
    summary = run([sound / "corpus"], store)
    assert sorted(row.outcome for row in summary.rows) == [Outcome.REPLACED, Outcome.UNCHANGED]
    assert dump(store) == before


def test_mending_a_sound_store_changes_no_byte(sound: Path, store: Path) -> None:
    list(check_store(store, mend=True))
    assert dump(store) == dump(sound / "s")
    assert (existing(store) / LEDGER).read_bytes() == (existing(sound / "s") / LEDGER).read_bytes()


def test_what_a_killed_build_left_is_told_and_cleared(store: Path) -> None:
    beside = store.with_name("s.building")
    shutil.copytree(existing(store), beside)
    (note,) = [line for line in told(list(check_store(store)), Level.NOTE) if "s.building" in line]
    assert "goes on with it" in note
    assert beside.exists()
    assert any("s.building" in line for line in told(list(check_store(store, mend=True)), Level.MENDED))
    assert not beside.exists()


def test_a_build_under_way_is_left_alone(store: Path) -> None:
    before = dump(store)
    with Store.rewriting(store, ONE.marker("other")):
        findings = list(check_store(store, mend=True))
    assert any("a build is under way" in line for line in told(findings, Level.NOTE))
    assert any("in use" in line for line in told(findings, Level.PROBLEM))
    assert dump(store) == before


def test_a_switch_cut_off_is_brought_to_its_end(sound: Path, store: Path) -> None:
    """The new state is there, the marker does not name it yet."""
    shutil.copytree(store / "state-1", store / "state-2")
    (note,) = [line for line in told(list(check_store(store)), Level.NOTE) if "leftovers" in line]
    assert "state-2" in note and "the next build or --mend makes it the store's state" in note
    assert any("made the store's state" in line for line in told(list(check_store(store, mend=True)), Level.MENDED))
    # Mending itself adds one more.
    assert sorted(path.name for path in store.iterdir()) == [MARKER, "state-3"]
    assert dump(store) == dump(sound / "s")


def test_an_older_state_is_told_and_removed_when_nobody_reads_it(store: Path) -> None:
    with Store.open(store) as reader:
        with Store.rewriting(store, ONE.marker("other")):
            pass
        for mend in (False, True):
            notes = told(list(check_store(store, mend=mend)), Level.NOTE)
            assert any("state-1" in line and "still read" in line for line in notes)
        assert reader.counts().reports == 2
    (note,) = [line for line in told(list(check_store(store)), Level.NOTE) if "leftovers" in line]
    assert "state-1" in note and "the next build or --mend removes it" in note
    assert any("an older state: removed" in line for line in told(list(check_store(store, mend=True)), Level.MENDED))
    assert not (store / "state-1").exists()
    assert not [line for line in told(list(check_store(store)), Level.NOTE) if "leftovers" in line]


def test_the_list_of_files_is_checked_against_store_and_disk(sound: Path, store: Path) -> None:
    ledger = existing(store) / LEDGER
    lines = ledger.read_text().splitlines()
    lines.append(json.dumps([str(sound / "gone.txt"), "0" * 64, "gone.txt"]))
    ledger.write_text("\n".join(lines) + "\n")
    findings = list(check_store(store))
    assert any("1 reports of the list" in line for line in told(findings, Level.PROBLEM))
    assert any("1 of 3 files are gone; fazhi build FOLDER --prune" in line for line in told(findings, Level.NOTE))
    list(check_store(store, mend=True))
    assert len((existing(store) / LEDGER).read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("file", "there"),
    [
        ("a#1.txt", True),
        ("b.zip!/c/d.html", True),
        ("t.csv#12", True),
        ("b.zip!/t.csv#3", True),
        ("a.txt", False),
        ("c.zip!/a#1.txt", False),
        ("u.csv#1", False),
    ],
)
def test_a_document_is_there_where_its_file_is(tmp_path: Path, file: str, there: bool) -> None:
    for name in ("a#1.txt", "b.zip", "t.csv"):
        (tmp_path / name).touch()
    assert _there(str(tmp_path / file)) is there


def other_base(store: Path) -> None:
    marker = json.loads((store / MARKER).read_text())
    (store / MARKER).write_text(json.dumps({**marker, "base": "https://example.org/"}))


def no_store(store: Path) -> None:
    shutil.rmtree(store)


def damaged_marker(store: Path) -> None:
    (store / MARKER).write_text("{")


def torn_database(store: Path) -> None:
    for path in existing(store).glob("MANIFEST-*"):
        path.write_bytes(path.read_bytes()[:20])


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (other_base, "set FAZHI_BASE_IRI=https://example.org/"),
        (no_store, "There is no store"),
        (damaged_marker, "is damaged"),
        (torn_database, "cannot be opened"),
    ],
)
def test_a_store_that_cannot_be_used_is_told(store: Path, break_it: Callable[[Path], None], said: str) -> None:
    break_it(store)
    assert any(said in line for line in told(list(check_store(store)), Level.PROBLEM))


def test_the_installation_of_the_tests_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAZHI_ONTOLOGY")
    findings = list(check_installation())
    assert told(findings, Level.PROBLEM) == []
    assert {"Python", "packages", "extra cluster", "vocabulary", "models", "font"} <= {one.about for one in findings}


def test_a_missing_package_and_extra_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = metadata.version

    def version(name: str) -> str:
        if name == "distributed":
            raise metadata.PackageNotFoundError(name)
        return "0.1" if name == "rdflib" else plain(name)

    monkeypatch.delenv("FAZHI_ONTOLOGY")
    monkeypatch.setattr(metadata, "version", version)
    findings = list(check_installation())
    assert any("rdflib 0.1 is not >=7.1" in line for line in told(findings, Level.PROBLEM))
    assert any('pip install "fazhi[cluster]"' in line for line in told(findings, Level.NOTE))


def test_a_vocabulary_and_models_that_cannot_be_used_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FAZHI_ONTOLOGY", str(tmp_path))
    monkeypatch.setenv("FAZHI_PKUSEG_MODEL", str(tmp_path))
    command = [sys.executable, "-m", "fazhi", "doctor", "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    assert done.returncode == 1 and "problem   vocabulary" in done.stdout and "problem   models" in done.stdout


def test_the_command_ends_with_one_where_something_is_wrong(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FAZHI_ONTOLOGY")
    for expected, said in ((1, "问题"), (0, "已修")):
        if expected:
            altered(store, moved)
        with pytest.raises(SystemExit) as end:
            main(["doctor", "--store", str(store), *([] if expected else ["--mend"])])
        assert end.value.code == expected and said in capsys.readouterr().out


def test_a_removed_report_is_as_if_never_read(
    sound: Path, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["remove", "a.txt", "--store", str(store)])
    assert end.value.code == 0 and "a.txt" in capsys.readouterr().out
    build([sound / "corpus" / "deeper"], tmp_path / "t", extract=builds.extract, versions=ONE)
    assert dump(store) == dump(tmp_path / "t")
    assert (existing(store) / LEDGER).read_bytes() == (existing(tmp_path / "t") / LEDGER).read_bytes()
