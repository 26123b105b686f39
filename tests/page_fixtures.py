"""Fixtures of the page of the five seed reports, for modules that name this one in ``pytest_plugins``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser import TITLE, Opened, launched, opened
from fazhi.network import Graph, graph_of
from fazhi.rendering import render, write
from seed_graph import seed_rows, seed_texts


@pytest.fixture(scope="session")
def graph() -> Graph:
    return graph_of(seed_rows())


@pytest.fixture(scope="session")
def html(graph: Graph) -> str:
    return render(graph, title=TITLE, texts=seed_texts())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: while it is open, nothing else in the process can run an event loop."""
    with launched() as started:
        yield started


@pytest.fixture(scope="session")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(html, tmp_path_factory.mktemp("page") / "graph.html")


@pytest.fixture
def show(browser: Browser, file: Path) -> Iterator[Callable[..., Page]]:
    """Open the page at an address and with context options; it is checked when the test ends."""
    open_pages: list[Any] = []

    def show(fragment: str = "", **options: Any) -> Page:
        manager = opened(browser, file, fragment, **options)
        open_pages.append(manager)
        found: Opened = manager.__enter__()
        return found.page

    yield show
    for manager in open_pages:
        manager.__exit__(None, None, None)
