"""The built wheel in an empty environment: a plain install builds, queries and shows."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the working tree."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return next(out.glob("fazhi-*.whl"))


def test_the_wheel_carries_vocabulary_seeds_models_and_queries(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for wanted in (
        "fazhi/ontology/fazhi.ttl",
        "fazhi/ontology/practices.csv",
        "fazhi/ontology/shapes.ttl",
        "fazhi/seeds/002_2099df7b8399dc2d.txt",
        "fazhi/tagging/models/tagger.npz",
        "fazhi/tagging/models/convolutions.npz",
        "fazhi/tagging/models/pkuseg/weights.npz",
        "fazhi/queries/shared-practices.rq",
        "fazhi/py.typed",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests/", "tools/")) or "/corpus/" in name]


def test_a_plain_install_builds_queries_and_shows(wheel: Path, tmp_path: Path, seeds: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    bin_folder = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(bin_folder / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    # Pinned as the project pins, so that the outcome does not depend on the day.
    pins = tmp_path / "pins.txt"
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins.write_text("\n".join(line.removesuffix(" \\") for line in lines if "==" in line), encoding="utf-8")
    subprocess.run([*pip, "--constraint", str(pins), str(wheel)], check=True, timeout=800)

    def fazhi(*arguments: str | Path) -> str:
        command = [str(bin_folder / "fazhi"), *map(str, arguments)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=800)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "上海市嘉定区真新街道" in fazhi("build", seeds, "--store", "store")
    assert "枫桥经验" in fazhi("query", "shared-practices", "--store", "store")
    fazhi("show", "--store", "store", "--out", "graph.html")
    assert "枫桥经验" in (tmp_path / "graph.html").read_text(encoding="utf-8")
    assert "site-packages" in fazhi("info", "--store", "store")
