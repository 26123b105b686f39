"""What tests of building share: a small vocabulary, texts that are quick to extract, dumps."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import factories
from fazhi.build import BuildSummary, Outcome, Versions, build
from fazhi.extraction import Extraction
from fazhi.reports import Report
from fazhi.settings import data_folder
from fazhi.store import Store

ONE = Versions("1", "v")
NAMES = ("枫桥经验", "三所联动", "人民调解", "法律顾问制度", "公共法律服务", "网格化管理", "法律援助")


@contextmanager
def small_vocabulary(folder: Path) -> Iterator[None]:
    """Only the ontology and the divisions: most tests here need no practices, and all are quicker."""
    for name in ("fazhi.ttl", "divisions.csv", "former_divisions.csv", "practices.csv", "top_concepts.csv", "shapes.ttl"):
        (folder / name).symlink_to(data_folder("ontology") / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAZHI_ONTOLOGY", str(folder))
        yield


def extract(report: Report) -> Extraction:
    """Claim every one of a few practices that the text names; fail, hang, die or swell where it says so."""
    if "崩溃" in report.text:
        raise RuntimeError("broken\nin two lines")
    if "停滞" in report.text:
        time.sleep(3600)
    if "暴毙" in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "撑破" in report.text:
        bytearray(1 << 62)
    claims = tuple(factories.adoption(report.text, name) for name in NAMES if name in report.text)
    return Extraction(report, (), claims)


def run(paths: list[Path] | list[str], store: Path, **options: object) -> BuildSummary:
    """Build with the quick extraction and fixed versions."""
    return build(paths, store, **{"extract": extract, "versions": ONE, **options})  # type: ignore[arg-type]


def dump(store: Path) -> bytes:
    """Return the sorted N-Quads of a store."""
    output = io.BytesIO()
    with Store.open(store) as opened:
        opened.dump(output)
    return output.getvalue()


def text(place: str, year: int, *practices: str) -> str:
    """Return a short report that says it has these practices."""
    return (
        f"{place}{year}年度法治政府建设年度报告\n发布日期：{year + 1}-02-01\n"
        f"一、{year}年法治政府建设主要做法\n"
        f"{place}推进法治政府建设，开展{'、'.join(practices)}。\n二、存在的不足\n依法行政能力有待提升。\n"
    )


def make_corpus(tmp_path: Path) -> Path:
    """Two reports at two depths, and what is no report."""
    folder = tmp_path / "corpus"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text(text("浙江省台州市黄岩区南城街道", 2021, "枫桥经验", "三所联动"), "utf-8")
    (folder / "deeper" / "b.TXT").write_text(text("上海市嘉定区真新街道", 2024, "枫桥经验"), "utf-8")
    (folder / "deeper" / "README.md").write_text("not a report", "utf-8")
    return folder


def sources(summary: BuildSummary) -> dict[str, Outcome]:
    """Return what became of each file, by its name."""
    return {Path(row.source).name: row.outcome for row in summary.rows}
