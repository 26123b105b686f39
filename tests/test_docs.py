"""What users can call is documented, and what is documented can be called."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from fazhi.cli import app
from fazhi.doctor.installation import _vocabulary
from fazhi.errors import UsageError
from fazhi.jurisdictions import gazetteer
from fazhi.namespaces import base
from fazhi.queries import names
from fazhi.settings import SETTINGS
from fazhi.vocabulary import load_practices

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands)


@pytest.mark.parametrize("tool", ["make_docs.py", "make_model_doc.py"])
def test_what_is_made_is_current(tool: str) -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / tool, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("document", ["README.md", "README.zh-CN.md", "docs/commands.md"])
def test_every_command_is_documented(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"fazhi {command}" not in text] == []


def test_every_named_query_is_documented() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert [name for name in names() if f"### {name}\n" not in text] == []


@pytest.mark.parametrize("document", ["README.md", "README.zh-CN.md"])
def test_the_readmes_name_no_query_or_file_that_is_not_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    queries = re.findall(r"fazhi query ([a-z][a-z-]+)", text)
    assert queries
    assert set(queries) <= set(names())
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []


def test_the_vocabulary_has_the_sizes_that_are_told() -> None:
    """The documents, ``fazhi doctor`` and ``fazhi info`` say one number; names to be passed over are no practices."""
    practices, divisions = sum(not term.rejected for term in load_practices()), len(gazetteer())
    assert f"{divisions:,} divisions" in (ROOT / "docs/extraction.md").read_text(encoding="utf-8")
    assert f"{practices:,} practices" in (ROOT / "ontology/README.md").read_text(encoding="utf-8")
    assert f"{practices} practices" in (told := _vocabulary().said) and f"{divisions} divisions" in told


UNFIT_BASES = [
    ("http://x y/", "a space"), ("example.org/", "no scheme"), ("https://example.org/#", "a fragment"),
    ("https://example.org/?a=", "a query"), ("http://x<y>/", "signs that no IRI holds"), ("http://x\n/", "a line break"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "reason"), UNFIT_BASES)
def test_an_unfit_base_is_told_when_it_is_read(monkeypatch: pytest.MonkeyPatch, value: str, reason: str) -> None:
    monkeypatch.setenv("FAZHI_BASE_IRI", value)
    with pytest.raises(UsageError, match=r"FAZHI_BASE_IRI is .*; set it to an address without spaces"):
        base()
    monkeypatch.setenv("FAZHI_BASE_IRI", "https://例子.cn/law")
    assert base() == "https://例子.cn/law/", "an address in Chinese is one"


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert [setting.name for setting in SETTINGS if setting.name not in text] == []
