"""What rules propose and the tagger decides: the spans of one report on their way to mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from fazhi.jurisdictions import Gazetteer
from fazhi.lexicon import Lexicon
from fazhi.linking.laws import LawIndex, LawSpan
from fazhi.mentions import Mention
from fazhi.reports import Report
from fazhi.tagging.bare_bodies import bare_bodies
from fazhi.tagging.body_heads import sorted_by_head
from fazhi.tagging.boundaries import doubted
from fazhi.tagging.choice import chosen, merged
from fazhi.tagging.coordination import completed
from fazhi.tagging.crf import Found
from fazhi.tagging.jurisdictions import PlaceMention, find_jurisdictions, torn
from fazhi.tagging.laws import find_laws
from fazhi.tagging.layers import make_layers
from fazhi.tagging.quantities import QuantitySpan, find_quantities
from fazhi.tagging.segmenter import Segmenter
from fazhi.tagging.trained import Trained

_SEGMENT = re.compile(r"[^。；\n]{0,1999}[。；\n]|[^。；\n]{0,1999}[，、, ]|[^。；\n]{1,2000}")


@dataclass
class Work:
    """One report between the components of the pipeline; offsets are of the report's view."""

    report: Report
    laws: list[LawSpan] = field(default_factory=list)
    quantities: list[QuantitySpan] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    mentions: tuple[Mention, ...] = ()


def propose(work: Work, laws: LawIndex, table: Gazetteer, segmenter: Segmenter) -> None:
    """Find laws, quantities and jurisdictions by grammar and tables."""
    text = work.report.view.text
    work.laws = find_laws(text, laws)
    work.quantities = find_quantities(text)
    header = work.report.header
    places, own = find_jurisdictions(text, header, table), header.jurisdiction or ""
    work.places = [place for place in places if not torn(text, place, own, segmenter)]


def decide(
    work: Work,
    tagger: Trained,
    lexicon: Lexicon,
    segmenter: Segmenter | None,
    *,
    share_heads: bool = True,
) -> None:
    """Let the trained tagger weigh the proposals, the vocabulary and the characters.

    Without ``segmenter`` no words are looked at, without ``share_heads`` bodies keep the start that
    the tagger gave them: to measure what these bring.
    """
    text = work.report.view.text
    if not text:
        return
    rules = spans_of(work)
    layers = make_layers(text, lexicon, rules)
    stretches = segments(text)
    probable = tagger.candidates(text, layers, stretches)
    candidates = merged(text, [*probable, *bare_bodies(text)], lexicon)
    if segmenter:
        candidates = doubted(text, candidates, stretches, lexicon, segmenter)
    found = chosen(candidates)
    names = [*sorted_by_head(text, (span for span in found if span.kind in _TRAINED), lexicon)]
    if share_heads:
        names = completed(text, names, [*rules["place"], *rules["place_inside"]])
    work.found = _with_rules(names, rules, {span[:3]: round(span.confidence, 3) for span in found})


_TRAINED = "IM"
_RULED = (("law", "L"), ("quantity", "Q"), ("place", "J"))
_UNCONFIRMED = 0.9
"""Confidence of a rule's span that the trained tagger would not have taken."""


def _with_rules(
    names: list[Found], rules: dict[str, list[tuple[int, int]]], confidences: dict[tuple[int, int, str], float]
) -> list[Found]:
    """Add laws, places and quantities by their rules, where they are no part of a longer name.

    On held-out reports the rules are as good as the tagger for laws and quantities and better for
    places; on other hands' texts they are better for all three. The tagger knows what a rule cannot
    see: that the place belongs to a body's name, the number to a slogan.
    """
    taken = [span._replace(confidence=round(span.confidence, 3)) for span in names]
    for rule, kind in _RULED:
        edges = sorted((span.start, span.end) for span in taken)
        for start, end in rules[rule]:
            place = bisect_left(edges, (end, 0))
            if not place or edges[place - 1][1] <= start:
                taken.append(Found(start, end, kind, confidences.get((start, end, kind), _UNCONFIRMED)))
    return sorted(taken)


def spans_of(work: Work) -> dict[str, list[tuple[int, int]]]:
    """Return the proposals as the layers that the tagger reads."""
    return {
        "law": [(law.start, law.end) for law in work.laws],
        "place": [(place.start, place.end) for place in work.places if not place.inside_name],
        "place_inside": [(place.start, place.end) for place in work.places if place.inside_name],
        "quantity": [(quantity.start, quantity.end) for quantity in work.quantities],
    }


def segments(text: str) -> list[tuple[int, int]]:
    """Return the stretches that the tagger reads as one: up to a full stop, semicolon or line end, none very long."""
    return [match.span() for match in _SEGMENT.finditer(text)]
