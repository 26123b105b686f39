"""``fazhi build``: reports into the store."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.columns import DateColumn, PlaceColumn, SourceColumn, TextColumn, TitleColumn, columns_of
from fazhi.cli.options import AnyText, Jobs, Lang, Language, Limit, Paths, Store, Vocabulary, store_folder
from fazhi.cli.printing import print_table, progress, say, write_json_lines
from fazhi.cli.program import app

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fazhi.build import BuildSummary, Run

_HEADINGS = {
    Language.ZH: ("文件", "结果", "地区", "年度", "提及", "陈述", "四元组", "原因"),
    Language.EN: ("file", "outcome", "jurisdiction", "year", "mentions", "statements", "quads", "reason"),
}
_COUNTS = {Language.ZH: ("结果", "份数"), Language.EN: ("outcome", "reports")}
_OUTCOMES = {"new": "新增", "unchanged": "未变", "replaced": "更新", "removed": "移除", "refused": "拒绝"}
_MOST_ROWS = 60
"""A build of more reports than this prints counts only; ``--report`` has every row."""
_MOST_REFUSALS = 20


@app.command()
def build(
    paths: Paths,
    store: Store = None,
    dump: Annotated[
        Path | None, typer.Option("--dump", metavar="FILE.nq", help="Also write the whole store as sorted N-Quads.")
    ] = None,
    any_text: AnyText = False,
    vocabulary: Vocabulary = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    source_column: SourceColumn = None,
    date_column: DateColumn = None,
    place_column: PlaceColumn = None,
    jobs: Jobs = None,
    limit: Limit = 120,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out reports whose files are gone from the folders given.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first file that is refused.")] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE.jsonl", help="Write what became of each file as JSON lines."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="tcp://HOST:PORT", help="Read on the workers of this Dask scheduler."),
    ] = None,
    shards: Annotated[
        Path | None,
        typer.Option("--shards", metavar="DIR", help="Folder that all workers of the cluster see."),
    ] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Read reports and put what they state into a store; unchanged reports are left alone.

    An interrupted build is carried on by the same command; until one has ended, readers see the
    store as it was. Exit code 1: some files were refused, all others are in the store.

    Example: fazhi build seeds --store my-store --dump graph.nq
    """
    from fazhi.build import build as build_store
    from fazhi.building.workers import cores

    folder = store_folder(store)
    with _readers(cluster, shards, vocabulary or [], any_text, limit) as run, progress("build") as bar:
        summary = build_store(
            paths,
            folder,
            jobs=cores() if jobs is None else jobs,
            run=run,
            progress=lambda done, total, row: bar.step(done, total, row.source),
            any_text=any_text,
            extra=vocabulary or (),
            prune=prune,
            strict=strict,
            limit=limit,
            columns=columns_of(text_column, title_column, source_column, date_column, place_column),
        )
    _print(summary, lang)
    if report:
        write_json_lines((row.record() for row in summary.rows), report)
        typer.echo(str(report))
    if dump and summary.counts:
        _dump(folder, dump)
    _tell_remarks(summary)
    _tell_refused(summary)


def _readers(
    cluster: str | None, shards: Path | None, vocabulary: Sequence[Path], any_text: bool, limit: float
) -> AbstractContextManager[Run | None]:
    from fazhi.errors import UsageError

    if cluster is None and shards is None:
        return nullcontext()
    if cluster is None or shards is None:
        raise UsageError("--cluster and --shards go together: the scheduler, and a folder that all its workers see")
    from fazhi.cluster import cluster_run

    return cluster_run(cluster, shards, extra=vocabulary, any_text=any_text, limit=limit)


def _print(summary: BuildSummary, lang: Language) -> None:
    chinese = lang is Language.ZH
    rows = [row for row in summary.rows if row.outcome != "refused"]
    if 0 < len(rows) <= _MOST_ROWS:
        print_table(
            _HEADINGS[lang] if any(row.reason for row in rows) else _HEADINGS[lang][:-1],
            [
                (
                    row.source,
                    _OUTCOMES[row.outcome] if chinese else row.outcome,
                    *(row.jurisdiction, row.year, row.mentions, row.statements, row.quads),
                    *((row.reason,) if any(row.reason for row in rows) else ()),
                )
                for row in rows
            ],
        )
        typer.echo("")
    counts = [(_OUTCOMES[outcome] if chinese else outcome, number) for outcome, number in summary.outcomes.items()]
    print_table(_COUNTS[lang], counts)
    if summary.counts:
        held = summary.counts
        said = f"图谱 {summary.store}：报告 {held.reports} 份，四元组 {held.quads} 个"
        typer.echo(said if chinese else f"Store {summary.store}: {held.reports} reports, {held.quads} quads")
    if summary.outdated:
        say(
            f"fazhi: {summary.outdated} reports of the store are from other code or another vocabulary;"
            f" give their files to fazhi build, too"
        )


def _dump(folder: Path, dump: Path) -> None:
    from fazhi.store import Store as OpenStore

    with OpenStore.open(folder) as opened:
        opened.dump(dump)
    typer.echo(str(dump))


def _tell_remarks(summary: BuildSummary) -> None:
    for remark in summary.remarks[:_MOST_REFUSALS]:
        say(f"fazhi: {remark}")
    if len(summary.remarks) > _MOST_REFUSALS:
        say(f"fazhi: and {len(summary.remarks) - _MOST_REFUSALS} more remarks; --report FILE.jsonl lists all of them")


def _tell_refused(summary: BuildSummary) -> None:
    refused = summary.refused
    for row in refused[:_MOST_REFUSALS]:
        say(f"fazhi: {row.reason or row.source}")
    if len(refused) > _MOST_REFUSALS:
        say(f"fazhi: and {len(refused) - _MOST_REFUSALS} more refused; --report FILE.jsonl lists all of them")
    if refused:
        raise typer.Exit(1)
