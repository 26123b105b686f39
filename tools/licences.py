"""Compare the licences of all pinned packages with the list of those that were looked at.

usage: python tools/licences.py [--write]      --write: take the licences as they are into tools/licences.csv

A package that is new, or whose licence has changed since somebody looked, fails the gate; so does one
under a licence that would bind what is built with Fazhi Graph. Known weaknesses of packages are not
checked here: the services that know them need the network (see docs/security.md).
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "tools" / "licences.csv"
PINS = ROOT / "constraints.txt"
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
_CLASSIFIER = "License :: OSI Approved :: "
_BINDING = re.compile(r"(?<![A-Z])A?GPL|CC-BY-NC|SSPL|BUSL|Commons Clause|PROPRIETARY", re.IGNORECASE)
"""Licences that reach further than the package itself; LGPL and MPL do not."""
_SPELLINGS = {
    **dict.fromkeys(("MIT License", "Expat"), "MIT"),
    **dict.fromkeys(("BSD License", "BSD-2-Clause", "BSD-3-Clause", "3-Clause BSD License"), "BSD"),
    **dict.fromkeys(("Apache Software License", "Apache 2.0", "Apache License 2.0"), "Apache-2.0"),
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Another version of a package may say the same in other words."""
_LONGEST = 80


def name_of(package: str) -> str:
    """Return the name of a package in the form that the index compares (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).lower()


def licence(package: str) -> str:
    """Return what a package says of its licence: the expression, else classifiers, else its first words."""
    about = metadata.metadata(package)
    if expression := about.get("License-Expression"):
        return _spelt(expression.strip())
    classifiers = about.get_all("Classifier") or []
    named = sorted(line.removeprefix(_CLASSIFIER) for line in classifiers if line.startswith(_CLASSIFIER))
    if named:
        return "; ".join(sorted({_spelt(one) for one in named}))
    words = " ".join((about.get("License") or "").split())
    return _spelt(words[:_LONGEST]) or "not said"


def _spelt(licence: str) -> str:
    return _SPELLINGS.get(licence, licence)


def pinned() -> dict[str, str]:
    """Return the licence of each pinned package that is installed (some are for other systems only)."""
    found = {}
    for package in sorted({name_of(match[1]) for match in _PIN.finditer(PINS.read_text("utf-8"))}):
        try:
            found[package] = licence(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def listed() -> dict[str, tuple[str, str]]:
    """Return the licence and the remark of each package that was looked at."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["package"]: (row["licence"], row["remark"]) for row in csv.DictReader(file)}


def faults(found: dict[str, str], known: dict[str, tuple[str, str]]) -> list[str]:
    """Return what is to be looked at, one line a package."""
    told = []
    for package, now in found.items():
        if package not in known:
            told.append(f"{package}: {now!r} was never looked at; read it, then run tools/licences.py --write")
        elif known[package][0] != now:
            told.append(f"{package}: {now!r} was {known[package][0]!r}; read it, then run tools/licences.py --write")
        elif _BINDING.search(now) and not known[package][1]:
            told.append(f"{package}: {now!r} may bind what is built with it; use another, or say why not in the remark")
    return told


def write(found: dict[str, str], known: dict[str, tuple[str, str]]) -> None:
    """Write the list anew; remarks stay, and packages for other systems."""
    rows = {package: known[package] for package in known if package not in found}
    rows |= {package: (now, known.get(package, ("", ""))[1]) for package, now in found.items()}
    with LIST.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("package", "licence", "remark"))
        writer.writerows((package, *rows[package]) for package in sorted(rows))


def main(arguments: list[str] | None = None) -> int:
    """Print what is to be looked at, and return how many packages that are, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="take the licences as they are")
    options = parser.parse_args(arguments)
    found = pinned()
    known = listed() if LIST.is_file() else {}
    if options.write:
        write(found, known)
        known = listed()
    told = faults(found, known)
    print("\n".join(told) or f"{len(found)} packages, all under the licences that were looked at")
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
