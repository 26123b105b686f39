"""Files of trained arrays: numpy's compressed archives, read without pickle."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from fazhi.errors import ModelError


def read_arrays(path: Path) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of a file by name; raise ModelError where it is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise damaged(path, error) from error


def damaged(path: Path, reason: object) -> ModelError:
    """Return the error that says what to do about a file of arrays that cannot be used."""
    return ModelError(f"The tagging model {path} cannot be read ({reason}); reinstall fazhi")
