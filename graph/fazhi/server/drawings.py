"""The interactive graph at ``/graph``, for whatever part of the store the address names."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from fazhi.server.caching import fresh, tagged
from fazhi.server.exchange import Served, passed_on
from fazhi.server.negotiation import takes_gzip
from fazhi.server.pages import language_of
from fazhi.server.pool import Reply
from fazhi.server.refusals import RefusedError

_KEPT = 8
_SPLIT = re.compile(r"[;；\n]")
_MOST_NAMES = 200
_LEAST_MEMORY = 1024
"""Megabytes that a drawing may take in any case: its layout loads the libraries for numbers."""


class Drawings:
    """The last drawings that were made, for the version of the store that they show."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[str, str], Reply] = OrderedDict()
        self.making = asyncio.Lock()
        """Held while one is made: layouts are the heaviest jobs, and must not take all workers."""

    def get(self, version: str, key: str) -> Reply | None:
        """Return a drawing of this version; None where it has not been made."""
        if (version, key) in self._made:
            self._made.move_to_end((version, key))
        return self._made.get((version, key))

    def keep(self, key: str, reply: Reply) -> None:
        """Keep a drawing, and let go of the one that was not asked for the longest."""
        self._made[reply.header["version"], key] = reply
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)


async def graph(request: Request) -> Response:
    """Draw the graph with the options of ``fazhi show`` as parameters; made once for each state of the store."""
    served, language = Served.of(request), language_of(request)[0]
    options = _options(request, language)
    compress = takes_gzip(request.headers.get("accept-encoding", ""))
    key = repr(sorted(options.items()))
    if unchanged := fresh(request, served.version(), f"graph {key}"):
        return unchanged
    drawings: Drawings = request.app.state.drawings
    reply = drawings.get(served.version(), f"{key} {compress}")
    if reply is None:
        async with drawings.making:
            reply = drawings.get(served.version(), f"{key} {compress}")
            if reply is None:
                limits = served.options.limits
                memory = max(limits.memory, _LEAST_MEMORY)
                reply = await passed_on(request, "drawing", seconds=limits.drawing_seconds, memory=memory, **options)
                drawings.keep(f"{key} {compress}", reply)
    return tagged(request, reply, "text/html; charset=utf-8", f"graph {key}")


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
