"""``fazhi query``: named queries and SPARQL over the store."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.printing import print_table, write_csv
from fazhi.cli.program import app
from fazhi.errors import QueryError, UsageError

if TYPE_CHECKING:
    from fazhi.queries import Claim, NamedQuery
    from fazhi.store import Answer
    from fazhi.store import Store as OpenStore


class Format(StrEnum):
    """How answers are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"


_LONG = 60
_STATUSES = {"implemented": "已实行", "planned": "计划", "deficient": "不足", "mentioned": "提及"}


@app.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
def query(
    context: typer.Context,
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME | FILE.rq | SPARQL", help="A named query, a file ('-': standard input) or SPARQL."
        ),
    ] = None,
    store: Store = None,
    format: Annotated[Format, typer.Option(help="csv and json hold every value whole.")] = Format.TABLE,
    bom: Annotated[
        bool, typer.Option("--bom", help="Start CSV with a byte order mark, so that Excel reads it.")
    ] = False,
    listing: Annotated[bool, typer.Option("--list", help="List the named queries with their parameters.")] = False,
    lang: Lang = Language.ZH,
) -> None:
    """Ask the graph: a named query with its parameters, or SPARQL 1.1 of your own.

    Examples:

      fazhi query --list

      fazhi query practices-of --place 真新街道 --year 2024 --store my-store

      fazhi query 'SELECT (COUNT(*) AS ?n) WHERE { ?x a rol:Adoption }' --store my-store
    """
    if listing or question is None:
        _list(lang)
        return
    from fazhi.store import Store as OpenStore

    values = _parameters(context.args)
    named = _named(question)
    with OpenStore.open(store_folder(store)) as opened:
        if named and named.name == "shared-practices" and format is Format.TABLE:
            _print_shared(opened, values, lang)
            return
        sparql = _sparql(question, named, opened, values)
        if format in (Format.JSON, Format.TTL):
            sys.stdout.write(opened.write_answer(sparql, format).decode())
            sys.stdout.write("\n" if format is Format.JSON else "")
            return
        answer = opened.query(sparql)
    _print(answer, format, bom)


def _parameters(words: list[str]) -> dict[str, str]:
    """Read ``--name value`` and ``--name=value`` pairs that are no options of the command."""
    values: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--") or len(word) < 3:
            raise UsageError(f"{word!r} is too much; parameters are written --name value (see fazhi query --list)")
        name, equals, value = word[2:].partition("=")
        if not equals:
            value = next(rest, "")
            if not value:
                raise UsageError(f"--{name} lacks its value; write --{name} VALUE")
        values[name] = value
    return values


def _named(question: str) -> NamedQuery | None:
    """Return the shipped query; None where the words are SPARQL or a file."""
    from fazhi.queries import get

    looks_like_name = question.replace("-", "").isalnum() and question.isascii() and not Path(question).exists()
    return get(question) if looks_like_name else None


def _sparql(question: str, named: NamedQuery | None, store: OpenStore, values: dict[str, str]) -> str:
    if named:
        from fazhi.queries import bound

        return bound(named, store, values)
    if values:
        raise UsageError(f"--{next(iter(values))} belongs to a named query; SPARQL takes no parameters")
    if question == "-":
        return sys.stdin.read()
    if question.endswith(".rq") or Path(question).is_file():
        try:
            return Path(question).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"The query file {question} cannot be read ({error}); check the path") from None
    return question


def _print(answer: Answer, format: Format, bom: bool) -> None:
    if answer.yes is not None:
        typer.echo("true" if answer.yes else "false")
    elif format is Format.CSV:
        write_csv(answer.variables, answer.values(), sys.stdout, bom=bom)
    else:
        rows = [[_short(cell) for cell in row] for row in answer.values()]
        print_table(answer.variables, rows)


def _short(cell: object) -> str:
    """Cut long sentences for a table; CSV and JSON hold them whole."""
    text = "" if cell is None else str(cell)
    return text if len(text) <= _LONG or text.startswith("http") else text[: _LONG - 1] + "…"


def _print_shared(store: OpenStore, values: dict[str, str], lang: Language) -> None:
    from fazhi.queries import get, shared_practices
    from fazhi.queries.terms import integer_term

    for name in values:
        get("shared-practices").parameter(name)
    minimum = int(integer_term(values.get("min", "2")))
    practices = shared_practices(store, minimum)
    rows = [(one.zh, one.en, one.places, "；".join(_claim(claim, lang) for claim in one.claims)) for one in practices]
    if lang is Language.ZH:
        print_table(("做法", "英文", "地数", "何地、何年、何种状态"), rows)
        typer.echo(f"共 {len(rows)} 项做法由至少 {minimum} 地已实行")
    else:
        print_table(("practice", "English", "places", "where, when, status"), rows)
        typer.echo(f"{len(rows)} practices run in at least {minimum} places")


def _claim(claim: Claim, lang: Language) -> str:
    status = _STATUSES.get(claim.status, claim.status) if lang is Language.ZH else claim.status
    return " ".join(str(part) for part in (claim.place, claim.year, status) if part)


def _list(lang: Language) -> None:
    from fazhi.queries import named_queries

    rows = []
    for named in named_queries():
        parameters = " ".join(
            f"--{one.name} {one.kind.upper()}" + (f"={one.default}" if one.default else "" if one.required else "?")
            for one in named.parameters
        )
        question = named.question_zh if lang is Language.ZH else named.question_en
        rows.append((named.name, question, parameters))
    print_table(("name", "question", "parameters"), rows)
