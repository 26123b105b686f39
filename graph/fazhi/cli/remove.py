"""``fazhi remove``: reports out of the store."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi.cli.options import Store, store_folder
from fazhi.cli.program import app


@app.command()
def remove(
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT…", help="File name of a report, or first digits of its SHA-256.")
    ],
    store: Store = None,
) -> None:
    """Take reports out of a store, which is then as if they had never been read.

    A report whose file still lies in a folder comes back when that folder is built again.

    Example: fazhi remove 002_2099df7b8399dc2d.txt --store my-store
    """
    from fazhi.build import matching
    from fazhi.build import remove as take_out
    from fazhi.store import Store as OpenStore

    folder = store_folder(store)
    with OpenStore.open(folder) as opened:
        rows = opened.reports()
    found = {row.sha256: row for row in (matching(word, rows) for word in reports)}
    take_out(found, folder)
    for row in found.values():
        typer.echo(f"{', '.join(row.files)} {row.sha256[:12]} {row.jurisdiction or ''} {row.year or ''}".rstrip())
