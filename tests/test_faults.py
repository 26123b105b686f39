"""Builds that are killed at any moment, and disks that are full: the last good store stands, the next run goes on."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import builds
import factories
from builds import ONE, dump, run, text
from fazhi.build import Versions, remove
from fazhi.building.ledger import Ledger
from fazhi.store import MARKER, Store, existing

PLACE = "浙江省台州市黄岩区"
TWO = Versions("2", "v")
BUILD = """
    import os, resource, signal, sys
    sys.path.insert(0, "tests")
    import builds
    from fazhi.build import Versions
    import fazhi.building.loading
    from fazhi.errors import FazhiError
    fazhi.building.loading.BATCH = 20_000
    corpus, store, code, jobs, bytes_ = sys.argv[1:]
    if int(bytes_):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(bytes_), resource.RLIM_INFINITY))
    print("begun", flush=True)
    try:
        builds.run([corpus], store, versions=Versions(code, "v"), jobs=int(jobs), prune=True)
    except FazhiError as error:
        raise SystemExit(f"fazhi: {error}")
"""


@pytest.fixture(autouse=True, scope="module")
def _small_vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with builds.small_vocabulary(tmp_path_factory.mktemp("ontology")):
        yield


def many(folder: Path, count: int, first: int = 0) -> Path:
    """Reports of as many years, each with figures enough that a batch holds only some of them."""
    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        practices = [builds.NAMES[(number + step) % len(builds.NAMES)] for step in range(4)]
        (folder / f"{number:03d}.txt").write_text(text(PLACE, 1950 + number, *practices), "utf-8")
    return folder


def start(corpus: Path, store: Path, code: str, jobs: int = 0, most: int = 0) -> subprocess.Popen[str]:
    """Build in a process of its own, which says when it begins."""
    arguments = [str(corpus), str(store), code, str(jobs), str(most)]
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(BUILD), *arguments],
        cwd=factories.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "begun\n"
    return process


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A corpus that grows, and the dumps of fresh builds before (code 1) and after (code 2)."""
    folder = tmp_path_factory.mktemp("corpora")
    many(folder / "corpus", 20)
    run([folder / "corpus"], folder / "one", versions=ONE)
    many(folder / "corpus", 25, 20)
    (folder / "corpus" / "000.txt").unlink()
    started = time.monotonic()
    assert start(folder / "corpus", folder / "two", "2").wait() == 0
    (folder / "seconds").write_text(str(time.monotonic() - started))
    return folder, {"1": dump(folder / "one"), "2": dump(folder / "two")}


@pytest.mark.parametrize(("jobs", "kills"), [(0, 4), (2, 2)])
def test_kills_at_random_moments_lose_nothing(
    corpora: tuple[Path, dict[str, bytes]], tmp_path: Path, jobs: int, kills: int
) -> None:
    """Killed again and again, each time a little later; a reader sees the old state, or the new one, all along."""
    folder, dumps = corpora
    store = tmp_path / "s"
    shutil.copytree(folder / "one", store)
    chance, seconds = random.Random(jobs), float((folder / "seconds").read_text())
    for kill in range(kills):
        process = start(folder / "corpus", store, "2", jobs)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds * (kill + chance.random()) / kills)
        process.kill()
        assert process.communicate()[1] == ""
        assert dump(store) in dumps.values()
    process = start(folder / "corpus", store, "2", jobs)
    assert process.communicate(timeout=200)[1] == ""
    assert dump(store) == dumps["2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s"]


