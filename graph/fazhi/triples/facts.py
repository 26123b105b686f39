"""What one report adds to the graph of things and to the derived graph, apart from its quads.

A store needs a look-up for each term that it gives out again, which takes ten times as long as
writing it; so who reads a report hands these few facts over beside its quads. Things are named by
their local parts, or by whole IRIs where they are not of the project's own base.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from fazhi.namespaces import thing_base
from fazhi.triples.claims import Claim, Held
from fazhi.triples.measures import Counted


class Adopted(NamedTuple):
    """One adoption of a report, with the last part of the first passage that proves it, or its IRI."""

    practice: str
    status: str
    since: int | None
    passage: str | None


class Facts(NamedTuple):
    """What is derived from one report; all but ``place`` and ``year`` is sorted, each thing but figures once."""

    report: str
    place: str | None
    year: int | None
    adopted: tuple[Adopted, ...]
    laws: tuple[str, ...]
    """What it cites."""
    practices: tuple[str, ...]
    """The practices and honours that its statements are about."""
    figures: tuple[Counted, ...]
    """What it counts; a figure is there as often as it is a statement of its own."""
    names: tuple[tuple[str, str], ...]
    """Each thing that it speaks of, with what it calls it."""

    @classmethod
    def of_record(cls, record: Sequence[Any]) -> Facts:
        """Return the facts whose ``record`` has been through JSON."""
        report, place, year, adopted, laws, practices, figures, names = record
        return cls(
            report,
            place,
            year,
            tuple(Adopted(*one) for one in adopted),
            tuple(laws),
            tuple(practices),
            tuple(Counted(*one) for one in figures),
            tuple((thing, name) for thing, name in names),
        )


class Iris:
    """Local parts to IRIs, with the base asked for once."""

    def __init__(self) -> None:
        """Look the base up."""
        self._ids = thing_base()

    def full(self, local: str) -> str:
        """Return the IRI of a local part; what is an IRI already stays one."""
        return local if ":" in local else self._ids + local

    def short(self, iri: str) -> str:
        """Return the local part of a thing's IRI; any other IRI as it is."""
        return iri.removeprefix(self._ids)

    def claims(self, facts: Facts) -> Iterator[Claim]:
        """Yield the claims of a report; what no place makes is none."""
        if facts.place is None:
            return
        place, report = self.full(facts.place), self.full(facts.report)
        for practice, status, since, passage in facts.adopted:
            year = facts.year if since is None else since
            proof = f"{report}/{passage}" if passage and ":" not in passage else passage
            yield Claim(place, self.full(practice), year, status, facts.year, proof)

    def held(self, facts: Facts) -> Iterable[Held]:
        """Return the place and year that the report covers, nothing where one of them is not known."""
        if facts.place is None or facts.year is None:
            return ()
        return (Held(self.full(facts.place), facts.year, self.full(facts.report)),)
