"""A store on a server: the same queries over the SPARQL 1.1 Protocol, and graphs over the Graph Store Protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import TracebackType
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from fazhi.errors import QueryError, StoreError
from fazhi.namespaces import prefixes, rol
from fazhi.store.answer import Answer, Kind, Term, answer, written
from fazhi.store.http import SECONDS, Connection, Response, checked_url
from fazhi.store.store import Store
from fazhi.store.syntax import keywords

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_UNIONS: tuple[tuple[tuple[str, str], ...], ...] = (
    (),
    (("union-default-graph", ""),),
    (("default-graph-uri", "urn:x-arq:UnionGraph"),),
)
"""How a server is asked to query all graphs at once: by itself, as Oxigraph, as Apache Jena."""
_GRAPH_STORES = (
    (re.compile(r"/query$"), "/store"),
    (re.compile(r"/(query|sparql)$"), "/data"),
    (re.compile(r"/(repositories/[^/]+)$"), r"/\1/rdf-graphs/service"),
    (re.compile(r"/sparql$"), "/sparql-graph-crud"),
)
"""Where servers take graphs, from where they take queries: Oxigraph, Fuseki, RDF4J and GraphDB, Virtuoso."""


class RemoteStore:
    """A SPARQL 1.1 endpoint that answers as ``Store`` does; ``seconds`` is the longest wait for one answer.

    Credentials are read from FAZHI_ENDPOINT_USER and FAZHI_ENDPOINT_PASSWORD, or FAZHI_ENDPOINT_TOKEN.
    """

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        parts = checked_url(url)
        self.url = url if parts.path not in ("", "/") else f"{url.rstrip('/')}/query"
        parts = checked_url(self.url)
        self._target = parts.path + (f"?{parts.query}" if parts.query else "")
        self._connection = Connection(self.url, seconds)
        self._union: tuple[tuple[str, str], ...] | None = None

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def query(self, sparql: str) -> Answer:
        """Answer a query over all graphs at once (unless it says FROM), wholly read.

        Raises QueryError where the server calls it malformed, StoreError where there is no answer.
        """
        # The parser here tells the place of a mistake in the user's own lines, whatever the server says.
        Store.memory().query(sparql)
        # The parameter would win over the query's own FROM.
        union = () if "FROM" in keywords(sparql) else self._union_parameters()
        return self._asked(sparql, union)

    def write_answer(self, sparql: str, format: str) -> bytes:
        """Answer a CONSTRUCT or DESCRIBE as ``query`` does, written as ttl, nt, json or xml, in UTF-8.

        Raises QueryError for a query that gives no triples, or another format.
        """
        found = self.query(sparql)
        if found.kind is not Kind.GRAPH:
            raise QueryError("Only CONSTRUCT and DESCRIBE give triples; take another --format for this query")
        return written((_triple(row) for row in found.rows), format, prefixes())

    def _union_parameters(self) -> tuple[tuple[str, str], ...]:
        """Find out how this server is asked to query all graphs at once."""
        if self._union is not None:
            return self._union
        held = f"?report a <{rol('Report')}>"
        for way in _UNIONS:
            try:
                if self._asked(f"ASK {{ {held} }}", way).yes:
                    self._union = way
                    return way
            except QueryError:
                # A server may refuse a parameter that it does not know.
                if not way:
                    raise
        if self._asked(f"ASK {{ GRAPH ?graph {{ {held} }} }}", ()).yes:
            raise StoreError(
                f"{self.url} does not query all its graphs at once; start it with a default graph that is the union "
                "of the named ones (oxigraph serve --union-default-graph; Fuseki: tdb2:unionDefaultGraph true)"
            )
        # Nothing is held yet; what will be is looked at again.
        return ()

    def _asked(self, sparql: str, parameters: tuple[tuple[str, str], ...]) -> Answer:
        form = urlencode([("query", _declared(sparql)), *parameters]).encode()
        response = self._connection.request(
            "POST",
            self._target,
            form,
            Content_Type="application/x-www-form-urlencoded",
            Accept=f"{_ROWS}, {_TRIPLES};q=0.9",
        )
        if response.status == 400:
            raise QueryError(f"{self.url} refuses the query: {response.complaint()}")
        if response.status != 200:
            raise _failed(self.url, response)
        return self._answer(response)

    def _answer(self, response: Response) -> Answer:
        try:
            if response.type == _ROWS:
                return answer(ox.parse_query_results(response.body, ox.QueryResultsFormat.JSON))
            if response.type == _TRIPLES:
                return _graph(response.body)
        except (SyntaxError, ValueError) as error:
            said = " ".join(str(error).split())
            raise StoreError(f"{self.url} broke off or garbled its answer ({said}); ask again") from error
        raise StoreError(
            f"{self.url} answers with {response.type}, which is no SPARQL answer; "
            "give the address of the query service itself, such as http://localhost:7878/query"
        )


def _declared(sparql: str) -> str:
    """Return the query with the project's prefixes in front, on its first line; its own declarations win."""
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in prefixes().items()) + sparql


