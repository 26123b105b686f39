"""``fazhi load``: a dump into a store, or a store onto a server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.printing import progress
from fazhi.cli.program import app


@app.command()
def load(
    dump: Annotated[
        str | None,
        typer.Argument(metavar="[DUMP]", help="N-Quads, TriG or JSON-LD, also packed (.gz); '-': standard input."),
    ] = None,
    store: Store = None,
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="SPARQL query service of a server to write to.")
    ] = None,
    graph_store: Annotated[
        str | None, typer.Option("--graph-store", metavar="URL", help="Where it takes graphs, if that is not found.")
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove reports from the server that are not in the store.")
    ] = False,
    timeout: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="Longest wait for one answer.")] = 600,
    syntax: Annotated[str | None, typer.Option(metavar="NAME", help="Syntax of the dump: nq, trig or jsonld.")] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Put a dump into a store, or with --endpoint a store (or dump) onto a SPARQL server.

    Both can be interrupted and called again. Name and password of a server are read from
    FAZHI_ENDPOINT_USER and FAZHI_ENDPOINT_PASSWORD, or FAZHI_ENDPOINT_TOKEN.

    Examples:

      fazhi load my-export/graph.nq --store my-store

      fazhi load --store my-store --endpoint http://localhost:7878/query
    """
    from fazhi.errors import UsageError

    if endpoint:
        _send(dump, store, endpoint, graph_store, prune, timeout, syntax, lang)
        return
    if dump is None:
        raise UsageError("Nothing to load; give a DUMP for the store, or --endpoint URL for a server")
    if prune or graph_store:
        raise UsageError("--prune and --graph-store are for a server; add --endpoint URL or leave them out")
    from fazhi.export.loading import load_dump

    folder = store_folder(store)
    done = load_dump(dump, folder, syntax)
    counts = done.counts
    typer.echo(
        f"已载入报告 {done.reports} 份；图谱 {folder}：报告 {counts.reports} 份，四元组 {counts.quads} 个"
        if lang is Language.ZH
        else f"Loaded {done.reports} reports. Store {folder}: {counts.reports} reports, {counts.quads} quads"
    )


def _send(
    dump: str | None,
    store: Path | None,
    endpoint: str,
    graph_store: str | None,
    prune: bool,
    timeout: float,
    syntax: str | None,
    lang: Language,
) -> None:
    from fazhi.export.sending import send
    from fazhi.store import RemoteGraphs, RemoteStore
    from fazhi.store import Store as OpenStore
    from fazhi.store.dumps import read_dump

    remote = RemoteStore(endpoint, timeout)
    opened = OpenStore.open(store_folder(store)) if dump is None else None
    source = opened or read_dump(dump or "", syntax)
    with source as held, progress("load") as bar:
        graphs = RemoteGraphs(graph_store, timeout) if graph_store else RemoteGraphs.beside(remote.url, timeout)
        done = send(held, remote, graphs, prune=prune, progress=lambda n, of, _: bar.step(n, of, ""))
    if lang is Language.ZH:
        said = f"写入图 {done.written} 个（三元组 {done.triples} 个），未变 {done.unchanged} 个，删除 {done.removed} 个"
        more = f"；服务器另有不属于本图谱的报告 {done.foreign} 份（--prune 可删除）" if done.foreign else ""
    else:
        written = f"Wrote {done.written} graphs ({done.triples} triples)"
        said = f"{written}, {done.unchanged} unchanged, {done.removed} removed"
        more = f"; the server has {done.foreign} reports that the store lacks (--prune)" if done.foreign else ""
    typer.echo(said + more)
