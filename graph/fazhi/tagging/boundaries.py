"""Where a discovered name of a practice begins, by the words that pkuseg sees.

A name in the vocabulary needs no segmentation. A name that is discovered may lack its first
character (三方调解机制 of 第三方调解机制); where the found start lies inside a short word, the name
begins with that word. Ends are left alone: measured on held-out reports, moving them costs more
than it brings. So pkuseg reads only the stretches where such a name stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from fazhi.lexicon import Lexicon
from fazhi.tagging.crf import Found
from fazhi.tagging.segmenter import Segmenter

_FURTHEST = 2
"""A word that begins further back is rather a verb glued to the name (完善县领导包案…)."""
_SHORTEST = 3
_BOUND = frozenset("“”《》()[]，。；：！？、\n ")


def settle(
    text: str, found: list[Found], segments: Sequence[tuple[int, int]], lexicon: Lexicon, segmenter: Segmenter
) -> list[Found]:
    """Return the spans with the starts of discovered practice names moved to the start of their word."""
    doubtful = [place for place, span in enumerate(found) if _doubtful(text, span, lexicon)]
    if not doubtful:
        return found
    boundaries = _boundaries(text, [found[place].start for place in doubtful], segments, segmenter)
    settled = list(found)
    for place in doubtful:
        span = settled[place]
        before = settled[place - 1].end if place else 0
        start = next((s for s in range(span.start, span.start - _FURTHEST - 1, -1) if s in boundaries), None)
        if start is not None and start >= before:
            settled[place] = span._replace(start=start)
    return settled


def _doubtful(text: str, span: Found, lexicon: Lexicon) -> bool:
    return (
        span.kind == "M"
        and span.start > 0
        and span.end - span.start >= _SHORTEST
        and text[span.start - 1] not in _BOUND
        and text[span.start] not in _BOUND
        and lexicon.practices.get(text[span.start : span.end]) is None
    )


def _boundaries(
    text: str, positions: Iterable[int], segments: Sequence[tuple[int, int]], segmenter: Segmenter
) -> set[int]:
    """Return the word boundaries in the segments that hold the positions, segmented in one call."""
    starts = [start for start, _ in segments]
    wanted = sorted({segments[bisect_right(starts, position) - 1] for position in positions})
    joined = "\n".join(text[start:end].rstrip("\n") for start, end in wanted)
    shifts, at = [], 0
    for start, end in wanted:
        shifts.append((at, start - at))
        at += len(text[start:end].rstrip("\n")) + 1
    places = [shift[0] for shift in shifts]
    return {
        boundary + shifts[bisect_right(places, boundary) - 1][1] for boundary in segmenter.boundaries(joined)
    }
