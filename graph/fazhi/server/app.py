"""The application: which address is answered by what, and how a refusal is told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from fazhi.identifiers import digest
from fazhi.server import pages, questions
from fazhi.server.drawings import Drawings, graph, parts
from fazhi.server.exchange import Served
from fazhi.server.guards import Guards
from fazhi.server.negotiation import HTML, Offer, best
from fazhi.server.options import Options
from fazhi.server.pool import Pool
from fazhi.server.refusals import RefusedError
from fazhi.server.sparql import sparql

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_PLAIN = Offer("text", "text/plain", ("application/problem+json",))


def application(options: Options, base: str) -> Starlette:
    """Return the ASGI application of one server; ``base`` is the base IRI that the store was built with."""
    pool = Pool(options.store, options.limits, base)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.open()
        try:
            yield
        finally:
            await pool.close()

    app = Starlette(
        routes=_routes(options),
        middleware=[
            Middleware(Guards, names=(*options.names, options.host), address=options.limits.address),
        ],
        exception_handlers={RefusedError: _refused, HTTPException: _not_routed, Exception: _failed},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.served = Served(options, pool, base)
    app.state.drawings = Drawings()
    return app


def _routes(options: Options) -> list[Route]:
    shared, read = _shared(options.origins), ["GET", "HEAD", "OPTIONS"]
    return [
        Route("/", pages.start),
        Route("/sparql", _with_options(sparql), methods=[*read, "POST"], middleware=shared),
        Route("/query", questions.query_page, methods=["GET", "HEAD", "POST"]),
        Route("/query.{kind}", questions.download),
        Route("/query/{name}.{kind}", questions.download),
        Route("/query/{name}", questions.query_page),
        Route("/graph", graph),
        Route("/graph/part", parts),
        Route("/suggestions", pages.suggestions),
        Route("/ontology", _with_options(pages.thing), methods=read, middleware=shared),
        Route("/id/{path:path}", _with_options(pages.thing), methods=read, middleware=shared),
        Route("/scheme/{path:path}", _with_options(pages.thing), methods=read, middleware=shared),
        Route("/static/{name}", _static),
    ]


def _shared(origins: tuple[str, ...]) -> list[Middleware]:
    """Let pages of these origins read the data: no cookie or password guards it, so no credentials."""
    if not origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=list(origins),
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=["Accept", "Content-Type", "If-None-Match"],
            expose_headers=["ETag", "Retry-After"],
            max_age=86400,
        )
    ]


def _with_options(handler: Handler) -> Handler:
    """Let ``handler`` answer OPTIONS with the methods that its route takes."""

    async def handle(request: Request) -> Response:
        if request.method == "OPTIONS":
            methods = "GET, HEAD, POST, OPTIONS" if request.url.path == "/sparql" else "GET, HEAD, OPTIONS"
            return Response(status_code=204, headers={"Allow": methods})
        return await handler(request)

    return handle


async def _static(request: Request) -> Response:
    """A style sheet, script or picture that travels with the package, by its exact name."""
    asset = _assets().get(request.path_params["name"])
    if asset is None:
        raise RefusedError(404, "There is no such file")
    tag = f'"{digest(asset, 16)}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return Response(status_code=304, headers=headers)
    kind = request.path_params["name"].rpartition(".")[2]
    return Response(asset, headers=headers | {"Content-Type": _TYPES[kind]})


@cache
def _assets() -> dict[str, str]:
    return {
        entry.name: entry.read_text(encoding="utf-8") for entry in files("fazhi.server").joinpath("static").iterdir()
    }


async def _refused(request: Request, error: Exception) -> Response:
    """Tell a refusal in one line."""
    headers = error.headers if isinstance(error, RefusedError) else {}
    return _told(request, getattr(error, "status", 500), str(error), headers)


async def _not_routed(request: Request, error: Exception) -> Response:
    """Tell what the framework refuses: an unknown address, another method."""
    status = getattr(error, "status_code", 500)
    known = {404: "There is nothing at this address; begin at /", 405: "This method is not taken here"}
    headers = dict(getattr(error, "headers", None) or {})
    return _told(request, status, known.get(status, str(getattr(error, "detail", error))), headers)


def _told(request: Request, status: int, message: str, headers: dict[str, str]) -> Response:
    """Return one line; to a person, on a page of its own."""
    headers = headers | {"Cache-Control": "no-store"}
    if request.url.path != "/sparql" and _wants_page(request) and status != 406:
        page = pages.rendered(request, "error.html", status, message=message)
        page.headers.update(headers)
        return page
    return PlainTextResponse(message + "\n", status, headers)


def _wants_page(request: Request) -> bool:
    choice = best(request.headers.get("accept"), (_PLAIN, HTML))
    return choice is not None and choice.format == "html"


async def _failed(request: Request, error: Exception) -> Response:
    """Tell that the server failed, without what of it: uvicorn's log says more."""
    return PlainTextResponse("The server made an error of its own; its log says more\n", 500)
