"""What reading a file gives: items to read, the documents in them, and what was refused and why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class Format(StrEnum):
    """The formats that are read, by their media types."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    RTF = "application/rtf"
    OFD = "application/ofd"
    ODT = "application/vnd.oasis.opendocument.text"
    MHTML = "multipart/related"
    CSV = "text/csv"
    JSONL = "application/jsonl"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ZIP = "application/zip"
    TAR = "application/x-tar"
    GZIP = "application/gzip"
    WARC = "application/warc"


TABLES = frozenset({Format.CSV, Format.JSONL, Format.XLSX})
"""Formats with one report a row."""
CONTAINERS = frozenset({Format.ZIP, Format.TAR, Format.GZIP, Format.WARC, *TABLES})
"""Formats that may hold any number of documents."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader makes of the bytes of one document."""

    text: str
    encoding: str | None = None
    """Of text formats: the encoding that the bytes turned out to have."""
    pages: tuple[int, ...] = ()
    """Of paged formats: the offset in ``text`` at which each page begins."""
    notes: tuple[str, ...] = ()
    """What a user should know of the reading, one sentence each."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document on its way to being read: a file, a member of an archive, a row of a table.

    ``name`` is unique within one run and fit for a terminal: ``a.zip!/b/c.html``, ``d.csv#12``;
    ``number`` counts the items of a file from 0, in an order that depends on the file alone.
    """

    name: str
    number: int
    format: Format
    data: bytes
    """The bytes of the document; of a row, its text in UTF-8."""
    declared: str | None = None
    """The encoding that a server declared for the document."""
    url: str | None = None

    @property
    def sha256(self) -> str:
        """The identity of the document: the digest of its own bytes, whatever they were packed in."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One file, member or row that cannot be read, with one line that says why and what to do."""

    name: str
    reason: str
    number: int = -1


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one report as it was read, to which all offsets of evidence refer, and where it is from."""

    text: str
    sha256: str
    name: str
    media_type: str
    encoding: str | None = None
    pages: tuple[int, ...] = ()
    url: str | None = None
    notes: tuple[str, ...] = field(default=(), compare=False)

    def page(self, offset: int) -> int | None:
        """Return the number of the page, from 1, on which the character at ``offset`` stands."""
        return sum(start <= offset for start in self.pages) or None
