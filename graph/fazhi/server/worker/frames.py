"""How server and worker talk: a length, a JSON object, and as many bytes as its ``size`` says."""

from __future__ import annotations

import json
import struct
from asyncio import StreamReader
from typing import Any, BinaryIO, TypeAlias

Header: TypeAlias = dict[str, Any]

_LENGTH = struct.Struct(">I")


def packed(header: Header, body: bytes = b"") -> bytes:
    """Return a message of ``header`` and ``body`` as bytes."""
    text = json.dumps(header | {"size": len(body)}, ensure_ascii=True).encode()
    return _LENGTH.pack(len(text)) + text + body


def read(stream: BinaryIO) -> Header | None:
    """Read the header of the next message, which has no body; None at the end of the stream."""
    start = stream.read(_LENGTH.size)
    if len(start) < _LENGTH.size:
        return None
    header: Header = json.loads(stream.read(_LENGTH.unpack(start)[0]))
    del header["size"]
    return header


async def received(stream: StreamReader) -> tuple[Header, bytes]:
    """Read the next message; raise asyncio.IncompleteReadError where the other side has ended."""
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    header: Header = json.loads(await stream.readexactly(length))
    return header, await stream.readexactly(header["size"])
