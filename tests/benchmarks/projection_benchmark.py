"""How long it takes to project places and practices, beside networkx's own projection.

usage: python tests/benchmarks/projection_benchmark.py [--pairs 2000000] [--part 100000]

Synthetic pairs: 40,000 places, 1,000 practices, popularity falling as 1/rank. networkx projects a part of
the pairs only, for all of them it would take hours; both project that part, and the ratio is of that.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import islice
from typing import TypeVar

import networkx as nx
import numpy as np

from fazhi.network import Incidence, bipartite_graph, jaccard_rows, project, shared
from fazhi.network.incidence import sparse

Result = TypeVar("Result")


def synthetic(pairs: int, places: int = 40_000, practices: int = 1_000) -> Incidence:
    """Return about ``pairs`` place–practice pairs, the same each time."""
    random = np.random.default_rng(0)
    weight = 1 / np.arange(1, practices + 1) ** 0.5
    drawn = random.choice(practices, size=pairs, p=weight / weight.sum())
    matrix = sparse(random.integers(places, size=pairs), drawn, (places, practices))
    names = tuple(f"place/{n}" for n in range(places)), tuple(f"practice/{n}" for n in range(practices))
    return Incidence(*names, matrix)


def timed(what: str, work: Callable[[], Result]) -> tuple[Result, float]:
    """Run ``work`` and say how long it took."""
    start = time.perf_counter()
    result = work()
    taken = time.perf_counter() - start
    print(f"{taken:8.2f} s  {what}")
    return result, taken


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=2_000_000)
    parser.add_argument("--part", type=int, default=100_000)
    given = parser.parse_args()
    whole = synthetic(given.pairs)
    print(f"{whole.matrix.nnz} pairs of {len(whole.rows)} places and {len(whole.columns)} practices")
    counts, _ = timed("practices by co-adoption, all pairs", lambda: shared(whole.transposed))
    print(f"{len(counts[0]):>10}  pairs of practices")
    timed("one place with all others", lambda: whole.matrix @ whole.matrix[[0], :].T)
    timed(
        "each of the first 2,000 places with its ten nearest",
        lambda: list(islice(jaccard_rows(whole, nearest=10), 2_000)),
    )
    part = synthetic(given.part, places=2_000)
    print(f"a part: {part.matrix.nnz} pairs of {len(part.rows)} places and {len(part.columns)} practices")
    _, quick = timed("places by shared practices, sparse product", lambda: shared(part))
    _, graph = timed("the same as a networkx graph", lambda: project(part))
    two_mode = bipartite_graph(part)
    _, slow = timed(
        "networkx.bipartite.weighted_projected_graph",
        lambda: nx.bipartite.weighted_projected_graph(two_mode, part.rows),
    )
    print(f"ratio {slow / quick:.0f} to the counts, {slow / graph:.1f} to the graph")


if __name__ == "__main__":
    main()
