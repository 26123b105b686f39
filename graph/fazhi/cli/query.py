"""``fazhi query``: named queries and SPARQL over the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.printing import print_table, say
from fazhi.cli.program import app
from fazhi.cli.query_answers import Format, Writing, write_answer
from fazhi.errors import QueryError, UsageError

if TYPE_CHECKING:
    from fazhi.queries import NamedQuery, Parameter, Source
    from fazhi.store import RemoteStore
    from fazhi.store import Store as OpenStore

_FEWER = {
    True: "ask with fewer or other --parameters; `fazhi query coverage` lists which places and years are held",
    False: "`fazhi info` says what the store holds",
}
"""What to do where a named query, asked with parameters or without, has no answer."""
_LISTED_PLACES = 30
"""Where more places share a practice, they are counted and not listed."""


@app.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
)
def query(
    context: typer.Context,
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME | FILE.rq | SPARQL", help="A named query, a file ('-': standard input) or SPARQL."
        ),
    ] = None,
    store: Store = None,
    endpoint: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Ask a SPARQL server instead, such as http://localhost:7878/query."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="Longest wait for an answer of that server.")
    ] = 60,
    format: Annotated[
        Format, typer.Option(help="All but table hold every value whole; ttl is for CONSTRUCT and DESCRIBE.")
    ] = Format.TABLE,
    bom: Annotated[
        bool, typer.Option("--bom", "--excel", help="Start CSV with a byte order mark, so that Excel reads it.")
    ] = False,
    labels: Annotated[
        bool, typer.Option("--labels", help="Head CSV and TSV with words in the language, not with variables.")
    ] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="Write CSV texts as they are, also those that a spreadsheet would run.")
    ] = False,
    ids: Annotated[bool, typer.Option("--ids", help="Show identifiers in tables, too.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List the named queries with their parameters.")] = False,
    lang: Lang = Language.ZH,
    help: Annotated[
        bool, typer.Option("--help", "-h", help="Show this message; behind the name of a query, its parameters.")
    ] = False,
) -> None:
    """Ask the graph: a named query with its parameters, or SPARQL 1.1 of your own.

    Examples:

      fazhi query --list

      fazhi query practices-of --help

      fazhi query practices-of --place 真新街道 --year 2024 --store my-store

      fazhi query 'SELECT (COUNT(*) AS ?n) WHERE { ?x a rol:Adoption }' --store my-store
    """
    if help and question is None:
        typer.echo(context.get_help())
        return
    if listing or question is None:
        _list(lang)
        return
    named = _named(question)
    if help:
        typer.echo(_help(named, lang) if named else context.get_help())
        return
    from fazhi.store import RemoteStore
    from fazhi.store import Store as OpenStore

    values = _parameters(context.args)
    how = Writing(format, lang, bom, exact, labels, ids)
    with RemoteStore(endpoint, timeout) if endpoint else OpenStore.open(store_folder(store)) as opened:
        _answer(opened, question, named, values, how)


def _answer(
    opened: OpenStore | RemoteStore, question: str, named: NamedQuery | None, values: dict[str, str], how: Writing
) -> None:
    if named and named.name == "shared-practices" and how.format is Format.TABLE and _print_shared(opened, values, how):
        return
    sparql = _sparql(question, named, opened, values)
    answer = opened.query(sparql)
    if answer.kind == "graph" and how.format in (Format.TTL, Format.JSON):
        sys.stdout.write(opened.write_answer(sparql, how.format).decode())
        return
    write_answer(answer, how, named)
    if answer.kind == "select" and not answer.rows and how.format is Format.TABLE:
        say("fazhi: no row fits" + (f"; {_FEWER[bool(values)]}" if named else ""))
    if named:
        from fazhi.queries import cut_at

        if most := cut_at(named, values, len(answer.rows)):
            say(f"fazhi: the answer is cut at {most} rows; give more, such as --limit {most * 10}")


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

    if not question.replace("-", "").isalnum() or Path(question).exists():
        return None
    return get(question)


def _sparql(question: str, named: NamedQuery | None, source: Source, values: dict[str, str]) -> str:
    if named:
        from fazhi.queries import bound

        return bound(named, source, values)
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


def _print_shared(source: Source, values: dict[str, str], how: Writing) -> bool:
    """Print with each shared practice where, when and in which status it is claimed, where that is not too much."""
    from fazhi.queries import run, shared_practices
    from fazhi.queries.words import chinese

    if set(values) - {"min"}:
        return False
    rows = list(run(source, "shared-practices", **values).records())
    if any(int(row["places"] or 0) > _LISTED_PLACES for row in rows):
        return False
    zh, minimum = how.lang is Language.ZH, int(values.get("min", "2"))

    def claimed(place: str, year: int | None, status: str) -> str:
        return " ".join(str(part) for part in (place, year, chinese("status", status) if zh else status) if part)

    practices = shared_practices(source, minimum)
    table = [
        (one.zh, one.en, one.places, "；".join(claimed(each.place, each.year, each.status) for each in one.claims))
        for one in practices
    ]
    if zh:
        print_table(("做法", "英文", "地数", "何地、何年、何种状态"), table)
        typer.echo(f"共 {len(table)} 项做法由至少 {minimum} 地已实行")
    else:
        print_table(("practice", "English", "places", "where, when, status"), table)
        typer.echo(f"{len(table)} practices run in at least {minimum} places")
    return True


def _list(lang: Language) -> None:
    from fazhi.queries import named_queries

    zh = lang is Language.ZH
    rows = [
        (named.name, named.question_zh if zh else named.question_en, " ".join(map(_usage, named.parameters)))
        for named in named_queries()
    ]
    print_table(("名称", "问题", "参数") if zh else ("name", "question", "parameters"), rows)


def _usage(one: Parameter) -> str:
    return f"--{one.name} {one.kind.upper()}" + (f"={one.default}" if one.default else "" if one.required else "?")


def _help(named: NamedQuery, lang: Language) -> str:
    """Return what one named query answers, with its parameters, columns and examples."""
    zh = lang is Language.ZH
    lines = [
        f"fazhi query {named.name}",
        "",
        f"  {named.title_zh} · {named.title_en}",
        f"  {named.question_zh}",
        f"  {named.question_en}",
        "",
        "参数：" if zh else "Parameters:",
    ]
    for one in named.parameters:
        needed = ("必填" if zh else "required") if one.required else ("可省" if zh else "optional")
        state = f"{'默认' if zh else 'default'} {one.default}" if one.default else needed
        choices = f" ({one.values})" if one.values else ""
        lines.append(f"  --{one.name} {one.kind.upper()}  [{state}]  {one.zh} · {one.en}{choices}")
    if not named.parameters:
        lines.append("  （无）" if zh else "  (none)")
    columns = "、".join(column.zh for column in named.columns) if zh else ", ".join(one.en for one in named.columns)
    lines += ["", f"{'列' if zh else 'Columns'}: {columns}", "", "示例：" if zh else "Examples:"]
    for example in named.examples:
        given = "".join(f" --{name} {value}" for name, value in example.items())
        lines.append(f"  fazhi query {named.name}{given} --store my-store")
    return "\n".join(lines)
