"""The endpoint ``/sparql`` after the SPARQL 1.1 Protocol (W3C Recommendation, 21 March 2013)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from fazhi.server.caching import fresh, tagged
from fazhi.server.exchange import Served, body_of, passed_on
from fazhi.server.negotiation import GRAPHS, HTML, ROWS, Choice, best, names
from fazhi.server.refusals import RefusedError

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*")
_FIELDS = 200
_READ_ONLY = "The store is read only; updates are made by fazhi build"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with the dataset that the request asks for; the query is None where none was given."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


async def sparql(request: Request) -> Response:
    """Answer a query; without one, describe the service, or lead a browser to the page for queries."""
    served = Served.of(request)
    operation = await read_operation(request, served)
    accept = request.headers.get("accept")
    if _is_browser(request):
        if operation.query is None:
            return RedirectResponse("/query", 303, {"Vary": "Accept"})
        if not operation.default_graphs and not operation.named_graphs:
            return RedirectResponse(f"/query?{urlencode({'query': operation.query})}", 303, {"Vary": "Accept"})
    if operation.query is None:
        return await _described(request, served, accept)
    return await _answered(request, served, operation, (best(accept, ROWS), best(accept, GRAPHS)))


def _is_browser(request: Request) -> bool:
    """Say whether a person looks: HTML is named in the Accept header and valued above all formats."""
    accept = request.headers.get("accept", "")
    if request.method not in {"GET", "HEAD"} or "text/html" not in accept:
        return False
    chosen = best(accept, (HTML, *ROWS, *GRAPHS))
    return chosen is not None and chosen.format == "html"


async def _answered(
    request: Request, served: Served, operation: Operation, takes: tuple[Choice | None, Choice | None]
) -> Response:
    rows, graph = takes
    if rows is None and graph is None:
        raise RefusedError(406, f"None of the formats asked for can be written; there are {names((*ROWS, *GRAPHS))}")
    variant = "+".join(choice.type if choice else "" for choice in takes)
    if unchanged := fresh(request, served.version(), variant):
        return unchanged
    reply = await passed_on(
        request,
        "sparql",
        text=operation.query,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        rows_format=rows.format if rows else None,
        graph_format=graph.format if graph else None,
        rows=served.options.limits.rows,
        bytes=served.options.limits.answer,
    )
    choice = graph if reply.header["kind"] == "graph" else rows
    # The worker has refused what neither choice covers.
    response = tagged(request, reply, choice.content_type if choice else "", variant)
    if not reply.header["lasting"]:
        del response.headers["ETag"]
        response.headers["Cache-Control"] = "no-store"
    return response


async def _described(request: Request, served: Served, accept: str | None) -> Response:
    choice = best(accept, GRAPHS)
    if choice is None:
        raise RefusedError(
            406, f"The service is described in {names(GRAPHS)}; to ask a query, give the parameter query"
        )
    if unchanged := fresh(request, served.version(), choice.type):
        return unchanged
    endpoint = str(request.url.replace(query="", fragment=""))
    reply = await passed_on(request, "description", endpoint=endpoint, format=choice.format)
    return tagged(request, reply, choice.content_type, choice.type)


async def read_operation(request: Request, served: Served) -> Operation:
    """Read the operation by GET, POST with a form, or POST with the query itself (sections 2.1.1 to 2.1.3).

    Raises RefusedError: 400 for more than one query, a malformed parameter or text that is not UTF-8, 403
    for an update, 415 for another type of body.
    """
    address = read_form(request.scope["query_string"])
    if request.method in {"GET", "HEAD"}:
        return _operation(address)
    kind = _body_type(request)
    body = await body_of(request, served.options.limits.body)
    if kind == UPDATE:
        raise RefusedError(403, _READ_ONLY)
    if kind == FORM:
        operation = _operation([*address, *read_form(body)])
        if operation.query is None:
            raise RefusedError(400, "The form holds no query; give the field query")
        return operation
    return _operation([*address, ("query", _utf8(body))])


def _body_type(request: Request) -> str:
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    accepted = {"Accept-Post": f"{QUERY}, {FORM}"}
    if kind not in {FORM, QUERY, UPDATE}:
        raise RefusedError(
            415, f"A body of the type {kind[:80]!r} is not taken; send {QUERY} or {FORM}", headers=accepted
        )
    charset = next(
        (one.removeprefix("charset=").strip('"') for one in parameters if one.startswith("charset=")), "utf-8"
    )
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise RefusedError(415, f"The character set {charset[:40]!r} is not taken; send UTF-8", headers=accepted)
    if request.headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
        raise RefusedError(415, "A compressed body is not taken; send it as it is", headers=accepted)
    return kind


def read_form(text: bytes) -> list[tuple[str, str]]:
    """Return the fields of a query string or form; raise RefusedError (400) for what is not UTF-8."""
    try:
        return parse_qsl(text.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(400, "The parameters are not percent-encoded UTF-8; encode them so") from None
    except ValueError:
        raise RefusedError(400, f"More than {_FIELDS} parameters were given; leave some out") from None


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"The query is not UTF-8 (byte {error.start}); send it so") from None


def _operation(pairs: list[tuple[str, str]]) -> Operation:
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise RefusedError(403, _READ_ONLY)
    if len(queries) > 1:
        raise RefusedError(400, f"{len(queries)} queries were given; give one")
    return Operation(
        query=queries[0] if queries else None,
        default_graphs=tuple(_iri(value) for name, value in pairs if name == "default-graph-uri"),
        named_graphs=tuple(_iri(value) for name, value in pairs if name == "named-graph-uri"),
    )


def _iri(value: str) -> str:
    if not _IRI.fullmatch(value):
        raise RefusedError(
            400, f"{value[:200]!r} is no absolute IRI of a graph; give one such as https://example.org/graph"
        )
    return value
