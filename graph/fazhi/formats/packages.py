"""Office documents are ZIP packages of XML: checked for locks, bombs and document types before any parser."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from fazhi.errors import ReportError
from fazhi.formats.limits import Limits, megabytes

_TYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00O\x00C\x00T|\x00<\x00!\x00D\x00O\x00C\x00T", re.IGNORECASE)
_CHUNK = 1 << 20


def check_package(data: bytes, name: str, limits: Limits, program: str, suffix: str) -> None:
    """Raise ReportError for a package that is damaged, locked, too large or declares XML entities.

    No Office program writes a document type; the entities that it may declare are how a small file
    becomes gigabytes, or reads other files.
    """
    again = f"open it in {program} or WPS and save it again as {suffix}"
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
            whole = sum(member.file_size for member in members)
            if len(members) > 10_000 or whole > max(limits.free, limits.size * 2, len(data) * limits.ratio):
                raise ReportError(
                    f"{name} unpacks to {megabytes(whole)} in {len(members)} parts, which no report does; {again}"
                )
            for member in members:
                if member.flag_bits & 1:
                    raise _locked(name)
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_part(package, member, name, whole, again)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise ReportError(f"{name} is a damaged or truncated {suffix} file ({error}); {again}") from None


def _locked(name: str) -> ReportError:
    return ReportError(f"{name} is locked by a password; save it without one and give that")


def _check_part(package: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, whole: int, again: str) -> None:
    read, tail = 0, b""
    with package.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > whole:
                raise ReportError(f"{name} unpacks to more than it says, as a ZIP bomb does; {again}")
            # OpenDocument locks the contents of parts, and says so in the list of parts, which it leaves open.
            if member.filename == "META-INF/manifest.xml" and b":encryption-data" in tail + chunk:
                raise _locked(name)
            if _TYPE.search(tail + chunk):
                raise ReportError(
                    f"{name} declares XML entities in {member.filename}, as no Office program does; {again}"
                )
            tail = chunk[-32:]
