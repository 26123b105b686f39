"""Compare the pinned packages with the versions that mend known weaknesses; asks nothing of the network.

usage: python tools/weaknesses.py

``tools/weaknesses.csv`` is kept by hand from what public advisories and threads said on the day of its
column ``looked``: of each package the newest version that mends something. It keeps a pin from falling
behind what is known; it finds nothing new. What does is ``make weaknesses`` (see docs/security.md).
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.version import Version

from licences import name_of

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "tools" / "weaknesses.csv"
PINS = ROOT / "constraints.txt"
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


class Weakness(NamedTuple):
    """Up to where a package is weak: ``advisories`` are mended in the version ``fixed_in``."""

    package: str
    fixed_in: Version
    advisories: str
    looked: str
    """The day on which somebody looked (ISO 8601)."""


def listed(path: Path = LIST) -> list[Weakness]:
    """Return the weaknesses of the list."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Weakness(row["package"], Version(row["fixed_in"]), row["advisories"], row["looked"]) for row in rows]


def pins(constraints: str) -> Iterator[tuple[str, Version]]:
    """Yield the packages of a constraints file with their versions; one may stand there for several Pythons."""
    for match in _PIN.finditer(constraints):
        yield name_of(match[1]), Version(match[2])


def faults(pinned: Iterable[tuple[str, Version]], known: Iterable[Weakness]) -> list[str]:
    """Return what is to be mended, one line a pin."""
    weak = {one.package: one for one in known}
    return [
        f"{package} {version} is weak ({weak[package].advisories}); pin {weak[package].fixed_in} or newer"
        for package, version in pinned
        if package in weak and version < weak[package].fixed_in
    ]


def main() -> int:
    """Print the weak pins, or how old the list is, and return whether there is one."""
    known = listed()
    told = faults(pins(PINS.read_text("utf-8")), known)
    newest = max(one.looked for one in known)
    print("\n".join(told) or f"no pin falls behind the {len(known)} packages of the list of {newest}, kept by hand")
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
