"""The store: quads on disk, one named graph a report; opened, replaced, queried, dumped."""

from fazhi.store.answer import Answer, Kind, Term, plain
from fazhi.store.folder import MARKER, Marker, discard, holds_store
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
    "holds_store",
    "parse_turtle",
    "plain",
]
