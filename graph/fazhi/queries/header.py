"""The comment block at the head of a named query: titles, question, parameters and columns.

One line each, in this form; the types are those of ``KINDS`` and ``COLUMN_KINDS``, the default is a
value, ``required`` or ``optional``::

    # title-zh: 一地的做法
    # title-en: Practices of one place
    # question-zh: 某地的报告说了哪些做法？
    # question-en: Which practices do the reports of a place claim?
    # parameter: year year optional | 报告年度 | report year
    # column: zh text | 做法 | practice
    # example: place=真新街道; year=2024

What the body says in comments for its parameters is told in ``fazhi.queries.binding``. Without any
value the file is a query that runs as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fazhi.errors import QueryError
from fazhi.queries.terms import CHOICES
from fazhi.queries.words import chinese

KINDS = ("integer", "year", "place", "area", "practice", "topic", "type", "law", "iri", "text", "kind", *CHOICES)
"""Kinds of parameters; an area is any place that others lie in, a topic a top concept of practices, a kind
words of a coded value, such as ``statute`` or ``法律``."""
COLUMN_KINDS = ("text", "integer", "decimal", "year", "boolean", "iri")
_LINE = re.compile(r"# (title-zh|title-en|question-zh|question-en|parameter|column|example): ?(.*)")
_PARAMETER = re.compile(r"([a-z]\w*) (\w+) (\S+) \| ([^|]+) \| ([^|]+)")
_COLUMN = re.compile(r"([a-z]\w*) (\w+) \| ([^|]+) \| ([^|]+)")
_ONCE = ("title-zh", "title-en", "question-zh", "question-en")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name and kind, its default (None without one), and what it is in zh and en."""

    name: str
    kind: str
    default: str | None
    required: bool
    zh: str
    en: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that it may take; empty where there is no such list."""
        return CHOICES.get(self.kind, ())

    @property
    def values(self) -> str:
        """What it may be given where there is a list: each value with its Chinese word, else nothing."""
        return ", ".join(f"{one} {chinese(self.kind, one)}" for one in self.choices)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer: its variable, what kind of value it holds, its heading in zh and en."""

    name: str
    kind: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its name, what it answers in zh and en, its parameters, columns and text."""

    name: str
    title_zh: str
    title_en: str
    question_zh: str
    question_en: str
    parameters: tuple[Parameter, ...]
    text: str
    columns: tuple[Column, ...] = ()
    examples: tuple[dict[str, str], ...] = ()
    """Values of parameters that give an answer on the seeds."""

    def parameter(self, name: str) -> Parameter:
        """Return the parameter ``name``; raise QueryError for a name that is none."""
        found = next((one for one in self.parameters if one.name == name), None)
        if found is None:
            known = ", ".join(one.name for one in self.parameters) or "it takes none"
            raise QueryError(f"The query {self.name!r} has no parameter {name!r}; known: {known}")
        return found


def parse(name: str, text: str) -> NamedQuery:
    """Read the head of a query; raise QueryError that names the line that is missing or malformed."""
    lines = [match.groups() for match in map(_LINE.fullmatch, _head(text)) if match]
    once = {key: value for key, value in lines if key in _ONCE}
    if missing := [key for key in _ONCE if key not in once]:
        raise QueryError(f"The query {name!r} lacks the line '# {missing[0]}: …' at its head; add it")
    return NamedQuery(
        name=name,
        title_zh=once["title-zh"],
        title_en=once["title-en"],
        question_zh=once["question-zh"],
        question_en=once["question-en"],
        parameters=tuple(_parameter(name, value) for key, value in lines if key == "parameter"),
        text=text,
        columns=tuple(_column(name, value) for key, value in lines if key == "column"),
        examples=tuple(_example(value) for key, value in lines if key == "example"),
    )


def _head(text: str) -> list[str]:
    """Return the lines of the first comment block."""
    lines = text.lstrip("\ufeff").splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[:end]


def _parameter(query: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None or match[2] not in KINDS:
        raise QueryError(
            f"The query {query!r} has a malformed parameter {line!r}; write 'name kind default | zh | en' "
            f"with a kind of {', '.join(KINDS)}"
        )
    name, kind, default, zh, en = (part.strip() for part in match.groups())
    return Parameter(
        name, kind, None if default in ("required", "optional") else default, default == "required", zh, en
    )


def _column(query: str, line: str) -> Column:
    match = _COLUMN.fullmatch(line)
    if match is None or match[2] not in COLUMN_KINDS:
        raise QueryError(
            f"The query {query!r} has a malformed column {line!r}; write 'name kind | zh | en' "
            f"with a kind of {', '.join(COLUMN_KINDS)}"
        )
    name, kind, zh, en = (part.strip() for part in match.groups())
    return Column(name, kind, zh, en)


def _example(line: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in line.split("; ") if pair)
    return {name: value for name, _, value in pairs}
