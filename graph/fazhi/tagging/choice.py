"""Which of the competing spans are taken: those that together are most probable.

The best path through a chain of labels is not the best set of names: of ten ways to draw the bounds of
a name each may be improbable, though a name stands there for certain. So ways that differ in quotation
marks and introductory verbs only are counted together, and spans are chosen by what they are worth.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from fazhi.lexicon import Lexicon
from fazhi.tagging.balance import mended
from fazhi.tagging.crf import Found

THRESHOLD = 0.4
"""A span must be more probable than this; below one half, as a missed name costs as much as a wrong one."""


def merged(text: str, candidates: Iterable[Found], lexicon: Lexicon) -> list[Found]:
    """Return the candidates with marks in pairs and no verb in front; probabilities of the same span are summed."""
    summed: dict[tuple[int, int, str], float] = defaultdict(float)
    for candidate in candidates:
        span = mended(text, candidate, lexicon)
        if span.end > span.start:
            summed[span[:3]] += span.confidence
    return sorted(Found(*span, min(sum_, 1.0)) for span, sum_ in summed.items())


def chosen(candidates: Iterable[Found], threshold: float = THRESHOLD) -> list[Found]:
    """Return, in order, spans that do not overlap with the greatest sum of probability above ``threshold``.

    This is weighted interval scheduling by dynamic programming over the ends of the spans.
    """
    spans = sorted((span for span in candidates if span.confidence > threshold), key=lambda span: (span.end, span))
    ends = [span.end for span in spans]
    worth, before = [0.0], []
    for number, span in enumerate(spans):
        free = bisect_right(ends, span.start, 0, number)
        gain = worth[free] + span.confidence - threshold
        before.append(free if gain > worth[-1] else -1)
        worth.append(max(gain, worth[-1]))
    return _traced(spans, before)


def _traced(spans: Sequence[Found], before: Sequence[int]) -> list[Found]:
    """Follow the choices back from the last span."""
    taken = []
    number = len(spans)
    while number:
        if before[number - 1] < 0:
            number -= 1
        else:
            taken.append(spans[number - 1])
            number = before[number - 1]
    return taken[::-1]
