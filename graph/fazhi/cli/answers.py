"""Answers about places and practices: names to identifiers, one table in three formats, evidence as columns."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fazhi.cli.options import Language
from fazhi.cli.printing import print_table, write_csv
from fazhi.errors import QueryError
from fazhi.namespaces import local

if TYPE_CHECKING:
    from fazhi.network import Evidence, Thing
    from fazhi.store import Store

STATUSES = {"implemented": "已实行", "planned": "计划", "deficient": "不足", "mentioned": "提及", "": ""}
_LONG = 60
_SOURCE = "source"
_CODE = re.compile(r"\((\d{6,12})\)")


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


AnswerFormat = Annotated[Format, typer.Option("--format", help="csv and json hold every sentence whole.")]
Bom = Annotated[bool, typer.Option("--bom", help="Start CSV with a byte order mark, so that Excel reads it.")]
Count = Annotated[int, typer.Option("--count", min=1, help="At most so many rows.")]


def place_id(store: Store, name: str, command: str) -> str:
    """Return the identifier of the one place that ``name`` names; of several the error says what to type."""
    from fazhi.queries.things import place_named

    try:
        return local(place_named(store, name))
    except QueryError as error:
        codes = _CODE.findall(str(error))
        raise QueryError(f"{error}, or its code: fazhi {command} {codes[0]}" if codes else str(error)) from None


def practice_id(store: Store, name: str) -> str:
    """Return the identifier of the one practice that ``name`` names."""
    from fazhi.queries.things import practice_named

    return local(practice_named(store, name))


def write(
    columns: Mapping[str, str],
    rows: Iterable[Sequence[object]],
    format: Format,
    lang: Language,
    *,
    bom: bool = False,
    whole_only: Collection[str] = (),
) -> None:
    """Write rows under headings, given as English by Chinese, in the language asked for.

    A table leaves out the columns ``whole_only``, cuts long sentences and puts a source behind its sentence, for a
    terminal is narrow; CSV holds all.
    """
    headings = list(columns.values() if lang is Language.EN else columns)
    if format is Format.CSV:
        write_csv(headings, rows, sys.stdout, bom=bom)
        return
    shown = [
        at for at, column in enumerate(columns.values()) if column not in whole_only and not column.startswith(_SOURCE)
    ]
    sources = {at - 1: at for at, column in enumerate(columns.values()) if column.startswith(_SOURCE)}
    cells = [[_cell(row, at, sources.get(at)) for at in shown] for row in rows]
    print_table([headings[at] for at in shown], cells)


def write_json(answer: object) -> None:
    """Write records as JSON, their fields by their English names, every value whole."""
    sys.stdout.write(json.dumps(_plain(answer), ensure_ascii=False, indent=1) + "\n")


def _plain(answer: object) -> object:
    if is_dataclass(answer) and not isinstance(answer, type):
        return asdict(answer)
    if isinstance(answer, Mapping):
        return {key: _plain(value) for key, value in answer.items()}
    return [_plain(one) for one in answer] if isinstance(answer, list | tuple) else answer


def _cell(row: Sequence[object], at: int, source: int | None) -> str:
    cell = row[at]
    text = "" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else str(cell)
    text = text if len(text) <= _LONG else text[: _LONG - 1] + "…"
    return f"{text} [{row[source]}]" if source and row[source] else text


def named(thing: Thing, lang: Language) -> str:
    """Return a practice's name in the language, the Chinese one where there is no other; a place's full path.

    A discovered practice is called what a report calls it: nothing in it may steer a terminal.
    """
    name = thing.path or (thing.en if lang is Language.EN and thing.en else thing.zh)
    return "".join(character for character in name if character.isprintable())


def claims(proofs: Sequence[Evidence], lang: Language) -> str:
    """Return what is claimed when: ``2021 已实行；2022 计划``."""
    said = dict.fromkeys((one.year, one.status) for one in proofs)
    words = [f"{year or '?'} {STATUSES[status] if lang is Language.ZH else status}" for year, status in said]
    return ("；" if lang is Language.ZH else "; ").join(words)


def proof(proofs: Sequence[Evidence]) -> tuple[Any, Any]:
    """Return the sentence and its source of the best proof: of an implemented practice if there is one."""
    best = min(proofs, key=lambda one: one.status != "implemented", default=None)
    return (best.sentence, source(best)) if best else (None, None)


def source(proof: Evidence) -> str:
    """Return where a sentence stands: file and raw offset."""
    return f"{proof.source}:{proof.start}"
