"""Pages for people: templates filled with what workers answer."""

from __future__ import annotations

import gzip
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from fazhi import __version__
from fazhi.identifiers import digest
from fazhi.rendering.names import romanised, undirected
from fazhi.server.caching import VARY, fresh, tagged
from fazhi.server.exchange import Served, passed_on, read
from fazhi.server.links import Links
from fazhi.server.negotiation import GRAPHS, HTML, best, names, takes_gzip
from fazhi.server.refusals import RefusedError
from fazhi.server.texts import number, quoted, short, stretches
from fazhi.server.words import LANGUAGES, words

_DATA = {offer.format: offer for offer in GRAPHS}


@cache
def environment() -> Environment:
    """Return the templates: everything put into them is escaped, and a missing name is an error."""
    made = Environment(
        loader=PackageLoader("fazhi.server", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"short": short, "quoted": quoted, "number": number, "undirected": undirected}
    return made


def language_of(request: Request) -> tuple[str, bool]:
    """Return the language of the page, and whether the address names it; else the browser's wish counts."""
    wish = request.query_params.get("lang", "")
    if wish in LANGUAGES:
        return wish, True
    for item in request.headers.get("accept-language", "").split(",")[:20]:
        tag = item.strip().lower()[:2]
        if tag in LANGUAGES:
            return tag, False
    return "zh", False


def rendered(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page from its template, with words and links in the reader's language."""
    language, chosen = language_of(request)
    other = "en" if language == "zh" else "zh"
    html = (
        environment()
        .get_template(template)
        .render(
            w=words(language),
            language=language,
            tag=LANGUAGES[language],
            links=Links(Served.of(request).base, language if chosen else ""),
            switch=_same_page(request, other),
            other_tag=LANGUAGES[other],
            path=request.url.path,
            version=__version__,
            **values,
        )
    )
    return _packed(request, HTMLResponse(html, status))


def _packed(request: Request, page: HTMLResponse) -> HTMLResponse:
    """Compress a page for who takes that; what workers answer they have compressed already."""
    page.headers["Vary"] = VARY
    if takes_gzip(request.headers.get("accept-encoding", "")):
        page.body = gzip.compress(bytes(page.body), 5, mtime=0)
        page.headers["Content-Encoding"] = "gzip"
        page.headers["Content-Length"] = str(len(page.body))
    return page


def _same_page(request: Request, language: str) -> str:
    """Return the address of this page in another language; never one of another server."""
    url = request.url.include_query_params(lang=language)
    return f"/{url.path.lstrip('/')}?{url.query}"


def lasting(request: Request, response: HTMLResponse, version: str) -> Response:
    """Tag a page with the version of the store it tells of."""
    response.headers["ETag"] = f'W/"{version}-{digest(_variant(request), 8)}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


def _variant(request: Request) -> str:
    return f"html {language_of(request)}"


def held(request: Request) -> Response | None:
    """Return 304 where the browser holds this page for this version of the store."""
    return fresh(request, Served.of(request).version(), _variant(request))


async def start(request: Request) -> Response:
    """The start page: search, counts, questions, a form for the graph."""
    if unchanged := held(request):
        return unchanged
    from fazhi.queries import named_queries

    wanted = request.query_params.get("q", "").strip()[:200]
    counts, version = await read(request, "counts")
    found = (await read(request, "search", words=wanted))[0] if wanted else None
    response = rendered(request, "start.html", counts=counts, wanted=wanted, found=found, queries=named_queries())
    return lasting(request, response, version)


async def suggestions(request: Request) -> Response:
    """Names that fit what is being typed into a form, as JSON."""
    wanted = request.query_params.get("q", "").strip()[:200]
    reply = await passed_on(request, "search", words=wanted)
    return tagged(request, reply, "application/json", "suggestions")


async def thing(request: Request) -> Response:
    """What an IRI of the project names: a page, or its triples in the format asked for."""
    path = request.url.path.strip("/")
    choice = best(_accepted(request), (HTML, *GRAPHS))
    if choice is None:
        raise RefusedError(406, f"None of the formats asked for can be written; there are {names((HTML, *GRAPHS))}")
    served = Served.of(request)
    if choice.format != "html":
        if unchanged := fresh(request, served.version(), choice.type):
            return unchanged
        limits = served.options.limits
        reply = await passed_on(request, "rdf", path=path, format=choice.format, rows=limits.rows, bytes=limits.answer)
        return tagged(request, reply, choice.content_type, choice.type)
    if unchanged := held(request):
        return unchanged
    if path == "ontology":
        terms, version = await read(request, "ontology")
        return lasting(request, _ontology_page(request, terms), version)
    page, version = await read(request, "thing", path=path)
    return lasting(request, _thing_page(request, page), version)


def _accepted(request: Request) -> str | None:
    """Return the Accept header, or the format that a link of a page names."""
    format = request.query_params.get("format", "")
    return _DATA[format].type if format in _DATA else request.headers.get("accept")


def _thing_page(request: Request, page: dict[str, Any]) -> HTMLResponse:
    language, _ = language_of(request)
    about = page.get("statements", [])
    groups = {kind: [one for one in about if kind in one["kinds"]] for kind in _STATEMENTS}
    facts: dict[str, list[dict[str, Any]]] = {}
    for fact in page["facts"]:
        facts.setdefault(fact["predicate"], []).append(fact)
    return rendered(
        request,
        "thing.html",
        page=page,
        facts=_Facts(facts, language),
        groups=groups,
        title=_title(page, language),
        name=lambda iri: _name(page["names"], iri, language),
        path_of=lambda iri: page["names"].get(iri, {}).get("path", ""),
        pieces=stretches(page["text"], about) if page.get("text") else [],
        sentences=_sentences(about),
    )


_STATEMENTS = ("Adoption", "Participation", "Citation", "Figure", "Honour", "Counsel")


def _sentences(about: list[dict[str, Any]]) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Return each passage in the order of the text, with the statements that it proves."""
    found: dict[tuple[int, int, int], tuple[dict[str, Any], list[dict[str, Any]]]] = {}
    for statement in about:
        for one in statement["evidence"]:
            key = (one["start"], one["focusStart"], one["focusEnd"])
            found.setdefault(key, (one, []))[1].append(statement)
    return [found[key] for key in sorted(found)]


def _title(page: dict[str, Any], language: str) -> str:
    if place := page.get("passage"):
        return f"{_name(page['names'], place['report'], language)} {place['start']}–{place['end']}"
    return _name(page["names"], page["iri"], language)


def _name(known: dict[str, dict[str, str]], iri: str, language: str) -> str:
    named = known.get(iri, {})
    if language == "en" and "en" not in named and "zh" in named and "/id/division/" in iri:
        return romanised(short(named["zh"]))
    other = "zh" if language == "en" else "en"
    return short(named.get(language) or named.get(other) or iri.rpartition("/")[2] or iri)


class _Facts:
    """The facts of a thing by prefixed property."""

    def __init__(self, facts: dict[str, list[dict[str, Any]]], language: str) -> None:
        self._facts, self._language = facts, language

    def items(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Return all properties with their values."""
        return list(self._facts.items())

    def all(self, predicate: str) -> list[str]:
        """Return the values of a property, those in the reader's language first."""
        from fazhi.namespaces import prefixes

        prefix, _, local = predicate.partition(":")
        values = self._facts.get(prefixes()[prefix] + local, [])
        return [str(one["value"]) for one in sorted(values, key=lambda one: one["language"] != self._language)]

    def one(self, predicate: str) -> str:
        """Return the first value of a property; empty where there is none."""
        return next(iter(self.all(predicate)), "")


def _ontology_page(request: Request, page: dict[str, Any]) -> HTMLResponse:
    language, _ = language_of(request)
    terms = []
    for term in page["terms"]:
        facts: dict[str, list[dict[str, Any]]] = {}
        for fact in term["facts"]:
            facts.setdefault(fact["predicate"], []).append(fact)
        terms.append({"iri": term["iri"], "type": term["type"], "facts": _Facts(facts, language)})
    groups = {
        "classes": [term for term in terms if term["type"] == "Class"],
        "properties": [term for term in terms if term["type"] in {"ObjectProperty", "DatatypeProperty"}],
        "individuals": [term for term in terms if term["type"] == "NamedIndividual"],
    }
    return rendered(request, "ontology.html", groups=groups)