def test_a_reader_meets_the_old_or_the_new_state_and_no_error(
    corpora: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """Two states take turns while others open the store over and over."""
    folder, dumps = corpora
    store, over, met = tmp_path / "s", threading.Event(), set[int]()
    shutil.copytree(folder / "one", store)
    failures: list[BaseException] = []

    def read() -> None:
        while not over.is_set():
            try:
                with Store.open(store) as opened:
                    met.add(opened.counts().reports)
            except BaseException as error:  # noqa: BLE001  told to the test
                failures.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(6):
        with Store.rewriting(store, ONE.marker(f"turn {turn}")) as opened:
            gone = next((row for row in opened.reports() if "001.txt" in row.files), None)
            if gone:
                opened.remove(gone.iri)
            else:
                with Store.open(folder / "one") as whole:
                    row = next(row for row in whole.reports() if "001.txt" in row.files)
                    opened.add(whole.graph(row.iri))
    over.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert met == {19, 20}
    assert dump(store) == dumps["1"]


@pytest.mark.parametrize("most", [4_000, 200_000])
def test_a_full_disk_leaves_the_store_and_the_next_run_ends_well(
    corpora: tuple[Path, dict[str, bytes]], tmp_path: Path, most: int
) -> None:
    """No file may grow beyond so many bytes, which the database meets at its log, its tables or the list of files."""
    folder, dumps = corpora
    store = tmp_path / "s"
    shutil.copytree(folder / "one", store)
    process = start(folder / "corpus", store, "2", most=most)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1 and said.count("\n") == 1
    assert "could not be written" in said and "the same command goes on" in said
    assert dump(store) == dumps["1"]
    process = start(folder / "corpus", store, "2")
    assert process.communicate(timeout=120)[1] == "" and process.returncode == 0
    assert dump(store) == dumps["2"]


def test_a_full_disk_makes_no_half_store(corpora: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    folder, dumps = corpora
    process = start(folder / "corpus", tmp_path / "s", "2", most=60_000)
    assert "could not be written" in process.communicate(timeout=120)[1]
    assert not (tmp_path / "s").exists()
    run([folder / "corpus"], tmp_path / "s", versions=TWO, prune=True)
    assert dump(tmp_path / "s") == dumps["2"]


@pytest.mark.parametrize("then", ["build", "remove"])
def test_after_a_switch_cut_off_the_next_command_goes_by_the_new_state(tmp_path: Path, then: str) -> None:
    """Reports and list of files are those of the state that the killed build had finished."""
    corpora = [many(tmp_path / str(number), 2, 2 * number) for number in range(3)]

    def after(store: Path) -> tuple[bytes, set[str]]:
        if then == "build":
            run([corpora[2]], store)
        else:
            with Store.open(store) as opened:
                unwanted = next(row.sha256 for row in opened.reports() if "001.txt" in row.files)
            remove([unwanted], store)
        return dump(store), {Path(file).name for file in Ledger.read(existing(store)).files}

    for name in ("whole", "cut"):
        run([corpora[0]], tmp_path / name)
        marker = (tmp_path / name / MARKER).read_bytes()
        with Store.open(tmp_path / name):
            run([corpora[1]], tmp_path / name)
    (tmp_path / "cut" / MARKER).write_bytes(marker)
    assert dump(tmp_path / "cut") != dump(tmp_path / "whole")
    assert after(tmp_path / "cut") == after(tmp_path / "whole")
    assert sorted(path.name for path in (tmp_path / "cut").iterdir()) == [MARKER, "state-3"]


@pytest.mark.parametrize("damage", ["CURRENT", "MANIFEST", "fazhi-store.json"])
def test_a_copy_that_a_killed_build_left_unreadable_is_made_anew(
    corpora: tuple[Path, dict[str, bytes]], tmp_path: Path, damage: str
) -> None:
    """After a power cut not every file need be whole."""
    folder, dumps = corpora
    store = tmp_path / "s"
    shutil.copytree(folder / "one", store)
    copy = store.with_name("s.building")
    shutil.copytree(existing(folder / "one"), copy)
    for path in copy.glob(f"{damage}*"):
        path.write_bytes(path.read_bytes()[:5])
    run([folder / "corpus"], store, versions=TWO, prune=True)
    assert dump(store) == dumps["2"]
