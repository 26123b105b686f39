"""The comment block at the head of a named query: titles, question and parameters.

One line each, in this form; the types are those of ``KINDS``, the default is a value, ``required``
or ``optional``::

    # title-zh: 一地的做法
    # title-en: Practices of one place
    # question-zh: 某地的报告说了哪些做法？
    # question-en: Which practices do the reports of a place claim?
    # parameter: year year optional | 报告年度 | report year

In the body a line ``# bind place year status=state`` stands where the values of these parameters are
put (``status`` for the variable ``?state``), and ``# = min`` ends a line whose number is one. Without
any binding the file is a query that runs as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fazhi.errors import QueryError

KINDS = ("integer", "year", "place", "practice", "law", "status", "text")
_LINE = re.compile(r"# (title-zh|title-en|question-zh|question-en|parameter): (.+)")
_PARAMETER = re.compile(r"([a-z]\w*) (\w+) (\S+) \| ([^|]+) \| ([^|]+)")
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


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its name, what it answers in zh and en, its parameters and its text."""

    name: str
    title_zh: str
    title_en: str
    question_zh: str
    question_en: str
    parameters: tuple[Parameter, ...]
    text: str

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
