"""The tables of ``ontology/`` as checked records; a researcher's own practices merged in.

Each table is checked whole when it is read: the first malformed term is named with its file, what
is wrong with it and how to mend it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fazhi.errors import VocabularyError
from fazhi.settings import data_folder
from fazhi.vocabulary import checks, own
from fazhi.vocabulary.records import (
    InstitutionHead,
    InstitutionType,
    LawTitle,
    PracticeTerm,
    TopConcept,
)
from fazhi.vocabulary.rows import Row, read_rows


def load_top_concepts(folder: Path | None = None) -> tuple[TopConcept, ...]:
    """Read ``top_concepts.csv``, in the order of the two outlines."""
    return tuple(TopConcept(**row) for row in _table(folder, "top_concepts", TopConcept))


def load_institution_types(folder: Path | None = None) -> tuple[InstitutionType, ...]:
    """Read ``institution_types.csv``; raise VocabularyError naming the first bad type."""
    rows = _table(folder, "institution_types", InstitutionType)
    types = tuple(InstitutionType(**split(row, "variants", "pattern")) for row in rows)
    checks.check_institution_types(types)
    return types


def load_institution_heads(folder: Path | None = None) -> tuple[InstitutionHead, ...]:
    """Read ``institution_heads.csv``; raise VocabularyError naming the first bad head."""
    rows = _table(folder, "institution_heads", InstitutionHead)
    heads = tuple(InstitutionHead(**split(row, "kind")) for row in rows)
    checks.check_institution_heads(heads)
    return heads


def load_laws(folder: Path | None = None) -> tuple[LawTitle, ...]:
    """Read ``laws.csv``; raise VocabularyError naming the first bad law."""
    laws = tuple(LawTitle(**split(row, "short_titles")) for row in _table(folder, "laws", LawTitle))
    checks.check_laws(laws)
    return laws


def load_practices(folder: Path | None = None, extra: Sequence[Path] = ()) -> tuple[PracticeTerm, ...]:
    """Read ``practices.csv`` and merge a researcher's own files: CSV, or SKOS in Turtle (``.ttl``).

    Raises VocabularyError naming the first bad term, of the table or of an own file.
    """
    rows = _table(folder, "practices", PracticeTerm)
    terms = tuple(PracticeTerm(**split(row, "variants", "broader")) for row in rows)
    tops = load_top_concepts(folder)
    checks.check_practices(terms, tops, "practices.csv")
    for path in extra:
        terms = own.merge(terms, own.read(path, tops), tops, path.name)
        checks.check_practices(terms, tops, path.name)
    return terms


def split(row: Row, *columns: str) -> dict[str, Any]:
    """Return ``row`` with the cells of ``columns`` split at ``|``."""
    return {**row, **{column: tuple(filter(None, row.get(column, "").split("|"))) for column in columns}}


def _table(folder: Path | None, name: str, record: type) -> list[Row]:
    """Return the rows of one table, which must have just the columns of its record."""
    path = (folder or data_folder("ontology")) / f"{name}.csv"
    rows = read_rows(path)
    columns = list(record.__annotations__)
    if rows and sorted(rows[0]) != sorted(columns):
        raise VocabularyError(f"{path.name} must have the columns {', '.join(columns)}")
    return rows
