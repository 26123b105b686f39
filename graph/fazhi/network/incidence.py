"""Two-mode data as a sparse matrix: places by practices, institutions or laws by practices.

Two-mode (bipartite) networks and their projections: Borgatti and Everett (1997), Network analysis of
2-mode data, Social Networks 19. The projections are sparse products, for networkx walks neighbours in
Python and takes minutes where a product takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt

from fazhi.errors import UsageError
from fazhi.network.graphs import Graph, adoptions, edges_of, nodes_of
from fazhi.network.records import CitationEdge, ParticipationEdge

Sparse: TypeAlias = Any
"""A scipy.sparse.csr_array; scipy carries no types."""
Integers: TypeAlias = npt.NDArray[np.int64]
IMPLEMENTED = ("implemented",)


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """A 0/1 matrix with named rows and columns: ``matrix[i, j]`` is 1 where row i holds column j.

    Rows and columns without an entry are kept: they are part of the population that shares and
    significance are counted over.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: Sparse

    @property
    def transposed(self) -> Incidence:
        """The same with rows and columns exchanged: practices by places."""
        return Incidence(self.columns, self.rows, self.matrix.T.tocsr())

    @property
    def row_degrees(self) -> Integers:
        """How many columns each row holds."""
        return np.asarray(self.matrix.sum(axis=1), dtype=np.int64).ravel()

    @property
    def column_degrees(self) -> Integers:
        """How many rows hold each column."""
        return np.asarray(self.matrix.sum(axis=0), dtype=np.int64).ravel()

    def held_by(self, row: str) -> tuple[str, ...]:
        """Return the columns that ``row`` holds; raise UsageError for a row that is none."""
        if row not in self.rows:
            raise UsageError(f"{row!r} is no row of this matrix; it has {len(self.rows)} rows, see .rows")
        number = self.rows.index(row)
        span = slice(self.matrix.indptr[number], self.matrix.indptr[number + 1])
        return tuple(self.columns[column] for column in sorted(self.matrix.indices[span]))


def incidence(pairs: Iterable[tuple[str, str]], *, rows: Iterable[str] = (), columns: Iterable[str] = ()) -> Incidence:
    """Return the matrix of ``pairs`` (row, column); repeats count once, names are sorted.

    ``rows`` and ``columns`` add names that no pair holds.
    """
    held = list(pairs)
    row_names = tuple(sorted({row for row, _ in held}.union(rows)))
    column_names = tuple(sorted({column for _, column in held}.union(columns)))
    row_number = {name: number for number, name in enumerate(row_names)}
    column_number = {name: number for number, name in enumerate(column_names)}
    first = np.fromiter((row_number[row] for row, _ in held), dtype=np.int64, count=len(held))
    second = np.fromiter((column_number[column] for _, column in held), dtype=np.int64, count=len(held))
    return Incidence(row_names, column_names, sparse(first, second, (len(row_names), len(column_names))))


def sparse(rows: Integers, columns: Integers, shape: tuple[int, int]) -> Sparse:
    """Return a 0/1 matrix with ones at these places; repeats count once."""
    # Imported late: scipy takes a third of a second to load.
    from scipy.sparse import csr_array

    matrix = csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape)
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def places_practices(
    graph: Graph, *, statuses: Iterable[str] = IMPLEMENTED, years: Iterable[int] | None = None
) -> Incidence:
    """Return places by practices: 1 where a report of the place claims the practice in one of ``statuses``.

    ``years`` keeps reports of these years only. Every place of ``graph`` has its row; a practice that no place
    claims so has no column, for it is none that could be shared.
    """
    wanted, when = set(statuses), None if years is None else set(years)
    pairs = [
        (edge.place, edge.practice)
        for edge in adoptions(graph)
        if edge.status in wanted and (when is None or edge.year in when)
    ]
    return incidence(pairs, rows=nodes_of(graph, "place"))


def institutions_practices(graph: Graph) -> Incidence:
    """Return institutions by practices: 1 where a report says that the institution takes part."""
    pairs = [(edge.institution, edge.practice) for edge in edges_of(graph) if isinstance(edge, ParticipationEdge)]
    return incidence(pairs, rows=nodes_of(graph, "institution"))


def laws_practices(graph: Graph) -> Incidence:
    """Return laws by practices: 1 where a sentence cites the law for the practice."""
    pairs = [(edge.law, edge.practice) for edge in edges_of(graph) if isinstance(edge, CitationEdge) and edge.practice]
    return incidence(pairs, rows=nodes_of(graph, "law"))


def shared(data: Incidence, *, minimum: int = 1) -> tuple[Integers, Integers, Integers]:
    """Return each two rows that share at least ``minimum`` columns: first row, second row, how many.

    Rows are numbers with first < second, in order. Raises UsageError for a minimum below 1.
    """
    from scipy.sparse import triu

    if minimum < 1:
        raise UsageError(f"The least shared number {minimum} is too small; pairs that share nothing are not listed")
    common = triu(data.matrix @ data.matrix.T, k=1, format="coo")
    kept = common.data >= minimum
    first, second, counts = (np.asarray(part, dtype=np.int64)[kept] for part in (common.row, common.col, common.data))
    order = np.lexsort((second, first))
    return first[order], second[order], counts[order]


def project(data: Incidence, *, minimum: int = 1) -> nx.Graph[str]:
    """Return the one-mode network of the rows; an edge's ``weight`` is the number of shared columns.

    Every row is a node. Of practices by co-adoption: ``project(matrix.transposed)``.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(data.rows)
    first, second, counts = shared(data, minimum=minimum)
    graph.add_weighted_edges_from(
        (data.rows[a], data.rows[b], count)
        for a, b, count in zip(first.tolist(), second.tolist(), counts.tolist(), strict=True)
    )
    return graph


def bipartite_graph(data: Incidence) -> nx.Graph[str]:
    """Return the two-mode network: nodes carry ``bipartite`` 0 for rows and 1 for columns."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(data.rows, bipartite=0)
    graph.add_nodes_from(data.columns, bipartite=1)
    graph.add_edges_from(_entries(data))
    return graph


def _entries(data: Incidence) -> Iterator[tuple[str, str]]:
    cells = data.matrix.tocoo()
    for row, column in zip(cells.row.tolist(), cells.col.tolist(), strict=True):
        yield data.rows[row], data.columns[column]