def _triple(row: tuple[Term | None, ...]) -> ox.Triple:
    subject, predicate, value = row
    if not isinstance(subject, (ox.NamedNode, ox.BlankNode)) or not isinstance(predicate, ox.NamedNode) or not value:
        raise StoreError(f"A server gave {subject} {predicate} {value}, which is no triple; ask again")
    return ox.Triple(subject, predicate, value)


def _graph(n_triples: bytes) -> Answer:
    triples = sorted({quad.triple for quad in ox.parse(n_triples, ox.RdfFormat.N_TRIPLES)}, key=str)
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in triples)
    return Answer(Kind.GRAPH, ("subject", "predicate", "object"), rows)


def _failed(url: str, response: Response) -> StoreError:
    if response.status == 404:
        return StoreError(f"There is no such service at {url} (HTTP 404); check the address")
    return StoreError(f"{url} failed (HTTP {response.status}: {response.complaint()}); look into the server's log")


class RemoteGraphs:
    """The graphs of a server, written by the SPARQL 1.1 Graph Store HTTP Protocol."""

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        self.url = url
        self._target = checked_url(url).path or "/"
        self._connection = Connection(url, seconds)

    @classmethod
    def beside(cls, query_url: str, seconds: float = SECONDS) -> RemoteGraphs:
        """Find where the server of ``query_url`` takes graphs; raise StoreError where that is not known."""
        tried = []
        for url in graph_store_urls(query_url):
            graphs = cls(url, seconds)
            if graphs.answers():
                return graphs
            graphs.close()
            tried.append(url)
        raise StoreError(
            f"Where {query_url} takes graphs could not be found (tried {', '.join(tried) or 'nothing'}); "
            "give it with --graph-store URL"
        )

    def answers(self) -> bool:
        """Whether a Graph Store answers here."""
        return self._connection.request("HEAD", f"{self._target}?default", Accept=_TRIPLES).status in (200, 204)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def put(self, graph: str, n_triples: bytes) -> None:
        """Put triples in the place of what the graph held."""
        self._sent("PUT", graph, n_triples)

    def add(self, graph: str, n_triples: bytes) -> None:
        """Add triples to a graph."""
        self._sent("POST", graph, n_triples)

    def remove(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        self._sent("DELETE", graph, None)

    def _sent(self, method: str, graph: str, body: bytes | None) -> None:
        target = f"{self._target}?graph={quote(graph, safe='')}"
        response = self._connection.request(method, target, body, Content_Type=_TRIPLES)
        gone = method == "DELETE" and response.status == 404
        if not 200 <= response.status < 300 and not gone:
            raise _failed(self.url, response)


def graph_store_urls(query_url: str) -> Iterator[str]:
    """Yield where the server of ``query_url`` may take graphs, the likeliest first."""
    path = checked_url(query_url).path.rstrip("/")
    root = query_url.partition("?")[0].rstrip("/").removesuffix(path)
    if not path:
        yield f"{root}/store"
    for pattern, replacement in _GRAPH_STORES:
        if pattern.search(path):
            yield root + pattern.sub(replacement, path)
