"""The list of licences: what nobody has looked at, or what has changed since, is told."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "tools" / "licences.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


licences = _load()


@pytest.mark.parametrize(
    ("found", "known", "said"),
    [
        ({"a": "MIT"}, {"a": ("MIT", "")}, None),
        ({"a": "MIT"}, {}, "never looked at"),
        ({"a": "MIT"}, {"a": ("BSD", "")}, "was 'BSD'"),
        ({"a": "GPL-3.0-only"}, {"a": ("GPL-3.0-only", "")}, "may bind"),
        ({"a": "AGPL-3.0"}, {"a": ("AGPL-3.0", "")}, "may bind"),
        ({"a": "Proprietary"}, {"a": ("Proprietary", "")}, "may bind"),
        ({"a": "GPL-2.0 OR MPL-1.1"}, {"a": ("GPL-2.0 OR MPL-1.1", "taken under the MPL")}, None),
        ({"a": "LGPL-2.1-or-later"}, {"a": ("LGPL-2.1-or-later", "")}, None),
        ({}, {"for-windows": ("MIT", "")}, None),
    ],
)
def test_what_is_to_be_looked_at(found: dict[str, str], known: dict[str, tuple[str, str]], said: str | None) -> None:
    told = licences.faults(found, known)
    assert (told == []) if said is None else (len(told) == 1 and said in told[0] and told[0].startswith("a: "))


def test_every_pinned_package_here_is_on_the_list() -> None:
    """Licences themselves are compared in the gate, where exactly the pinned versions are installed."""
    assert set(licences.pinned()) <= set(licences.listed())


def test_names_are_compared_as_the_index_does() -> None:
    assert {licences.name_of(name) for name in ("Ahocorasick_rs", "ahocorasick-rs", "AHOCORASICK.rs")} == {"ahocorasick-rs"}
