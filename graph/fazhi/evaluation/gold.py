"""Gold annotations: reports read and marked up by people, as files ``NNN….json`` of one folder.

The form is that of ``tests/gold/GUIDELINE.md``: ``{"meta": {…}, "mentions": [{"start", "end", "text",
"type", "fields"}]}``, offsets in code points of the file as decoded.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fazhi.errors import UsageError
from fazhi.mentions import Label, Status

LABELS = {
    "I": Label.INSTITUTION,
    "M": Label.MECHANISM,
    "L": Label.LAW,
    "J": Label.JURISDICTION,
    "Q": Label.QUANTITY,
}
STATUSES = {
    "i": Status.IMPLEMENTED,
    "p": Status.PLANNED,
    "d": Status.DEFICIENT,
    "n": Status.MENTIONED,
}
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Marked:
    """One mention, gold or found, with what is compared of it; ``value`` may be anything for found ones."""

    start: int
    end: int
    text: str
    label: str
    canonical: str | None = None
    status: str | None = None
    value: float | None = None
    unit: str | None = None
    id: str | None = None
    """Of a found one: what it was linked to."""


@dataclass(frozen=True)
class Gold:
    """One annotated report: the leading digits of its file name, header facts and mentions."""

    number: str
    meta: dict[str, Any]
    mentions: tuple[Marked, ...]


def read_gold(folder: Path | str) -> dict[str, Gold]:
    """Read every ``NNN….json`` of ``folder``, by its number.

    Raises UsageError for a folder that is missing or holds none, and for a malformed file.
    """
    place = Path(folder)
    if not place.is_dir():
        raise UsageError(
            f"There is no folder {str(place)!r}; give one with gold annotations NNN.json"
        )
    files = {number: path for path in sorted(place.glob("*.json")) if (number := report_number(path.name))}
    if not files:
        raise UsageError(f"The folder {str(place)!r} holds no NNN.json; give a folder of gold annotations")
    return {number: _read(number, path) for number, path in sorted(files.items())}


def report_number(name: str) -> str | None:
    """Return the leading digits of a file name, which tell which report it is; None without any."""
    match = _NUMBER.match(re.split(r"[/\\]", name)[-1])
    return match[0] if match else None


def _read(number: str, path: Path) -> Gold:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return Gold(number, dict(record["meta"]), tuple(_marked(mention) for mention in record["mentions"]))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UsageError(
            f"The gold file {str(path)!r} is malformed ({error!r}); see GUIDELINE.md"
        ) from error


def _marked(mention: dict[str, Any]) -> Marked:
    kind, fields = mention["type"], mention["fields"]
    return Marked(
        start=mention["start"],
        end=mention["end"],
        text=mention["text"],
        label=LABELS[kind].value,
        canonical=fields[0],
        status=STATUSES[fields[1]].value if kind == "M" else None,
        value=float(fields[1]) if kind == "Q" else None,
        unit=fields[2] if kind == "Q" else None,
    )


def found_mentions(extraction: dict[str, Any]) -> tuple[Marked, ...]:
    """Return the mentions of one JSON object of ``fazhi extract``."""
    return tuple(
        Marked(
            start=mention["start"],
            end=mention["end"],
            text=mention.get("text", ""),
            label=mention["label"],
            canonical=mention.get("canonical"),
            status=mention.get("status"),
            value=None if mention.get("value") is None else float(mention["value"]),
            unit=mention.get("unit"),
            id=mention.get("id"),
        )
        for mention in extraction["mentions"]
    )
