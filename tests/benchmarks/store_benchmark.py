"""How fast a store fills and answers at 1, 5 and 20 million quads, beside rdflib's memory store.

Run by hand: ``python tests/benchmarks/store_benchmark.py --millions 1 5 20 [--folder DIR] [--all]``, or
``--store DIR`` for a store that is there; ``--save FILE`` keeps the times of the queries, ``--beside FILE``
sets such times of an earlier run, the baseline, beside those of this one. The
quads are those of the synthetic corpus, of the same shape as those of real reports. All seconds are
seconds of processor time, so that other work on the machine does not count; the ratios to rdflib, which
takes 1 million only, and the targets are what to look at. A query's time is that of binding its
parameters (names looked up) and reading its whole answer, the best of three.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fazhi.building.refresh import refresh, write_vocabulary
from fazhi.building.versions import Versions
from fazhi.queries import bound, get, named_queries
from fazhi.store import Store
from fazhi.store.dumps import fill
from fazhi.synthetic import Corpus
from fazhi.triples import written

PLACES_A_MILLION = 85
PRACTICES = 300
LIMIT = 60
"""Seconds after which a query of rdflib's is given up."""
LOOKUP, PAGE = 0.05, 1.0
TEN: dict[str, tuple[dict[str, str], float]] = {
    "practices-of": ({"place": "{a}"}, LOOKUP),
    "about-practice": ({"practice": "{practice}"}, LOOKUP),
    "evidence-of": ({"practice": "{practice}", "place": "{a}"}, LOOKUP),
    "shared-by": ({"a": "{a}", "b": "{b}"}, LOOKUP),
    "shared-practices": ({}, PAGE),
    "top-practices": ({"year": "2024"}, PAGE),
    "co-adopted": ({}, PAGE),
    "spread-of": ({"practice": "{practice}"}, PAGE),
    "alike": ({"place": "{a}"}, PAGE),
    "laws-cited": ({}, PAGE),
}
"""Ten named queries with their parameters and targets in seconds."""
LOOKUPS = {"difference", "gone-in", "new-in", "peculiar-to", "related-practices", "sentence"}
"""With the lookups among the ten: those whose answer is about one or two places, one practice or one sentence
alone, however large the store. Measures and words are given by one sign that very many of them hold."""
Times = dict[str, tuple[str, float, float, int]]
"""Text, seconds, target and rows of each query."""


@contextmanager
def timed() -> Iterator[Callable[[], float]]:
    start = time.process_time()
    end: list[float] = []
    yield lambda: (end[0] if end else time.process_time()) - start
    end.append(time.process_time())


def generated(millions: float, file: Path) -> int:
    """Write the reports' quads as N-Quads; return how many there are."""
    corpus = Corpus(places=round(millions * PLACES_A_MILLION), practices=PRACTICES)
    version, number = str(Versions.current()), 0
    with file.open("wb") as output:
        for extraction in corpus.extractions():
            lines = written(extraction, version=version).n_quads
            number += lines.count(b"\n")
            output.write(lines)
    return number


def filled(dump: Path, folder: Path, quads: int) -> None:
    """Load the dump and derive what follows, saying how fast."""
    versions = Versions.current()
    with Store.rewriting(folder, versions.marker("benchmark")) as store:
        write_vocabulary(store, versions.vocabulary)
        with dump.open("rb") as file, timed() as loading:
            fill(store, file, "nq", dump.name)
        with timed() as deriving:
            refresh(store)
        whole = len(store)
    print(f"loaded {quads:,} quads in {loading():.1f} s: {quads / loading():,.0f} quads a second")
    print(
        f"derived {whole - quads:,} more with the vocabulary in {deriving():.1f} s; {whole:,} quads in all", flush=True
    )


def values(store: Store) -> dict[str, str]:
    """Return a place, another one that shares most with it, a widely run practice, and more of the kind."""
    shared = "SELECT ?p (MAX(?n) AS ?m) WHERE { ?p rol:sharedBy ?n } GROUP BY ?p ORDER BY DESC(?m) ?p LIMIT 1"
    places = (
        "SELECT DISTINCT ?place WHERE { ?c a rol:ReportCoverage ; rol:jurisdiction ?place } ORDER BY ?place LIMIT 2"
    )
    ((practice, _),) = store.query(shared).values()
    (a,), (b,) = store.query(places).values()
    ((law,),) = store.query("SELECT ?law WHERE { ?report rol:cites ?law } ORDER BY ?law LIMIT 1").values()
    evidence = "SELECT ?e WHERE { ?a a rol:Honour ; rol:evidence ?e } LIMIT 1"
    ((sentence,),) = store.query(evidence).values()
    given = {"a": a, "b": b, "practice": practice, "law": law, "evidence": sentence}
    return {name: str(value) for name, value in given.items()}


def asked(store: Store, everything: bool) -> dict[str, tuple[dict[str, str], float]]:
    """Return the queries to be timed with their parameters."""
    known = values(store)
    found = {name: ({k: v.format(**known) for k, v in given.items()}, target) for name, (given, target) in TEN.items()}
    if not everything:
        return found
    by_kind = {
        "place": known["a"], "practice": known["practice"], "law": known["law"], "year": "2023", "iri": known["evidence"],
        "text": "法", "topic": "disputes", "type": "司法所", "area": "北京市", "integer": "2",
    }  # fmt: skip
    for query in named_queries():
        required = {one.name: by_kind[one.kind] for one in query.parameters if one.required}
        if "b" in required:
            required["b"] = known["b"]
        found.setdefault(query.name, (required, LOOKUP if query.name in LOOKUPS else PAGE))
    return found


