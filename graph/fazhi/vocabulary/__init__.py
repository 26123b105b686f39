"""The vocabulary: practices, institution types and heads, laws, read from tables and checked whole."""

from fazhi.vocabulary.contexts import Condition, ContextRule
from fazhi.vocabulary.records import (
    InstitutionHead,
    InstitutionType,
    LawTitle,
    PracticeTerm,
    TopConcept,
)
from fazhi.vocabulary.rows import read_rows
from fazhi.vocabulary.tables import (
    load_institution_heads,
    load_institution_types,
    load_laws,
    load_practices,
    load_top_concepts,
)

__all__ = [
    "Condition",
    "ContextRule",
    "InstitutionHead",
    "InstitutionType",
    "LawTitle",
    "PracticeTerm",
    "TopConcept",
    "load_institution_heads",
    "load_institution_types",
    "load_laws",
    "load_practices",
    "load_top_concepts",
    "read_rows",
]
