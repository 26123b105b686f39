"""Statements in the making: the same thing said twice is one statement with two pieces of evidence."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from fazhi.statements import Evidence, Statement

Made = TypeVar("Made", bound=Statement)
Key = TypeVar("Key", bound=Hashable)


@dataclass
class _Draft:
    evidence: list[Evidence] = field(default_factory=list)
    confidence: float = 0.0


class Drafts(Generic[Key, Made]):
    """Collects evidence by what a statement says (its key) and makes the statements at the end."""

    def __init__(self, make: Callable[[Key, tuple[Evidence, ...], float], Made]) -> None:
        self._make = make
        self._drafts: dict[Key, _Draft] = {}

    def add(self, key: Key, evidence: Evidence, confidence: float) -> None:
        """Add one piece of evidence; the confidence of a statement is that of its best evidence."""
        draft = self._drafts.setdefault(key, _Draft())
        draft.evidence.append(evidence)
        draft.confidence = max(draft.confidence, confidence)

    def made(self) -> Iterable[Made]:
        """Return the statements, each with its evidence in order and without repetition."""
        return [
            self._make(key, tuple(sorted(set(draft.evidence))), round(draft.confidence, 4))
            for key, draft in self._drafts.items()
        ]