def times(store: Store, everything: bool) -> Times:
    """Return text, seconds, target and rows of each query."""
    found = {}
    for name, (given, target) in asked(store, everything).items():
        taken = []
        while len(taken) < 3 and sum(taken) < LIMIT:
            with timed() as asking:
                text = bound(get(name), store, given)
                answer = store.query(text)
            taken.append(asking())
        found[name] = (text, min(taken), target, len(answer.rows))
        print(f"  {name}: {min(taken) * 1000:,.1f} ms", file=sys.stderr, flush=True)
    return found


class _TooLongError(Exception):
    """The time for one query of rdflib's is over."""


def in_rdflib(dump: Path) -> None:
    """Load a dump into rdflib and answer the queries on standard input, a name and a text each; a process."""
    from rdflib import Dataset

    def stop(*_: object) -> None:
        raise _TooLongError

    signal.signal(signal.SIGPROF, stop)
    dataset = Dataset(default_union=True)
    with timed() as loading:
        dataset.parse(dump, format="nquads")
    print("load", loading(), len(dataset), flush=True)
    for piece in sys.stdin.read().split("\0"):
        name, _, text = piece.partition("\n")
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            with timed() as asking:
                rows = len(list(dataset.query(text)))
            signal.setitimer(signal.ITIMER_PROF, 0)
            print(name, asking(), rows, flush=True)
        except _TooLongError:
            print(name, float(LIMIT), -1, flush=True)


def beside_rdflib(dump: Path, texts: dict[str, str]) -> dict[str, tuple[float, int]]:
    """Run ``in_rdflib`` in a process of its own; return seconds and rows by query, rows -1 where it gave up."""
    pieces = "\0".join(f"{name}\n{text}" for name, text in texts.items())
    done = subprocess.run(
        [sys.executable, __file__, "--in-rdflib", str(dump)], input=pieces, capture_output=True, text=True, check=True
    )
    lines = (line.split() for line in done.stdout.splitlines())
    return {name: (float(seconds), int(rows)) for name, seconds, rows in lines}


def measure(millions: float, folder: Path, everything: bool) -> None:
    """Measure one size and print what came out."""
    print(f"\n## {millions:g} million quads", flush=True)
    dump, place = folder / f"{millions:g}.nq", folder / f"{millions:g}"
    with timed() as writing:
        quads = generated(millions, dump)
    print(f"generated {quads:,} quads in {writing():.0f} s", flush=True)
    filled(dump, place, quads)
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    print(f"on disk {size / 1e6:,.0f} MB, as N-Quads {dump.stat().st_size / 1e6:,.0f} MB")
    with Store.open(place) as store:
        found = times(store, everything)
        other: dict[str, tuple[float, int]] = {}
        if millions <= 1:
            whole = folder / "whole.nq"
            store.dump(whole)
            other = beside_rdflib(whole, {name: found[name][0] for name in TEN})
            seconds, held = other.pop("load")
            print(f"rdflib loaded {held:,} quads in {seconds:.0f} s: {held / seconds:,.0f} quads a second")
    dump.unlink()
    report(found, other)


def report(found: Times, other: dict[str, tuple[float, int]], baseline: str = "rdflib") -> None:
    """Print a table of milliseconds, targets, and ratios to the baseline of that name."""
    print(f"\n| query | rows | ms | target | {baseline} ms | {baseline} / fazhi |\n|---|---|---|---|---|---|")
    for name, (_, seconds, target, rows) in found.items():
        verdict = f"{target * 1000:g} {'kept' if seconds <= target else 'MISSED'}"
        beside = " | | "
        if name in other:
            theirs, their_rows = other[name]
            sign = ">" if their_rows < 0 else ""
            beside = f"| {sign}{theirs * 1000:,.0f} | {sign}{theirs / seconds:,.0f} "
            if their_rows not in (-1, rows):
                beside += f"({their_rows} rows!) "
        print(f"| {name} | {rows} | {seconds * 1000:,.1f} | {verdict} {beside}|")
    sys.stdout.flush()


def measure_store(folder: Path, save: Path | None, beside: Path | None) -> None:
    """Time every named query on a store that is there, if wished beside the times of an earlier run."""
    with Store.open(folder) as store:
        print(f"{len(store):,} quads", flush=True)
        found = times(store, everything=True)
    earlier: dict[str, list[float]] = json.loads(beside.read_text("utf-8")) if beside else {}
    report(found, {name: (known[0], int(known[1])) for name, known in earlier.items()}, beside.stem if beside else "-")
    if save:
        kept = {name: (seconds, rows) for name, (_, seconds, _, rows) in found.items()}
        save.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def main() -> None:
    """Measure the sizes asked for, the smallest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--millions", type=float, nargs="+", default=[1.0])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--all", action="store_true", help="time every named query, not the ten alone")
    parser.add_argument("--in-rdflib", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--store", type=Path, help="time every named query on this store, and make none")
    parser.add_argument("--save", type=Path, help="with --store: write seconds and rows of each query there, as JSON")
    parser.add_argument("--beside", type=Path, help="with --store: such a file of an earlier run, the baseline")
    given = parser.parse_args()
    if given.in_rdflib:
        in_rdflib(given.in_rdflib)
        return
    if given.store:
        measure_store(given.store, given.save, given.beside)
        return
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for millions in sorted(given.millions):
            measure(millions, Path(folder), given.all)


if __name__ == "__main__":
    main()
