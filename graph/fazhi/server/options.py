"""What the server is told when it starts: the store, where it listens, and its limits."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from fazhi.errors import UsageError

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost; whatever asks for more is refused, and a query that goes on is killed."""

    seconds: float = 30.0
    memory: int = 1024
    """Megabytes that a query may take beyond what its worker holds already."""
    rows: int = 100_000
    answer: int = 64 * MEGABYTE
    """Bytes of an answer, before compression."""
    body: int = MEGABYTE
    """Bytes of a request's body."""
    address: int = 32 * 1024
    """Bytes of a request's path and query string."""
    workers: int = 4
    waiting: int = 64
    """Requests that may wait for a worker; more are sent away at once."""
    drawing_seconds: float = 120.0
    """What the drawing of a graph may take; it is made once for each state of the store."""

    def __post_init__(self) -> None:
        for name in ("seconds", "memory", "rows", "workers"):
            if getattr(self, name) <= 0:
                raise UsageError(
                    f"A limit of {getattr(self, name)} for {name!r} lets nothing through; give more than 0"
                )


@dataclass(frozen=True, slots=True)
class Options:
    """One server: which store, where it listens, who may call it and read from it, and its limits."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8080
    names: tuple[str, ...] = ()
    """Names besides ``localhost`` and plain addresses by which the server may be called."""
    origins: tuple[str, ...] = ("*",)
    """Web origins whose pages may read the data (CORS); empty for none."""
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise UsageError(f"{self.port} is no port; give a number from 1 to 65535, or 0 for any free one")

    @property
    def private(self) -> bool:
        """Say whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False
