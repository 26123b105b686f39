"""``fazhi validate``: a store or a dump against its shapes."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.printing import progress, write_csv
from fazhi.cli.program import app

if TYPE_CHECKING:
    from fazhi.validation import ValidationReport, Violation


class Format(StrEnum):
    """How violations are written."""

    TEXT = "text"
    CSV = "csv"
    JSONL = "jsonl"


_COLUMNS = ("severity", "report", "node", "property", "value", "message_zh", "message_en", "sentence")
_SEVERITIES = {Language.ZH: ("错误", "警告"), Language.EN: ("error", "warning")}


@app.command()
def validate(
    dump: Annotated[
        str | None,
        typer.Argument(metavar="[DUMP]", help="A dump instead of a store: a file, or '-' for standard input."),
    ] = None,
    store: Store = None,
    syntax: Annotated[
        str | None, typer.Option(metavar="NAME", help="Syntax of the dump: nq, nt, ttl, trig, jsonld or rdf.")
    ] = None,
    shapes: Annotated[
        Path | None, typer.Option(metavar="FILE.ttl", help="Other SHACL shapes than the project's own.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How the violations are printed.")] = Format.TEXT,
    warnings: Annotated[bool, typer.Option(help="Print warnings too; they never change the exit code.")] = True,
    lang: Lang = Language.ZH,
) -> None:
    """Check a store or a dump against the SHACL shapes, report by report.

    Ends with 0 where the graph conforms, 1 where a shape is broken, 2 where it could not be checked.

    Example: fazhi validate --store my-store
    """
    from fazhi.errors import StoreError, UsageError, ValidationError
    from fazhi.store import Store as OpenStore
    from fazhi.validation import validate as check

    with progress("validate") as bar:
        try:
            if dump is not None:
                report = check(dump, shapes=shapes, syntax=syntax, progress=lambda done, of: bar.step(done, of, ""))
            else:
                with OpenStore.open(store_folder(store)) as opened:
                    report = check(opened, shapes=shapes, progress=lambda done, of: bar.step(done, of, ""))
        except (StoreError, ValidationError) as error:
            # Exit code 1 says that a shape is broken; nothing was checked here.
            raise UsageError(str(error)) from error
    shown = [one for one in report.violations if warnings or not one.warning]
    _print(shown, format, lang)
    typer.echo(_summary(report, lang), err=format is not Format.TEXT)
    if not report.conforms:
        raise typer.Exit(1)


def _print(violations: list[Violation], format: Format, lang: Language) -> None:
    if format is Format.CSV:
        write_csv(_COLUMNS, map(_row, violations), sys.stdout)
    for one in violations if format is not Format.CSV else ():
        if format is Format.JSONL:
            typer.echo(json.dumps(dict(zip(_COLUMNS, _row(one), strict=True)), ensure_ascii=False))
        else:
            line = "".join(sign if sign.isprintable() else " " for sign in one.told(lang))
            typer.echo(f"{_SEVERITIES[lang][one.warning]} {line}")


def _row(one: Violation) -> tuple[str | None, ...]:
    severity = _SEVERITIES[Language.EN][one.warning]
    return (severity, one.source, one.node, one.path, one.value, one.message_zh, one.message, one.sentence)


def _summary(report: ValidationReport, lang: Language) -> str:
    broken = sum(not one.warning for one in report.violations)
    warned = len(report.violations) - broken
    if lang is Language.ZH:
        outcome = "合格" if report.conforms else "不合格"
        return f"{outcome}：报告 {report.reports} 份，四元组 {report.quads} 个，错误 {broken} 处，警告 {warned} 处"
    outcome = "conforms" if report.conforms else "does not conform"
    return f"The graph {outcome}: {report.reports} reports, {report.quads} quads, {broken} errors, {warned} warnings"
