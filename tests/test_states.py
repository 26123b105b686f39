"""States of a store: what a reader holds stays, one writer at a time, switches that are killed at any step."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pyoxigraph as ox
import pytest

import fazhi
from fazhi.errors import StoreError
from fazhi.namespaces import base
from fazhi.store import MARKER, Marker, Store, existing
from fazhi.store.locks import alone, is_locked, shared, writing

JOB = Marker(base=base(), code="1", vocabulary="v", job="j")
OTHER = Marker(base=base(), code="1", vocabulary="v", job="other")
OPEN_AT_ONCE = 16
"""So many table files the database opens by itself; the others it opens when they are first read."""


def quads(name: str, count: int = 1) -> list[ox.Quad]:
    node = ox.NamedNode("https://example.org/n")
    graph = ox.NamedNode(f"https://example.org/{name}")
    return [ox.Quad(node, node, ox.Literal(f"{name} {number}"), graph) for number in range(count)]


def written(folder: Path, marker: Marker, *names: str) -> None:
    with Store.rewriting(folder, marker) as store:
        for name in names:
            store.add(quads(name))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of two quads in its first state."""
    written(tmp_path / "store", JOB, "a", "b")
    return tmp_path / "store"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_reader_of_many_files_reads_on_after_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each bulk load writes files of its own, most of which the reader opens only after they were replaced."""
    monkeypatch.setattr("fazhi.store.store._BULK", 10)
    folder = tmp_path / "store"

    def fill(build: str) -> None:
        with Store.rewriting(folder, Marker(base(), "1", "v", build)) as store:
            for graph in range(3):
                store.add(quads(f"{build}-{graph}", 200))

    fill("first")
    assert len(list(existing(folder).glob("*.sst"))) > OPEN_AT_ONCE
    with Store.open(folder) as reader:
        for build in ("second", "third"):
            fill(build)
        assert (reader.counts().quads, reader.counts().graphs) == (600, 3)
        assert len(reader.query("SELECT * { ?s ?p ?o }").rows) == 600
        assert all(len(list(reader.graph(graph))) == 200 for graph in reader.graphs())
        with Store.open(folder) as second:
            assert second.counts().graphs == 9


def test_a_finished_state_is_not_written_to(folder: Path) -> None:
    """Neither by readers, which may read from a medium that cannot be written, nor by the next build."""
    state = existing(folder)
    with Store.open(folder) as reader:
        assert len(reader) == 2
        before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in state.iterdir()}
        written(folder, OTHER, "c")
        assert existing(folder) != state
        assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in state.iterdir()} == before


def test_tables_are_copied_where_they_cannot_be_linked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    written(folder, OTHER, "c")
    with Store.open(folder) as store:
        assert len(store) == 3


def test_a_state_in_use_is_kept_and_removed_later(folder: Path) -> None:
    reader, other = Store.open(folder), Store.open(folder)
    written(folder, OTHER, "c")
    assert names(folder) == [MARKER, "state-1", "state-2"]
    reader.close()
    written(folder, OTHER, "d")
    assert names(folder) == [MARKER, "state-1", "state-3"], "one reader is left; nobody reads the second state"
    assert len(other) == 2
    # Let go of, not closed.
    del other
    gc.collect()
    written(folder, OTHER, "e")
    assert names(folder) == [MARKER, "state-4"]
    with Store.open(folder) as store:
        assert len(store) == 5


def test_a_dataset_holds_the_state_that_it_reads(folder: Path) -> None:
    dataset = fazhi.open(folder).dataset()
    gc.collect()
    written(folder, OTHER, "c")
    assert len(list(dataset.quads())) == 2
    assert names(folder) == [MARKER, "state-1", "state-2"]
    del dataset
    gc.collect()
    written(folder, OTHER, "d")
    assert names(folder) == [MARKER, "state-3"]


def test_a_state_is_free_when_its_reader_has_died(folder: Path) -> None:
    script = (
        "import sys; from fazhi.store import Store; s = Store.open(sys.argv[1]); print('held', flush=True); input()"
    )
    reader = subprocess.Popen([sys.executable, "-c", script, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert reader.stdout and reader.stdout.readline().strip() == b"held"
        written(folder, OTHER, "c")
        assert names(folder) == [MARKER, "state-1", "state-2"]
    finally:
        reader.kill()
        reader.communicate()
    written(folder, OTHER, "d")
    assert names(folder) == [MARKER, "state-3"]


def test_a_reader_between_two_states_tries_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state that it has looked up gives way to another before it has locked it."""
    # Another reader keeps the old state from being removed, so that only the marker tells.
    earlier = Store.open(folder)
    switched: list[Path] = []

    def late(place: Path) -> Path:
        found = existing(place)
        if not switched:
            switched.append(found)
            written(place, OTHER, "c")
        return found

    monkeypatch.setattr("fazhi.store.store.existing", late)
    with Store.open(folder) as store:
        assert len(store) == 3 and store.place != switched[0]
    assert len(earlier) == 2


def test_a_reader_that_meets_a_removal_tries_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = alone(existing(folder) / MARKER)
    assert lock
    monkeypatch.setattr("time.sleep", lambda _: lock.release())
    with Store.open(folder) as store:
        assert len(store) == 2


