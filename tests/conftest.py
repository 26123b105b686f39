"""What many tests share: the repository's folders and one store built from the seeds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five reports."""
    return ROOT / "seeds"


def run_fazhi(*arguments: str | Path, cwd: Path | None = None, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own, as a user would."""
    command = [sys.executable, "-m", "fazhi", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=text, capture_output=True, text=True, encoding="utf-8", timeout=800)


@pytest.fixture(scope="session")
def fazhi() -> Run:
    """The program as a function."""
    return run_fazhi


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A store built from the seeds by the command line; read it, never write to it."""
    store = tmp_path_factory.mktemp("seeds") / "store"
    done = run_fazhi("build", seeds, "--store", store, "--dump", store.parent / "graph.nq")
    assert done.returncode == 0, done.stderr
    return store
