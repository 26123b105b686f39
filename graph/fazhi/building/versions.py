"""What extracted a report: the code, the models and the vocabulary, by digest.

A report is read again when one of them has changed since, and only then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import fazhi
from fazhi.namespaces import base
from fazhi.settings import data_folder, setting
from fazhi.store import Marker

_DIGITS = 12
_WITHOUT_EFFECT = {
    *("ontology", "seeds", "__pycache__"),
    *("cli", "cluster.py", "doctor", "evaluation", "export", "knowledge", "network", "queries"),
    *("rendering", "server", "synthetic.py", "validation"),
}
"""Parts of the package that no quad of a report depends on: their change reads nothing again."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Code and vocabulary, each by a name that changes with them."""

    code: str
    vocabulary: str

    @classmethod
    def current(cls, extra: Sequence[Path] = ()) -> Versions:
        """Take the versions of the installed package, its vocabulary and the user's own vocabulary files."""
        package = Path(fazhi.__file__).parent
        code = _digest([*_files(package, skip=_WITHOUT_EFFECT), *_model()])
        vocabulary = _digest([*_files(data_folder("ontology")), *(path.read_bytes() for path in sorted(extra))])
        return cls(f"{fazhi.__version__}+{code}", vocabulary)

    def __str__(self) -> str:
        return f"fazhi {self.code} vocabulary {self.vocabulary}"

    def difference(self, other: str | None) -> str:
        """Say what has changed since the version ``other`` read a report."""
        words = (other or "").split()
        if len(words) != 4:
            return "read by an unknown version before"
        changed = []
        if words[1] != self.code:
            changed.append(f"the code has changed ({words[1]} to {self.code})")
        if words[3] != self.vocabulary:
            changed.append(f"the vocabulary has changed ({words[3]} to {self.vocabulary})")
        return " and ".join(changed) or "read by an unknown version before"

    def marker(self, job: str = "") -> Marker:
        """Return what the marker file of a store says of these versions."""
        return Marker(base(), self.code, self.vocabulary, job)


def _files(folder: Path, skip: Iterable[str] = ()) -> Iterable[bytes]:
    """Yield names and contents below ``folder``, in the order of the names."""
    unwanted = set(skip)
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        parts = path.relative_to(folder).parts
        if path.is_file() and not unwanted & set(parts) and not path.name.startswith("."):
            yield "/".join(parts).encode()
            yield path.read_bytes()


def _model() -> Iterable[bytes]:
    chosen = setting("FAZHI_PKUSEG_MODEL")
    return _files(Path(chosen)) if chosen and Path(chosen).is_dir() else ()


def _digest(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:_DIGITS]
