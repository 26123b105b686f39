"""What a check has found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is; only a problem makes ``fazhi doctor`` end with 1."""

    FINE = "fine"
    NOTE = "note"
    MENDED = "mended"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: what was looked at, and in one line what was seen and how to mend it."""

    level: Level
    about: str
    said: str
