"""The store seen through rdflib: the only import of oxrdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fazhi.errors import UsageError
from fazhi.namespaces import prefixes

if TYPE_CHECKING:
    import rdflib

    from fazhi.store import Store


def dataset_of(store: Store) -> rdflib.Dataset:
    """Return a read-only ``rdflib.Dataset`` over ``store``, with the union of its graphs as the default graph."""
    import rdflib

    try:
        from oxrdflib import OxigraphStore
    except ImportError:
        raise UsageError("The rdflib view needs oxrdflib, which is not installed; run: pip install oxrdflib") from None
    view = OxigraphStore(store=store.database)
    # The state that the dataset reads must not be removed when the last other reference to the store is gone.
    view.read_from = store  # type: ignore[attr-defined]
    dataset = rdflib.Dataset(store=view, default_union=True)
    for name, namespace in prefixes().items():
        dataset.namespace_manager.bind(name, namespace, replace=True)
    return dataset
