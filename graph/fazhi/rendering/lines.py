"""What lines quote, taken out of the records of a page that fetches it when it is wanted."""

from __future__ import annotations

from typing import Any, TypeAlias

Part: TypeAlias = list[Any]
"""Number of a line, the quotations of each of its entries, and their sentences by number."""


def taken_out(records: dict[str, Any]) -> list[Part]:
    """Take quotations and sentences out of ``records`` and return them by line; their numbers stay.

    An entry keeps in ``quoted`` how many it has, so that they can be counted before they come.
    """
    sentences, records["sentences"] = records["sentences"], []
    parts: list[Part] = []
    for number, edge in enumerate(records["edges"]):
        quotations = [entry["evidence"] for entry in edge["entries"]]
        wanted = sorted({quotation["sentence"] for quoted in quotations for quotation in quoted})
        parts.append([number, quotations, {wish: sentences[wish] for wish in wanted}])
        for entry in edge["entries"]:
            entry["quoted"], entry["evidence"] = len(entry["evidence"]), []
    return parts
