"""How long the table of divisions takes to load and to look up, beside plain reading of the same file.

usage: python tests/benchmarks/gazetteer_benchmark.py [--runs 7]

The baseline is the plain way: csv.DictReader over the table, a dictionary from names to codes. The table
holds some 47,000 divisions with their paths and short names; each figure is the least of several runs.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable

from fazhi.jurisdictions.gazetteer import Gazetteer, _load
from fazhi.settings import data_folder


def least(work: Callable[[], object], runs: int) -> float:
    """Return the least CPU time in seconds of several runs."""
    seconds = []
    for _ in range(runs):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)


def plain() -> dict[str, list[str]]:
    """Read the table as anyone would."""
    names: dict[str, list[str]] = {}
    with (data_folder("ontology") / "divisions.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            names.setdefault(row["name"], []).append(row["code"])
    return names


def ours() -> Gazetteer:
    """Load the table anew and ask it for one name."""
    _load.cache_clear()
    table = _load(data_folder("ontology"))
    table.named("嘉善县")
    return table


def main() -> None:
    """Print the times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    baseline, loading = least(plain, runs), least(ours, runs)
    print(f"{baseline:8.3f} s  csv.DictReader and a dictionary, {len(plain())} names")
    print(f"{loading:8.3f} s  the gazetteer, one name found in it")
    print(f"ratio {loading / baseline:.2f} to the plain reading")


if __name__ == "__main__":
    main()
