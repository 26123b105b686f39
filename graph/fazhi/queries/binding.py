"""Parameters put into a query as terms, where its text says so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fazhi.errors import QueryError
from fazhi.queries.header import NamedQuery, Parameter
from fazhi.queries.terms import integer_term, iri_term, status_term, text_term, year_term
from fazhi.queries.things import law_named, place_named, practice_named
from fazhi.store import Store

_BIND = re.compile(r"^( *)# bind (.+)$", re.MULTILINE)
_NUMBER = re.compile(r"^(.*?)\d+(\D*) # = ([a-z]\w*)$", re.MULTILINE)
_FIND = {"place": place_named, "practice": practice_named, "law": law_named}


def bound(query: NamedQuery, store: Store, values: Mapping[str, str]) -> str:
    """Return the text of ``query`` with its parameters bound, names looked up in ``store``.

    Raises QueryError for a parameter that is unknown, missing or of the wrong form, and for a name
    that fits no one thing.
    """
    for name in values:
        query.parameter(name)
    terms = {
        one.name: _term(one, value, store)
        for one in query.parameters
        if (value := values.get(one.name, one.default)) is not None
    }
    if missing := [one for one in query.parameters if one.required and one.name not in terms]:
        raise QueryError(
            f"The query {query.name!r} needs the parameter {missing[0].name!r} ({missing[0].en}); "
            f"give {missing[0].name}=…"
        )
    text = _NUMBER.sub(lambda match: f"{match[1]}{terms[match[3]]}{match[2]}", query.text)
    return _BIND.sub(lambda match: match[1] + _clauses(query, match[2], terms), text)


def _term(parameter: Parameter, value: str, store: Store) -> str:
    if parameter.kind in _FIND:
        return iri_term(_FIND[parameter.kind](store, value.strip()))
    makers = {"integer": integer_term, "year": year_term, "status": status_term, "text": text_term}
    try:
        return makers[parameter.kind](value)
    except QueryError as error:
        raise QueryError(f"Parameter {parameter.name!r}: {error}") from None


def _clauses(query: NamedQuery, names: str, terms: Mapping[str, str]) -> str:
    """Return one clause for each parameter named in a ``# bind`` line that has a value."""
    clauses = []
    for item in names.split():
        name, _, variable = item.partition("=")
        if name in terms:
            clauses.append(_clause(query.parameter(name), variable or name, terms[name]))
    return " ".join(clauses)


def _clause(parameter: Parameter, variable: str, term: str) -> str:
    if parameter.kind == "text":
        return f"FILTER (CONTAINS(STR(?{variable}), {term}))"
    if parameter.kind == "year":
        # Years are compared as terms: engines disagree on whether two gYear values are ordered or equal.
        return f"FILTER (sameTerm(?{variable}, {term}))"
    return f"VALUES ?{variable} {{ {term} }}"
