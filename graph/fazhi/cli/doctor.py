"""``fazhi doctor``: is the installation sound, and is the store?"""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.printing import print_table, progress
from fazhi.cli.program import app

_HEADINGS = {Language.ZH: ("结果", "项目", "说明"), Language.EN: ("result", "about", "said")}
_LEVELS = {"fine": "正常", "note": "提示", "mended": "已修", "problem": "问题"}


@app.command()
def doctor(
    store: Store = None,
    mend: Annotated[bool, typer.Option("--mend", help="Mend what can be mended without loss.")] = False,
    lang: Lang = Language.ZH,
) -> None:
    """Check the installation and the store, and say how to mend what is wrong.

    Of the store: what killed builds have left, whether every report is whole and every quotation
    stands in the kept text where it says, the list of files, the shapes. Exit code 1: something is wrong.

    Example: fazhi doctor --store my-store
    """
    from fazhi.doctor import Level, check_installation, check_store
    from fazhi.store import holds_store

    folder = store_folder(store)
    findings = list(check_installation())
    # Without --store, no store in the working folder is nothing to worry about.
    if store is not None or holds_store(folder):
        with progress("doctor") as bar:
            told = check_store(folder, mend=mend, progress=lambda done, total: bar.step(done, total, ""))
            findings += list(told)
    rows = [
        (_LEVELS[finding.level] if lang is Language.ZH else finding.level, finding.about, finding.said)
        for finding in findings
    ]
    print_table(_HEADINGS[lang], rows)
    if any(finding.level is Level.PROBLEM for finding in findings):
        raise typer.Exit(1)
