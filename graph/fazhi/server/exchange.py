"""What all handlers share: the server's options and pool, reading a body, and work for one client."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request

from fazhi.errors import StoreError
from fazhi.server.negotiation import takes_gzip
from fazhi.server.options import Options
from fazhi.server.pool import Pool, Reply
from fazhi.server.refusals import RefusedError
from fazhi.server.version import store_version

_BODY_SECONDS = 10.0
GONE = 499
"""Status in the log for a client that left before the answer; nobody receives it."""


@dataclass(frozen=True, slots=True)
class Served:
    """One running server: its options, its workers, and the base IRI of its store."""

    options: Options
    pool: Pool
    base: str

    @classmethod
    def of(cls, request: Request) -> Served:
        """Return the server that a request came to."""
        served: Served = request.app.state.served
        return served

    def version(self) -> str:
        """Return the version of the store as it is now; raise RefusedError (503) where there is none."""
        try:
            return store_version(self.options.store)
        except StoreError as error:
            raise RefusedError(503, str(error), retry=5) from error


async def body_of(request: Request, most: int) -> bytes:
    """Read a body of at most so many bytes; raise RefusedError, 413 for more and 408 where it does not come."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise RefusedError(
                        413,
                        f"The body is longer than {most} bytes; send a shorter query",
                        headers={"Connection": "close"},
                    )
                parts.append(part)
    except TimeoutError:
        raise RefusedError(408, f"The body did not come within {_BODY_SECONDS:g} seconds; send it again") from None
    except ClientDisconnect:
        raise RefusedError(GONE, "The client left") from None
    return b"".join(parts)


async def passed_on(request: Request, job: str, **arguments: Any) -> Reply:
    """Have a worker do a job whose bytes go to the client as they are, compressed if it takes that."""
    return await ran(request, job, gzip=takes_gzip(request.headers.get("accept-encoding", "")), **arguments)


async def read(request: Request, job: str, **arguments: Any) -> tuple[Any, str]:
    """Have a worker do a job that answers in JSON; return that with the version of the store."""
    reply = await ran(request, job, **arguments)
    return json.loads(reply.body), str(reply.header["version"])


async def ran(request: Request, job: str, *, seconds: float | None = None, **arguments: Any) -> Reply:
    """Have a worker do a job for the client of ``request``; when the client leaves, the worker is freed.

    The request's body must have been read. Raises RefusedError for what the pool or the worker refuses.
    """
    work = asyncio.create_task(Served.of(request).pool.run(job, seconds=seconds, **arguments))
    left = asyncio.create_task(_left(request))
    try:
        await asyncio.wait({work, left}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise RefusedError(GONE, "The client left")
        return work.result()
    finally:
        for task in (work, left):
            task.cancel()
        await asyncio.gather(work, left, return_exceptions=True)


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
