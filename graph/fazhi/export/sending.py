"""A store written to a server graph by graph, so that an interrupted load goes on where it stopped.

Reports that the server holds in the same version are left alone. What is derived from all reports is
removed before the first of them changes and written last: while it is missing or incomplete, the
load has not ended, and the next one knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from fazhi.namespaces import is_vocabulary_graph, vocabulary_graph
from fazhi.store import RemoteGraphs, RemoteStore, Store
from fazhi.store.parts import is_report_graph, pieces

_BATCH = 100_000
"""Triples sent at a time of a graph that is larger."""
_PAGE = 20_000
_HELD = """SELECT ?graph ?version ?triples WHERE {
  GRAPH ?graph { ?graph rol:extractedBy ?version ; void:triples ?triples }
} ORDER BY ?graph LIMIT %d OFFSET %d"""
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s ?p ?o } }"
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?report a rol:Report } }"
_DIGEST = "SELECT ?graph ?version WHERE { GRAPH <%s> { ?graph dcterms:hasVersion ?version } } ORDER BY ?version"


class Version(NamedTuple):
    """What tells one state of a report's graph from another."""

    extracted_by: str
    triples: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What a load to a server did, in graphs and triples; ``foreign`` are reports that the store lacks."""

    written: int
    unchanged: int
    removed: int
    foreign: int
    triples: int


Progress = Callable[[int, int, str], None]


def send(
    store: Store, remote: RemoteStore, graphs: RemoteGraphs, *, prune: bool = False, progress: Progress | None = None
) -> Sent:
    """Make the server hold the graphs of ``store``; ``prune`` also removes reports that the store lacks.

    Raises StoreError where the server does not answer or refuses; what was written stays, and the
    next call goes on from there.
    """
    return _Sending(store, remote, graphs, prune, progress).run()


class _Sending:
    def __init__(
        self, store: Store, remote: RemoteStore, graphs: RemoteGraphs, prune: bool, progress: Progress | None
    ) -> None:
        self._store, self._remote, self._graphs = store, remote, graphs
        self._prune, self._progress = prune, progress
        self._triples = 0

    def run(self) -> Sent:
        names = self._store.graphs()
        reports = [name for name in names if is_report_graph(name)]
        there = versions(self._remote)
        own = versions(self._store)
        stale = [name for name in reports if name not in own or own[name] != there.get(name)]
        foreign = sorted({name for name in self._report_graphs() if name not in set(reports)})
        vocabulary = self._stale_vocabulary([name for name in names if is_vocabulary_graph(name)])
        rest = [name for name in names if not is_report_graph(name) and not is_vocabulary_graph(name)]
        doomed = foreign if self._prune else []
        if stale or vocabulary or doomed or any(self._differs(name) for name in rest):
            for name in (*rest, *doomed):
                self._graphs.remove(name)
            work = [*vocabulary, *stale, *rest]
        else:
            work = []
        for done, name in enumerate(work, 1):
            self._write(name)
            if self._progress:
                self._progress(done, len(work), name)
        return Sent(len(work), len(names) - len(work), len(doomed), len(foreign) - len(doomed), self._triples)

    def _write(self, name: str) -> None:
        size = _BATCH if not is_report_graph(name) else 1 << 62
        empty = True
        for piece in pieces(self._store, name, size):
            (self._graphs.put if empty else self._graphs.add)(name, piece)
            self._triples += piece.count(b" .\n")
            empty = False

    def _report_graphs(self) -> Iterator[str]:
        rows = self._remote.query(_GRAPHS).values()
        return (str(graph) for (graph,) in rows if is_report_graph(str(graph)))

    def _stale_vocabulary(self, names: list[str]) -> list[str]:
        """Return the vocabulary's graphs that differ, all of them where its digest does; the digest last."""
        whole = vocabulary_graph()
        here, there = (list(source.query(_DIGEST % whole).values()) for source in (self._store, self._remote))
        different = names if here != there else [name for name in names if self._differs(name)]
        if different and whole in names and whole not in different:
            different = [*different, whole]
        return sorted(different, key=lambda name: (name == whole, name))

    def _differs(self, name: str) -> bool:
        """Whether the server has more or fewer triples in a graph."""
        here, there = (next(source.query(_COUNT % name).values()) for source in (self._store, self._remote))
        return here != there


def versions(source: Store | RemoteStore) -> dict[str, Version]:
    """Return the version of each report's graph that names one."""
    found: dict[str, Version] = {}
    for offset in range(0, 1 << 62, _PAGE):
        rows = list(source.query(_HELD % (_PAGE, offset)).values())
        found.update((str(graph), Version(str(version), int(number or 0))) for graph, version, number in rows)
        if len(rows) < _PAGE:
            break
    return found
