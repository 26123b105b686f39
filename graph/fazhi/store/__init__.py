"""The store: quads on disk, one named graph a report; opened, replaced, queried, dumped."""

from fazhi.store.answer import Answer, Kind, Term, plain
from fazhi.store.folder import discard, existing, finish, holds_store
from fazhi.store.marker import MARKER, Marker
from fazhi.store.remote import RemoteGraphs, RemoteStore
from fazhi.store.store import Counts, ReportRow, Store
from fazhi.store.turtle import parse_turtle

__all__ = [
    "MARKER",
    "Answer",
    "Counts",
    "Kind",
    "Marker",
    "RemoteGraphs",
    "RemoteStore",
    "ReportRow",
    "Store",
    "Term",
    "discard",
    "existing",
    "finish",
    "holds_store",
    "parse_turtle",
    "plain",
]
