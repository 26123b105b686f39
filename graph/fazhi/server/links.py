"""Addresses on this server: of things by their IRIs, of pages with the language that was chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from fazhi.namespaces import prefixes

_HASH = re.compile(r"(?<=/report/)[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses; ``base`` is the base IRI of the store, ``language`` what the reader has chosen."""

    base: str
    language: str = ""

    def page(self, path: str, /, **parameters: object) -> str:
        """Return the address of a page of this server with its parameters, None and empty ones left out."""
        given = [(name, str(value)) for name, value in parameters.items() if value not in (None, "")]
        if self.language:
            given.append(("lang", self.language))
        path, hash, fragment = path.partition("#")
        # Two slashes in front would name another server.
        address = "/" + quote(path.lstrip("/"), safe="/~")
        return address + (f"?{urlencode(given)}" if given else "") + hash + quote(fragment)

    def thing(self, iri: str) -> str:
        """Return where an IRI leads: to this server for the project's own, else to itself; or nowhere.

        Only http and https are followed: whatever else a graph holds (``javascript:`` …) stays a text.
        """
        if iri.startswith(self.base) and "?" not in iri:
            return self.page("/" + iri.removeprefix(self.base))
        return iri if iri.startswith(("http://", "https://")) else ""

    def report(self, iri: str, start: object, end: object) -> str:
        """Return the address of the place ``[start, end)`` in the text of a report."""
        return f"{self.thing(iri)}#c{start}-{end}"

    def short(self, iri: str) -> str:
        """Return an IRI to be read, prefixed and with a hash cut short: ``id:report/23686eca…``."""
        iri = _HASH.sub(lambda match: f"{match[0][:8]}…", iri)
        for prefix, namespace in prefixes().items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri
