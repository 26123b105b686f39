"""Communities of a network, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np

from fazhi.errors import UsageError


@dataclass(frozen=True, slots=True)
class Partition:
    """Communities of the run with the highest modularity, and what the other runs say.

    ``communities`` are sorted, the largest first. ``modularity`` is that of this run (Newman and Girvan 2004),
    the mean and the least are over all ``runs``. ``nmi`` and ``ari`` are the mean agreement of each two runs:
    normalised mutual information (Danon and others 2005) and adjusted Rand index (Hubert and Arabie 1985), 1 where
    all runs agree; a low one says that the network has no clear communities. ``broken`` counts communities that are
    not connected in themselves, which Louvain does not rule out (Traag, Waltman and van Eck 2019).
    """

    communities: tuple[tuple[str, ...], ...]
    modularity: float
    mean_modularity: float
    least_modularity: float
    nmi: float
    ari: float
    runs: int
    broken: int


def communities(
    graph: nx.Graph[str], *, seeds: Iterable[int] = range(20), resolution: float = 1.0, weight: str = "weight"
) -> Partition:
    """Return the communities of ``graph`` by the Louvain method, run once for each seed.

    Blondel, Guillaume, Lambiotte and Lefebvre (2008), Fast unfolding of communities in large networks;
    networkx.community.louvain_communities. Raises UsageError for a network without an edge and for no seed.
    """
    if not graph.number_of_edges():
        raise UsageError("The network has no edge, so no communities; take a weaker backbone or more reports")
    ordered = _ordered(graph, weight)
    runs = [
        _sorted(nx.community.louvain_communities(ordered, weight=weight, resolution=resolution, seed=seed))
        for seed in seeds
    ]
    if not runs:
        raise UsageError("No seed was given; give at least one, such as seeds=range(20)")
    scores = [nx.community.modularity(ordered, map(set, run), weight=weight, resolution=resolution) for run in runs]
    best = runs[int(np.argmax(scores))]
    pairs = [_agreement(ordered, one, other) for one, other in combinations(runs, 2)] or [(1.0, 1.0)]
    nmi, ari = np.mean(pairs, axis=0).tolist()
    broken = sum(not nx.is_connected(ordered.subgraph(members)) for members in best)
    return Partition(best, max(scores), float(np.mean(scores)), min(scores), nmi, ari, len(runs), broken)


def _ordered(graph: nx.Graph[str], weight: str) -> nx.Graph[str]:
    """Louvain visits nodes in their order; sorted, equal graphs have equal communities."""
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph.nodes))
    edges = ((*sorted((a, b)), data.get(weight, 1)) for a, b, data in graph.edges(data=True))
    ordered.add_weighted_edges_from(sorted(edges), weight=weight)
    return ordered


def _sorted(found: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(sorted(members)) for members in found), key=lambda members: (-len(members), members)))


def _agreement(
    graph: nx.Graph[str], one: Iterable[Iterable[str]], other: Iterable[Iterable[str]]
) -> tuple[float, float]:
    first, second = ({node: n for n, members in enumerate(run) for node in members} for run in (one, other))
    return nmi(first, second), ari(first, second)


def nmi(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Return 2 I(X; Y) / (H(X) + H(Y)) of two memberships of the same nodes, 0–1; two trivial ones agree.

    Danon, Díaz-Guilera, Duch and Arenas (2005), Comparing community structure identification.
    """
    from scipy.stats import entropy

    table = _contingency(one, other)
    rows, columns = entropy(table.sum(axis=1)), entropy(table.sum(axis=0))
    if rows + columns == 0:
        return 1.0
    return float(2 * (rows + columns - entropy(table.ravel())) / (rows + columns))


def ari(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Return the Rand index of two memberships of the same nodes, adjusted for chance: at most 1, 0 by chance.

    Hubert and Arabie (1985), Comparing partitions.
    """
    from scipy.special import comb

    table = _contingency(one, other)
    both, rows, columns = (float(comb(counts, 2).sum()) for counts in (table, table.sum(axis=1), table.sum(axis=0)))
    expected = rows * columns / max(float(comb(table.sum(), 2)), 1.0)
    largest = (rows + columns) / 2
    return 1.0 if largest == expected else (both - expected) / (largest - expected)


def _contingency(one: Mapping[str, int], other: Mapping[str, int]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    if set(one) != set(other):
        raise UsageError("The two memberships are of different nodes; compare partitions of one network")
    nodes = sorted(one)
    _, first = np.unique([one[node] for node in nodes], return_inverse=True)
    _, second = np.unique([other[node] for node in nodes], return_inverse=True)
    table = np.zeros((first.max(initial=-1) + 1, second.max(initial=-1) + 1), dtype=np.int64)
    np.add.at(table, (first, second), 1)
    return table
