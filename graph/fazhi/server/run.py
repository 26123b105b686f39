"""Starting the server: it checks the store, listens, says where, and serves until it is interrupted."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from fazhi.errors import StoreError, UsageError
from fazhi.server.options import Options

_INSTALL = 'pip install "fazhi[serve]"'


def serve(options: Options, say: Callable[[str], None]) -> None:
    """Serve until interrupted; ``say`` is told the address, and warned where others can reach it.

    Raises UsageError where the packages for it are not installed or the port is taken, StoreError
    where there is no store.
    """
    try:
        import starlette  # noqa: F401
        import uvicorn
    except ImportError as error:
        raise UsageError(f"The server needs the package {error.name!r}, which is not installed; {_INSTALL}") from None
    base = _base_of(options.store)
    # Prefixes, identifiers and links follow the store, whatever the setting says.
    os.environ["FAZHI_BASE_IRI"] = base
    from fazhi.server.app import application

    listening = _listening(options)
    config = uvicorn.Config(
        application(options, base),
        http="h11",
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=4 * options.limits.waiting,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=2 * options.limits.address,
    )
    _greet(options, listening, say)
    # Ctrl+C is how a server is ended.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _base_of(store: Path) -> str:
    from fazhi.store import Store

    with Store.open(store) as opened:
        if opened.marker is None:
            raise StoreError(f"The store {str(store)!r} has no marker; build it anew in another folder")
        return opened.marker.base


def _listening(options: Options) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"The server cannot listen on {options.host} port {options.port} ({reason}); give another --port or --host"
        ) from None


def _greet(options: Options, listening: socket.socket, say: Callable[[str], None]) -> None:
    host = f"[{options.host}]" if ":" in options.host else options.host
    address = f"http://{host}:{listening.getsockname()[1]}/"
    if not options.private:
        say(
            f"Warning: {options.host} can be reached from other machines; whoever reaches it may read the whole "
            "store and use this machine's processor. Leave --host out to serve this machine only"
        )
    say(f"{address} serves {options.store}; end with Ctrl+C")
