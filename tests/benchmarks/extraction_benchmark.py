"""Characters a second of one core: tagging and linking here, beside a plain spaCy, pkuseg and PhraseMatcher.

Run by hand: ``python tests/benchmarks/extraction_benchmark.py [--rounds 5]``. The texts are the five seeds.
Seconds are of processor time, so that other work on the machine counts little; the best round counts. What was
learnt of a text in one round is forgotten before the next, as no report of a real corpus comes twice.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from plain_pipeline import PlainPipeline

from fazhi.extractor import Extractor
from fazhi.reading import statements
from fazhi.reports import Report, read_report
from fazhi.settings import data_folder
from fazhi.tagging.discourse import discourse
from fazhi.tagging.pipeline import mentions_of, tag
from fazhi.tagging.stretches import role_changes
from fazhi.tagging.tense import turn_to_plans
from fazhi.triples import written

TARGET = 150_000
"""Characters a second of tagging and linking."""

KEPT_OF_A_TEXT = (discourse, role_changes, turn_to_plans)


def best(work: Callable[[Report], object], reports: list[Report], rounds: int) -> float:
    """Return the seconds of processor time that the best of some rounds over all reports took."""
    seconds = []
    for _ in range(rounds + 1):
        for kept in KEPT_OF_A_TEXT:
            kept.cache_clear()
        started = time.process_time()
        for report in reports:
            work(report)
        seconds.append(time.process_time() - started)
    # The first round fills caches of names and tables.
    return min(seconds[1:])


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    reports = [read_report(path) for path in sorted(data_folder("seeds").glob("0*.txt"))]
    characters = sum(len(report.text) for report in reports)
    extractor, plain = Extractor(), PlainPipeline()
    done = [extractor(report) for report in reports]
    mentions = {id(report): one.mentions for report, one in zip(reports, done, strict=True)}
    extracted = {id(report): one for report, one in zip(reports, done, strict=True)}
    rates = {
        "reading (head, sections)": lambda r: read_report(r.source),
        "tagging and linking": lambda r: mentions_of(extractor.nlp, r),
        "the same, into a spaCy Doc": lambda r: tag(extractor.nlp, r),
        "statements": lambda r: statements(r, mentions[id(r)]),
        "N-Quads": lambda r: written(extracted[id(r)], (), "v"),
        "plain spaCy + pkuseg + PhraseMatcher": lambda r: plain.tag(r.text),
    }
    speeds = {name: characters / best(work, reports, rounds) for name, work in rates.items()}
    for name, speed in speeds.items():
        print(f"{name:<40}{speed:>12,.0f} characters/s")
    ours, theirs = speeds["tagging and linking"], speeds["plain spaCy + pkuseg + PhraseMatcher"]
    print(f"ratio to the plain pipeline: {ours / theirs:.1f}; to the target of {TARGET:,}: {ours / TARGET:.2f}")


if __name__ == "__main__":
    main()
