"""``/sparql`` after the SPARQL 1.1 Protocol, over a real server: one row a rule."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from fazhi.namespaces import base, rol
from server_process import ROWS, Server

pytest_plugins = ["server_fixtures"]

SELECT = "SELECT ?place ?practice { ?place rol:practises ?practice } ORDER BY ?place ?practice LIMIT 3"
GRAPH = "CONSTRUCT { ?s rol:practises ?o } { ?s rol:practises ?o } LIMIT 3"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
THINGS, DERIVED = f"{base()}id/graph/things", f"{base()}id/graph/derived"


@dataclass(frozen=True)
class Case:
    """One request, what must come back, and which rule it follows from."""

    reason: str
    status: int
    method: str = "GET"
    params: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None
    type: str | None = None
    text: str = ""


CASES = (
    Case("2.1.1: query via GET; JSON where the client takes all", 200, params={"query": SELECT}, type=JSON),
    Case("2.1.2: query via POST with a form", 200, "POST", None, {"Content-Type": FORM}, httpx.QueryParams({"query": SELECT}).__str__().encode(), JSON),
    Case("2.1.2: a form may name its character set", 200, "POST", None, {"Content-Type": f"{FORM}; charset=UTF-8"}, b"query=ASK%20%7B%7D", JSON),
    Case("2.1.3: query via POST directly", 200, "POST", None, {"Content-Type": QUERY}, SELECT.encode(), JSON),
    Case(
        "2.1.3: the character set is UTF-8", 200, "POST", None, {"Content-Type": f"{QUERY};charset=utf-8"}, 'ASK { FILTER("法" = "法") }'.encode(), JSON, "true"
    ),
    Case(
        "a percent sign in a form is decoded once", 200, "POST", None, {"Content-Type": FORM}, b"query=SELECT%20(%22%2525%22%20AS%20%3Fx)%20%7B%7D", JSON, "%25"
    ),
    Case("a plus sign in a form is a space", 200, "POST", None, {"Content-Type": FORM}, b"query=ASK+%7B%7D", JSON),
    Case("SELECT in XML", 200, params={"query": SELECT}, headers={"Accept": XML}, type=XML),
    Case("SELECT in CSV", 200, params={"query": SELECT}, headers={"Accept": "text/csv"}, type="text/csv; charset=utf-8"),
    Case("SELECT in TSV", 200, params={"query": SELECT}, headers={"Accept": "text/tab-separated-values"}, type="text/tab-separated-values; charset=utf-8"),
    Case("ASK in XML", 200, params={"query": "ASK {}"}, headers={"Accept": XML}, type=XML, text="<boolean>true</boolean>"),
    Case("plain JSON names the results too, and is sent so", 200, params={"query": SELECT}, headers={"Accept": "application/json"}, type="application/json"),
    Case("CONSTRUCT in Turtle where the client takes all", 200, params={"query": GRAPH}, type="text/turtle; charset=utf-8"),
    Case("CONSTRUCT in N-Triples", 200, params={"query": GRAPH}, headers={"Accept": "application/n-triples"}, type="application/n-triples"),
    Case("CONSTRUCT in N-Quads", 200, params={"query": GRAPH}, headers={"Accept": "application/n-quads"}, type="application/n-quads"),
    Case("CONSTRUCT in JSON-LD", 200, params={"query": GRAPH}, headers={"Accept": "application/ld+json"}, type="application/ld+json"),
    Case("CONSTRUCT in RDF/XML", 200, params={"query": GRAPH}, headers={"Accept": "application/rdf+xml"}, type="application/rdf+xml"),
    Case("DESCRIBE", 200, params={"query": "DESCRIBE rol:Adoption"}, headers={"Accept": "text/turtle"}, type="text/turtle; charset=utf-8", text="rol:Adoption"),
    Case(
        "the weights of Accept decide",
        200,
        params={"query": SELECT},
        headers={"Accept": f"{JSON};q=0.2, text/csv;q=0.9, */*;q=0.1"},
        type="text/csv; charset=utf-8",
    ),
    Case("weight 0 is not taken, the wildcard takes the rest", 200, params={"query": SELECT}, headers={"Accept": f"{JSON};q=0, */*"}, type=XML),
    Case(
        "a client library names formats of both kinds",
        200,
        params={"query": GRAPH},
        headers={"Accept": f"{JSON}, text/turtle"},
        type="text/turtle; charset=utf-8",
    ),
    Case("406: no format at all", 406, params={"query": SELECT}, headers={"Accept": "image/png"}, text="application/sparql-results+json"),
    Case("406: a format for graphs, but rows", 406, params={"query": SELECT}, headers={"Accept": "text/turtle"}, text="SELECT"),
    Case("406: a format for rows, but a graph", 406, params={"query": GRAPH}, headers={"Accept": "text/csv"}, text="CONSTRUCT"),
    Case("400: two queries", 400, params=[("query", "ASK {}"), ("query", "ASK {}")], text="2 queries"),
    Case("400: one query in the address, one in the body", 400, "POST", {"query": "ASK {}"}, {"Content-Type": QUERY}, b"ASK {}", text="2 queries"),
    Case("400 with the place, on one line", 400, params={"query": "SELECT *\nWHERE { ?s ?p }"}, text="line 2, column 16"),
    Case("400: an empty query", 400, params={"query": ""}, text="line 1, column 1"),
    Case("400: an undeclared prefix", 400, params={"query": "SELECT * { ?s nobody:knows ?o }"}, text="prefix is not declared"),
    Case("400: a form without a query", 400, "POST", None, {"Content-Type": FORM}, b"other=1", text="field query"),
    Case("400: a query that is not UTF-8", 400, "POST", None, {"Content-Type": QUERY}, b"ASK { \xff }", text="UTF-8"),
    Case("400: a parameter that is not UTF-8", 400, "POST", None, {"Content-Type": FORM}, b"query=%ff", text="UTF-8"),
    Case("400: a graph that is no absolute IRI", 400, params={"query": COUNT, "default-graph-uri": "a b"}, text="absolute IRI"),
    Case("400: an update as the query", 400, params={"query": "DELETE WHERE { ?s ?p ?o }"}, text="updates are not taken"),
    Case("400: SERVICE", 400, params={"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, text="SERVICE"),
    Case("403: an update by GET", 403, params={"update": "DELETE WHERE { ?s ?p ?o }"}, text="read only"),
    Case("403: an update by form", 403, "POST", None, {"Content-Type": FORM}, b"update=CLEAR+ALL", text="read only"),
    Case("403: an update as the body", 403, "POST", None, {"Content-Type": UPDATE}, b"CLEAR ALL", text="read only"),
    Case("405: PUT", 405, "PUT", content=b"", text="method"),
    Case("405: DELETE", 405, "DELETE", text="method"),
    Case("413: a body beyond the limit", 413, "POST", None, {"Content-Type": QUERY}, b"ASK {}" + b" " * (1 << 20), text="longer than"),
    Case("414: an address beyond the limit", 414, params={"query": "ASK {}" + " " * 33_000}, text="longer than"),
    Case("415: no type", 415, "POST", content=b"ASK {}", text=QUERY),
    Case("415: another type", 415, "POST", None, {"Content-Type": "application/json"}, b"{}", text=QUERY),
    Case("415: another character set", 415, "POST", None, {"Content-Type": f"{QUERY}; charset=gb18030"}, b"ASK {}", text="UTF-8"),
    Case("415: a compressed body", 415, "POST", None, {"Content-Type": QUERY, "Content-Encoding": "gzip"}, gzip.compress(b"ASK {}"), text="compressed"),
    Case("421: a name that leads here by DNS rebinding", 421, params={"query": "ASK {}"}, headers={"Host": "evil.example"}, text="name"),
    Case("421: no plausible name", 421, params={"query": "ASK {}"}, headers={"Host": "localhost/<x>"}, text="name"),
    Case("localhost is a name of this machine", 200, params={"query": "ASK {}"}, headers={"Host": "localhost:1"}),
    Case("an IPv6 address is no name", 200, params={"query": "ASK {}"}, headers={"Host": "[::1]:8080"}),
    Case("422: more rows than are given out", 422, params={"query": "SELECT * { ?s ?p ?o }"}, text=f"more than {ROWS} rows"),
    Case("422: more triples than are given out", 422, params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, text=f"more than {ROWS} rows"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.reason)
def test_protocol(server: Server, case: Case) -> None:
    answer = server.client.request(case.method, "/sparql", params=case.params, headers=case.headers, content=case.content)
    assert answer.status_code == case.status, answer.text
    assert case.text in answer.text
    if case.type is not None:
        assert answer.headers["content-type"] == case.type
    if case.status >= 400:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text.count("\n") == 1


def test_rows_are_equal_in_all_formats(server: Server) -> None:
    """Unbound cells, texts with every separator, numbers and languages come through each format."""
    query = """SELECT ?a ?b { VALUES (?a ?b) {
      ("tab\\there" 1) ("line\\nbreak" 2.5) ("quote\\"s, comma" UNDEF) ("法"@zh <http://example.org/>) ("" "x"@en-us) } }"""
    formats = {JSON: ox.QueryResultsFormat.JSON, XML: ox.QueryResultsFormat.XML, "text/tab-separated-values": ox.QueryResultsFormat.TSV}
    rows = [[tuple(row) for row in ox.parse_query_results(server.ask(query, headers={"Accept": name}).content, format)] for name, format in formats.items()]
    assert rows[0] == rows[1] == rows[2]
    assert len(rows[0]) == 5
    assert rows[0][2][1] is None
    assert server.ask(query, headers={"Accept": "text/csv"}).text.splitlines()[1:3] == ["tab\there,1", '"line']


@pytest.mark.parametrize(
    ("type", "format"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_are_equal_in_all_formats(server: Server, type: str, format: ox.RdfFormat) -> None:
    found = {quad.triple for quad in ox.parse(server.ask(GRAPH, headers={"Accept": type}).content, format)}
    plain = {quad.triple for quad in ox.parse(server.ask(GRAPH).content, ox.RdfFormat.TURTLE)}
    assert found == plain
    assert len(found) == 3


def _number(answer: httpx.Response) -> int:
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


DATASETS = (
    ("the union of all graphs is the default graph", COUNT, {}, lambda all, things: all),
    ("one default graph", COUNT, {"default-graph-uri": THINGS}, lambda all, things: things),
    (
        "the request's dataset wins over FROM",
        f"SELECT (COUNT(*) AS ?n) FROM <{DERIVED}> {{ ?s ?p ?o }}",
        {"default-graph-uri": THINGS},
        lambda all, things: things,
    ),
    ("FROM counts where the request names none", f"SELECT (COUNT(*) AS ?n) FROM <{THINGS}> {{ ?s ?p ?o }}", {}, lambda all, things: things),
    ("with named graphs only, the default graph is empty", COUNT, {"named-graph-uri": THINGS}, lambda all, things: 0),
    (
        "GRAPH sees the named graphs of the request only",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        {"named-graph-uri": THINGS},
        lambda all, things: things,
    ),
    (
        "with a default graph only, there is no named one",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        {"default-graph-uri": THINGS},
        lambda all, things: 0,
    ),
    ("a graph that is not there is empty", COUNT, {"default-graph-uri": "https://example.org/none"}, lambda all, things: 0),
)


@pytest.mark.parametrize(("reason", "query", "graphs", "expected"), DATASETS, ids=[row[0] for row in DATASETS])
def test_datasets(server: Server, reason: str, query: str, graphs: dict[str, str], expected: Callable[[int, int], int]) -> None:
    everything = _number(server.get(params={"query": COUNT}))
    things = _number(server.get(params={"query": f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{THINGS}> {{ ?s ?p ?o }} }}"}))
    assert 0 < things < everything
    assert _number(server.get(params={"query": query, **graphs})) == expected(everything, things)
    posted = server.client.post("/sparql", data={"query": query, **graphs})
    assert _number(posted) == expected(everything, things)


def test_two_default_graphs_are_merged(server: Server) -> None:
    alone = [_number(server.get(params={"query": COUNT, "default-graph-uri": graph})) for graph in (THINGS, DERIVED)]
    both = server.get(params=[("query", COUNT), ("default-graph-uri", THINGS), ("default-graph-uri", DERIVED)])
    assert _number(both) == sum(alone)


def test_service_description(server: Server) -> None:
    answer = server.get(headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    triples = [quad.triple for quad in ox.parse(answer.content, ox.RdfFormat.TURTLE)]
    sd = "http://www.w3.org/ns/sparql-service-description#"
    said = {(triple.predicate.value.removeprefix(sd), triple.object.value) for triple in triples if not isinstance(triple.object, ox.Triple)}
    assert ("endpoint", f"{server.address}/sparql") in said
    assert ("supportedLanguage", f"{sd}SPARQL11Query") in said
    assert ("feature", f"{sd}UnionDefaultGraph") in said
    assert server.get(headers={"Accept": "application/ld+json"}).headers["content-type"] == "application/ld+json"
    assert server.get(headers={"Accept": "image/png"}).status_code == 406


def test_a_browser_is_led_to_the_page(server: Server) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert server.get(headers=browser).headers["location"] == "/query"
    led = server.get(params={"query": "ASK {}"}, headers=browser)
    assert (led.status_code, led.headers["location"]) == (303, "/query?query=ASK+%7B%7D")
    assert server.get(params={"query": COUNT, "default-graph-uri": THINGS}, headers=browser).headers["content-type"] == "application/xml"


def test_head_has_the_headers_of_get_and_no_body(server: Server) -> None:
    got = server.get(params={"query": SELECT}, headers={"Accept-Encoding": "identity"})
    head = server.client.head("/sparql", params={"query": SELECT}, headers={"Accept-Encoding": "identity"})
    assert head.content == b""
    same = ("content-type", "content-length", "etag", "vary")
    assert [head.headers[name] for name in same] == [got.headers[name] for name in same]
    assert server.client.head("/sparql", params={"query": "SELECT"}).status_code == 400


def test_etags(server: Server) -> None:
    first = server.get(params={"query": SELECT})
    tag = first.headers["etag"]
    unchanged = server.get(params={"query": SELECT}, headers={"If-None-Match": f'"other", {tag}'})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    other = server.get(params={"query": SELECT}, headers={"If-None-Match": tag, "Accept": "text/csv"})
    assert (other.status_code, other.headers["etag"] == tag) == (200, False)
    assert "etag" not in server.ask(SELECT).headers
    assert "etag" not in server.get(params={"query": "SELECT (NOW() AS ?now) {}"}).headers
    assert "Accept" in first.headers["vary"]


def test_gzip(server: Server) -> None:
    query = f"SELECT * {{ ?s rdfs:label ?o }} LIMIT {ROWS}"
    packed = server.get(params={"query": query}, headers={"Accept-Encoding": "gzip"})
    plain = server.get(params={"query": query}, headers={"Accept-Encoding": "identity"})
    refused = server.get(params={"query": query}, headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) * 3 < int(plain.headers["content-length"])
    assert packed.content == plain.content == refused.content
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers


def test_cors(server: Server) -> None:
    """A page of another origin may read the data, with no credentials, and not the pages."""
    origin = {"Origin": "https://notebook.example"}
    assert server.get(params={"query": SELECT}, headers=origin).headers["access-control-allow-origin"] == "*"
    assert server.get(params={"query": "no SPARQL"}, headers=origin).headers["access-control-allow-origin"] == "*"
    asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    preflight = server.client.options("/sparql", headers=asked)
    assert preflight.status_code == 200
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in preflight.headers
    assert "access-control-allow-origin" not in server.get("/", headers=origin).headers
    assert server.client.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


LINKED = (
    ("a practice in Turtle", "/id/practice/fengqiao-experience", "text/turtle", 200, f"{rol()}"),
    ("a practice in JSON-LD", "/id/practice/fengqiao-experience", "application/ld+json", 200, "fengqiao-experience"),
    ("a practice as a page", "/id/practice/fengqiao-experience", "text/html", 200, "枫桥经验"),
    (
        "a format named by a link",
        "/id/practice/fengqiao-experience?format=ntriples",
        "text/html",
        200,
        "<https://w3id.org/fazhi/id/practice/fengqiao-experience>",
    ),
    ("the scheme of practices", "/scheme/practices", "text/turtle", 200, "skos:ConceptScheme"),
    ("the ontology in Turtle", "/ontology", "text/turtle", 200, "owl:Class"),
    ("the ontology in JSON-LD", "/ontology", "application/ld+json", 200, "ontology#Adoption"),
    ("the ontology as a page", "/ontology", "text/html", 200, 'id="Adoption"'),
    ("a thing that is not there", "/id/practice/nobody-does-this", "text/turtle", 404, "says nothing"),
    ("a path that names nothing", "/id/../../etc/passwd", "text/turtle", 404, ""),
    ("a path with an escape", "/id/practice/%3Cscript%3E", "text/turtle", 404, "names no thing"),
    ("a picture of a practice", "/id/practice/fengqiao-experience", "image/png", 406, "text/turtle"),
)


@pytest.mark.parametrize(("reason", "path", "accept", "status", "text"), LINKED, ids=[row[0] for row in LINKED])
def test_identifiers_can_be_followed(server: Server, reason: str, path: str, accept: str, status: int, text: str) -> None:
    answer = server.get(path, headers={"Accept": accept})
    assert (answer.status_code, text in answer.text) == (status, True), answer.text[:500]
    if status == 200:
        assert "Accept" in answer.headers["vary"]
        assert server.get(path, headers={"Accept": accept, "If-None-Match": answer.headers["etag"]}).status_code == 304


def test_a_report_is_given_whole(server: Server) -> None:
    """The triples of a report are those of its named graph."""
    found = json.loads(server.ask("SELECT ?r { ?r a rol:Report } ORDER BY ?r LIMIT 1").content)
    report = found["results"]["bindings"][0]["r"]["value"]
    counted = _number(server.ask(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{report}> {{ ?s ?p ?o }} }}"))
    assert 0 < counted < ROWS
    answer = server.get(report.removeprefix(base().rstrip("/")), headers={"Accept": "application/n-triples"})
    assert answer.text.count("\n") == counted
    too_large = server.get("/id/graph/vocabulary/practices", headers={"Accept": "text/turtle"})
    assert (too_large.status_code, f"more than {ROWS}" in too_large.text) == (422, True)
