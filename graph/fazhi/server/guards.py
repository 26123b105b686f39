"""What stands before every request: by which name it called, how long its address is, and safe headers.

The name is checked because a page of a foreign site can have its own name lead to this machine
(DNS rebinding) and would then read whatever the server gives; an address in numbers cannot be
rebound.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"(?P<name>[A-Za-z0-9.\-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DRAWING_POLICY = "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
"""For the drawing, whose own policy in the page names its scripts by their hashes."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guards:
    """An ASGI application that lets through to ``app`` what may pass."""

    def __init__(self, app: ASGIApp, *, names: Iterable[str], address: int) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in (*names, "localhost"))
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 421 or 414 for what may not pass; add headers to whatever is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message), scope["path"])
            await send(message)

        refusal = self.refusal(scope)
        await (refusal or self._app)(scope, receive, guarded)

    def refusal(self, scope: Scope) -> ASGIApp | None:
        """Return what answers a request that may not pass; None for one that may."""
        if not self._knows([value for name, value in scope["headers"] if name == b"host"]):
            return PlainTextResponse("This server does not go by that name; call it by localhost or its address\n", 421)
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > self._address:
            return PlainTextResponse(f"The address is longer than {self._address} bytes; send the query by POST\n", 414)
        return None

    def _knows(self, hosts: list[bytes]) -> bool:
        if len(hosts) != 1 or (match := _HOST.fullmatch(hosts[0].decode("latin-1"))) is None:
            return False
        name = match["name"].lower()
        return name.rstrip(".") in self._names or _is_address(name.strip("[]"))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _protect(headers: MutableHeaders, path: str) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", DRAWING_POLICY if path == "/graph" else POLICY)
