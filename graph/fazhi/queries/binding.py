"""Parameters put into a query as terms, where comments in its text say so.

``# bind place status=state`` gives the values to the variables of the same names (``status`` to
``?state``); ``# filter year`` leaves out rows with other values, for variables that may be unbound;
``# with area: ?place rol:within ?area .`` adds the pattern where ``area`` is given;
``… # unless year`` leaves the line out where ``year`` is given; both may name several parameters, of
which any counts; ``… # = min`` ends a line whose number is the value. All is in comments, so that the
file alone is a query, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from fazhi.errors import QueryError
from fazhi.namespaces import base, prefixes
from fazhi.queries.header import NamedQuery, Parameter
from fazhi.queries.source import Source
from fazhi.queries.terms import CHOICES, choice_term, integer_term, iri_term, kind_term, text_term, year_term
from fazhi.queries.things import area_named, law_named, place_named, practice_named, topic_named, type_named

_PLACED = re.compile(r"^( *)# (bind|filter) (.+)$", re.MULTILINE)
_WITH = re.compile(r"^( *)# with ([a-z]\w*(?: [a-z]\w*)*): (.+)$", re.MULTILINE)
_UNLESS = re.compile(r"^.* # unless ([a-z]\w*(?: [a-z]\w*)*)\n", re.MULTILINE)
_NUMBER = re.compile(r"^(.*?)\d+(\D*) # = ([a-z]\w*)$", re.MULTILINE)
_PUBLISHED_BASE = "https://w3id.org/fazhi/"
_FIND = {
    "place": place_named,
    "area": area_named,
    "practice": practice_named,
    "topic": topic_named,
    "type": type_named,
    "law": law_named,
}
_MAKE = {
    "integer": integer_term,
    "year": year_term,
    "text": text_term,
    "kind": kind_term,
    "iri": iri_term,
}


def bound(query: NamedQuery, source: Source, values: Mapping[str, str]) -> str:
    """Return the text of ``query`` with its parameters bound, names looked up in ``source``.

    Raises QueryError for a parameter that is unknown, missing or of the wrong form, and for a name
    that fits no one thing.
    """
    for name in values:
        query.parameter(name)
    terms = {
        one.name: _term(one, value, source)
        for one in query.parameters
        if (value := values.get(one.name, one.default)) is not None
    }
    if missing := [one for one in query.parameters if one.required and one.name not in terms]:
        raise QueryError(
            f"The query {query.name!r} needs the parameter {missing[0].name!r} ({missing[0].en}); "
            f"give --{missing[0].name} VALUE"
        )
    text = query.text.replace(_PUBLISHED_BASE, base())
    text = _NUMBER.sub(lambda match: f"{match[1]}{terms[match[3]]}{match[2]}", text)
    text = _UNLESS.sub(lambda match: "" if terms.keys() & match[1].split() else match[0], text)
    text = _WITH.sub(lambda match: match[1] + match[3] if terms.keys() & match[2].split() else match[0], text)
    return _PLACED.sub(lambda match: match[1] + _clauses(query, match[2], match[3], terms), text)


def declared(sparql: str) -> str:
    """Return a query with the project's prefixes declared in front, for whoever does not know them."""
    written = set(re.findall(r"PREFIX\s+([\w-]*):", sparql, re.IGNORECASE))
    lines = (f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items() if name not in written)
    return "".join(lines) + sparql


def _term(parameter: Parameter, value: str, source: Source) -> str:
    if parameter.kind in _FIND:
        return iri_term(_FIND[parameter.kind](source, value.strip()))
    try:
        if parameter.kind in CHOICES:
            return choice_term(parameter.kind, value)
        return _MAKE[parameter.kind](value)
    except QueryError as error:
        raise QueryError(f"Parameter {parameter.name!r}: {error}") from None


def _clauses(query: NamedQuery, way: str, names: str, terms: Mapping[str, str]) -> str:
    """Return one clause for each parameter named in a ``# bind`` or ``# filter`` line that has a value."""
    clauses = []
    for item in names.split():
        name, _, variable = item.partition("=")
        if name in terms:
            clauses.append(_clause(query.parameter(name), way, variable or name, terms[name]))
    return " ".join(clauses)


def _clause(parameter: Parameter, way: str, variable: str, term: str) -> str:
    if way == "bind":
        return f"VALUES ?{variable} {{ {term} }}"
    if parameter.kind in ("text", "kind"):
        return f"FILTER (CONTAINS(STR(?{variable}), {term}))"
    # A variable of an OPTIONAL must be filtered, not given. Years are compared as terms: engines
    # disagree on whether two gYear values are ordered or equal.
    return f"FILTER (sameTerm(?{variable}, {term}))"
