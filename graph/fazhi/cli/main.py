"""The program: its commands, and how errors become one line and an exit code.

Exit codes: 0 all done (also where the reader of a pipe has gone), 1 something was refused or cannot be read,
2 the call was wrong, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module

import typer
from typer.exceptions import TyperException

from fazhi.cli.program import app
from fazhi.cli.words import in_both
from fazhi.errors import FazhiError

COMMANDS = (
    *("build", "compare", "doctor", "evaluate", "explain", "export", "extract", "info", "load", "query"),
    *("remove", "serve", "show", "similar", "spread", "suggest", "validate"),
)
"""Modules of this package, one a command: each registers itself with ``app`` when it is imported."""
for _command in COMMANDS:
    import_module(f"fazhi.cli.{_command}")

_INTERRUPTED = 130


def _one_line(error: BaseException) -> str:
    return _one_line_of(str(error))


def _one_line_of(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def main(arguments: list[str] | None = None) -> None:
    """Run the program and end the process with its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in arguments
    if debug:
        arguments = ["--debug", *(word for word in arguments if word != "--debug")]
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding would end the program at the first Chinese character.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(arguments, debug))


def _wrong_call(error: TyperException) -> str:
    """Return what is wrong with the call, and the command whose help says what would be right."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "fazhi"
    said = in_both(_one_line_of(error.format_message()))
    return f"{said} See {command} --help" if said.endswith("?") else f"{said}; see {command} --help"


def _interrupted() -> int:
    print("fazhi: interrupted; what was finished is kept", file=sys.stderr)
    return _INTERRUPTED


def _closed_pipe() -> int:
    """Write what is left nowhere: the reader of the pipe has gone (`| head`), which is no fault."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _run(arguments: list[str], debug: bool) -> int:
    try:
        # Without a word the user wants to know what there is; typer would call that a wrong call.
        words = arguments or ["--help"]
        code = int(typer.main.get_command(app).main(words, prog_name="fazhi", standalone_mode=False) or 0)
        sys.stdout.flush()
        return _interrupted() if code == _INTERRUPTED else code
    except typer.Exit as end:
        return end.exit_code
    except SystemExit as end:
        # The parser ends the process by itself where a pipe was closed.
        if isinstance(end.__context__, BrokenPipeError):
            return _closed_pipe()
        raise
    except TyperException as error:
        print(f"fazhi: {_wrong_call(error)}", file=sys.stderr)
        return 2
    except FazhiError as error:
        if debug:
            traceback.print_exc()
        print(f"fazhi: {_one_line(error)}", file=sys.stderr)
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return _interrupted()
    except BrokenPipeError:
        return _closed_pipe()
    except Exception as error:  # noqa: BLE001 - the edge: whatever else happens, the user gets one line
        if debug:
            traceback.print_exc()
        kind = type(error).__name__
        print(
            f"fazhi: an error of the program itself ({kind}: {_one_line(error)}); run again with --debug",
            file=sys.stderr,
        )
        return 1
