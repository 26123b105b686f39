"""Answers of queries as tables, CSV, TSV, Markdown and JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from fazhi.cli.options import Language
from fazhi.cli.printing import print_table, visible, write_csv
from fazhi.errors import QueryError

if TYPE_CHECKING:
    from fazhi.queries import NamedQuery
    from fazhi.store import Answer

_LONG = 60


class Format(StrEnum):
    """How answers are written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"
    JSON = "json"
    TTL = "ttl"


@dataclass(frozen=True)
class Writing:
    """How an answer is to be written: format, language, and what CSV and tables are to hold."""

    format: Format = Format.TABLE
    lang: Language = Language.ZH
    bom: bool = False
    exact: bool = False
    labels: bool = False
    ids: bool = False


def write_answer(answer: Answer, how: Writing, named: NamedQuery | None = None) -> None:
    """Write an answer to standard output; raise QueryError for a format that does not fit it."""
    if how.format is Format.JSON:
        typer.echo(json.dumps(_results(answer), ensure_ascii=False, indent=1))
    elif how.format is Format.TTL:
        raise QueryError("Rows cannot be written as Turtle; ask with CONSTRUCT or DESCRIBE, or take csv, tsv, json, md")
    elif answer.yes is not None:
        typer.echo("true" if answer.yes else "false")
    elif how.format in (Format.CSV, Format.TSV):
        headings = _headings(answer, named, how.lang) if how.labels else list(answer.variables)
        rows = [[_value(cell) for cell in row] for row in answer.values()]
        tabs = how.format is Format.TSV
        write_csv(headings, rows, sys.stdout, bom=how.bom, exact=how.exact or tabs, delimiter="\t" if tabs else ",")
    else:
        _write_table(answer, how, named)


def _write_table(answer: Answer, how: Writing, named: NamedQuery | None) -> None:
    shown = [at for at, _ in enumerate(answer.variables) if how.ids or not _is_id(named, at)]
    headings = [_headings(answer, named, how.lang)[at] for at in shown]
    rows = ([_shown(row[at], answer.variables[at], named, how) for at in shown] for row in answer.values())
    if how.format is Format.MD:
        write_markdown(headings, rows)
        return
    print_table(headings, [[_short(cell) for cell in row] for row in rows])


def _is_id(named: NamedQuery | None, at: int) -> bool:
    return named is not None and named.columns[at].kind == "iri"


def _headings(answer: Answer, named: NamedQuery | None, lang: Language) -> list[str]:
    if named is None:
        return list(answer.variables)
    return [column.zh if lang is Language.ZH else column.en for column in named.columns]


def _value(cell: object) -> object:
    """Return a number as it is written in base ten, a truth value as SPARQL writes it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return format(Decimal(repr(cell)).normalize(), "f") if isinstance(cell, float) else cell


def _shown(cell: object, column: str, named: NamedQuery | None, how: Writing) -> str:
    """Return a cell for a reader: coded values and truth in the language asked for."""
    if isinstance(cell, bool) and how.lang is Language.ZH:
        return "是" if cell else "否"
    text = "" if cell is None else str(_value(cell))
    if named is None or how.lang is not Language.ZH:
        return text
    from fazhi.queries.words import chinese

    return chinese(column, text)


def _short(text: str) -> str:
    """Cut long sentences for a table; the other formats hold them whole."""
    return text if len(text) <= _LONG or text.startswith("http") else text[: _LONG - 1] + "…"


def write_markdown(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table in Markdown; marks that would bend it are escaped."""
    lines = [headings, ["---"] * len(headings), *rows]
    for line in lines:
        typer.echo("| " + " | ".join(_escaped(cell) for cell in line) + " |")


def _escaped(cell: str) -> str:
    cell = visible(cell)
    for sign in "\\|<>[]*`":
        cell = cell.replace(sign, "\\" + sign)
    return " ".join(cell.split())


def _results(answer: Answer) -> dict[str, object]:
    """Return an answer in the SPARQL 1.1 Query Results JSON Format."""
    if answer.yes is not None:
        return {"head": {}, "boolean": answer.yes}
    bindings = [dict(_bound(answer.variables, row)) for row in answer.rows]
    return {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}


def _bound(variables: Sequence[str], row: Sequence[object]) -> Iterator[tuple[str, dict[str, str]]]:
    for name, term in zip(variables, row, strict=True):
        if term is not None:
            yield name, _term(term)


def _term(term: object) -> dict[str, str]:
    kind, value = type(term).__name__, str(getattr(term, "value", term))
    written: dict[str, Callable[[], dict[str, str]]] = {
        "NamedNode": lambda: {"type": "uri", "value": value},
        "BlankNode": lambda: {"type": "bnode", "value": value},
        "Literal": lambda: _literal(term, value),
    }
    if kind not in written:
        raise QueryError(f"{term} cannot be written as JSON; select its parts instead")
    return written[kind]()


def _literal(term: object, value: str) -> dict[str, str]:
    language, datatype = getattr(term, "language", None), getattr(getattr(term, "datatype", None), "value", "")
    if language:
        return {"type": "literal", "value": value, "xml:lang": language}
    plain = datatype in ("", "http://www.w3.org/2001/XMLSchema#string")
    return {"type": "literal", "value": value} | ({} if plain else {"datatype": datatype})