def test_a_second_writer_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    """From the first build on, when there is no store yet; an unfinished job is not thrown away."""
    folder = tmp_path / "store"
    for job in (JOB, OTHER):
        with Store.rewriting(folder, job) as first:
            first.add(quads(job.job))
            for second in (JOB, OTHER):
                with pytest.raises(StoreError, match=r"store' is in use by another process") as caught:
                    written(folder, second, "x")
                assert "\n" not in str(caught.value)
    assert names(tmp_path) == ["store"]
    with Store.open(folder) as store:
        assert len(store) == 2


def test_locks_keep_apart_what_they_should(tmp_path: Path) -> None:
    file = tmp_path / "file"
    assert not is_locked(file), "nobody has locked what is not there"
    file.touch()
    readers = [shared(file), shared(file)]
    assert all(readers) and alone(file) is None and is_locked(file)
    for reader in readers:
        assert reader
        reader.release()
        reader.release()
    writer = alone(file)
    assert writer and shared(file) is None
    with pytest.raises(StoreError, match="in use"), writing(tmp_path, file):
        pass
    # A writer that has ended deletes the file, then lets go of it: the next one's is another file.
    file.unlink()
    with writing(tmp_path, file):
        assert alone(file) is None
        writer.release()
        assert alone(file) is None
    assert not file.exists()


KILLED = f"""
    import importlib, os, signal, sys
    import pyoxigraph as ox
    from fazhi.store import Marker, Store
    folder, where, when = sys.argv[1:]
    module, name = where.split(":")
    module = importlib.import_module("fazhi.store." + module)
    plain = getattr(module, name)
    def killing(*given, **named):
        if when == "after":
            plain(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(module, name, killing)
    with Store.rewriting(folder, {JOB!r}) as store:
        node = ox.NamedNode("https://example.org/k")
        store.add([ox.Quad(node, node, node, node)])
"""
STEPS = [
    # where and when it is killed, and whether readers and the next build then find the new state
    ("folder:finish_switch", "before", False, False),
    ("folder:finish_switch", "after", False, False),
    ("folder:_link", "before", False, False),
    ("folder:_link", "after", False, False),
    ("folder:write_marker", "before", False, False),
    ("folder:write_marker", "after", False, False),
    ("folder:add_state", "before", False, False),
    ("states:finish_switch", "before", False, True),
    ("states:write_marker", "before", False, True),
    ("states:write_marker", "after", True, True),
    ("states:_remove", "before", True, True),
    ("states:_remove", "after", True, True),
]


def killed(folder: Path, where: str, when: str) -> None:
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(folder), where, when]
    ended = subprocess.run(command, check=False, capture_output=True)
    assert ended.returncode == -9, ended.stderr


def held(folder: Path) -> int | None:
    try:
        with Store.open(folder) as store:
            return len(store)
    except StoreError as error:
        assert "There is no store at" in str(error)
        return None


@pytest.mark.parametrize(("where", "when", "read", "found"), STEPS)
def test_a_build_killed_at_any_step_is_followed_by_a_whole_one(
    folder: Path, where: str, when: str, read: bool, found: bool
) -> None:
    killed(folder, where, when)
    assert held(folder) == (3 if read else 2)
    written(folder, OTHER, "c")
    assert held(folder) == (4 if found else 3)
    assert names(folder.parent) == ["store"]
    assert len(names(folder)) == 2 and names(folder)[0] == MARKER


@pytest.mark.parametrize(("where", "when", "read", "found"), [row for row in STEPS if row[0].startswith("states:w")])
def test_a_first_build_killed_at_its_switch_is_brought_to_its_end(
    tmp_path: Path, where: str, when: str, read: bool, found: bool
) -> None:
    """The folder has a state and no marker: no store to readers, and nothing foreign to the next build."""
    folder = tmp_path / "store"
    killed(folder, where, when)
    assert held(folder) == (1 if read else None)
    written(folder, OTHER, "c")
    assert held(folder) == (2 if found else 1)
    assert names(tmp_path) == ["store"] and names(folder) == [MARKER, "state-2"]


def test_a_first_build_with_another_base_is_refused_even_if_killed_at_its_switch(tmp_path: Path) -> None:
    killed(tmp_path / "store", "states:write_marker", "before")
    with pytest.raises(StoreError, match="FAZHI_BASE_IRI"):
        written(tmp_path / "store", Marker("https://example.org/", "1", "v", "j"), "c")
    assert held(tmp_path / "store") == 1


@pytest.mark.parametrize("gone", [MARKER, "CURRENT", "*.sst"])
def test_a_removal_cut_off_is_brought_to_its_end(folder: Path, gone: str) -> None:
    with Store.open(folder):
        written(folder, OTHER, "c")
    for path in (folder / "state-1").glob(gone):
        path.unlink()
    (folder / f"{MARKER}.tmp").write_text("half a mark")
    assert held(folder) == 3
    written(folder, OTHER, "d")
    assert held(folder) == 4
    assert names(folder) == [MARKER, "state-3"]
