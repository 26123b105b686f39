"""One connection to a SPARQL server, kept open over many requests; every failure is one line with a remedy.

The password comes from the environment only, so that it stands in no command line, list of processes
or log; a redirect is told and never followed, so that it goes to no other server.
"""

from __future__ import annotations

import base64
import http.client
import os
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from fazhi.errors import StoreError, UsageError

USER, PASSWORD, TOKEN = "FAZHI_ENDPOINT_USER", "FAZHI_ENDPOINT_PASSWORD", "FAZHI_ENDPOINT_TOKEN"
SECONDS = 60.0
_LONGEST_COMPLAINT = 300
_CREDENTIALS = f"set {USER} and {PASSWORD}, or {TOKEN}, in the environment"


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered: status, media type without parameters, body."""

    status: int
    type: str
    body: bytes

    def complaint(self) -> str:
        """Return the beginning of the body as one line, as an error message repeats it."""
        text = self.body[:4000].decode("utf-8", "replace")
        line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        return line if len(line) <= _LONGEST_COMPLAINT else line[:_LONGEST_COMPLAINT] + "…"


def checked_url(url: str) -> SplitResult:
    """Return the parts of an http or https address; raise UsageError for anything else."""
    parts = urlsplit(url.strip())
    try:
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if parts.username or parts.password:
        raise UsageError(f"An endpoint's address holds no name and password, which others could read; {_CREDENTIALS}")
    if not sound:
        raise UsageError(f"{url!r} is no address of an endpoint; give one such as http://localhost:7878/query")
    return parts


class Connection:
    """Requests to one server, one after the other; ``seconds`` is the longest wait for an answer."""

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        self._parts = checked_url(url)
        self._server = f"{self._parts.scheme}://{self._parts.netloc}"
        self._seconds = seconds
        self._open: http.client.HTTPConnection | None = None

    def close(self) -> None:
        """Let go of the connection."""
        if self._open is not None:
            self._open.close()
        self._open = None

    def request(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Response:
        """Send one request for ``target``, a path with its query, and return what is answered to it.

        Header names are written with ``_`` for ``-``. Raises StoreError where there is no answer, where
        the server asks for other credentials, and where it sends elsewhere.
        """
        sent = {name.replace("_", "-"): value for name, value in headers.items()} | _authorization()
        try:
            response = self._sent(method, target, body, sent)
        except TimeoutError as error:
            self.close()
            raise StoreError(
                f"{self._server} did not answer within {self._seconds:g} seconds; give it longer with --timeout, "
                "or ask for less"
            ) from error
        except ssl.SSLError as error:
            raise StoreError(
                f"{self._server} shows no certificate that is trusted ({error.reason}); check the address"
            ) from error
        except (OSError, http.client.HTTPException) as error:
            self.close()
            said = " ".join(str(error).split()) or type(error).__name__
            raise StoreError(
                f"{self._server} cannot be reached ({said}); start the server or check the address"
            ) from error
        return self._accepted(response)

    def _sent(self, method: str, target: str, body: bytes | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        reused = self._open is not None
        connection = self._open = self._open or self._connection()
        try:
            connection.request(method, target, body, headers)
            response = connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            if not reused:
                raise
            # The server has closed what was idle; all requests here may be sent twice.
            self.close()
            return self._sent(method, target, body, headers)
        return response

    def _connection(self) -> http.client.HTTPConnection:
        parts = self._parts
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        return kind(parts.hostname or "", parts.port, timeout=self._seconds)

    def _accepted(self, raw: http.client.HTTPResponse) -> Response:
        try:
            body = raw.read()
        except TimeoutError as error:
            self.close()
            raise StoreError(f"{self._server} stopped in its answer; give it longer with --timeout") from error
        except http.client.HTTPException as error:
            self.close()
            raise StoreError(f"{self._server} broke off in its answer; ask again") from error
        response = Response(raw.status, raw.headers.get_content_type(), body)
        if raw.status in (401, 403):
            raise StoreError(f"{self._server} refused the credentials (HTTP {raw.status}); {_CREDENTIALS}")
        if 300 <= raw.status < 400:
            raise StoreError(f"{self._server} sends on to {raw.headers.get('Location')!r}; give that address")
        return response


def _authorization() -> dict[str, str]:
    if token := os.environ.get(TOKEN):
        return {"Authorization": f"Bearer {_header(token, TOKEN)}"}
    user, password = os.environ.get(USER), os.environ.get(PASSWORD, "")
    if not user:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def _header(value: str, name: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise UsageError(f"{name} holds characters that no header carries; copy the token again")
    return value
