"""Limits that really stop a query: hostile queries against a real server, and who is served meanwhile."""

from __future__ import annotations

import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pyoxigraph as ox
import pytest

from fazhi.errors import QueryError
from fazhi.queries import named_queries
from fazhi.server.worker.answers import Question, TooLargeError, written
from fazhi.store import Store
from fazhi.store.syntax import refuse_network
from server_process import LIMITS, Server, serving

pytest_plugins = ["server_fixtures"]

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLED = " ".join(f"BIND (CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(40))
VALUES = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(2000)))} }}" for n in range(6))

HOSTILE = (
    ("a cross product that is counted", CROSS, 503, "stopped after"),
    ("a cross product that is sorted", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?i", 503, ""),
    ("paths of any length from everywhere", "SELECT (COUNT(*) AS ?n) { ?a (!<x:x>|^<x:y>)* ?b . ?b (!<x:x>)* ?c }", 503, "stopped after"),
    ("rows without end", "SELECT * { ?a ?b ?c . ?d ?e ?f }", 422, "rows"),
    ("triples without end, all the same", "CONSTRUCT { <x:a> <x:b> <x:c> } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 503, "stopped after"),
    (
        "a pattern that is slow to fit",
        'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER REGEX(CONCAT(STR(?c), STR(?f)), "(a|aa)+$|(.*.*.*)+x") }',
        503,
        "stopped after",
    ),
    ("a text doubled forty times", f'SELECT * {{ VALUES ?a0 {{ "aaaaaaaaaaaaaaaa" }} {DOUBLED} }}', 503, "ask for less"),
    ("tables of values multiplied", f"SELECT (COUNT(*) AS ?n) {{ {VALUES} }}", 503, "stopped after"),
    ("braces in braces", f"SELECT * {{ {'{' * 20000}{'}' * 20000} }}", 503, "nested too deeply"),
)


@pytest.fixture(scope="module")
def hasty(seed_store: Path) -> Iterator[Server]:
    """A server that gives a query a second and a half."""
    with serving(seed_store, *LIMITS, "--time-limit", 1.5) as running:
        yield running


@pytest.mark.parametrize(("reason", "query", "status", "text"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_hostile_queries_are_stopped(hasty: Server, reason: str, query: str, status: int, text: str) -> None:
    answer = hasty.ask(query)
    assert (answer.status_code, text in answer.text) == (status, True), answer.text
    assert hasty.ask("ASK {}").status_code == 200


@contextmanager
def _asking(server: Server, query: str) -> Iterator[socket.socket]:
    """Send a query, and leave without waiting for its answer when the block ends."""
    host, port = server.address.removeprefix("http://").split(":")
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(query)}"
    with socket.create_connection((host, int(port)), timeout=30) as direct:
        direct.sendall(f"{head}\r\n\r\n{query}".encode())
        time.sleep(0.5)
        yield direct


def test_eight_clients_are_served_while_a_hostile_query_runs(server: Server) -> None:
    def client(number: int) -> int:
        query = {"query": f"SELECT * {{ ?s rol:practises ?o }} LIMIT {number + 1}"}
        return httpx.get(f"{server.address}/sparql", params=query, timeout=60).status_code

    with _asking(server, CROSS) as hostile:
        with ThreadPoolExecutor(8) as clients:
            assert list(clients.map(client, range(8))) == [200] * 8
        hostile.setblocking(False)
        with pytest.raises(BlockingIOError):
            # All eight were answered, and the hostile one was not.
            hostile.recv(1)


@pytest.fixture(scope="module")
def patient(seed_store: Path) -> Iterator[Server]:
    """A server with one worker and minutes for each query."""
    with serving(seed_store, "--workers", 1, "--time-limit", 300, "--memory-limit", 100) as running:
        yield running


def test_a_client_that_leaves_frees_its_worker(patient: Server) -> None:
    """With one worker and a limit of minutes, the next answer can only come if the worker was freed."""
    with pytest.raises(httpx.ReadTimeout):
        patient.get(params={"query": CROSS}, timeout=0.5)
    with _asking(patient, CROSS):
        pass
    assert patient.get(params={"query": "ASK {}"}, timeout=30).status_code == 200


def test_memory_is_limited_where_time_is_not(patient: Server) -> None:
    for query in (HOSTILE[1][1], HOSTILE[6][1]):
        answer = patient.ask(query)
        assert (answer.status_code, "100 MB of memory" in answer.text) == (503, True), answer.text


def _workers(server: Server) -> list[psutil.Process]:
    return psutil.Process(server.process.pid).children()


def test_workers_end_with_their_server(seed_store: Path) -> None:
    """Even when the server is killed in the middle of a query."""
    with serving(seed_store, "--workers", 1, "--time-limit", 300) as running:
        workers = _workers(running)
        assert len(workers) == 2
        with ThreadPoolExecutor(1) as asker:
            asked = asker.submit(httpx.get, f"{running.address}/sparql", params={"query": CROSS}, timeout=60)
            time.sleep(0.5)
            running.process.kill()
            with pytest.raises(httpx.HTTPError):
                asked.result()
        assert psutil.wait_procs(workers, timeout=20)[1] == []


def test_a_new_build_is_served_at_the_next_request(seed_store: Path, tmp_path: Path) -> None:
    shutil.copytree(seed_store, tmp_path / "store")
    ask = {"query": "ASK { <x:new> <x:new> <x:new> }"}
    with serving(tmp_path / "store", *LIMITS) as running:
        before = running.get(params=ask)
        assert before.json()["boolean"] is False
        held = {"If-None-Match": before.headers["etag"]}
        assert running.get(params=ask, headers=held).status_code == 304
        with Store.open(tmp_path / "store") as old:
            marker = old.marker
        assert marker is not None
        with Store.rewriting(tmp_path / "store", marker) as store:
            node = ox.NamedNode("x:new")
            store.add([ox.Quad(node, node, node, node)])
            assert running.get(params=ask, headers=held).status_code == 304
        after = running.get(params=ask, headers=held)
        assert after.status_code == 200, after.text
        assert (after.status_code, after.json()["boolean"]) == (200, True)
        assert after.headers["etag"] != before.headers["etag"]
        shutil.rmtree(tmp_path / "store")
        gone = running.get(params=ask)
        assert (gone.status_code, "no store" in gone.text) == (503, True)


SERVICES = (
    ("as everybody writes it", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", True),
    ("in small letters, silently", "SELECT * { service silent <http://x/> { ?s ?p ?o } }", True),
    ("without blanks", "SELECT*{SERVICE<http://x/>{?s ?p ?o}}", True),
    ("behind a number and its full stop", "SELECT*{?q ?r 1.SERVICE<http://x/>{?s ?p ?o}}", True),
    ("glued to a number", "SELECT*{?q ?r 1SERVICE<http://x/>{?s ?p ?o}}", True),
    ("glued to true", "SELECT*{?q ?r trueSERVICE<http://x/>{?s ?p ?o}}", True),
    ("behind an escaped hash of a local name", "PREFIX x: <x:> SELECT * { OPTIONAL { ?s x:a\\#b ?o } SERVICE <http://x/> { ?a ?b ?c } }", True),
    ("behind a comment that a carriage return ends", "SELECT * { #x\rSERVICE <http://x/> { ?s ?p ?o } }", True),
    ("with a comment inside", "SELECT * { SERVICE #x\n<http://x/> { ?s ?p ?o } }", True),
    ("behind quotes that a less-than sign makes look like an IRI", "SELECT * { FILTER (?a<?b&&?c='>') SERVICE <http://x/> {} FILTER (1<2||?c='>') }", True),
    ("with a variable", "SELECT * { VALUES ?u { <http://x/> } SERVICE ?u { ?s ?p ?o } }", True),
    ("with a prefixed name", "PREFIX x: <http://x/> SELECT * { SERVICE x:y { ?s ?p ?o } }", True),
    ("with the empty prefix", "PREFIX : <http://x/> SELECT * { SERVICE:y { ?s ?p ?o } }", True),
    ("the word in a text", 'SELECT * { ?s rdfs:label ?l FILTER (CONTAINS(?l, "legal service") || ?l = "service, please") }', False),
    ("the word in an IRI", "SELECT * { <https://example.org/id/practice/legal-service> ?p ?o }", False),
    ("the word as a variable", "SELECT ?service ?o { ?service ?p ?o }", False),
    ("the word in a local name", "PREFIX x: <x:> SELECT * { ?s x:service ?o ; x:serviceType ?t }", False),
)


@pytest.mark.parametrize(("reason", "query", "refused"), SERVICES, ids=[row[0] for row in SERVICES])
def test_service_is_refused_however_it_is_written(reason: str, query: str, refused: bool) -> None:
    if refused:
        with pytest.raises(QueryError, match="SERVICE"):
            refuse_network(query)
    else:
        refuse_network(query)


def test_no_named_query_is_taken_for_a_service(seed_store: Path) -> None:
    for named in named_queries():
        refuse_network(named.text)


@contextmanager
def _listening() -> Iterator[tuple[int, list[str]]]:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_error(500)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    yield other.server_port, asked
    other.shutdown()


def test_a_worker_cannot_reach_the_network_even_if_a_service_is_overlooked() -> None:
    program = """
import sys
from fazhi.server.worker.confinement import shut_network
import pyoxigraph
query = "SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }" % sys.argv[1]
if sys.argv[2] == "shut":
    assert shut_network() == (sys.platform == "linux")
try:
    list(pyoxigraph.Store().query(query))
except OSError:
    pass
"""
    with _listening() as (port, asked):
        # Elsewhere than on Linux the search of the text is the only wall.
        for way, expected in (("open", 1), ("shut", 1 if sys.platform == "linux" else 2)):
            done = subprocess.run([sys.executable, "-c", program, str(port), way], capture_output=True, text=True, timeout=60)
            assert done.returncode == 0, done.stderr
            assert len(asked) == expected, way


@pytest.mark.parametrize("query", ["SELECT ?text { ?r rol:text ?text }", "CONSTRUCT WHERE { ?r rol:text ?text }"])
def test_bytes_beyond_the_limit_are_refused(seed_store: Path, query: str) -> None:
    with Store.open(seed_store) as store:
        assert len(written(store, Question(query)).body) > 10_000
        with pytest.raises(TooLargeError, match="MB"):
            written(store, Question(query, bytes=10_000))


def test_rows_beyond_the_limit_are_cut_for_pages(seed_store: Path) -> None:
    with Store.open(seed_store) as store:
        whole = written(store, Question("SELECT ?s { ?s a rol:Practice } ORDER BY ?s", rows_format="csv"))
        cut = written(store, Question("SELECT ?s { ?s a rol:Practice } ORDER BY ?s", rows_format="csv", rows=7, cut=True))
    assert cut.cut
    assert not whole.cut
    assert cut.body.splitlines() == whole.body.splitlines()[:8]
