"""Where bytes come from, a file or memory, behind one interface: their size, their head, a stream of them."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from fazhi.errors import ReportError
from fazhi.formats.names import shown

_HEAD = 64 * 1024


@dataclass(frozen=True)
class Origin:
    """The bytes of one file, of standard input or of a member, under the name that messages give them."""

    name: str
    path: str | None = None
    data: bytes | None = None

    @classmethod
    def of_file(cls, path: str) -> Origin:
        """Take a file; raise ReportError for what is missing, unreadable or no regular file."""
        name = shown(Path(path).as_posix())
        try:
            mode = Path(path).stat().st_mode
        except FileNotFoundError:
            if Path(path).is_symlink():
                raise ReportError(f"{name} is a link that leads nowhere; mend or remove it") from None
            raise ReportError(f"{name} does not exist; check the path") from None
        except OSError as error:
            raise ReportError(_unreadable(name, error)) from None
        if stat.S_ISDIR(mode):
            raise ReportError(f"{name} is a folder; give the files in it")
        if not stat.S_ISREG(mode):
            raise ReportError(f"{name} is a device, a pipe or a socket; give a regular file, or '-' for standard input")
        return cls(name, path)

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.data) if self.data is not None else Path(self.path or "").stat().st_size

    def open(self) -> BinaryIO:
        """Return a stream of the bytes from their start; raise ReportError where that cannot be."""
        if self.data is not None:
            return BytesIO(self.data)
        try:
            return Path(self.path or "").open("rb")
        except OSError as error:
            raise ReportError(_unreadable(self.name, error)) from None

    def head(self) -> bytes:
        """Return the first 64 kB."""
        if self.data is not None:
            return self.data[:_HEAD]
        with self.open() as stream:
            return self._read(stream, _HEAD)

    def whole(self) -> bytes:
        """Return all bytes; the caller has looked at the size."""
        if self.data is not None:
            return self.data
        with self.open() as stream:
            return self._read(stream, -1)

    def _read(self, stream: BinaryIO, size: int) -> bytes:
        try:
            return stream.read(size)
        except OSError as error:
            raise ReportError(_unreadable(self.name, error)) from None


def _unreadable(name: str, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"{name} cannot be read ({error.strerror}); allow yourself to read it (chmod u+r) or leave it out"
    if error.errno == 40:
        return f"{name} is a link that leads back to itself; remove it"
    return f"{name} cannot be read ({error.strerror}); check the path and the disk"
