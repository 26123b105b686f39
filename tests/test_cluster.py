"""Builds on a real Dask cluster of this machine: the same bytes; lost workers, schedulers and disks cost nothing."""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from fazhi import cluster
from fazhi.build import BuildRow, Outcome, build
from fazhi.building.files import sources
from fazhi.building.tasks import Task
from fazhi.cluster import ClusterError, Order, cluster_run, read_share
from fazhi.store import Store

CLUSTER = """
    import sys
    from distributed import LocalCluster
    if __name__ == "__main__":
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, protocol="tcp") as cluster:
            print(cluster.scheduler_address, flush=True)
            sys.stdin.read()
"""


def start_cluster(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a scheduler with two workers in a process of its own, and return it with its address."""
    script = folder / "cluster.py"
    script.write_text(textwrap.dedent(CLUSTER))
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    return process, process.stdout.readline().strip()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    process, address = start_cluster(tmp_path_factory.mktemp("cluster"))
    yield address
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def expected(seed_store: Path) -> bytes:
    """The dump of the store that the command has built in processes."""
    return (seed_store.parent / "graph.nq").read_bytes()


def dump(store: Path) -> bytes:
    output = io.BytesIO()
    with Store.open(store) as opened:
        opened.dump(output)
    return output.getvalue()


def test_one_process_several_and_a_cluster_give_the_same_bytes(
    seeds: Path, tmp_path: Path, fazhi: Run, scheduler: str, expected: bytes
) -> None:
    """The shared store is that of several processes."""
    serial = build([seeds], tmp_path / "serial")
    assert {row.outcome for row in serial.rows} == {Outcome.NEW}
    assert dump(tmp_path / "serial") == expected
    graph = tmp_path / "graph.nq"
    options = ["--cluster", scheduler, "--shards", tmp_path / "shards", "--dump", graph]
    done = fazhi("build", seeds, "--store", tmp_path / "s", *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert graph.read_bytes() == expected
    assert len(list((tmp_path / "shards").glob("*.nq.gz"))) == 5


def test_shards_that_are_there_are_not_made_again(
    seeds: Path, tmp_path: Path, scheduler: str, expected: bytes
) -> None:
    """Nor is a text that was refused remembered as one."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for seed in seeds.glob("0*.txt"):
        (corpus / seed.name).write_bytes(seed.read_bytes())
    (corpus / "poem.txt").write_text("春眠不觉晓，处处闻啼鸟。\n" * 9, "utf-8")
    times: list[dict[str, int]] = []
    for name in ("one", "two"):
        with cluster_run(scheduler, tmp_path / "shards") as run:
            summary = build([corpus], tmp_path / name, run=run)
        assert [Path(row.source).name for row in summary.refused] == ["poem.txt"]
        times.append({path.name: path.stat().st_mtime_ns for path in (tmp_path / "shards").glob("*.jsonl")})
    assert times[0] == times[1] and len(times[0]) == 5
    assert dump(tmp_path / "one") == dump(tmp_path / "two") == expected


def test_a_killed_worker_is_replaced(seeds: Path, tmp_path: Path, scheduler: str, expected: bytes) -> None:
    from distributed import Client

    killed: list[int] = []

    def kill(done: int, total: int, row: BuildRow) -> None:
        if not killed:
            with Client(scheduler, set_as_default=False) as client:
                killed.extend(client.run(os.getpid).values())
            os.kill(killed[0], signal.SIGKILL)

    with cluster_run(scheduler, tmp_path / "shards") as run:
        build([seeds], tmp_path / "s", run=run, progress=kill)
    assert killed and dump(tmp_path / "s") == expected


def test_a_lost_scheduler_is_told_and_another_one_goes_on(
    seeds: Path, tmp_path: Path, scheduler: str, expected: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 5)
    process, address = start_cluster(tmp_path)

    def lose(done: int, total: int, row: BuildRow) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    told = r"The cluster at tcp://.* failed .*the same command goes on"
    with pytest.raises(ClusterError, match=told), cluster_run(address, tmp_path / "shards") as run:
        build([seeds], tmp_path / "s", run=run, progress=lose)
    assert not (tmp_path / "s").exists()
    made = {path: path.stat().st_mtime_ns for path in (tmp_path / "shards").glob("*.nq.gz")}
    assert made
    with cluster_run(scheduler, tmp_path / "shards") as run:
        build([seeds], tmp_path / "s", run=run)
    assert made == {path: path.stat().st_mtime_ns for path in made}
    assert dump(tmp_path / "s") == expected


def test_a_full_disk_of_the_workers_is_told_and_leaves_no_half_shard(
    seeds: Path, tmp_path: Path, scheduler: str, expected: bytes
) -> None:
    from distributed import Client

    with Client(scheduler, set_as_default=False) as client:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        client.run(resource.setrlimit, resource.RLIMIT_FSIZE, (2_000, hard))
        try:
            with pytest.raises(ClusterError, match="could not be written"):  # noqa: SIM117
                with cluster_run(scheduler, tmp_path / "shards") as run:
                    build([seeds], tmp_path / "s", run=run)
        finally:
            client.run(resource.setrlimit, resource.RLIMIT_FSIZE, (hard, hard))
    assert not list((tmp_path / "shards").glob("*.nq.gz"))
    with cluster_run(scheduler, tmp_path / "shards") as run:
        build([seeds], tmp_path / "s", run=run)
    assert dump(tmp_path / "s") == expected


def order(folder: Path, **changed: Any) -> Order:
    return Order(**{"folder": str(folder), "version": "v", "base": "b", "extra": (), "any_text": False, "limit": 9.0, **changed})


def test_a_worker_of_another_version_refuses(seeds: Path, tmp_path: Path) -> None:
    tasks = [Task(source, ("x",)) for source in sources([seeds])[0]]
    with pytest.raises(ClusterError, match=r"has fazhi .*, but v asks; install the same on both"):
        read_share(order(tmp_path), tasks)


def test_the_name_of_a_shard_follows_from_all_that_it_is_made_of(seeds: Path, tmp_path: Path) -> None:
    one, two, *_ = (Task(source, ("x",)) for source in sources([seeds])[0])
    orders = [order(tmp_path), order(tmp_path, version="w"), order(tmp_path, base="c"), order(tmp_path, any_text=True)]
    names = [one_order.shard([one]).name for one_order in orders]
    names += [order(tmp_path).shard(tasks).name for tasks in ([two], [one, two], [Task(one.source, ("y",))])]
    assert len(set(names)) == len(names)
    assert order(tmp_path, limit=1.0).shard([one]) == order(tmp_path).shard([one])


def test_no_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 1)
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9 failed"), cluster_run("tcp://127.0.0.1:9", tmp_path):
        pass


def test_dask_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r'pip install "fazhi\[cluster\]"'), cluster_run("tcp://x:1", tmp_path):
        pass


@pytest.mark.parametrize("option", [("--cluster", "tcp://127.0.0.1:9"), ("--shards", "shards")])
def test_scheduler_and_shards_go_together(fazhi: Run, tmp_path: Path, seeds: Path, option: tuple[str, str]) -> None:
    done = fazhi("build", seeds, "--store", tmp_path / "s", *option, cwd=tmp_path)
    assert done.returncode == 2 and "--cluster and --shards go together" in done.stderr
