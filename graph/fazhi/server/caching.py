"""ETags by the version of the store, and 304 for who holds the answer of that version already."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from fazhi.identifiers import digest
from fazhi.server.pool import Reply

VARY = "Accept, Accept-Encoding, Accept-Language"
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def fresh(request: Request, version: str, variant: str) -> Response | None:
    """Return 304 Not Modified if the client holds this variant of the answer for this version."""
    tag = _tag(version, variant)
    wanted = request.headers.get("if-none-match", "")
    if request.method in {"GET", "HEAD"} and _TAG.match(tag)[1] in _TAG.findall(wanted):  # type: ignore[index]
        return Response(status_code=304, headers=_headers(tag))
    return None


def tagged(request: Request, reply: Reply, content_type: str, variant: str) -> Response:
    """Return what a worker answered, with the tag of the version that it answered from."""
    headers = _headers(_tag(reply.header["version"], variant)) | {"Content-Type": content_type}
    if encoding := reply.header.get("encoding"):
        headers["Content-Encoding"] = encoding
    if request.method == "POST":
        # What a POST answers is not stored by caches, and its address does not name it.
        del headers["ETag"]
    return Response(reply.body, headers=headers)


def _tag(version: str, variant: str) -> str:
    # Weak: the compressed and the plain bytes share it (RFC 9110, section 8.8.1).
    return f'W/"{version}-{digest(variant, 8)}"'


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "no-cache", "Vary": VARY}
