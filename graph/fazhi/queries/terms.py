"""Values of parameters as SPARQL terms; nothing that a user types reaches a query unescaped."""

from __future__ import annotations

import re

from fazhi.errors import QueryError
from fazhi.queries.words import chinese, coded

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_YEAR = re.compile(r"[12]\d{3}")
_INTEGER = re.compile(r"[+-]?\d+")
_LARGEST = 999_999_999
CHOICES = {
    "status": ("implemented", "planned", "deficient", "mentioned"),
    "outcome": ("kept", "weak", "renewed", "dropped", "open"),
    "level": ("province", "prefecture", "county", "township", "community", "zone"),
}
"""Kinds of values of which there are only these; a level is a plain literal, the others are terms."""


def iri_term(iri: str) -> str:
    """Return an absolute IRI as a term; raise QueryError for one that SPARQL could not carry."""
    if not _IRI.fullmatch(iri):
        raise QueryError(f"{iri!r} is no absolute IRI; leave out spaces, quotes, brackets and backslashes")
    return f"<{iri}>"


def text_term(text: str) -> str:
    """Return a text as a plain literal, escaped; raise QueryError for half a surrogate pair."""
    if _SURROGATE.search(text):
        raise QueryError(f"{text!r} holds half a character (a lone surrogate); give whole characters")
    return '"' + _UNSAFE.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def year_term(text: str) -> str:
    """Return a year as ``xsd:gYear``; raise QueryError for anything but four digits."""
    if not _YEAR.fullmatch(text.strip()):
        raise QueryError(f"{text!r} is no year; give four digits, such as 2024")
    return f'"{text.strip()}"^^xsd:gYear'


def integer_term(text: str) -> str:
    """Return a whole number of 1 or more; raise QueryError for anything else."""
    digits = text.strip()
    if not _INTEGER.fullmatch(digits):
        raise QueryError(f"{text!r} is no whole number; give digits, such as 2")
    # Python refuses to read thousands of digits; their number says enough.
    if digits[0] != "-" and len(digits.lstrip("+0")) > len(str(_LARGEST)):
        raise QueryError(f"{_short(digits)!r} is too large; give at most {_LARGEST}")
    if digits[0] == "-" or int(digits) < 1:
        raise QueryError(f"{_short(digits)!r} is too small; give a whole number of 1 or more")
    return str(int(digits))


def _short(digits: str) -> str:
    return digits if len(digits) <= 30 else digits[:29] + "…"


def choice_term(kind: str, text: str) -> str:
    """Return one of the values of ``kind`` in ``CHOICES``, given in English or Chinese; raise QueryError for others."""
    value = coded(kind, text.strip())
    if value not in CHOICES[kind]:
        listed = ", ".join(f"{one} ({chinese(kind, one)})" for one in CHOICES[kind])
        raise QueryError(f"{text!r} is no {kind}; give {listed}")
    return f'"{value}"' if kind == "level" else f"rol:{value}"


def kind_term(text: str) -> str:
    """Return words to be looked for in a kind as a literal; the Chinese word of a kind stands for the kind."""
    return text_term(coded("kind", text.strip()))
