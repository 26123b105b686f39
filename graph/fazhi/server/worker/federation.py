"""Refusing SERVICE, whatever the query around it looks like.

A clause must follow its keyword with a name or variable, so only what follows each ``service`` in the
text is looked at, strings and comments included: what is skipped as a string by one reading of
``<`` or ``\\#`` may be code by another, and the parser's reading is not ours to know. A harmless
phrase such as ``"service <b>"`` is refused with it.
"""

from __future__ import annotations

import re

from fazhi.errors import QueryError

_CLAUSE = re.compile(
    # Behind these the letters are part of a variable, a local name, a path or an IRI.
    r"(?<![?$:/\-_\\])service\s*"
    r"(?:silent|[<?$:#]|[^\s\"'<>{}()\[\],;/|&=!*+@^.\d][^\s\"'<>{}()\[\],;/|&=!*+@^]*:)",
    re.IGNORECASE,
)


def refuse_federation(sparql: str) -> None:
    """Raise QueryError where ``sparql`` may hold a SERVICE clause: nothing here asks another server."""
    if match := _CLAUSE.search(sparql):
        line = sparql.count("\n", 0, match.start()) + 1
        column = match.start() - sparql.rfind("\n", 0, match.start())
        raise QueryError(
            f"SERVICE at line {line}, column {column} would ask another server over the network; leave that clause out"
        )
