"""What rules propose and the tagger decides: the spans of one report on their way to mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fazhi.jurisdictions import Gazetteer
from fazhi.lexicon import Lexicon
from fazhi.linking.laws import LawIndex, LawSpan
from fazhi.mentions import Mention
from fazhi.reports import Report
from fazhi.tagging.balance import balanced
from fazhi.tagging.boundaries import settle
from fazhi.tagging.crf import CharacterTagger, Found
from fazhi.tagging.features import buckets
from fazhi.tagging.jurisdictions import PlaceMention, find_jurisdictions
from fazhi.tagging.laws import find_laws
from fazhi.tagging.layers import READINGS, make_layers
from fazhi.tagging.quantities import QuantitySpan, find_quantities
from fazhi.tagging.segmenter import Segmenter

_SEGMENT = re.compile(r"[^。；\n]*[。；\n]|[^。；\n]+")


@dataclass
class Work:
    """One report between the components of the pipeline; offsets are of the report's view."""

    report: Report
    laws: list[LawSpan] = field(default_factory=list)
    quantities: list[QuantitySpan] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    mentions: tuple[Mention, ...] = ()


def propose(work: Work, laws: LawIndex, table: Gazetteer) -> None:
    """Find laws, quantities and jurisdictions by grammar and tables."""
    text = work.report.view.text
    work.laws = find_laws(text, laws)
    work.quantities = find_quantities(text)
    work.places = find_jurisdictions(text, work.report.header, table)


def decide(work: Work, tagger: CharacterTagger, lexicon: Lexicon, segmenter: Segmenter) -> None:
    """Let the trained tagger weigh the proposals, the vocabulary and the characters."""
    text = work.report.view.text
    if not text:
        return
    layers = make_layers(text, lexicon, spans_of(work))
    stretches = segments(text)
    found = balanced(text, tagger.find(buckets(text, layers, READINGS), stretches))
    work.found = settle(text, found, stretches, lexicon, segmenter)


def spans_of(work: Work) -> dict[str, list[tuple[int, int]]]:
    """Return the proposals as the layers that the tagger reads."""
    return {
        "law": [(law.start, law.end) for law in work.laws],
        "place": [(place.start, place.end) for place in work.places if not place.inside_name],
        "place_inside": [(place.start, place.end) for place in work.places if place.inside_name],
        "quantity": [(quantity.start, quantity.end) for quantity in work.quantities],
    }


def segments(text: str) -> list[tuple[int, int]]:
    """Return the stretches that the tagger reads as one: up to a full stop, semicolon or line end."""
    return [match.span() for match in _SEGMENT.finditer(text)]
