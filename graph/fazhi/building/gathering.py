"""What all reports of a store say that something is derived from, gathered report by report."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyoxigraph as ox

from fazhi.identifiers import statement_id
from fazhi.mentions import Status
from fazhi.namespaces import DCTERMS, RDF, rol
from fazhi.store import Store, plain
from fazhi.triples import Adopted, Facts, Gathering, Held, Iris, derived_graph, things_graph
from fazhi.triples.claims import Names
from fazhi.triples.measures import Counted, Measures

_SHIFT = 32


@dataclass
class Gathered:
    """Claims, reports held, citations, and what things are called; by IRIs, names by local parts."""

    claims: Gathering = field(default_factory=Gathering)
    held: list[Held] = field(default_factory=list)
    practices: set[str] = field(default_factory=set)
    laws: set[str] = field(default_factory=set)
    uses: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many reports call a thing by a name."""
    measures: Measures = field(default_factory=Measures)
    figures: dict[str, int] = field(default_factory=dict)
    """How many figures each report gives that gives any."""
    weak: list[tuple[str, str]] = field(default_factory=list)
    """Report and adoption where a place admits that a practice is weak."""
    _reports: Names = field(default_factory=Names)
    _cited: Names = field(default_factory=Names)
    _citations: array[int] = field(default_factory=lambda: array("q"))
    _iris: Iris = field(default_factory=Iris)

    @classmethod
    def of(cls, store: Store, known: Iterable[Facts] = ()) -> Gathered:
        """Gather from ``known``, and from the store itself what of its graphs is not among that."""
        gathered, seen, iris = cls(), {things_graph(), derived_graph()}, Iris()
        present = set(store.graphs())
        for facts in known:
            graph = iris.full(facts.report)
            if graph in present and graph not in seen:
                seen.add(graph)
                gathered.take(facts)
        for graph in sorted(present - seen):
            gathered.take(facts_of(store, graph))
        return gathered

    def take(self, facts: Facts) -> None:
        """Count one report."""
        iris = self._iris
        for claim in iris.claims(facts):
            self.claims.take(claim)
        self.held += iris.held(facts)
        self.practices.update(map(iris.full, facts.practices))
        self.uses.update(facts.names)
        self._listed(facts)
        if facts.laws:
            report = self._reports.number(iris.full(facts.report)) << _SHIFT
            self._citations.extend(report | self._cited.number(iris.full(law)) for law in facts.laws)
            self.laws.update(map(iris.full, facts.laws))

    def _listed(self, facts: Facts) -> None:
        report, iris = self._iris.full(facts.report), self._iris
        if facts.figures:
            self.figures[report] = len(facts.figures)
        if facts.place is None:
            return
        self.measures.take(facts.place, facts.figures)
        sha256 = facts.report.removeprefix("report/")
        for one in facts.adopted:
            if one.status == Status.DEFICIENT:
                node = statement_id("adoption", facts.place, one.practice, sha256, one.status)
                self.weak.append((report, iris.full(node)))

    def citations(self) -> Iterator[tuple[str, str]]:
        """Yield report and law of each citation, in order, each pair once."""
        reports, report_ranks = self._reports.sorted()
        laws, law_ranks = self._cited.sorted()
        codes = np.asarray(self._citations, dtype=np.int64)
        ranked = report_ranks[codes >> _SHIFT] << _SHIFT | law_ranks[codes & (1 << _SHIFT) - 1]
        for code in np.unique(ranked).tolist():
            yield reports[code >> _SHIFT], laws[code & (1 << _SHIFT) - 1]

    def names(self) -> dict[str, str]:
        """What most reports call each thing; of names used equally often, the first in code order."""
        best: dict[str, tuple[int, str]] = {}
        for (thing, name), uses in self.uses.items():
            rank = (-uses, name)
            best[thing] = min(best.get(thing, rank), rank)
        return {thing: name for thing, (_, name) in best.items()}


def facts_of(store: Store, graph: str) -> Facts:
    """Return the facts of one report as its graph in the store has them: as ``written`` told of it."""
    iris, of = Iris(), _Graph(store, graph)
    places, years = of.values("jurisdiction"), of.values("reportYear")
    statuses, practices = of.values("status"), of.values("practice")
    since, passages = of.values("since"), of.all("evidence")
    own = f"{graph}/"
    adopted = []
    for node in of.of_class("Adoption"):
        if node in places and node in statuses and node in practices:
            proof = min(passages.get(node, ()), key=_order, default=None)
            passage = proof and (proof.removeprefix(own) if proof.startswith(own) else proof)
            first = since.get(node)
            state = str(statuses[node]).removeprefix(rol())
            year = first if isinstance(first, int) else None
            adopted.append(Adopted(iris.short(str(practices[node])), state, year, passage))
    covered = [node for node in of.of_class("ReportCoverage") if node in places and node in years]
    place = next((places[node] for node in (*covered, *sorted(places)) if node in places), None)
    year_ = next((years[node] for node in (*covered, graph, *of.of_class("Adoption")) if node in years), None)
    cited = of.objects(f"{DCTERMS}references") if graph in of.of_class("Report") else set()
    spoken = {one for name in ("practice", "honour") for one in of.objects(rol(name))}
    measures, units, numbers = of.values("measure"), of.values("unit"), of.values("value")
    counted = [
        Counted(str(measures[node]), str(units.get(node, "")), _number(numbers.get(node)))
        for node in of.of_class("Figure")
        if node in measures
    ]
    return Facts(
        iris.short(graph),
        None if place is None else iris.short(str(place)),
        year_ if isinstance(year_, int) else None,
        tuple(sorted(adopted, key=lambda one: (one.practice, one.status))),
        tuple(sorted(map(iris.short, cited))),
        tuple(sorted(map(iris.short, spoken))),
        tuple(sorted(counted)),
        tuple(sorted((iris.short(node), str(name)) for node, name in of.pairs(rol("namedAs")))),
    )


class _Graph:
    """One named graph, asked for one property after the other."""

    def __init__(self, store: Store, graph: str) -> None:
        self._store, self._graph = store, ox.NamedNode(graph)

    def pairs(self, predicate: str) -> Iterator[tuple[str, object]]:
        for quad in self._store.database.quads_for_pattern(None, ox.NamedNode(predicate), None, self._graph):
            yield str(plain(quad.subject)), plain(quad.object)

    def values(self, name: str) -> dict[str, object]:
        return dict(self.pairs(rol(name)))

    def all(self, name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for node, value in self.pairs(rol(name)):
            found.setdefault(node, []).append(str(value))
        return found

    def objects(self, predicate: str) -> set[str]:
        return {str(value) for _, value in self.pairs(predicate)}

    def of_class(self, name: str) -> list[str]:
        pattern = (None, ox.NamedNode(f"{RDF}type"), ox.NamedNode(rol(name)), self._graph)
        return sorted(str(plain(quad.subject)) for quad in self._store.database.quads_for_pattern(*pattern))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _order(evidence: str) -> tuple[str, tuple[int, ...]]:
    report, _, passage = evidence.rpartition("/passage-")
    return report, tuple(int(part) if part.isdecimal() else -1 for part in passage.split("-"))
