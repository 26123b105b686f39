"""The same answers from a server as from the store, graphs sent to it, and what is said when it fails.

The server is Oxigraph's own program, a process of its own on loopback; rdflib is a third engine. Servers
that misbehave are played by a few lines of Python.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest
from rdflib import Dataset

import factories
from conftest import Run
from fazhi.building.refresh import refresh
from fazhi.errors import FazhiError, QueryError, StoreError, UsageError
from fazhi.export.sending import send, versions
from fazhi.namespaces import base, prefixes
from fazhi.queries import bound, get, names
from fazhi.store import Answer, RemoteGraphs, RemoteStore, Store, plain
from fazhi.synthetic import Corpus
from fazhi.triples import quads

CORPUS = Corpus(places=10, practices=15, first=2021, last=2023, held=0.8, seed=7)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def started(folder: Path, *arguments: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start Oxigraph on a free port and wait until it answers."""
    program, port = Path(sys.executable).with_name("oxigraph"), free_port()
    command = [program, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urlopen(f"{url}/query?query=ASK%7B%7D", timeout=5).close()
            return process, url
        except (URLError, OSError):
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the Oxigraph server did not start")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """An empty server; its default graph is not the union of the named ones, as by default."""
    process, url = started(tmp_path / "server")
    yield url
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def seeds_server(seed_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that holds the graph of the seeds, sent to it by the program; read it only."""
    process, url = started(tmp_path_factory.mktemp("seeds-server"))
    with Store.open(seed_store) as store:
        send(store, RemoteStore(url), RemoteGraphs.beside(f"{url}/query"))
    yield url
    process.kill()
    process.wait()


@pytest.fixture
def corpus() -> Store:
    store = Store.memory()
    for extraction in CORPUS.extractions():
        store.add(quads(extraction, version="fazhi 1 vocabulary 2"))
    refresh(store)
    return store


def held(url: str) -> set[ox.Quad]:
    request = Request(f"{url}/store", headers={"Accept": "application/n-quads"})
    with urlopen(request, timeout=60) as response:
        return set(ox.parse(response.read(), ox.RdfFormat.N_QUADS))


# ---- the same answers


def example(name: str) -> dict[str, str]:
    examples = get(name).examples
    return dict(examples[0]) if examples else {}


@pytest.mark.parametrize("name", names())
def test_a_named_query_has_the_same_rows_on_a_server(name: str, seed_store: Path, seeds_server: str) -> None:
    """Names are looked up on the server too; an example of a query that fits nothing is refused by both."""
    with Store.open(seed_store) as store, RemoteStore(f"{seeds_server}/query") as remote:
        here, there = outcome(store, name), outcome(remote, name)
    assert here == there


def outcome(source: Store | RemoteStore, name: str) -> tuple[object, ...] | str:
    try:
        answer = source.query(bound(get(name), source, example(name)))
    except QueryError as error:
        return str(error)
    return (answer.variables, answer.rows)


@pytest.fixture(scope="module")
def small() -> tuple[Store, Dataset]:
    """Two reports of two places that say the same, in the store and in rdflib."""
    store = Store.memory()
    store.add(quads(factories.extraction()))
    store.add(quads(factories.extraction(factories.TEXT + "另一份。", "003_report.txt", **factories.ZHENXIN)))
    refresh(store)
    dataset = Dataset(default_union=True)
    dataset.parse(data=store.database.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    return store, dataset


SMALL = {
    "place": "黄岩区南城街道",
    "practice": "三所联动",
    "law": "中华人民共和国民法典",
    "year": "2021",
    "area": "浙江省",
    "text": "调解",
    "topic": f"{base()}id/top-concept/disputes",
    "type": f"{base()}id/institution-type/justice-office",
}


@pytest.mark.parametrize("name", names())
def test_a_named_query_has_the_same_rows_in_rdflib(name: str, small: tuple[Store, Dataset]) -> None:
    store, dataset = small
    query = get(name)
    (sentence,) = next(store.query("SELECT (MIN(STR(?e)) AS ?s) { ?a rol:evidence ?e }").values())
    given = {one.name: {**SMALL, "iri": str(sentence)}[one.kind] for one in query.parameters if one.required}
    if "b" in given:
        given["b"] = "真新街道"
    sparql = bound(query, store, given)
    here = store.query(sparql)
    data = dataset.query(sparql, initNs=prefixes()).serialize(format="json")
    there = ox.parse_query_results(data or b"", ox.QueryResultsFormat.JSON)
    assert isinstance(there, ox.QuerySolutions)
    rows = [tuple(plain(solution[name]) for name in here.variables) for solution in there]
    if not here.rows:
        # rdflib gives one empty row for groups of nothing, which the standard does not.
        rows = [row for row in rows if row != (None,) * len(row)]
    assert rows == list(here.values())
    assert here.variables == tuple(variable.value for variable in there.variables)


FORMS = [
    ("SELECT ?n WHERE { ?r a rol:Report ; rol:fileName ?n } ORDER BY ?n", "rows over all graphs"),
    ("ASK { ?r a rol:Report }", "yes"),
    ("ASK { ?r a rol:Nothing }", "no"),
    ("CONSTRUCT { ?r dcterms:title ?t } WHERE { ?r dcterms:title ?t }", "triples"),
    ("PREFIX rol: <http://other/> SELECT ?r WHERE { ?r a rol:Report }", "a prefix of the user's own wins"),
    ("# PREFIX rol: in a comment\nSELECT ?r WHERE { ?r a rol:Honour } ORDER BY ?r", "a comment declares nothing"),
    (f"SELECT ?s FROM <{base()}id/graph/things> WHERE {{ ?s a rol:Law }} ORDER BY ?s", "one graph by FROM"),
    ("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "each triple once, in however many graphs it stands"),
]


@pytest.mark.parametrize(("sparql", "reason"), FORMS)
def test_every_form_of_query_is_answered_alike(sparql: str, reason: str, seed_store: Path, seeds_server: str) -> None:
    with Store.open(seed_store) as store, RemoteStore(seeds_server) as remote:
        try:
            here: Answer | type[FazhiError] = store.query(sparql)
        except FazhiError as error:
            here = type(error)
        try:
            there: Answer | type[FazhiError] = remote.query(sparql)
        except FazhiError as error:
            there = type(error)
    assert here == there, reason


def test_a_server_is_asked_in_the_command_line(seeds_server: str, seed_store: Path, fazhi: Run) -> None:
    question = ["query", "practices-of", "--place", "真新街道", "--format", "csv"]
    there = fazhi(*question, "--endpoint", f"{seeds_server}/query")
    assert (there.returncode, there.stderr) == (0, "")
    assert there.stdout == fazhi(*question, "--store", seed_store).stdout
    turtle = ["query", "CONSTRUCT { ?r dcterms:title ?t } WHERE { ?r dcterms:title ?t }", "--format", "ttl"]
    assert fazhi(*turtle, "--endpoint", seeds_server).stdout == fazhi(*turtle, "--store", seed_store).stdout


# ---- sending


def test_a_server_holds_in_the_end_what_the_store_holds(server: str, corpus: Store) -> None:
    sent = send(corpus, RemoteStore(server), RemoteGraphs.beside(f"{server}/query"))
    assert held(server) == set(corpus.database)
    assert (sent.written, sent.unchanged, sent.triples) == (len(corpus.graphs()), 0, len(corpus))
    again = send(corpus, RemoteStore(server), RemoteGraphs.beside(f"{server}/query"))
    assert (again.written, again.triples, again.removed) == (0, 0, 0)


class Faltering(RemoteGraphs):
    """A connection that breaks after some writes."""

    left = 0

    def put(self, graph: str, n_triples: bytes) -> None:
        if self.left == 0:
            raise StoreError("the connection broke")
        self.left -= 1
        super().put(graph, n_triples)


@pytest.mark.parametrize("before", [0, 1, 9])
def test_an_interrupted_load_goes_on_where_it_stopped(server: str, corpus: Store, before: int) -> None:
    faltering = Faltering(f"{server}/store")
    faltering.left = before
    with pytest.raises(StoreError, match="the connection broke"):
        send(corpus, RemoteStore(server), faltering)
    rest = send(corpus, RemoteStore(server), RemoteGraphs(f"{server}/store"))
    assert held(server) == set(corpus.database)
    assert rest.written == len(corpus.graphs()) - before


def test_what_is_derived_is_missing_until_all_reports_are_there(server: str, corpus: Store) -> None:
    """Otherwise a load broken off would leave counts that belong to other reports."""
    remote, graphs = RemoteStore(server), RemoteGraphs(f"{server}/store")
    send(corpus, remote, graphs)
    first, *_ = sorted(versions(corpus))
    corpus.database.remove(next(quad for quad in corpus.graph(first) if quad.predicate.value.endswith("textLength")))
    for quad in list(corpus.graph(first)):
        if quad.predicate.value.endswith("extractedBy"):
            corpus.database.remove(quad)
            corpus.add([ox.Quad(quad.subject, quad.predicate, ox.Literal("fazhi 2 vocabulary 2"), quad.graph_name)])
    faltering = Faltering(f"{server}/store")
    with pytest.raises(StoreError):
        send(corpus, remote, faltering)
    assert not remote.query("ASK { ?p rol:practises ?k }").yes
    sent = send(corpus, remote, graphs)
    assert held(server) == set(corpus.database)
    assert sent.written == 3, "the report that changed, the things and what is derived"


def test_reports_that_the_store_lacks_stay_unless_pruned(server: str, corpus: Store) -> None:
    remote, graphs = RemoteStore(server), RemoteGraphs(f"{server}/store")
    other = Store.memory()
    other.add(quads(factories.extraction(), version="fazhi 1 vocabulary 2"))
    send(other, remote, graphs)
    assert send(corpus, remote, graphs).foreign == 1
    assert len(versions(remote)) == len(versions(corpus)) + 1
    assert send(corpus, remote, graphs, prune=True).removed == 1
    assert held(server) == set(corpus.database)


def test_a_large_graph_is_sent_in_parts(server: str, corpus: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fazhi.export.sending._BATCH", 50)
    monkeypatch.setattr("fazhi.export.sending._PAGE", 4)
    send(corpus, RemoteStore(server), RemoteGraphs(f"{server}/store"))
    assert held(server) == set(corpus.database)
    assert versions(RemoteStore(server)) == versions(corpus)


def test_the_command_sends_a_store_and_a_dump(server: str, corpus: Store, tmp_path: Path, fazhi: Run) -> None:
    corpus.dump(tmp_path / "corpus.nq")
    loaded = fazhi("load", tmp_path / "corpus.nq", "--store", tmp_path / "store")
    assert loaded.returncode == 0, loaded.stderr
    sent = fazhi("load", "--store", tmp_path / "store", "--endpoint", server, "--lang", "en")
    assert (sent.returncode, sent.stderr) == (0, "")
    assert sent.stdout.startswith(f"Wrote {len(corpus.graphs())} graphs ({len(corpus)} triples)")
    again = fazhi("load", tmp_path / "corpus.nq", "--endpoint", f"{server}/query")
    assert "写入图 0 个" in again.stdout
    assert held(server) == set(corpus.database)


# ---- what goes wrong

Reply = Callable[[BaseHTTPRequestHandler], None]
JSON = "application/sparql-results+json"


def reply(status: int, type_: str = "text/plain", body: bytes = b"", **headers: str) -> Reply:
    def send_it(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": type_, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return send_it


def sleeping(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"head"')
    handler.close_connection = True


class Playing:
    """A server that always gives one reply, and remembers what it was sent."""

    def __init__(self, answer: Reply) -> None:
        seen: list[tuple[str, str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                seen.append((self.path, self.headers.get("Authorization", ""), body.decode()))
                answer(self)

            do_PUT = do_DELETE = do_HEAD = do_GET = do_POST  # noqa: N815 - the library looks for these names

            def log_message(self, *_: object) -> None:
                pass

        self.seen = seen
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/query"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self) -> Playing:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


NO = json.dumps({"head": {}, "boolean": False}).encode()
FAULTS: list[tuple[Reply, type[FazhiError], str, str]] = [
    (reply(401), StoreError, "refused the credentials (HTTP 401); set FAZHI_ENDPOINT_USER", "no or a wrong password"),
    (reply(403), StoreError, "refused the credentials (HTTP 403)", "not allowed"),
    (reply(302, Location="http://elsewhere/"), StoreError, "sends on to 'http://elsewhere/'; give that", "moved"),
    (reply(400, body=b"Lexical error\n at line 1"), QueryError, "refuses the query: Lexical error at line 1", "malformed"),
    (reply(404), StoreError, "There is no such service", "a wrong path"),
    (reply(500, body=b"\x1b[31mboom\x1b[0m" + b"x" * 900), StoreError, "failed (HTTP 500: [31mboom", "broken inside"),
    (reply(503, body=b"timeout"), StoreError, "failed (HTTP 503: timeout)", "too long for the server"),
    (reply(200, "text/html", b"<html>"), StoreError, "answers with text/html, which is no SPARQL answer", "a web page"),
    (reply(200, JSON, b'{"head": {'), StoreError, "broke off or garbled its answer", "half an answer"),
    (cut_off, StoreError, "broke off in its answer", "a connection that breaks"),
    (sleeping, StoreError, "did not answer within 0.5 seconds; give it longer with --timeout", "too slow"),
]


@pytest.mark.parametrize(("answer", "kind", "said", "reason"), FAULTS, ids=[row[3] for row in FAULTS])
def test_a_fault_of_a_server_is_told_in_one_line(
    answer: Reply, kind: type[FazhiError], said: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_ENDPOINT_USER", "librarian")
    monkeypatch.setenv("FAZHI_ENDPOINT_PASSWORD", "opensesame")
    with Playing(answer) as server, pytest.raises(kind) as error:
        RemoteStore(server.url, 0.5).query("SELECT ?s WHERE { ?s a rol:Report }")
    message = str(error.value)
    assert said in message
    assert "\n" not in message and "\x1b" not in message and len(message) < 600
    assert "opensesame" not in message and "librarian" not in message


def test_a_server_that_is_not_there_is_told(fazhi: Run, tmp_path: Path) -> None:
    done = fazhi("query", "coverage", "--endpoint", f"http://127.0.0.1:{free_port()}/query")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "cannot be reached" in done.stderr and "check the address" in done.stderr


ADDRESSES = [
    ("localhost:7878", "is no address of an endpoint", "no scheme"),
    ("ftp://localhost/query", "is no address of an endpoint", "another protocol"),
    ("http:///query", "is no address of an endpoint", "no host"),
    ("http://localhost:99999/query", "is no address of an endpoint", "no such port"),
    ("http://me:opensesame@localhost/query", "holds no name and password", "a password for everyone to read"),
]


@pytest.mark.parametrize(("url", "said", "reason"), ADDRESSES)
def test_a_wrong_address_is_refused(url: str, said: str, reason: str) -> None:
    with pytest.raises(UsageError) as error:
        RemoteStore(url)
    assert said in str(error.value), reason
    assert "opensesame" not in str(error.value)


CREDENTIALS = [
    ({}, ""),
    ({"FAZHI_ENDPOINT_USER": "管理员", "FAZHI_ENDPOINT_PASSWORD": "opensesame"}, "Basic 566h55CG5ZGYOm9wZW5zZXNhbWU="),
    ({"FAZHI_ENDPOINT_TOKEN": "abc"}, "Bearer abc"),
    ({"FAZHI_ENDPOINT_PASSWORD": "opensesame"}, ""),
]


@pytest.mark.parametrize(("environment", "header"), CREDENTIALS)
def test_credentials_come_from_the_environment(
    environment: dict[str, str], header: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with Playing(reply(200, JSON, NO)) as server:
        RemoteStore(server.url).query("ASK { ?s a rol:Report }")
        RemoteGraphs(server.url).put("urn:g", b"")
    assert server.seen and {sent[1] for sent in server.seen} == {header}


def test_a_token_cannot_smuggle_a_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_ENDPOINT_TOKEN", "abc\r\nX-Evil: 1")
    with Playing(reply(200, JSON, NO)) as server, pytest.raises(UsageError, match="copy the token again"):
        RemoteStore(server.url).query("ASK { }")


def test_a_server_that_looks_into_one_graph_only_is_told_what_to_do() -> None:
    """It has reports in its named graphs, and no way to ask for all of them at once is known to it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        held = "GRAPH" in server.seen[-1][2]
        reply(200, JSON, json.dumps({"head": {}, "boolean": held}).encode())(handler)

    with Playing(answer) as server, pytest.raises(StoreError, match="--union-default-graph"):
        RemoteStore(server.url).query("SELECT ?s WHERE { ?s a rol:Report }")


def test_a_mistake_is_told_with_its_place_as_from_a_store() -> None:
    with Playing(reply(200, JSON, NO)) as server:
        for source in (Store.memory(), RemoteStore(server.url)):
            with pytest.raises(QueryError, match=r"^Malformed SPARQL at line 2, column 7"):
                source.query("SELECT ?s\nWHERE ?s { }")
        assert server.seen == []


def test_another_server_is_never_asked_by_a_query() -> None:
    with Playing(reply(200, JSON, NO)) as server:
        with pytest.raises(QueryError, match="SERVICE"):
            RemoteStore(server.url).query("SELECT * WHERE { SERVICE <http://elsewhere/> { ?s ?p ?o } }")
        assert server.seen == []


PLACES = [
    ("http://h:1/query", ["http://h:1/store", "http://h:1/data"]),
    ("http://h:1", ["http://h:1/store"]),
    ("http://h/ds/sparql", ["http://h/ds/data", "http://h/ds/sparql-graph-crud"]),
    ("http://h/rdf4j-server/repositories/fazhi", ["http://h/rdf4j-server/repositories/fazhi/rdf-graphs/service"]),
]


@pytest.mark.parametrize(("url", "tried"), PLACES)
def test_where_a_server_takes_graphs_is_looked_for(url: str, tried: list[str]) -> None:
    from fazhi.store.remote import graph_store_urls

    assert list(graph_store_urls(url)) == tried


def test_where_it_is_not_found_the_option_is_named() -> None:
    with Playing(reply(404)) as server, pytest.raises(StoreError, match="give it with --graph-store URL"):
        RemoteGraphs.beside(server.url)


def test_a_refused_write_is_told_with_the_graphs_service() -> None:
    with Playing(reply(507, body=b"disk full")) as server, pytest.raises(StoreError, match=r"HTTP 507: disk full"):
        RemoteGraphs(server.url).put("urn:g", b"")
