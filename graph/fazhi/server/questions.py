"""The page for queries: named ones with forms, SPARQL of one's own, answers as tables, charts and files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from fazhi.errors import QueryError
from fazhi.queries import NamedQuery, get, named_queries
from fazhi.server.chart import chart, number_columns
from fazhi.server.exchange import Served, body_of, passed_on, ran
from fazhi.server.links import Links
from fazhi.server.pages import held, language_of, lasting, rendered
from fazhi.server.refusals import RefusedError
from fazhi.server.results import Table, table
from fazhi.server.sparql import FORM, read_form

PAGE_ROWS = 500
PAGE_BYTES = 8 << 20
_FILES = {"csv": "text/csv; charset=utf-8", "json": "application/sparql-results+json"}
_EXAMPLE = """SELECT ?practice ?name (COUNT(DISTINCT ?place) AS ?places) WHERE {
  ?place rol:practises ?practice .
  ?practice skos:prefLabel ?name FILTER (LANG(?name) = "zh")
}
GROUP BY ?practice ?name
ORDER BY DESC(?places) ?name
LIMIT 20
"""


async def query_page(request: Request) -> Response:
    """The page: by GET with its answer, by POST led on to the address that reproduces the query."""
    if request.method == "POST":
        return await _posted(request)
    named = _named(request)
    own = request.query_params.get("query", "")
    asked = bool(own) if named is None else _complete(named, _values(request, named))
    if not asked:
        return held(request) or lasting(request, _page(request, named, own), Served.of(request).version())
    return await _answered(request, named, own)


async def _posted(request: Request) -> Response:
    served = Served.of(request)
    if not request.headers.get("content-type", "").lower().startswith(FORM):
        raise RefusedError(415, f"A body of this type is not taken; send {FORM}")
    fields = dict(read_form(await body_of(request, served.options.limits.body)))
    query = fields.get("query", "")
    language = {"lang": fields["lang"]} if fields.get("lang") in {"zh", "en"} else {}
    address = f"/query?{urlencode({'query': query} | language)}"
    if len(address) <= served.options.limits.address // 2:
        return RedirectResponse(address, 303)
    return await _answered(request, None, query)


def _named(request: Request) -> NamedQuery | None:
    name = request.path_params.get("name")
    if name is None:
        return None
    try:
        return get(name)
    except QueryError as error:
        raise RefusedError(404, str(error)) from None


def _values(request: Request, named: NamedQuery) -> dict[str, str]:
    known = {one.name for one in named.parameters}
    return {name: value for name, value in request.query_params.items() if name in known and value.strip()}


def _complete(named: NamedQuery, values: dict[str, str]) -> bool:
    return all(one.name in values for one in named.parameters if one.required)


async def _answered(request: Request, named: NamedQuery | None, own: str) -> Response:
    """Return the page with its answer, or with the reason why there is none and a fitting status."""
    served = Served.of(request)
    if request.method != "POST" and (unchanged := held(request)):
        return unchanged
    try:
        reply = await ran(
            request, "table", **_asked(request, named, own), rows=PAGE_ROWS, bytes=PAGE_BYTES, cut=True, labels=True
        )
    except RefusedError as refusal:
        if refusal.status not in {400, 406, 422, 503}:
            raise
        page = _page(request, named, own, refused=refusal)
        page.headers.update(refusal.headers)
        return page
    language, chosen = language_of(request)
    shown = table(reply, Links(served.base, language if chosen else ""), language)
    page = _page(request, named, own, shown=shown)
    return lasting(request, page, reply.header["version"]) if reply.header["lasting"] else page


def _asked(request: Request, named: NamedQuery | None, own: str) -> dict[str, Any]:
    return {"text": own} if named is None else {"text": "", "name": named.name, "values": _values(request, named)}


def _page(
    request: Request,
    named: NamedQuery | None,
    own: str,
    shown: Table | None = None,
    refused: RefusedError | None = None,
) -> HTMLResponse:
    parameters = dict(_values(request, named)) if named else {"query": own} if own else {}
    drawn = None
    if shown and shown.yes is None:
        wanted = request.query_params
        drawn = chart(shown.columns, shown.terms, wanted.get("across", ""), wanted.get("up", ""))
    return rendered(
        request,
        "query.html",
        refused.status if refused else 200,
        named=named,
        headings_of=lambda query: _headings(query, language_of(request)[0]),
        own=own or _EXAMPLE,
        is_own=bool(own),
        queries=named_queries(),
        values=parameters,
        download=_download(named, parameters),
        table=shown,
        numbers=number_columns(shown.columns, shown.terms) if shown else [],
        chart=drawn,
        refused=str(refused) if refused else "",
    )


def _headings(named: NamedQuery | None, language: str) -> dict[str, str]:
    """Return the headings of a named query's columns by their variables."""
    columns = named.columns if named else ()
    return {one.name: one.zh if language == "zh" else one.en for one in columns}


def _download(named: NamedQuery | None, parameters: dict[str, str]) -> dict[str, str]:
    """Return the addresses of the whole answer as files; empty where the query is too long for one."""
    path, given = (f"/query/{named.name}" if named else "/query"), urlencode(parameters)
    return {kind: f"{path}.{kind}" + (f"?{given}" if given else "") for kind in ("csv", "json")}


async def download(request: Request) -> Response:
    """The whole answer as a file: CSV for spreadsheets, or SPARQL results in JSON."""
    kind, named = request.path_params["kind"], _named(request)
    own = request.query_params.get("query", "")
    if kind not in _FILES:
        raise RefusedError(404, f"There is no file of the kind {kind[:20]!r}; there are csv and json")
    if named is None and not own:
        raise RefusedError(400, "The parameter query is missing; give a SPARQL query")
    limits = Served.of(request).options.limits
    reply = await passed_on(
        request,
        "table",
        **_asked(request, named, own),
        rows=limits.rows,
        bytes=limits.answer,
        spreadsheet=kind == "csv",
    )
    headers = {
        "Content-Type": _FILES[kind],
        "Content-Disposition": f'attachment; filename="{named.name if named else "answer"}.{kind}"',
        "Cache-Control": "no-store",
    }
    if encoding := reply.header.get("encoding"):
        headers["Content-Encoding"] = encoding
    return Response(reply.body, headers=headers)
