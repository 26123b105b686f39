"""What named queries are asked of: a store on disk, or any SPARQL 1.1 endpoint behind one method."""

from __future__ import annotations

from typing import Protocol

from fazhi.store import Answer


class Source(Protocol):
    """Whatever answers SPARQL over all its graphs at once; ``fazhi.store.Store`` is one."""

    def query(self, sparql: str) -> Answer:
        """Return the answer to a query that declares all of its prefixes; raise QueryError if malformed."""
        ...
