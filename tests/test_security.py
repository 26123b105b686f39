"""The source keeps what docs/security.md promises: no pickle, shell, eval, unsafe loading or guessable names."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "graph" / "fazhi").rglob("*.py"))
MODULES = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle", "pty", "telnetlib", "ftplib"}
CALLS = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execl", "os.spawnl", "tempfile.mktemp"),
    *("subprocess.getoutput", "subprocess.getstatusoutput", "yaml.load", "asyncio.create_subprocess_shell"),
}
PICKLING = {"building/workers.py"}
"""Where processes of one build talk to each other; see docs/security.md."""


def name(node: ast.expr) -> str:
    """Return ``a.b.c`` of an expression that is a dotted name."""
    if isinstance(node, ast.Attribute):
        return f"{name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def faults(source: str, place: str) -> Iterator[str]:
    """Yield what a module must not do."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
            if module.split(".")[0] in MODULES or (module.startswith("multiprocessing") and place not in PICKLING):
                yield f"{place}:{node.lineno} imports {module}"
        if isinstance(node, ast.Call):
            called = name(node.func)
            if called in CALLS:
                yield f"{place}:{node.lineno} calls {called}"
            for word in node.keywords:
                true = isinstance(word.value, ast.Constant) and word.value.value is True
                if word.arg in {"shell", "allow_pickle"} and true:
                    yield f"{place}:{node.lineno} calls {called} with {word.arg}"


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from multiprocessing import Pool",
        "import os\nos.system('x')",
        "import subprocess\nsubprocess.run('x', shell=True)",
        "import numpy as np\nnp.load('x', allow_pickle=True)",
        "eval('1')",
        "import tempfile\ntempfile.mktemp()",
    ],
)
def test_each_fault_is_seen(source: str) -> None:
    assert list(faults(source, "x.py"))


def test_no_module_does_what_is_promised_against() -> None:
    found = []
    for path in SOURCES:
        place = path.relative_to(ROOT / "graph" / "fazhi").as_posix()
        found += list(faults(path.read_text("utf-8"), place))
    assert len(SOURCES) > 100 and found == []


def test_a_worker_imports_nothing_from_the_folder_it_starts_in(tmp_path: Path) -> None:
    """A report's folder may hold a file that is called like a module."""
    (tmp_path / "json.py").write_text("raise SystemExit('hijacked')")
    (tmp_path / "fazhi.py").write_text("raise SystemExit('hijacked')")
    (tmp_path / "a.txt").write_bytes(next((ROOT / "seeds").glob("001*.txt")).read_bytes())
    program = Path(sys.executable).with_name("fazhi")
    command = [str(program), "build", "a.txt", "--store", "s", "--jobs", "1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
