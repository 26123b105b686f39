"""Write what follows from the heads of graph/fazhi/queries/*.rq: docs/queries.md, and typed rows and methods.

usage: python tools/make_queries.py [--check]      --check: say whether the files are current, change nothing
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import textwrap
from pathlib import Path

from fazhi.queries import Column, NamedQuery, Parameter, named_queries

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "queries.md"
ROWS = ROOT / "graph" / "fazhi" / "knowledge" / "rows.py"
QUESTIONS = ROOT / "graph" / "fazhi" / "knowledge" / "questions.py"
_TYPES = {"text": "str", "iri": "str", "integer": "int", "year": "int", "decimal": "float", "boolean": "bool"}
_CAPITAL = re.compile(r"(?<=[a-z0-9])[A-Z]")
_DOCUMENT = """# Named queries

Made by `python tools/make_queries.py` from the heads of `graph/fazhi/queries/*.rq`: {number} questions that a scholar, an
officer or a librarian asks.

- **On the command line** `fazhi query NAME --parameter value`; `fazhi query NAME --help` shows the parameters of one,
  `fazhi query --list` all. **In Python** `fazhi.open(store)` has a method of each (`practices_of`), which returns typed
  rows; `.frame("practices-of", …)` gives a pandas frame. **Elsewhere** each file is SPARQL 1.1 that runs as it stands on
  any endpoint whose default graph is the union of its named graphs; without values the optional ones are left open.
- **Places** are given by name (the last word may be left out), full path or division code, practices and laws by any
  of their names, top concepts by name or notation, coded values (status, outcome, level) as the tables print them in
  either language or by a plain short form (`--status 计划`, `--level 镇`). Numbers are whole and 1 or more. A name that fits several things is refused with the list of them
  and with what to type. An **area** is any place that others lie in, such as a province.
- **Shares** have a true denominator: the place-years (one place in one year) of which a report is held. A report that
  does not name a practice counts against it, a report that is not held does not.
- **Sentence, source and evidence** of a row belong together. `fazhi query sentence --evidence IRI` tells all that the
  sentence proves.
- Rows come in a total order, the same on every engine. Whatever is counted comes from the derived graph, which is
  made anew with the store; see [the data model](model.md). Pairs of practices that run together are kept from two
  places on, and of each practice the 20 strongest by Jaccard index and by number of places.
- **CSV and spreadsheets**: a text that begins with `=`, `+`, `-`, `@` (or their wide forms), a tab or a carriage return
  would run as a formula, so it gets an apostrophe in front; one that has apostrophes before such a character gets one
  more, so the original can be restored. Numbers, and texts that are numbers, are written as they are. `--exact`, JSON
  and TSV write every text as it is.

"""
_MODULE = '''"""{title}

