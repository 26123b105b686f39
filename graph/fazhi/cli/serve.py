"""``fazhi serve``: the graph in a browser, and a SPARQL 1.1 endpoint."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi.cli.options import Store, store_folder
from fazhi.cli.printing import say
from fazhi.cli.program import app


@app.command()
def serve(
    store: Store = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes any free one.")] = 8080,
    host: Annotated[
        str, typer.Option(help="Address to listen on. Any but 127.0.0.1, ::1 and localhost lets other machines in.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A host name that the server may be called by. May be repeated."),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN",
            help="A web origin whose pages may read the data, or 'none'. [default: all]",
            show_default=False,
        ),
    ] = None,
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 30.0,
    memory_limit: Annotated[int, typer.Option(min=64, help="Megabytes that a query may take.")] = 1024,
    row_limit: Annotated[int, typer.Option(min=1, help="Rows or triples that an answer may have.")] = 100_000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Queries that run at a time.")] = 4,
) -> None:
    """Serve the store on this machine: pages, the interactive graph, and SPARQL 1.1 at /sparql.

    Nothing can be changed through it. Example: fazhi serve --store my-store

    A query from another program: curl -G localhost:8080/sparql --data-urlencode 'query=ASK {}'
    """
    from fazhi.server import Limits, Options
    from fazhi.server.run import serve as run

    limits = Limits(seconds=time_limit, memory=memory_limit, rows=row_limit, workers=workers)
    origins = () if cors == ["none"] else tuple(cors or ("*",))
    run(Options(store_folder(store), host, port, tuple(name or ()), origins, limits), say)
