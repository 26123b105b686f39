"""An open store (or another source of answers) with its typed questions, frames and rdflib view."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from fazhi.errors import QueryError, UsageError
from fazhi.knowledge.questions import Questions, Row
from fazhi.knowledge.rows import ROWS
from fazhi.queries import NamedQuery, Source, cut_at, get, run
from fazhi.settings import setting
from fazhi.store import Answer, Store

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import rdflib

_FRAME_TYPES = {"integer": "Int64", "year": "Int64", "decimal": "Float64", "boolean": "boolean"}


def open_knowledge(store: Path | str | Source | None = None) -> Knowledge:
    """Open the store in a folder (by default the setting FAZHI_STORE) or at the address of a SPARQL 1.1 endpoint.

    A source of answers that is open already is taken as it is. Raises StoreError where the folder holds no store.
    """
    if store is None:
        store = setting("FAZHI_STORE")
    if isinstance(store, str) and store.startswith(("http://", "https://")):
        from fazhi.store.remote import RemoteStore

        return Knowledge(RemoteStore(store))
    return Knowledge(Store.open(store) if isinstance(store, (str, Path)) else store)


class Knowledge(Questions):
    """What a store knows; use it in a ``with`` block, so that the store is let go of.

    Each named query is a method that returns typed rows; places, practices and laws are named as on
    the command line, and a name that fits several things raises QueryError with what to write.

    >>> [row.path for row in knowledge.places(area="上海市")]
    ['上海市嘉定区南翔镇', '上海市嘉定区真新街道']
    """

    def __init__(self, source: Source) -> None:
        self.source = source

    def __enter__(self) -> Knowledge:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store; closing twice does nothing."""
        close = getattr(self.source, "close", None)
        if close:
            close()

    def query(self, sparql: str) -> Answer:
        """Answer SPARQL of your own over all graphs; the project's prefixes need no declaration.

        >>> knowledge.query("ASK { ?report a rol:Report }").yes
        True
        """
        return self.source.query(sparql)

    def ask(self, name: str, **values: object) -> list[Any]:
        """Answer the named query ``name``; the rows are of the class ``ROWS[name]``.

        >>> [row.path for row in knowledge.ask("places", area="天津市")]
        ['天津市南开区万兴街道']
        """
        get(name)
        return self._rows(ROWS[name], name, **values)

    def frame(self, name: str, **values: object) -> pd.DataFrame:
        """Answer the named query ``name`` as a pandas frame with the columns of its rows.

        Whole numbers and years are ``Int64``, so that what is not known stays <NA>. Raises UsageError
        where pandas is not installed.

        >>> frame = knowledge.frame("coverage-by-year")
        >>> frame["year"].tolist(), int(frame["reports"].sum())
        ([2021, 2022, 2023, 2024], 5)
        """
        try:
            import pandas as pd
        except ImportError:
            raise UsageError("Frames need pandas, which is not installed; run: pip install 'fazhi[tables]'") from None
        query = get(name)
        answer = run(self.source, name, **values)
        _warn_of_cut(query, values, len(answer.rows))
        frame = pd.DataFrame([list(row) for row in answer.values()], columns=_names(query), dtype="object")
        kinds = {
            column: _FRAME_TYPES[kind]
            for column, kind in zip(frame.columns, (one.kind for one in query.columns), strict=True)
            if kind in _FRAME_TYPES
        }
        return frame.astype(kinds)

    def dataset(self) -> rdflib.Dataset:
        """Return the store as an ``rdflib.Dataset`` that reads from it; nothing is copied and nothing can be written.

        Its default graph is the union of all graphs; SPARQL asked of it is answered by the store, with the
        project's prefixes. It works as long as the store is open. Raises UsageError where rdflib's bridge to the
        store is not installed, QueryError for a source that is no store on disk.

        >>> from rdflib import RDF, URIRef
        >>> dataset = knowledge.dataset()
        >>> len(set(dataset.subjects(RDF.type, URIRef("https://w3id.org/fazhi/ontology#Report"))))
        5
        """
        if not isinstance(self.source, Store):
            name = type(self.source).__name__
            raise QueryError(f"{name} is no store on disk, which a dataset is a view of; use query() instead")
        from fazhi.knowledge.view import dataset_of

        return dataset_of(self.source)

    def _rows(self, row: type[Row], name: str, **values: object) -> list[Row]:
        answer = run(self.source, name, **values)
        _warn_of_cut(get(name), values, len(answer.rows))
        return [row(*record) for record in answer.values()]


def _warn_of_cut(query: NamedQuery, values: Mapping[str, object], found: int) -> None:
    if most := cut_at(query, values, found):
        message = f"The answer of {query.name!r} is cut at limit={most} rows; give more, such as limit={most * 10}"
        warnings.warn(message, UserWarning, stacklevel=4)


def _names(query: NamedQuery) -> list[str]:
    return list(ROWS[query.name].__dataclass_fields__)
