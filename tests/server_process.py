"""``fazhi serve`` as a process of its own, as a user would start it, on a free port."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROWS = 6000
LIMITS = ("--time-limit", 30, "--memory-limit", 200, "--row-limit", ROWS, "--workers", 2)


@dataclass(frozen=True)
class Server:
    """A server that listens: its address, its process, and a client that follows no redirects."""

    address: str
    process: subprocess.Popen[str]
    client: httpx.Client
    greeting: str

    def get(self, path: str = "/sparql", **options: object) -> httpx.Response:
        return self.client.get(path, **options)  # type: ignore[arg-type]

    def ask(self, query: str, **options: object) -> httpx.Response:
        """Ask by POST with the query itself as the body."""
        headers = {"Content-Type": "application/sparql-query", **options.pop("headers", {})}  # type: ignore[dict-item]
        return self.client.post("/sparql", content=query.encode(), headers=headers, **options)  # type: ignore[arg-type]


@contextmanager
def serving(store: Path, *options: object) -> Iterator[Server]:
    """Start the program on a free port and end it as Ctrl+C would."""
    command = [sys.executable, "-m", "fazhi", "serve", "--store", str(store), "--port", "0", *map(str, options)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, encoding="utf-8")
    try:
        greeting = _greeting(process)
        found = re.search(r"http://\S+", greeting)
        assert found
        address = found[0].rstrip("/")
        with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
            # The workers start while the socket already listens.
            assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
            yield Server(address, process, client, greeting)
    finally:
        process.terminate()
        process.wait(30)


def _greeting(process: subprocess.Popen[str]) -> str:
    """Read what the program says until it has named its address."""
    said = ""
    assert process.stderr is not None
    while "http://" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    return said
