"""``fazhi info``: versions, the vocabulary, the models, what the store holds."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import typer

from fazhi import __version__
from fazhi.cli.options import Store, store_folder
from fazhi.cli.printing import print_table
from fazhi.cli.program import app

_LIBRARIES = ("spacy", "spacy-pkuseg", "ahocorasick_rs", "pyoxigraph", "rdflib", "networkx", "pyvis")


@app.command()
def info(store: Store = None) -> None:
    """Say which versions run, where the vocabulary lies and what the store holds.

    Example: fazhi info --store my-store
    """
    from fazhi.settings import SETTINGS, data_folder, setting
    from fazhi.store import Store as OpenStore
    from fazhi.store import holds_store
    from fazhi.tagging.trained import FILES, MODELS
    from fazhi.vocabulary import load_institution_types, load_laws, load_practices

    folder = store_folder(store)
    rows: list[tuple[str, object]] = [
        ("fazhi", __version__),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in _LIBRARIES),
        ("vocabulary 词表", data_folder("ontology")),
        ("practices 做法", sum(not term.rejected for term in load_practices())),
        ("institution types 机构类型", len(load_institution_types())),
        ("laws and policies 法规文件", len(load_laws())),
        *((f"tagging model 标注模型 {name}", _size(MODELS / name)) for name in FILES),
        *((known.name, setting(known.name)) for known in SETTINGS),
    ]
    if holds_store(folder):
        with OpenStore.open(folder) as opened:
            counts = opened.counts()
        rows += [("store 图谱", folder), ("reports 报告", counts.reports), ("quads 四元组", counts.quads)]
    else:
        rows.append(("store 图谱", f"none at {folder}; make one with: fazhi build PATH --store {folder}"))
    print_table(("", ""), rows)
    typer.echo("")


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB" if path.is_file() else f"missing at {path}; reinstall fazhi"
