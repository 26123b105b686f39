"""An answer as a table of cells that can be shown: text, language, link, label."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fazhi.server.chart import Row
from fazhi.server.links import Links
from fazhi.server.pool import Reply
from fazhi.server.texts import short

_LONG = 1200
_BRIEF, _AMPLE = 12, 60
_NUMERIC = ("#integer", "#decimal", "#double", "#gYear")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it shows, where it leads (empty: nowhere), and how."""

    text: str
    href: str = ""
    title: str = ""
    language: str = ""
    number: bool = False
    outside: bool = False

    @property
    def breadth(self) -> str:
        """Say how much room the text wants: short words stay on one line, sentences get a wide column."""
        if len(self.text) <= _BRIEF:
            return "brief"
        return "ample" if len(self.text) > _AMPLE and not self.href else "middling"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an answer that a page shows; ``cut`` says that there are more. ``yes`` is set for ASK."""

    columns: list[str]
    rows: list[list[Cell]]
    terms: list[Row]
    cut: bool = False
    yes: bool | None = None
    sparql: str = ""


def table(reply: Reply, links: Links, language: str) -> Table:
    """Return the table of what the worker answered to a job ``table``."""
    results = json.loads(reply.body)
    sparql = str(reply.header["text"])
    if "boolean" in results:
        return Table([], [], [], yes=bool(results["boolean"]), sparql=sparql)
    columns, terms = list(results["head"]["vars"]), list(results["results"]["bindings"])
    names = reply.header["names"]
    rows = [[_cell(term.get(column), links, names, language) for column in columns] for term in terms]
    return Table(columns, rows, terms, bool(reply.header["cut"]), sparql=sparql)


def _cell(term: dict[str, Any] | None, links: Links, names: dict[str, dict[str, str]], language: str) -> Cell:
    if term is None:
        return Cell("")
    if term["type"] == "uri":
        return _link(term["value"], links, names, language)
    if term["type"] != "literal":
        return Cell(short(json.dumps(term["value"], ensure_ascii=False) if term["type"] == "triple" else term["value"]))
    datatype = str(term.get("datatype", ""))
    return Cell(short(term["value"], _LONG), language=term.get("xml:lang", ""), number=datatype.endswith(_NUMERIC))


def _link(iri: str, links: Links, names: dict[str, dict[str, str]], language: str) -> Cell:
    named = names.get(iri, {})
    other = "zh" if language == "en" else "en"
    label = named.get(language) or named.get(other)
    return Cell(
        short(label or links.short(iri), 200),
        href=links.thing(iri),
        title=short(links.short(iri), 300),
        outside=not iri.startswith(links.base),
    )
