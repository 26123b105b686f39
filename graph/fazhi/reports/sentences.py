"""Sentences and clauses of the view's text, as spans without the spaces around them."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^\s。！？\n](?:[^。！？\n]*[^\s。！？\n])?[。！？]*[”’」』)\]]*|[。！？]+[”’」』)\]]*")
_CLAUSE = re.compile(r"[^\s。！？；\n](?:[^。！？；\n]*[^\s。！？；\n])?[。！？；]*[”’)]*")

LONG = 600
"""Text without a full stop for longer than this (a table, a list) is no sentence whose far end matters."""


def around(sentence: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Return the part of a sentence around ``[start, end)`` in it: all of it, unless it is very long."""
    return max(sentence[0], start - LONG), min(sentence[1], end + LONG)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of ``text`` as spans; a line break ends one, a semicolon does not."""
    return [match.span() for match in _SENTENCE.finditer(text)]


def clauses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the parts of ``text[start:end]`` between full stops, semicolons and line breaks."""
    return [match.span() for match in _CLAUSE.finditer(text, start, len(text) if end is None else end)]
