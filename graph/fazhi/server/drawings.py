"""The interactive graph at ``/graph``, for whatever part of the store the address names."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from fazhi.server.caching import fresh, tagged
from fazhi.server.exchange import Served, ran
from fazhi.server.negotiation import takes_gzip
from fazhi.server.pages import language_of
from fazhi.server.pool import Reply
from fazhi.server.refusals import RefusedError

_KEPT = 8
_SPLIT = re.compile(r"[;；\n]")
_MOST_NAMES = 200
_MOST_LINES = 1000
"""Lines that one request may ask for; the page asks for more in several."""
_PARAMETERS = {
    "language": "lang",
    "minimum": "min-places",
    "places": "place",
    "practices": "practice",
    "top_concept": "top-concept",
}
_LEAST_MEMORY = 1024
"""Megabytes that a drawing may take in any case: its layout loads the libraries for numbers."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page for one state of the store, plain and compressed, and what each of its lines quotes as JSON."""

    version: str
    page: bytes
    packed: bytes
    parts: list[bytes]

    @classmethod
    def of(cls, reply: Reply) -> Drawing:
        """Take apart what a worker answered: the page, then one line of text for each line drawn."""
        page, parts = reply.body[: reply.header["page"]], reply.body[reply.header["page"] :]
        return cls(reply.header["version"], page, gzip.compress(page, 5, mtime=0), parts.split(b"\n"))


class Drawings:
    """The last drawings that were made, for the version of the store that they show."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[str, str], Drawing] = OrderedDict()
        self.making = asyncio.Lock()
        """Held while one is made: layouts are the heaviest jobs, and must not take all workers."""

    def get(self, version: str, key: str) -> Drawing | None:
        """Return a drawing of this version; None where it has not been made."""
        if (version, key) in self._made:
            self._made.move_to_end((version, key))
        return self._made.get((version, key))

    def keep(self, key: str, drawing: Drawing) -> None:
        """Keep a drawing, and let go of the one that was not asked for the longest."""
        self._made[drawing.version, key] = drawing
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)


async def graph(request: Request) -> Response:
    """Draw the graph with the options of ``fazhi show`` as parameters; made once for each state of the store."""
    options = _options(request, language_of(request)[0])
    variant = f"graph {_key(options)}"
    if unchanged := fresh(request, Served.of(request).version(), variant):
        return unchanged
    drawing = await _drawn(request, options)
    reply = Reply({"version": drawing.version}, drawing.page)
    if takes_gzip(request.headers.get("accept-encoding", "")):
        reply = Reply({"version": drawing.version, "encoding": "gzip"}, drawing.packed)
    return tagged(request, reply, "text/html; charset=utf-8", variant)


async def parts(request: Request) -> Response:
    """Give what some lines of a drawing quote, as a JSON list; 409 where the store has changed since it was drawn."""
    options, version = _options(request, language_of(request)[0]), Served.of(request).version()
    lines = _lines(request.query_params.get("lines", ""))
    variant = f"part {_key(options)} {lines}"
    drawing = None if request.query_params.get("version") != version else await _drawn(request, options)
    if drawing is None or drawing.version != version:
        raise RefusedError(409, "The store has changed since this graph was drawn; load the graph again")
    if lines[-1] >= len(drawing.parts):
        raise RefusedError(404, f"The graph has {len(drawing.parts)} lines and none of the number {lines[-1]}")
    if unchanged := fresh(request, version, variant):
        return unchanged
    body = b"[" + b",".join(drawing.parts[line] for line in lines) + b"]"
    most = Served.of(request).options.limits.answer
    if len(body) > most:
        raise RefusedError(413, f"The answer has more than {most >> 20} MB; ask for fewer lines")
    header = {"version": version}
    if takes_gzip(request.headers.get("accept-encoding", "")):
        header["encoding"] = "gzip"
        body = await asyncio.to_thread(gzip.compress, body, 5, mtime=0)
    return tagged(request, Reply(header, body), "application/json", variant)


async def _drawn(request: Request, options: dict[str, Any]) -> Drawing:
    served, key = Served.of(request), _key(options)
    drawings: Drawings = request.app.state.drawings
    if made := drawings.get(served.version(), key):
        return made
    async with drawings.making:
        if made := drawings.get(served.version(), key):
            return made
        limits = served.options.limits
        memory = max(limits.memory, _LEAST_MEMORY)
        asked = dict(options, address=f"/graph/part?{_query(options)}")
        reply = await ran(request, "drawing", seconds=limits.drawing_seconds, memory=memory, **asked)
        made = await asyncio.to_thread(Drawing.of, reply)
        drawings.keep(key, made)
        return made


def _key(options: dict[str, Any]) -> str:
    return repr(sorted(options.items()))


def _query(options: dict[str, Any]) -> str:
    """Return the parameters that make the same options again."""
    named = {_PARAMETERS.get(name, name): value for name, value in options.items() if value}
    return urlencode(named, doseq=True)


def _lines(value: str) -> list[int]:
    if not re.fullmatch(r"\d{1,7}(,\d{1,7})*", value, re.ASCII):
        raise RefusedError(400, f"lines is {value[:40]!r}; give numbers of lines such as 3,5")
    lines = sorted(set(map(int, value.split(","))))
    if len(lines) > _MOST_LINES:
        raise RefusedError(400, f"{len(lines)} lines were asked for; ask for at most {_MOST_LINES}")
    return lines


def _options(request: Request, language: str) -> dict[str, Any]:
    asked = request.query_params
    options: dict[str, Any] = {
        "language": language,
        "title": asked.get("title", "").strip()[:120] or ("法治图谱" if language == "zh" else "Fazhi Graph"),
        "minimum": _minimum(asked.get("min-places", "")),
        "places": _names(asked.getlist("place")),
        "practices": _names(asked.getlist("practice")),
        "top_concept": asked.get("top-concept", "").strip() or None,
        "province": asked.get("province", "").strip() or None,
        "view": asked.get("view", "").strip() or None,
    }
    return options


def _names(values: list[str]) -> list[str]:
    names = [name.strip() for value in values for name in _SPLIT.split(value) if name.strip()]
    if len(names) > _MOST_NAMES:
        raise RefusedError(400, f"{len(names)} names were given; give at most {_MOST_NAMES}")
    return names


def _minimum(value: str) -> int | None:
    if not value.strip():
        return None
    if not re.fullmatch(r"[1-9]\d{0,5}", value.strip()):
        raise RefusedError(400, f"min-places is {value[:40]!r}; give a whole number from 1 up")
    return int(value)
