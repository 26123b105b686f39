"""What must be known of a query's text before and after the parser sees it."""

from __future__ import annotations

import re

from fazhi.errors import QueryError

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"""'
    r"|'''(?:[^'\\]|\\.|'{1,2}(?!'))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n]*"
    r"|[?$@]?[\w.\-]*:?[\w.\-%]+",
    re.DOTALL,
)
_SERVICE = re.compile(
    # Behind these the letters are part of a variable, a local name, a path or an IRI.
    r"(?<![?$:/\-_\\])service\s*"
    r"(?:silent|[<?$:#]|[^\s\"'<>{}()\[\],;/|&=!*+@^.\d][^\s\"'<>{}()\[\],;/|&=!*+@^]*:)",
    re.IGNORECASE,
)
_POSITION = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_WORD = re.compile(r"[A-Za-z]{2,}$|\".{1,4}\"$")


def keywords(sparql: str) -> set[str]:
    """Return the bare words of a query in upper case: no strings, IRIs, variables or prefixed names."""
    return {token.upper() for token in _TOKEN.findall(sparql) if token.isalpha()}


def refuse_network(sparql: str) -> None:
    """Raise QueryError where ``sparql`` may hold a SERVICE clause: nothing here may reach for the network.

    A clause must follow its keyword with a name or variable, so only what follows each ``service`` in the
    text is looked at, strings and comments included: what is skipped as a string by one reading of ``<``
    or ``\\#`` may be code by another, and the parser's reading is not ours to know. A harmless phrase
    such as ``"service <b>"`` is refused with it.
    """
    if match := _SERVICE.search(sparql):
        line = sparql.count("\n", 0, match.start()) + 1
        column = match.start() - sparql.rfind("\n", 0, match.start())
        raise QueryError(
            f"SERVICE at line {line}, column {column} would ask another server over the network; leave that clause out"
        )


def syntax_error(error: SyntaxError, sparql: str) -> QueryError:
    """Turn the parser's complaint into one line with the place, what stands there and what may stand."""
    match = _POSITION.search(str(error))
    if match is None:
        return QueryError(f"Malformed SPARQL: {' '.join(str(error).split())}")
    line, column = int(match[1]), int(match[2])
    near, hint = _near(sparql, line, column), _hint(match[3], sparql)
    return QueryError(f"Malformed SPARQL at line {line}, column {column}{near}: {hint}")


def _near(sparql: str, line: int, column: int) -> str:
    lines = sparql.split("\n")
    before = lines[line - 1][: column - 1].strip() if line <= len(lines) else ""
    return f", after {before[-24:]!r}" if before else ""


def _hint(expected: str, sparql: str) -> str:
    if {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP"} & keywords(sparql[:400]) and "CONSTRUCT" in expected:
        return "updates are not taken here; write SELECT, ASK, CONSTRUCT or DESCRIBE"
    if "Prefix not found" in expected:
        return "a prefix is not declared; add PREFIX name: <iri>"
    if "unbound" in expected:
        return "a selected variable is neither grouped nor aggregated"
    words = [item for item in expected.split(", ") if _WORD.match(item)]
    return f"expected {' or '.join(words[:6])}" if words else "this is not where a query may go on or end"
