"""Context rules: when a short name of many meanings is taken for one practice.

A rule is written in one cell of the vocabulary, clauses joined by ``;``::

    三统一 if near(规范性文件/统一编号) or followed(制度); 四平台 if quoted and not near(电商)

The form before ``if`` is one of the term's labels, or ``*`` for all of them. The tests are

* ``near(a/b)``      one of the words stands elsewhere in the same sentence,
* ``followed(a/b)``  one of them comes directly after the form (or after its closing quote),
* ``preceded(a/b)``  one of them comes directly before it (or before its opening quote),
* ``quoted``         the form stands between quotation marks,

each with ``not`` in front for the contrary; ``and`` binds closer than ``or``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fazhi.errors import VocabularyError
from fazhi.identifiers import name_key

_TEST = re.compile(r"(not )?(?:(near|followed|preceded)\(([^()]+)\)|(quoted))")
_OPENING, _CLOSING = "“「『\"'", "”」』\"'"


@dataclass(frozen=True, slots=True)
class Test:
    """One test of a context rule; ``words`` is None where the kind is ``quoted``."""

    kind: str
    wanted: bool
    words: re.Pattern[str] | None

    def holds(self, sentence: str, start: int, end: int) -> bool:
        """Say whether the form at ``sentence[start:end]`` passes."""
        return self._found(sentence, start, end) is self.wanted

    def _found(self, sentence: str, start: int, end: int) -> bool:
        opened = start > 0 and sentence[start - 1] in _OPENING
        closed = end < len(sentence) and sentence[end] in _CLOSING
        if self.words is None:
            return opened and closed
        if self.kind == "followed":
            return self.words.match(sentence, end + closed) is not None
        if self.kind == "preceded":
            return any(found.end() == start - opened for found in self.words.finditer(sentence, 0, start))
        return bool(self.words.search(sentence, 0, start) or self.words.search(sentence, end))


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of one form: all tests of at least one alternative."""

    alternatives: tuple[tuple[Test, ...], ...]

    def holds(self, sentence: str, start: int, end: int) -> bool:
        """Say whether ``sentence[start:end]`` (folded text, offsets in it) names the practice."""
        return any(all(test.holds(sentence, start, end) for test in tests) for tests in self.alternatives)


@dataclass(frozen=True, slots=True)
class ContextRule:
    """The conditions of a term's forms, by ``name_key``; ``*`` stands for every form."""

    conditions: dict[str, Condition]

    @classmethod
    def parse(cls, rule: str) -> ContextRule:
        """Read a rule; raise VocabularyError with the clause that is malformed."""
        conditions = {}
        for clause in filter(None, (part.strip() for part in rule.split(";"))):
            form, separator, tests = clause.partition(" if ")
            if not separator:
                raise VocabularyError(f"Context clause {clause!r} has no ' if '; write: FORM if TEST or TEST")
            conditions[form.strip() if form.strip() == "*" else name_key(form)] = _condition(tests)
        return cls(conditions)

    def of(self, form: str) -> Condition | None:
        """Return the condition of a form, None where it may stand anywhere."""
        return self.conditions.get(name_key(form)) or self.conditions.get("*")


def _condition(text: str) -> Condition:
    return Condition(
        tuple(tuple(_test(test.strip()) for test in part.split(" and ")) for part in text.split(" or "))
    )


def _test(text: str) -> Test:
    found = _TEST.fullmatch(text)
    if found is None:
        raise VocabularyError(
            f"Context test {text!r} is none of near(a/b), followed(a/b), preceded(a/b), quoted; mend it"
        )
    negated, kind, words, quoted = found.groups()
    pattern = None if quoted else re.compile("|".join(re.escape(word) for word in words.split("/")))
    return Test(kind or quoted, negated is None, pattern)
