"""Questions about one or two places, asked of the store: compare, similar, suggest, spread.

Only the links that are needed are read, and sentences for the rows of the answer alone, so that a store of
forty thousand places answers in seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fazhi.errors import UsageError
from fazhi.identifiers import iri
from fazhi.namespaces import thing_base
from fazhi.network.diffusion import CurvePoint, FirstAdoption, adoption_curve, first_adoptions
from fazhi.network.incidence import Incidence, incidence
from fazhi.network.likeness import corrected
from fazhi.network.loading import Queryable, identified
from fazhi.network.panel import Claim, Held, Panel, coverage

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Thing:
    """A place or practice of an answer: identifier, names, and of a place its full path and code."""

    id: str
    zh: str
    en: str = ""
    path: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A sentence that proves a claim: year reported on, status claimed, sentence, file and its offset there."""

    year: int | None
    status: str
    sentence: str
    source: str
    start: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A practice that at least one of two places claims, with all that proves what each says of it."""

    practice: Thing
    a: tuple[Evidence, ...]
    b: tuple[Evidence, ...]

    @property
    def relation(self) -> str:
        """``both`` implement it, ``a`` or ``b`` alone does, or ``neither`` (planned, weak, mentioned only)."""
        runs_a, runs_b = (any(one.status == "implemented" for one in side) for side in (self.a, self.b))
        return {(True, True): "both", (True, False): "a", (False, True): "b"}.get((runs_a, runs_b), "neither")


@dataclass(frozen=True, slots=True)
class Similar:
    """Another place: what it shares with the asked one (see Likeness), and its rarest shared practice with proof."""

    place: Thing
    shared: int
    jaccard: float
    cosine: float
    overlap: float
    p: float
    q: float
    practice: Thing
    own: Evidence
    other: Evidence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A practice that the asked place does not implement and ``peers`` of its ``of`` nearest do.

    ``score`` is the part of the peers' likeness (Jaccard) that these carry, 0–1: user-based collaborative filtering,
    Herlocker, Konstan, Borchers and Riedl (1999). ``own_status`` is what the place says of it: ``planned``,
    ``deficient``, ``mentioned`` or nothing. ``proofs`` are peers with a sentence each, the nearest first.
    """

    practice: Thing
    peers: int
    of: int
    score: float
    own_status: str
    proofs: tuple[tuple[Thing, Evidence], ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of one practice: its curve by year, and each place's first report that claims it, with proof."""

    practice: Thing
    curve: tuple[CurvePoint, ...]
    places: tuple[tuple[Thing, FirstAdoption, Evidence], ...]
    undated: int


# One row a place: millions of rows cost more to hand over than to find. No IRI holds a space.
_PRACTISES = """
SELECT ?place (GROUP_CONCAT(STR(?practice); SEPARATOR=" ") AS ?practices)
WHERE { ?place rol:practises ?practice } GROUP BY ?place"""
_HELD = "SELECT DISTINCT ?place WHERE { ?coverage a rol:ReportCoverage ; rol:jurisdiction ?place }"
_CLAIMS = """
SELECT ?place ?year ?status ?since WHERE {
  VALUES ?practice { <%s> }
  ?adoption a rol:Adoption ; rol:practice ?practice ; rol:jurisdiction ?place ; rol:status ?status .
  OPTIONAL { ?adoption rol:reportYear ?year }
  OPTIONAL { ?adoption rol:since ?since }
}"""
_OWN = """
SELECT ?practice ?status WHERE {
  VALUES ?place { <%s> }
  ?adoption a rol:Adoption ; rol:jurisdiction ?place ; rol:practice ?practice ; rol:status ?status .
}"""
_EVIDENCE = """
SELECT ?place ?practice ?year ?status ?sentence ?file ?start WHERE {
  VALUES (?place ?practice) { %s }
  ?adoption a rol:Adoption ; rol:jurisdiction ?place ; rol:practice ?practice ; rol:status ?status ;
    rol:report ?report ; rol:evidence ?passage .
  ?passage oa:hasSelector/oa:exact ?sentence ; oa:hasSelector/oa:start ?start .
  OPTIONAL { ?adoption rol:reportYear ?year }
  OPTIONAL { ?report rol:fileName ?file }
}"""
_THINGS = """
SELECT ?thing ?zh ?en ?path ?code WHERE {
  VALUES ?thing { %s }
  OPTIONAL { ?thing skos:prefLabel|rdfs:label ?zh FILTER (LANG(?zh) = "zh") }
  OPTIONAL { ?thing skos:prefLabel|rdfs:label ?en FILTER (LANG(?en) = "en") }
  OPTIONAL { ?thing rol:fullName ?path }
  OPTIONAL { ?thing dcterms:identifier ?code }
}"""


def practised(store: Queryable) -> Incidence:
    """Return places by practices over the derived links: 1 where a report claims the practice as implemented.

    Rows are all places with a report, columns all practices that some place implements.
    """
    start = thing_base()
    pairs = (
        (row["place"], practice)
        for row in identified(store, _PRACTISES)
        for practice in row["practices"].replace(start, "").split()
    )
    return incidence(pairs, rows=[row["place"] for row in identified(store, _HELD)])


def compare(store: Queryable, a: str, b: str) -> tuple[Compared, ...]:
    """Return all that two places (identifiers) claim: shared first, then what one has alone.

    Raises UsageError where both are the same.
    """
    if a == b:
        raise UsageError(f"{things(store, [a])[a].zh!r} was given twice; name two different places")
    practices = {practice for place in (a, b) for practice in _own(store, place)}
    proofs = evidence_of(store, [(place, practice) for place in (a, b) for practice in practices])
    named = things(store, practices)
    found = [Compared(named[one], proofs.get((a, one), ()), proofs.get((b, one), ())) for one in practices]
    order = ("both", "a", "b", "neither")
    return tuple(sorted(found, key=lambda one: (order.index(one.relation), one.practice.zh, one.practice.id)))


def similar(store: Queryable, place: str, *, count: int = 10) -> tuple[Similar, ...]:
    """Return the ``count`` places most like ``place`` by implemented practices, by Jaccard index then identifier.

    p is corrected for the comparisons of this place with all others that implement anything.
    """
    data = practised(store)
    near = _nearest(data, place)[:count]
    degrees = dict(zip(data.columns, data.column_degrees.tolist(), strict=True))
    own = set(data.held_by(place))
    rarest = {
        one.place: min(own.intersection(data.held_by(one.place)), key=lambda practice: (degrees[practice], practice))
        for one in near
    }
    pairs = [(who, practice) for other, practice in rarest.items() for who in (place, other)]
    proofs, named = evidence_of(store, pairs), things(store, {*rarest, *rarest.values()})
    return tuple(
        Similar(
            named[one.place],
            one.shared,
            one.jaccard,
            one.cosine,
            one.overlap,
            one.p,
            one.q,
            named[rarest[one.place]],
            _implemented(proofs[place, rarest[one.place]]),
            _implemented(proofs[one.place, rarest[one.place]]),
        )
        for one in near
    )


@dataclass(frozen=True, slots=True)
class _Near:
    place: str
    shared: int
    jaccard: float
    cosine: float
    overlap: float
    p: float
    q: float


def _nearest(data: Incidence, place: str) -> list[_Near]:
    """All places that share something with ``place``, the most alike first."""
    from scipy.stats import hypergeom

    if place not in data.rows:
        raise UsageError(f"No report of {place!r} is held; `fazhi query places` lists the places with reports")
    number = data.rows.index(place)
    degrees = data.row_degrees
    common = np.asarray((data.matrix @ data.matrix[[number], :].T).todense()).ravel()
    others = np.flatnonzero((common > 0) & (np.arange(len(common)) != number))
    k, held = common[others], degrees[others]
    p = np.asarray(hypergeom.sf(k - 1, len(data.columns), degrees[number], held), dtype=np.float64)
    q = corrected(p, int((degrees > 0).sum()) - 1)
    jaccard = k / (degrees[number] + held - k)
    cosine, overlap = k / np.sqrt(degrees[number] * held), k / np.minimum(degrees[number], held)
    return [
        _Near(data.rows[others[at]], int(k[at]), *(float(measure[at]) for measure in (jaccard, cosine, overlap, p, q)))
        for at in np.lexsort((others, -jaccard))
    ]


def suggest(
    store: Queryable, place: str, *, peers: int = 10, count: int = 20, proofs: int = 3
) -> tuple[Suggestion, ...]:
    """Return practices that the ``peers`` places most like ``place`` implement and it does not, the best reason first.

    At most ``count``, each with at most ``proofs`` peers and their sentences.
    """
    data = practised(store)
    near = _nearest(data, place)[:peers]
    own = set(data.held_by(place))
    holders: dict[str, list[_Near]] = defaultdict(list)
    for peer in near:
        for practice in data.held_by(peer.place):
            if practice not in own:
                holders[practice].append(peer)
    weight = sum(peer.jaccard for peer in near)
    score = {practice: sum(peer.jaccard for peer in found) / weight for practice, found in holders.items()}
    best = sorted(holders, key=lambda practice: (-score[practice], practice))[:count]
    shown = {practice: holders[practice][:proofs] for practice in best}
    proved = evidence_of(store, [(peer.place, practice) for practice, found in shown.items() for peer in found])
    named = things(store, {*best, *(peer.place for found in shown.values() for peer in found)})
    said = _own(store, place)
    return tuple(
        Suggestion(
            named[practice],
            len(holders[practice]),
            len(near),
            score[practice],
            _foremost(said.get(practice, set())),
            tuple((named[peer.place], _implemented(proved[peer.place, practice])) for peer in shown[practice]),
        )
        for practice in best
    )


def spread(store: Queryable, practice: str) -> Spread:
    """Return how ``practice`` (identifier) spread; raise UsageError where no dated report claims it.

    What it is worth depends on the reports held: see CurvePoint and FirstAdoption.
    """
    held = coverage(store)
    claims = {
        Claim(row["place"], practice, row["year"], row["status"].rpartition("#")[2], row["since"])
        for row in identified(store, _CLAIMS % iri(practice))
        if isinstance(row["year"], int)
    }
    panel = _panel(held, claims)
    curve, first = adoption_curve(panel, practice), first_adoptions(panel)
    proofs = evidence_of(store, [(one.place, practice) for one in first])
    named = things(store, {practice, *(one.place for one in first)})
    ordered = sorted(first, key=lambda one: (one.year, named[one.place].path, one.place))
    places = tuple((named[one.place], one, _implemented(proofs[one.place, practice], one.year)) for one in ordered)
    return Spread(named[practice], curve, places, panel.undated)


def _panel(held: Sequence[Held], claims: Iterable[Claim]) -> Panel:
    covered = frozenset((one.place, one.year) for one in held if one.year is not None)
    ordered = sorted(claims, key=lambda one: (one.place, one.practice, one.year, one.status, one.since or 0))
    undated = sum(one.year is None for one in held)
    return Panel(covered | {(one.place, one.year) for one in ordered}, tuple(ordered), undated)


def _own(store: Queryable, place: str) -> dict[str, set[str]]:
    """The statuses that the reports of ``place`` claim of each practice."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in identified(store, _OWN % iri(place)):
        found[row["practice"]].add(row["status"].rpartition("#")[2])
    return found


def _foremost(said: set[str]) -> str:
    return next((status for status in ("planned", "deficient", "mentioned") if status in said), "")


def _implemented(proofs: Sequence[Evidence], year: int | None = None) -> Evidence:
    """The first proof that the practice runs, of ``year`` if given."""
    return next(one for one in proofs if one.status == "implemented" and year in (None, one.year))


def evidence_of(store: Queryable, pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[Evidence, ...]]:
    """Return the evidence of each place and practice (identifiers) that has any, by year, status and sentence."""
    found: dict[tuple[str, str], set[Evidence]] = defaultdict(set)
    terms = [f"(<{iri(place)}> <{iri(practice)}>)" for place, practice in sorted(set(pairs))]
    for at in range(0, len(terms), _BATCH):
        for row in identified(store, _EVIDENCE % " ".join(terms[at : at + _BATCH])):
            year = row["year"] if isinstance(row["year"], int) else None
            status = row["status"].rpartition("#")[2]
            proof = Evidence(year, status, row["sentence"], row["file"] or "", row["start"])
            found[row["place"], row["practice"]].add(proof)
    return {pair: tuple(sorted(proofs, key=_by_year)) for pair, proofs in sorted(found.items())}


def _by_year(one: Evidence) -> tuple[int, str, str, int, str]:
    return one.year or 0, one.status, one.source, one.start, one.sentence


def things(store: Queryable, ids: Iterable[str]) -> Mapping[str, Thing]:
    """Return the names of places and practices by identifier; of several labels the first in order."""
    wanted = sorted(set(ids))
    rows: list[dict[str, object]] = []
    for at in range(0, len(wanted), _BATCH):
        terms = " ".join(f"<{iri(one)}>" for one in wanted[at : at + _BATCH])
        rows += identified(store, _THINGS % terms)
    found: dict[str, Thing] = {}
    for row in sorted(rows, key=repr):
        id = str(row["thing"])
        zh, en, path, code = (str(row[name] or "") for name in ("zh", "en", "path", "code"))
        found.setdefault(id, Thing(id, zh or en or id, en, path, code))
    return {id: found.get(id, Thing(id, id)) for id in wanted}
