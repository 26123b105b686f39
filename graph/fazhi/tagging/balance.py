"""Spans of names keep their quotation marks in pairs.

The annotation guideline leaves marks around a name outside and marks inside a longer name inside; a
span that would hold one mark of a pair is a slip of the tagger, mended here.
"""

from __future__ import annotations

from fazhi.tagging.crf import Found

_REACH = 30
"""A mark further away than this is not the other one of the pair."""


def balanced(text: str, found: list[Found]) -> list[Found]:
    """Return the spans with their quotation marks in pairs, in order, none overlapping another."""
    kept: list[Found] = []
    for span in sorted(_mended(text, one) for one in found):
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept


def _mended(text: str, span: Found) -> Found:
    start, end = span.start, span.end
    while start < end:
        opening, closing = text.find("“", start, end), text.find("”", start, end)
        if opening == start and closing == end - 1 and end - start > 2:
            start, end = start + 1, end - 1
        elif closing >= 0 and (opening < 0 or closing < opening):
            if closing == end - 1:
                end -= 1
            elif (before := _opening_before(text, start)) >= 0:
                start = before
            else:
                break
        elif (last := text.rfind("“", start, end)) > text.rfind("”", start, end):
            if last == start:
                start += 1
            elif (after := _closing_after(text, end)) >= 0:
                end = after
            else:
                break
        else:
            break
    return span._replace(start=start, end=end)


def _opening_before(text: str, start: int) -> int:
    """Return where the mark opens that the span at ``start`` is inside of, or -1."""
    place = text.rfind("“", max(0, start - _REACH), start)
    return place if place >= 0 and not set("”\n") & set(text[place:start]) else -1


def _closing_after(text: str, end: int) -> int:
    """Return where the pair ends that the span up to ``end`` opened, or -1."""
    place = text.find("”", end, end + _REACH)
    return place + 1 if place >= 0 and not set("“\n") & set(text[end:place]) else -1
