"""A server over the seeds with tight limits, for modules that name this one in ``pytest_plugins``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server_process import LIMITS, Server, serving


@pytest.fixture(scope="session")
def server(seed_store: Path) -> Iterator[Server]:
    """One server for all tests that only read."""
    with serving(seed_store, *LIMITS) as running:
        yield running
