"""Typed answer of ``shared-claims``: practices with the places that share them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from fazhi.queries.binding import bound
from fazhi.queries.catalogue import get
from fazhi.queries.source import Source


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place claims of a practice in one year, and a sentence that proves it."""

    place: str
    path: str
    year: int | None
    status: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SharedPractice:
    """A practice that several places implement, with every claim of it, plans and weaknesses too."""

    iri: str
    zh: str
    en: str
    places: int
    claims: tuple[Claim, ...]


def shared_practices(source: Source, minimum: int = 2) -> list[SharedPractice]:
    """Return the practices that at least ``minimum`` places implement, the most shared first."""
    return list(_grouped(source, minimum))


def _grouped(source: Source, minimum: int) -> Iterator[SharedPractice]:
    records = source.query(bound(get("shared-claims"), source, {"min": str(minimum)})).records()
    for practice, group in groupby(records, key=lambda record: record["practice"]):
        rows = list(group)
        yield SharedPractice(
            iri=str(practice),
            zh=_text(rows[0]["zh"]),
            en=_text(rows[0]["en"]),
            places=int(rows[0]["places"] or 0),
            claims=tuple(
                Claim(
                    place=_text(row["placeName"]),
                    path=_text(row["path"]),
                    year=row["year"] if isinstance(row["year"], int) else None,
                    status=_text(row["status"]),
                    sentence=_text(row["sentence"]),
                )
                for row in rows
            ),
        )


def _text(value: object) -> str:
    return "" if value is None else str(value)
