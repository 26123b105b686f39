"""``fazhi build``: reports into the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.options import AnyText, Lang, Language, Paths, Store, Vocabulary, store_folder
from fazhi.cli.printing import print_table, progress, say
from fazhi.cli.program import app

_HEADINGS = {
    Language.ZH: ("文件", "结果", "地区", "年度", "提及", "陈述", "四元组"),
    Language.EN: ("file", "outcome", "jurisdiction", "year", "mentions", "statements", "quads"),
}
_OUTCOMES = {"new": "新增", "unchanged": "未变", "replaced": "更新", "refused": "拒绝"}


@app.command()
def build(
    paths: Paths,
    store: Store = None,
    dump: Annotated[
        Path | None, typer.Option("--dump", metavar="FILE.nq", help="Also write the whole store as sorted N-Quads.")
    ] = None,
    any_text: AnyText = False,
    vocabulary: Vocabulary = None,
    lang: Lang = Language.ZH,
) -> None:
    """Read reports and put what they state into a store; unchanged reports are left alone.

    Example: fazhi build seeds --store my-store --dump graph.nq
    """
    from fazhi.build import build as build_store
    from fazhi.store import Store as OpenStore

    folder = store_folder(store)
    with progress("build") as bar:
        summary = build_store(
            paths,
            folder,
            progress=lambda done, total, row: bar.step(done, total, row.source),
            any_text=any_text,
            extra=vocabulary or (),
        )
    rows = [
        (
            row.source,
            _OUTCOMES[row.outcome] if lang is Language.ZH else row.outcome,
            row.jurisdiction,
            row.year,
            row.mentions,
            row.statements,
            row.quads,
        )
        for row in summary.taken
    ]
    if rows:
        print_table(_HEADINGS[lang], rows)
    if summary.counts:
        counts = summary.counts
        said = (
            f"图谱 {folder}：报告 {counts.reports} 份，四元组 {counts.quads} 个"
            if lang is Language.ZH
            else f"Store {folder}: {counts.reports} reports, {counts.quads} quads"
        )
        typer.echo(said)
    if dump and summary.counts:
        with OpenStore.open(folder) as opened:
            opened.dump(dump)
        typer.echo(str(dump))
    for row in summary.refused:
        say(f"fazhi: {row.reason or row.source}")
    if summary.refused:
        raise typer.Exit(1)
