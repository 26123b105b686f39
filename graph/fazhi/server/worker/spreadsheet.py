"""Rows for people's spreadsheets; machines take CSV from the endpoint, where it is written to the letter."""

from __future__ import annotations

import csv
import io
import json

from fazhi.namespaces import base

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST = 2000


def as_spreadsheet(rows: bytes) -> bytes:
    """Turn SPARQL results in JSON into CSV with a byte order mark, in which no text is a formula."""
    results = json.loads(rows)
    if "boolean" in results:
        return f"\ufeffanswer\r\n{str(results['boolean']).lower()}\r\n".encode()
    columns = results["head"]["vars"]
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(columns)
    for row in results["results"]["bindings"]:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return ("\ufeff" + output.getvalue()).encode()


def _cell(term: dict[str, object] | None) -> str:
    if term is None:
        return ""
    text = str(term["value"])
    is_number = str(term.get("datatype", "")).endswith(("#integer", "#decimal", "#double"))
    return "'" + text if text.startswith(_FORMULA) and not is_number else text


def iris_in(rows: bytes) -> set[str]:
    """Return the IRIs of the project's own things in the rows, at most two thousand of them."""
    found: set[str] = set()
    for row in json.loads(rows).get("results", {}).get("bindings", ()):
        found.update(
            term["value"] for term in row.values() if term["type"] == "uri" and term["value"].startswith(base())
        )
        if len(found) > _MOST:
            break
    return found
