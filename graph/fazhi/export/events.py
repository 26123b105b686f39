"""The event table: one row a place, practice and covered year, as event history analysis takes it.

A place is at risk of a first adoption until the covered year in which, or before which, it is first
known to implement the practice. Years without a report give no row: an unread year is not a year
without adoption. See Box-Steffensmeier and Jones, Event History Modeling (2004), chapter 5, for
discrete time, and chapter 2 for censoring.
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi.export.claims import Claims, PlaceClaims, Tallies
from fazhi.export.rows import Row
from fazhi.export.things import Things
from fazhi.namespaces import thing_base


def event_rows(claims: Claims, things: Things, min_places: int = 1) -> Iterator[Row]:
    """Yield the rows of ``events``, by place, practice and year.

    The practices are those that at least ``min_places`` places implement, each seen for every place.
    """
    tallies = claims.tallies
    known = [practice for practice, places in sorted(tallies.adopters.items()) if places >= max(min_places, 1)]
    years = tallies.covered
    before = {(practice, year): tallies.adopters_before(practice, year) for practice in known for year in years}
    for place in claims.places():
        for practice in known if place.years else ():
            yield from panel(place, practice, things, tallies, before)


def panel(
    place: PlaceClaims, practice: str, things: Things, tallies: Tallies, before: dict[tuple[str, int], int]
) -> Iterator[Row]:
    """Yield the rows of one place and one practice; ``before`` counts earlier adopters by practice and year."""
    where, what = things.place(place.place), things.practice(practice)
    claimed = place.claims.get(practice, {})
    start, censored = place.first_adoption(practice), int(place.left_censored(practice))
    previous: int | None = None
    for year in place.years:
        at_risk = start is None or (start >= year if previous is None else start > previous)
        yield (
            what.id,
            what.zh,
            where.id,
            where.code,
            where.path,
            where.level,
            where.province,
            year,
            "" if previous is None else previous,
            int(at_risk),
            int(at_risk and start is not None and start <= year),
            *(int(year in claimed.get(status, ())) for status in ("implemented", "planned", "deficient", "mentioned")),
            "" if start is None else start,
            censored,
            tallies.covered[year],
            tallies.adopting[practice, year],
            before[practice, year],
        )
        previous = year


def cascade_rows(claims: Claims, things: Things) -> Iterator[Row]:
    """Yield the rows of ``cascades``, by place and practice."""
    for place in claims.places():
        where = things.place(place.place)
        for practice in sorted(place.claims):
            start = place.first_adoption(practice)
            if start is None:
                continue
            what = things.practice(practice)
            span = (place.years[0], place.years[-1]) if place.years else ("", "")
            ends = (start, int(place.left_censored(practice)), *span)
            yield (what.id, what.zh, where.id, where.code, where.path, *ends)


def practice_rows(claims: Claims, things: Things) -> Iterator[Row]:
    """Yield the rows of ``practices``: all of the store's, with what is counted of them."""
    tallies = claims.tallies
    for one in things.practices():
        iri = f"{thing_base()}{one.id}"
        start = tallies.first_year(iri)
        yield (
            *(one.id, one.zh, one.en, one.kind, one.topics, one.broader, one.variants),
            *(one.definition, one.definition_en, one.scheme),
            tallies.adopters[iri],
            "" if start is None else start,
            tallies.statements[iri],
            *(one.origin_year, one.origin_code, one.origin_place, one.origin_source),
        )
