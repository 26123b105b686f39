"""All statements of one report, read sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from fazhi.lexicon import Lexicon, default_lexicon
from fazhi.linking.law_index import law_index
from fazhi.mentions import Mention
from fazhi.reading.adoptions import Adoptions
from fazhi.reading.citations import Citations
from fazhi.reading.counsels import Counsels
from fazhi.reading.figures import Figures
from fazhi.reading.honours import Honours
from fazhi.reading.participations import Participations
from fazhi.reading.passages import passages
from fazhi.reports import Report
from fazhi.statements import Statement


def statements(
    report: Report, mentions: Iterable[Mention], lexicon: Lexicon | None = None
) -> tuple[Statement, ...]:
    """Return what ``report`` says, in the order of the evidence.

    ``mentions`` are linked and carry their statuses; one without an identifier (it fits two things or
    none) makes no statement, a figure apart, which needs none. ``lexicon`` tells which practices are
    honours; without it that of the package does.
    """
    year = report.header.report_year
    readers = (
        Adoptions(year),
        Participations(),
        Citations(year, in_force),
        Counsels(),
        Honours(_honours(lexicon)),
        Figures(),
    )
    for passage in passages(report, mentions):
        for reader in readers:
            reader.read(passage)
    made: list[Statement] = [one for reader in readers for one in reader.made()]
    return tuple(sorted(made, key=lambda one: one.evidence[0]))


def _honours(lexicon: Lexicon | None) -> frozenset[str]:
    return _default_honours() if lexicon is None else _of_kind_honour(lexicon)


@lru_cache(maxsize=1)
def _default_honours() -> frozenset[str]:
    return _of_kind_honour(default_lexicon())


def _of_kind_honour(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(term.local for term in lexicon.practice_by_id.values() if term.kind == "honour")


def in_force(law: str, year: int) -> bool | None:
    """Say whether the law with this identifier was in force in ``year``; None where its dates are not known."""
    return law_index().in_force(law, year)
