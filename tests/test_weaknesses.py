"""Pins below the version that mends a known weakness are told; the list is whole and the pins pass it."""

from __future__ import annotations

import datetime
import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def weaknesses() -> ModuleType:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        return importlib.import_module("weaknesses")
    finally:
        sys.path.remove(str(ROOT / "tools"))


CASES = [
    ("h11==0.14.0 \\\n", ["h11 0.14.0 is weak (CVE-1); pin 0.16.0 or newer"], "below the version that mends it"),
    ("h11==0.16.0 \\\n", [], "the very version"),
    ("h11==0.100.0", [], "numbers are compared as numbers"),
    ("H_11==0.1", [], "another package"),
    ("h11==0.17rc1 ; python_version < '3.12' \\\nh11==0.15 ; python_version >= '3.12'", ["h11 0.15 is weak"], "of two pins one"),
    ("other==0.1", [], "nothing is known of it"),
]


@pytest.mark.parametrize(("constraints", "said", "reason"), CASES)
def test_weak_pins_are_told(weaknesses: ModuleType, constraints: str, said: list[str], reason: str) -> None:
    known = [weaknesses.Weakness("h11", weaknesses.Version("0.16.0"), "CVE-1", "2026-01-01")]
    told = weaknesses.faults(weaknesses.pins(constraints), known)
    assert len(told) == len(said) and all(line.startswith(start) for line, start in zip(told, said, strict=True)), reason


def test_the_list_names_what_is_pinned_with_its_advisories_and_a_day(weaknesses: ModuleType) -> None:
    known = weaknesses.listed()
    names = [one.package for one in known]
    pinned = dict(weaknesses.pins((ROOT / "constraints.txt").read_text("utf-8")))
    assert names == sorted(set(names)) and set(names) <= set(pinned), "what is no longer pinned leaves the list"
    for one in known:
        assert all(part.startswith(("CVE-", "GHSA-", "PYSEC-")) for part in one.advisories.split()) and one.advisories
        datetime.date.fromisoformat(one.looked)


def test_no_pin_is_known_to_be_weak(weaknesses: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert weaknesses.main() == 0, capsys.readouterr().out
    assert "kept by hand" in capsys.readouterr().out
