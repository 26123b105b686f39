"""How much of a machine one file may take, whatever it holds."""

from __future__ import annotations

from dataclasses import dataclass

from fazhi.errors import UsageError
from fazhi.settings import setting

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of reading; sizes in bytes, times in seconds."""

    size: int = 100 * MEGABYTE
    """Of one document: a file that is no archive or table, a member, a row."""
    characters: int = 2_000_000
    """Of one report; the longest published ones have a tenth of it."""
    seconds: float = 60.0
    """For reading one document of a format that is read in a process of its own."""
    memory: int = 2048 * MEGABYTE
    """Of address space for that process."""
    pages: int = 2000
    depth: int = 3
    """Archives within archives."""
    members: int = 1_000_000
    ratio: int = 200
    """Of an archive's contents to its own size; text packs 3 to 20 times."""
    free: int = 20 * MEGABYTE
    """Contents up to this size are unpacked whatever the ratio."""

    @classmethod
    def current(cls) -> Limits:
        """Take the limits that have settings from there; raise UsageError for one that is no number."""
        return cls(
            size=_number("FAZHI_FILE_MEGABYTES", MEGABYTE),
            seconds=_number("FAZHI_FILE_SECONDS"),
            memory=_number("FAZHI_FILE_MEMORY", MEGABYTE),
        )


def _number(name: str, unit: int = 1) -> int:
    value = setting(name)
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e9:
        raise UsageError(f"{name} is {value!r}; set it to a number above 0")
    return max(1, round(number * unit))


def megabytes(size: int) -> str:
    """Write a size in bytes for a message."""
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{size / 1024:.0f} kB"
