"""Settings and the places of the data that travel with the package.

Each setting is read from the environment when it is asked for, so that a test or a notebook can
change it; command-line options win over it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fazhi.errors import UsageError

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>\"{}|\\^`#?]+")
"""What an IRI can begin with: absolute, without spaces and signs that no IRI holds, query or fragment."""


@dataclass(frozen=True)
class Setting:
    """One setting: the environment variable that carries it, its default and what it is for."""

    name: str
    default: str
    help: str
    fits: re.Pattern[str] | None = None
    """What a value must be as a whole; None where any will do."""
    remedy: str = ""
    """What a value that does not fit fails at, and what to set."""


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "FAZHI_BASE_IRI",
        "https://w3id.org/fazhi/",
        "base of every IRI (not registered yet)",
        _BASE,
        "which no IRI can begin with; set it to an address without spaces, '#' and '?'",
    ),
    Setting("FAZHI_STORE", "fazhi-store", "folder of the store, relative to the working folder"),
    Setting("FAZHI_ONTOLOGY", "", "folder of the vocabulary; empty: the one that travels with the package"),
    Setting("FAZHI_PKUSEG_MODEL", "", "folder of a pkuseg model; empty: the project's own small model"),
    Setting("FAZHI_FILE_MEGABYTES", "100", "largest document that is read, in MB"),
    Setting("FAZHI_FILE_SECONDS", "60", "longest time for reading one document, in seconds"),
    Setting("FAZHI_FILE_MEMORY", "2048", "most memory for reading one document, in MB"),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting(name: str) -> str:
    """Return the value of the setting ``name``; raise UsageError for a name that is none and for an unfit value."""
    if name not in _BY_NAME:
        raise UsageError(f"Unknown setting {name!r}; known are {', '.join(sorted(_BY_NAME))}")
    known = _BY_NAME[name]
    value = os.environ.get(name) or known.default
    if known.fits and not known.fits.fullmatch(value):
        raise UsageError(f"{name} is {value!r}, {known.remedy}, such as {known.default}, or unset it")
    return value


def data_folder(name: str) -> Path:
    """Return the folder ``name`` (``ontology`` or ``seeds``) that travels with the package.

    A wheel carries it inside the package; an editable install reads the live folder beside
    ``graph/``, which is looked at first because hatchling leaves a stale copy behind.
    """
    if name == "ontology" and (chosen := setting("FAZHI_ONTOLOGY")):
        return _existing(Path(chosen), name)
    return _existing(_shipped(name), name)


@cache
def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    if package.parent.name == "graph" and (package.parents[1] / "pyproject.toml").is_file():
        return package.parents[1] / name
    return package / name


def _existing(folder: Path, name: str) -> Path:
    if not folder.is_dir():
        raise UsageError(f"The folder {name!r} was looked for at {folder} and is not there; reinstall fazhi")
    return folder
