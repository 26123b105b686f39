"""Reports a second from files to a store, beside a plain spaCy, pkuseg, PhraseMatcher and rdflib pipeline.

Run by hand: ``python tests/benchmarks/build_benchmark.py [--reports 200] [--growth 1000 4000]``. The reports
are perturbed copies of the seeds (other places, years and figures, sentences left out), for want of
thousands of real ones. Each measure runs in a process of its own; seconds are of processor time, its own
and its workers', so that other work on the machine counts little. Wall time is told where workers are
compared; it means something on a machine that is otherwise idle only.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copies import write_copies

_WARM = 5
_READ = 200
Figures = dict[str, float]


def build_reports(folder: Path, work: Path, jobs: int) -> Figures:
    """Build a store from a folder of reports; the seconds of the derived graphs are told apart, too."""
    import fazhi.build
    from fazhi.store import existing

    plain, derived = fazhi.build.refresh, [0.0]

    def timed(store: Any, *known: Any) -> None:
        before = time.process_time()
        plain(store, *known)
        derived[0] += time.process_time() - before

    fazhi.build.refresh = timed
    summary = fazhi.build.build([folder], work / "store", jobs=jobs)
    assert summary.counts and not summary.refused
    size = sum(path.stat().st_size for path in existing(work / "store").iterdir())
    own = sum(row.quads for row in summary.rows)
    counts = {"reports": len(summary.rows), "quads": summary.counts.quads, "own quads": own}
    return {**counts, "bytes": size, "derived": derived[0]}


def one_process(folder: Path, work: Path, jobs: int) -> Figures:
    """Build from results that cost nothing to read: what is left is what one process does for all workers.

    They are those of some hundred copies under other digests, places and identifiers. The seconds are
    without what that takes.
    """
    from relabelled import Relabelled

    import fazhi.build
    from fazhi.store import existing

    relabelled = Relabelled(sorted(folder.rglob("*.txt"))[:_READ])
    before, started = time.process_time(), time.perf_counter()
    plain, derived = fazhi.build.refresh, [0.0]

    def timed(store: Any, *known: Any) -> None:
        begun = time.process_time()
        plain(store, *known)
        derived[0] += time.process_time() - begun

    fazhi.build.refresh = timed
    summary = fazhi.build.build([folder], work / "store", run=relabelled.run)
    assert summary.counts and not summary.refused
    return {
        "reports": len(summary.rows),
        "quads": summary.counts.quads,
        "bytes": sum(path.stat().st_size for path in existing(work / "store").iterdir()),
        "derived": derived[0],
        "seconds": time.process_time() - before - relabelled.seconds,
        "wall": time.perf_counter() - started,
    }


def plain_reports(folder: Path, work: Path, jobs: int) -> Figures:
    """Do the same with the plain pipeline; loading its models does not count."""
    from plain_pipeline import PlainPipeline

    pipeline = PlainPipeline()
    before, started = time.process_time(), time.perf_counter()
    files = sorted(folder.rglob("*.txt"))
    for number, path in enumerate(files):
        pipeline.add(number, path.read_text("utf-8"))
    pipeline.write(work / "plain.nq")
    seconds, wall = time.process_time() - before, time.perf_counter() - started
    return {"reports": len(files), "quads": len(pipeline.dataset), "seconds": seconds, "wall": wall}


def start_up(folder: Path, work: Path, jobs: int) -> Figures:
    """Load what extracts, and take the first report."""
    from fazhi.extractor import Extractor
    from fazhi.reports import read_report

    Extractor()(read_report(next(iter(sorted(folder.rglob("*.txt"))))))
    return {"reports": 1}


def loading(folder: Path, work: Path, jobs: int) -> Figures:
    """Load the N-Quads of reports in batches, as a build does."""
    from fazhi.building.loading import BATCH
    from fazhi.building.versions import Versions
    from fazhi.extractor import Extractor
    from fazhi.reports import read_report
    from fazhi.store import Store
    from fazhi.triples import written

    extract = Extractor()
    parts = [written(extract(read_report(path)), (), "v").n_quads for path in sorted(folder.rglob("*.txt"))]
    batches: list[bytes] = [b""]
    for part in parts:
        if len(batches[-1]) >= BATCH:
            batches.append(b"")
        batches[-1] += part
    with Store.rewriting(work / "store", Versions("1", "v").marker()) as store:
        before = time.process_time()
        for batch in batches:
            store.load(batch)
        seconds = time.process_time() - before
        return {"reports": len(parts), "quads": len(store), "seconds": seconds, "bytes": sum(map(len, parts))}


MEASURES: dict[str, Callable[[Path, Path, int], Figures]] = {
    "build": build_reports,
    "one": one_process,
    "plain": plain_reports,
    "start": start_up,
    "load": loading,
}


def measured(name: str, folder: Path, jobs: int = 0) -> Figures:
    """Run one measure in a process of its own; memory is in MB, that of workers the largest one's."""
    with tempfile.TemporaryDirectory() as work:
        command = [sys.executable, __file__, "--one", name, str(folder), work, str(jobs)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _one(name: str, folder: str, work: str, jobs: str) -> None:
    started = time.perf_counter()
    figures: dict[str, Any] = MEASURES[name](Path(folder), Path(work), int(jobs))
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    spent = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    defaults = {
        "seconds": spent,
        "wall": time.perf_counter() - started,
        "parent": own.ru_utime + own.ru_stime,
        "memory": own.ru_maxrss / 1000,
        "worker memory": workers.ru_maxrss / 1000,
    }
    print(json.dumps({**defaults, **figures}))


def corpus(folder: Path, count: int) -> Path:
    """Write so many copies below ``folder``, unless they are there."""
    place = folder / str(count)
    if not place.is_dir():
        for _ in write_copies(place, count):
            pass
    return place


def compare(folder: Path, count: int) -> None:
    """Print rates, ratios and memory for ``count`` reports."""
    reports = corpus(folder, count)
    start, plain = measured("start", reports), measured("plain", corpus(folder, max(20, count // 10)))
    serial, two, load = measured("build", reports), measured("build", reports, 2), measured("load", reports)
    small = measured("build", corpus(folder, _WARM))
    ours = (serial["seconds"] - small["seconds"]) / (serial["reports"] - small["reports"])
    theirs = plain["seconds"] / plain["reports"]
    print(f"start-up to the first report: {start['seconds']:.1f} s")
    print(f"one core, files to store: {1 / ours:.1f} reports/s ({serial['own quads'] / count:.0f} quads a report)")
    print(f"plain pipeline: {1 / theirs:.1f} reports/s ({plain['quads'] / plain['reports']:.0f} quads a report)")
    print(f"ratio: {theirs / ours:.1f} (target 20); per quad written: {_per_quad(serial, plain, ours, theirs):.1f}")
    print(f"two workers beside none, wall time: {serial['wall'] / two['wall']:.2f} (target 1.8;", end=" ")
    print(f"machine load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
    print(f"share of the one who loads: {two['parent'] / two['seconds']:.2f} of all processor time")
    print(f"memory: {two['worker memory']:.0f} MB a worker (target 800), {two['memory']:.0f} MB for who loads")
    rate = load["quads"] / load["seconds"]
    print(f"bulk load: {rate:,.0f} quads/s, {load['bytes'] / load['quads']:.0f} bytes of N-Quads a quad")
    print(f"disk: {serial['bytes'] / serial['quads']:.0f} bytes a quad with the vocabulary's")


def _per_quad(serial: Figures, plain: Figures, ours: float, theirs: float) -> float:
    return (theirs / (plain["quads"] / plain["reports"])) / (ours / (serial["own quads"] / serial["reports"]))


def grow(folder: Path, counts: list[int], measure: str) -> None:
    """Print what a report costs as the corpus grows."""
    first = 0.0
    for count in counts:
        figures = measured(measure, corpus(folder, count), 2 if measure == "build" else 0)
        cost = figures["seconds"] / count
        first = first or cost
        print(f"{count:>7} reports: {cost * 1000:.1f} ms a report ({cost / first:.2f} of the first),", end=" ")
        print(f"{figures['quads'] / count:.0f} quads a report, derived graphs {figures['derived'] / count * 1000:.1f} ms,", end=" ")
        print(f"{figures['bytes'] / 1e6:.0f} MB on disk, {figures['memory']:.0f} MB of memory,", end=" ")
        print(f"{count / figures['wall']:.1f} reports/s", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--growth", type=int, nargs="*", default=[])
    parser.add_argument("--loading", type=int, nargs="*", default=[], help="as --growth, of the process that loads")
    parser.add_argument("--folder", type=Path, help="where copies are kept for the next time")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _one(*options.one)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if options.reports:
            compare(folder, options.reports)
        grow(folder, options.growth, "build")
        grow(folder, options.loading, "one")


if __name__ == "__main__":
    main()
