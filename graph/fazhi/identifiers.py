"""Identifiers of things: ASCII, opaque, the same for the same name on every machine.

A local part (``practice/fengqiao-experience``) is made of ``a-z``, ``0-9``, ``-`` and ``/`` only, so
that it needs no escaping in Turtle, SPARQL, a URL or a file name; ``iri`` puts the base in front.
Names are labels, never identifiers. A hash is the first digits of the SHA-256 of the folded name.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from fazhi.errors import VocabularyError
from fazhi.namespaces import thing_base

DIVISION = re.compile(r"division/(\d{6}|\d{9})")
"""The local part of a county, of what lies above it, or of a township, with its code."""
_LOCAL = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
_CODE = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}(?:[0-9]{3}){0,2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_IGNORED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\"'“”‘’「」『』《》〈〉<>·•・‧、,]+")
_DASH = re.compile("[‐‑‒–—―−─－~～〜]+")
QUOTES = str.maketrans("", "", "“”‘’\"'「」『』")
"""Leaves out the quotation marks of a name."""
_BRACKETS = str.maketrans("〔〕［］【】〖〗﹝﹞", "[][][][][]")
_EDITION = re.compile(r"\(([0-9]{4})年?-+([0-9]{4})年?\)")


def iri(local: str) -> str:
    """Return the IRI of the thing with the local part ``local``; raise VocabularyError if malformed."""
    return thing_base() + checked(local)


def checked(local: str) -> str:
    """Return a local part as it is; raise VocabularyError if malformed."""
    if not _LOCAL.fullmatch(local):
        raise VocabularyError(f"{local!r} cannot name a thing; use a-z, 0-9 and '-' in parts joined by '/'")
    return local


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Return what is compared when two names are called the same.

    Width, quotation marks, spaces, dots, enumeration commas and kinds of dash and bracket do not
    tell names apart: ``“双随机、一公开”`` and ``双随机一公开`` are one.
    """
    folded = unicodedata.normalize("NFKC", name).translate(_BRACKETS)
    return _DASH.sub("-", _IGNORED.sub("", folded)).casefold()


def law_key(title: str) -> str:
    """Return what is compared of a law's title: as ``name_key``, without 中华人民共和国 in front.

    The span of years of a plan is written in many ways: ``（2021—2025年）`` is ``(2021-2025)``.
    """
    return _EDITION.sub(r"(\1-\2)", name_key(title)).removeprefix("中华人民共和国")


def slug(english: str) -> str:
    """Return an English name as a slug of at most 60 characters: ``fengqiao-experience``."""
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode().lower()
    words = _NOT_SLUG.sub("-", plain.replace("'", "")).strip("-")
    return words if len(words) <= 60 else words[:61].rsplit("-", 1)[0]


def digest(text: str, length: int) -> str:
    """Return the first ``length`` hexadecimal digits of the SHA-256 of ``text``."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def practice_id(term: str) -> str:
    """Return the local part of a practice of the scheme, by its slug."""
    return f"practice/{term}"


def candidate_practice_id(name: str) -> str:
    """Return the local part of a discovered practice, the same for all spellings of one name."""
    return f"practice/candidate-{digest(name_key(name), 12)}"


def top_concept_id(term: str) -> str:
    """Return the local part of one of the top concepts of the practice scheme."""
    return f"top-concept/{term}"


def institution_type_id(term: str) -> str:
    """Return the local part of an institution type, by its slug."""
    return f"institution-type/{term}"


def law_id(title: str) -> str:
    """Return the local part of a law or policy document, by its full title (with or without 《》)."""
    return f"law/{digest(law_key(title), 12)}"


def division_id(code: str) -> str:
    """Return the local part of an administrative division, by its code of 2, 4, 6, 9 or 12 digits."""
    return f"division/{_division_code(code)}"


def community_id(code: str, name: str) -> str:
    """Return the local part of a village or community ``name`` (or a zone) inside division ``code``."""
    return f"division/{_division_code(code)}-{digest(name_key(name), 8)}"


def unplaced_division_id(path: str) -> str:
    """Return the local part of a place without a code, by its full path from the province."""
    return f"division/{digest(name_key(path), 12)}"


def institution_id(code: str, type_slug: str) -> str:
    """Return the local part of the one institution of type ``type_slug`` in division ``code``."""
    return f"institution/{_division_code(code)}-{type_slug}"


def named_institution_id(name: str, anchor: str = "", *, division: str = "", kind: str = "") -> str:
    """Return the local part of an institution by its name, as it is called at the place ``anchor``.

    The ``division`` that it belongs to and the slug of its type stand in front where they are known, so
    that the identifier alone tells them, as that of ``institution_id`` does.
    """
    parts = [_division_code(division)] if division else []
    parts += [kind] if kind else []
    return f"institution/{'-'.join([*parts, digest(f'{anchor} {name_key(name)}' if anchor else name_key(name), 12)])}"


def report_id(sha256: str) -> str:
    """Return the local part of a report, by the SHA-256 of its file's bytes in hexadecimal."""
    if not _SHA256.fullmatch(sha256):
        raise VocabularyError(f"{sha256!r} is no SHA-256; give its 64 lower-case hexadecimal digits")
    return f"report/{sha256}"


def evidence_id(sha256: str, start: int, end: int, focus_start: int, focus_end: int) -> str:
    """Return the local part of the passage ``[start, end)`` of a report with its focus.

    Its selectors are named ``…/position`` and ``…/quote``: the graph has no blank nodes.
    """
    return f"{report_id(sha256)}/passage-{start}-{end}-{focus_start}-{focus_end}"


def statement_id(kind: str, *parts: object) -> str:
    """Return the local part of a statement: its kind and a hash of what tells it from others.

    ``kind`` is ``adoption``, ``citation`` …; the parts are written one a line, None as an empty line.
    """
    text = "\n".join("" if part is None else str(part) for part in parts)
    return f"{kind}/{digest(text, 16)}"


def _division_code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise VocabularyError(f"{code!r} is no division code; give 2, 4, 6, 9 or 12 digits")
    return code
