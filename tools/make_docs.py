"""Write docs/commands.md from the commands' own help and the heads of the named queries.

usage: python tools/make_docs.py [--check]      --check: say whether the file is current, change nothing
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import typer

from fazhi.cli import app
from fazhi.queries import NamedQuery, named_queries
from make_queries import parameter_row

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
_HEAD = """# Commands and named queries

Made by `python tools/make_docs.py` from the programs' own help and the heads of `graph/fazhi/queries/*.rq`.

Every command ends with one of these exit codes, `fazhi validate` as it says itself. Errors are one line on standard
error; `--debug` shows the traceback.

| code | means | such as |
|---|---|---|
| 0 | all done | also where the reader of a pipe has gone (`\\| head`) |
| 1 | something was refused or cannot be read | a report, a store, a dump, a vocabulary; `fazhi doctor` found a problem; a server failed |
| 2 | the call was wrong | an unknown command, option, query, place or practice; a missing or malformed parameter; malformed SPARQL; a query file that is not there |
| 130 | interrupted | what was finished is kept |

Values of options that have a list may be given in Chinese, too: `--view 全图`, `--lang 英文`, `--only 两地`, `--table 采用`,
`--errors 做法`; an error lists both. Settings are environment variables, listed by `fazhi info`.

## Commands
"""
_QUERIES = """
## Named queries

`fazhi query NAME --parameter value`. Places are given by name, full path or division code, practices by any of their
names; a name that fits several is refused with the list. Statuses, outcomes, levels and kinds may be given as the tables
print them or in short (`--status 计划`, `--level 镇`). `--format csv` and `json` hold every value whole.
"""


def document() -> str:
    """Return the text of docs/commands.md."""
    parts = [_HEAD]
    group = typer.main.get_command(app)
    for name in sorted(group.commands):  # type: ignore[attr-defined]
        command = group.commands[name]  # type: ignore[attr-defined]
        parts += [f"\n### fazhi {name}\n", "\n```text\n", _help(name, command), "\n```\n"]
    parts.append(_QUERIES)
    parts += [_query(query) for query in named_queries()]
    return "".join(parts)


def _help(name: str, command: object) -> str:
    with command.make_context(f"fazhi {name}", ["--help"], resilient_parsing=True, max_content_width=100) as context:  # type: ignore[attr-defined]
        lines = command.get_help(context).splitlines()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _query(query: NamedQuery) -> str:
    rows = "".join(parameter_row(one) for one in query.parameters)
    table = f"\n| parameter | type | default | meaning |\n|---|---|---|---|\n{rows}" if rows else ""
    return f"\n### {query.name}\n\n{query.title_zh} · {query.title_en}\n\n{query.question_zh}  \n{query.question_en}\n{table}"


def main() -> None:
    """Write the document, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    text = document()
    if parser.parse_args().check:
        if not DOCUMENT.is_file() or DOCUMENT.read_text(encoding="utf-8") != text:
            sys.exit("docs/commands.md is stale; run: python tools/make_docs.py")
        return
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
