"""Content negotiation (RFC 9110, section 12): what a client takes against what can be written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_MOST = 100
"""Ranges that are read of an Accept header; the longest of a browser has ten."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A format with its media type and the other names that clients ask for it by."""

    format: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The format that was chosen, and the media type to send it as."""

    format: str
    type: str

    @property
    def content_type(self) -> str:
        """Return the value of the Content-Type header."""
        return f"{self.type}; charset=utf-8" if self.type.startswith("text/") else self.type


HTML = Offer("html", "text/html", ("application/xhtml+xml",))
ROWS = (
    Offer("json", "application/sparql-results+json", ("application/json",)),
    Offer("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"),
)
GRAPHS = (
    Offer("turtle", "text/turtle", ("application/x-turtle",)),
    Offer("ntriples", "application/n-triples"),
    Offer("nquads", "application/n-quads"),
    Offer("jsonld", "application/ld+json", ("application/json",)),
    Offer("rdfxml", "application/rdf+xml", ("application/xml",)),
)


def best(accept: str | None, offers: Sequence[Offer]) -> Choice | None:
    """Return the offer that the Accept header values most, of equals the first; None if it takes none.

    A missing or empty header takes everything. The most specific range that fits a type decides on
    it, so ``text/csv;q=0, */*`` takes all but CSV. Another name of a format must be given in full, and
    the answer is sent under it.
    """
    ranges = _ranges(accept)
    if not ranges:
        return Choice(offers[0].format, offers[0].type)
    valued = [(_value(ranges, offer.type), offer.format, offer.type) for offer in offers]
    valued += [(ranges.get(name, 0.0), offer.format, name) for offer in offers for name in offer.aliases]
    quality, format, name = max(valued, key=lambda one: one[0])
    return Choice(format, name) if quality > 0 else None


def names(offers: Sequence[Offer]) -> str:
    """Return the media types on offer, for a message."""
    return ", ".join(offer.type for offer in offers)


def takes_gzip(accept_encoding: str) -> bool:
    """Say whether a client takes a compressed answer."""
    codings = _ranges(accept_encoding, slash=False)
    return codings.get("gzip", codings.get("*", 0.0)) > 0


def _ranges(accept: str | None, *, slash: bool = True) -> dict[str, float]:
    ranges: dict[str, float] = {}
    for item in (accept or "").split(",")[:_MOST]:
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        if name and name.count("/") == slash:
            ranges[name] = max(_quality(parameters), ranges.get(name, 0.0))
    return ranges


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return float(value) if _QUALITY.fullmatch(value.strip()) else 0.0
    return 1.0


def _value(ranges: dict[str, float], name: str) -> float:
    kind = name.partition("/")[0]
    return next((ranges[one] for one in (name, f"{kind}/*", "*/*") if one in ranges), 0.0)