Made by ``python tools/make_queries.py`` from the heads of ``fazhi/queries/*.rq``; change those. It is long because
there is one {what} for each of the {number} named queries.
"""

from __future__ import annotations
'''
_ROW_FIELDS = """
Every field may be None where the graph does not say it. Years are whole numbers, things are IRIs.
"""


def snake(name: str) -> str:
    """Return a name of a query or column as Python writes it: practices_of, place_name."""
    return _CAPITAL.sub(lambda match: "_" + match[0], name).lower().replace("-", "_")


def row_class(query: NamedQuery) -> str:
    """Return the name of the class of a query's rows."""
    return "".join(word.capitalize() for word in query.name.split("-")) + "Row"


def document(queries: tuple[NamedQuery, ...]) -> str:
    """Return the text of docs/queries.md."""
    parts = [_DOCUMENT.format(number=len(queries))]
    parts += [f"- [{query.name}](#{query.name}): {query.title_zh} · {query.title_en}\n" for query in queries]
    parts += [_section(query) for query in queries]
    return "".join(parts)


def _section(query: NamedQuery) -> str:
    parameters = "".join(parameter_row(one) for one in query.parameters)
    columns = "; ".join(f"`{one.name}` {one.zh} · {one.en}" for one in query.columns)
    table = f"\n| parameter | type | default | meaning |\n|---|---|---|---|\n{parameters}" if parameters else ""
    examples = "\n".join(_command(query, example) for example in query.examples)
    return (
        f"\n## {query.name}\n\n{query.title_zh} · {query.title_en}\n\n{query.question_zh}  \n{query.question_en}\n"
        f"{table}\nColumns: {columns}.\n\n```sh\n{examples}\n```\n"
    )


def parameter_row(one: Parameter) -> str:
    """Return the row of a parameter in a table of names, kinds, defaults and meanings."""
    default = one.default or ("required" if one.required else "optional")
    values = f": {one.values}" if one.values else ""
    return f"| `--{one.name}` | {one.kind} | {default} | {one.zh} · {one.en}{values} |\n"


def _command(query: NamedQuery, example: dict[str, str]) -> str:
    return " ".join(["fazhi query", query.name, *(f"--{name} {value}" for name, value in example.items())])


def rows_module(queries: tuple[NamedQuery, ...]) -> str:
    """Return the text of knowledge/rows.py."""
    head = _MODULE.format(title="Rows of the named queries, typed.", what="class", number=len(queries))
    head = head.replace('"""\n\nfrom', _ROW_FIELDS + '"""\n\nfrom')
    classes = "".join(_class(query) for query in queries)
    table = "".join(f'    "{query.name}": {row_class(query)},\n' for query in queries)
    return (
        f"{head}\nfrom dataclasses import dataclass\nfrom typing import Any\n{classes}\n\n"
        f"ROWS: dict[str, type[Any]] = {{\n{table}}}\n" + '"""The class of the rows of each named query."""\n'
    )


def _class(query: NamedQuery) -> str:
    fields = "".join(_field(column) for column in query.columns)
    return (
        f"\n\n@dataclass(frozen=True, slots=True)\nclass {row_class(query)}:\n"
        f'    """{query.title_en} · {query.title_zh}."""\n\n{fields}'
    )


def _field(column: Column) -> str:
    return f"    {snake(column.name)}: {_TYPES[column.kind]} | None  # {column.zh} · {column.en}\n"


def questions_module(queries: tuple[NamedQuery, ...]) -> str:
    """Return the text of knowledge/questions.py."""
    head = _MODULE.format(title="The named queries as methods with typed rows.", what="method", number=len(queries))
    imported = 'from typing import TypeVar\n\nfrom fazhi.knowledge import rows\n\nRow = TypeVar("Row")\n'
    base = (
        "\n\nclass Questions:\n"
        '    """One method for each named query; the examples run on a store of the seeds."""\n\n'
        "    def _rows(self, row: type[Row], name: str, **values: object) -> list[Row]:\n"
        '        raise TypeError(f"{type(self).__name__} does not say how {name!r} is answered")\n'
    )
    return f"{head}\n{imported}{base}" + "".join(_method(query) for query in queries)


def _method(query: NamedQuery) -> str:
    needed = [one for one in query.parameters if one.required]
    others = [one for one in query.parameters if not one.required]
    signature = ["self", *(f"{one.name}: {_python(one)}" for one in needed)]
    signature += ["*", *(_optional(one) for one in others)] if others else []
    given = "".join(f", {one.name}={one.name}" for one in query.parameters)
    return (
        f"\n    def {snake(query.name)}({', '.join(signature)}) -> list[rows.{row_class(query)}]:\n"
        f'        """{query.title_en} · {query.title_zh}.\n\n{_wrapped(query.question_en)}\n\n        {query.question_zh}\n\n'
        f'        >>> found = knowledge.{snake(query.name)}({_arguments(query)})\n        """\n'
        f'        return self._rows(rows.{row_class(query)}, "{query.name}"{given})\n'
    )


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 110, initial_indent=" " * 8, subsequent_indent=" " * 8)


def _python(one: Parameter) -> str:
    return "int" if one.kind in ("integer", "year") else "str"


def _optional(one: Parameter) -> str:
    if one.default:
        return f"{one.name}: {_python(one)} = {one.default}"
    return f"{one.name}: {_python(one)} | None = None"


def _arguments(query: NamedQuery) -> str:
    parts = []
    for name, value in query.examples[0].items():
        written = value if _python(query.parameter(name)) == "int" else f'"{value}"'
        parts.append(written if query.parameter(name).required else f"{name}={written}")
    return ", ".join(parts)


def formatted(text: str) -> str:
    """Return Python source as the project formats it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(ROWS), "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    return done.stdout


def main() -> None:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check, queries = parser.parse_args().check, named_queries()
    made = {
        DOCUMENT: document(queries),
        ROWS: formatted(rows_module(queries)),
        QUESTIONS: formatted(questions_module(queries)),
    }
    stale = [path.name for path, text in made.items() if not path.is_file() or path.read_text("utf-8") != text]
    if check and stale:
        sys.exit(f"{', '.join(stale)} is stale; run: python tools/make_queries.py")
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
