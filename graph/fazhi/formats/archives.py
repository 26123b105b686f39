"""ZIP, TAR and gzip: their members as bytes, within limits; nothing is ever written to disk."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import RawIOBase
from typing import Any, BinaryIO, NamedTuple

from fazhi.errors import ReportError
from fazhi.formats.documents import Refusal
from fazhi.formats.limits import Limits, megabytes
from fazhi.formats.names import decoded_name, shown

_CHUNK = 1 << 16
_COMPANIONS = re.compile(
    r"\.(?:css|js|mjs|map|ico|svg|png|jpe?g|gif|bmp|webp|tiff?|woff2?|ttf|otf|eot|mp[34]|avi|mov|flv|swf|wmv)$"
    r"|\.(?:py|pyc|ipynb|sh|bat|ps1|exe|dll|so|sql|db|sqlite3?|log|ini|toml|ya?ml|lock|tmp|part|crdownload)$"
    r"|(?:^|/)(?:__MACOSX/|\.[^./\\]|Thumbs\.db$|desktop\.ini$|~\$)"
    r"|(?:^|/)(?:README|LICEN[CS]E|CHANGELOG|NOTICE|AUTHORS|CONTRIBUTING|Makefile|robots)(?:[.\w-]*)$",
    re.IGNORECASE,
)
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    MemoryError,
)


UNPACKERS: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
"""Streams of one file, by their first bytes."""


class Member(NamedTuple):
    """One file in an archive."""

    name: str
    data: bytes


def is_companion(name: str) -> bool:
    """Tell a file that only comes along with reports: pictures, styles, programs, read-me and hidden files."""
    return bool(_COMPANIONS.search(name))


def zip_members(stream: BinaryIO, name: str, size: int, limits: Limits) -> Iterator[Member | Refusal]:
    """Yield the files in a ZIP archive of ``size`` bytes; one that cannot be read gives its reason."""
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise ReportError(
            f"{name} is a damaged or truncated ZIP archive ({error}); download or pack it again"
        ) from None
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _check_whole(name, size, sum(member.file_size for member in members), len(members), limits)
        for member in members:
            inner = decoded_name(member.filename, utf8=bool(member.flag_bits & 0x800))
            if not is_companion(inner):
                yield _zip_member(archive, member, name, inner, limits)


def _zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, inner: str, limits: Limits
) -> Member | Refusal:
    path = f"{name}!/{shown(inner)}"
    if member.flag_bits & 1:
        return Refusal(path, f"{path} is locked by a password; unpack the archive and give the folder")
    if reason := _unsafe(inner) or _too_large(member.file_size, limits):
        return Refusal(path, f"{path} {reason}")
    try:
        with archive.open(member) as stream:
            data = stream.read(member.file_size + 1)
    except (*_BROKEN, NotImplementedError) as error:
        return Refusal(path, f"{path} is damaged ({error}); pack the archive again")
    return Member(inner, data)


def tar_members(stream: BinaryIO, name: str, size: int, limits: Limits) -> Iterator[Member | Refusal]:
    """Yield the files in a TAR archive, packed or not; links and devices give their reason."""
    try:
        with tarfile.open(
            fileobj=unpacked(stream, name, size, limits), mode="r|", encoding="utf-8", tarinfo=_Header
        ) as archive:
            for count, member in enumerate(archive):
                if count > limits.members:
                    raise ReportError(f"{name} holds more than {limits.members} files; split it")
                inner = decoded_name(member.name)
                if not member.isdir() and not is_companion(inner):
                    yield _tar_member(archive, member, name, inner, limits)
    except ReportError:
        raise
    except _BROKEN as error:
        raise ReportError(
            f"{name} is a damaged or truncated TAR archive ({error}); download or pack it again"
        ) from None


def _tar_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, name: str, inner: str, limits: Limits
) -> Member | Refusal:
    path = f"{name}!/{shown(inner)}"
    reason = _unsafe(inner) or _too_large(member.size, limits)
    if not member.isreg():
        reason = "is a link or a device, which is not followed; pack the file itself"
    if reason:
        return Refusal(path, f"{path} {reason}")
    stream = archive.extractfile(member)
    return Member(inner, stream.read() if stream else b"")


def gzip_member(stream: BinaryIO, name: str, size: int, limits: Limits) -> Iterator[Member | Refusal]:
    """Yield the one file that a packed stream holds."""
    try:
        data = unpacked(stream, name, size, limits).read(limits.size + 1)
    except ReportError:
        raise
    except _BROKEN as error:
        raise ReportError(
            f"{name} is a damaged or truncated packed file ({error}); download or pack it again"
        ) from None
    if len(data) > limits.size:
        raise ReportError(f"{name} unpacks to more than {megabytes(limits.size)}; unpack it and split it")
    inner = re.sub(r"\.(?:gz|bz2|xz|tgz)$", "", name.rpartition("/")[2], flags=re.IGNORECASE)
    yield Member(inner or "content", data)


def unpacked(stream: BinaryIO, name: str, size: int, limits: Limits) -> Any:
    """Return a stream of the contents of a gzip, bzip2 or xz stream, or of plain bytes; it ends a bomb."""
    head = stream.read(6)
    stream.seek(0)
    opener = next((opener for magic, opener in UNPACKERS if head.startswith(magic)), None)
    return _Bounded(opener(stream) if opener else stream, name, max(limits.free, size * limits.ratio), limits.size)


class _Header(tarfile.TarInfo):
    """A header of a TAR archive; one for a name or for attributes is read into memory, so it must be small."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        """Read a header; raise ReadError for one that announces more than any name has."""
        header = super().frombuf(buf, encoding, errors)
        if header.type in _LOADED and header.size > _LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {megabytes(header.size)}")
        return header


_LOADED = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
_LONGEST_HEADER = 1 << 20


class _Bounded(RawIOBase):
    """A stream that gives so many bytes and no more, whatever its headers promise."""

    def __init__(self, stream: Any, name: str, whole: int, once: int) -> None:
        self._stream, self._name, self._left, self._once = stream, name, whole, once + _CHUNK

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read ``size`` bytes; raise ReportError when the limits are reached."""
        if size > self._once:
            raise ReportError(
                f"{self._name} has a part of {megabytes(size)}, more than a report has; unpack it and split it"
            )
        parts: list[bytes] = []
        wanted = self._once if size < 0 else size
        while wanted > 0 and (data := self._stream.read(min(wanted, _CHUNK))):
            parts.append(data)
            wanted -= len(data)
            self._left -= len(data)
            if self._left < 0:
                raise ReportError(_bomb(self._name))
        return b"".join(parts)


def _check_whole(name: str, size: int, unpacked_size: int, count: int, limits: Limits) -> None:
    if count > limits.members:
        raise ReportError(f"{name} holds {count} files, more than {limits.members}; split it")
    if unpacked_size > max(limits.free, size * limits.ratio):
        raise ReportError(_bomb(name))


def _bomb(name: str) -> str:
    return (
        f"{name} unpacks to hundreds of times its size, as a decompression bomb does; if it is none, unpack it and"
        f" give the folder"
    )


def _too_large(size: int, limits: Limits) -> str:
    if size <= limits.size:
        return ""
    return f"is {megabytes(size)} large, more than {megabytes(limits.size)}; unpack it and give it by itself"


def _unsafe(inner: str) -> str:
    """Say why a member whose path leads out of the archive is not read: nobody packs reports like that."""
    parts = inner.replace("\\", "/").split("/")
    if inner.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", inner):
        return "has a path that leads out of its archive and is not read; unpack it with care"
    return ""
