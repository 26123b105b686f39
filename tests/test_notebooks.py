"""The notebooks, run from top to bottom without a network: what is committed is what they show now."""

from __future__ import annotations

import base64
import importlib
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from browser import launched

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
make_notebooks = importlib.import_module("make_notebooks")

# Six kernels on a busy machine take longer than other tests.
pytestmark = pytest.mark.timeout(900)
SOURCES = make_notebooks.sources()
NAMES = [source.stem for source in SOURCES]
HAN, LATIN = re.compile("[\u4e00-\u9fff]{4}"), re.compile(r"(?:[a-z]+ ){4}")


def committed(name: str) -> Any:
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="session")
def run(seed_store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every notebook run afresh; they only read the store, which is a copy all the same."""
    folder = tmp_path_factory.mktemp("notebooks")
    shutil.copytree(seed_store, folder / "store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAZHI_STORE", str(folder / "store"))
        return {source.stem: made for source, made in make_notebooks.run_all(SOURCES, folder)}


def test_there_is_a_notebook_for_each_source_and_no_other() -> None:
    assert len(NAMES) == 6
    assert sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb")) == NAMES


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_what_is_committed_is_what_a_fresh_run_shows(run: dict[str, Any], source: Path) -> None:
    assert make_notebooks.differences(source, run[source.stem]) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_is_in_two_languages_and_says_what_the_data_can_carry(name: str) -> None:
    cells = committed(name).cells
    prose = [cell.source for cell in cells if cell.cell_type == "markdown"]
    assert "数据能说明什么" in prose[0]
    assert "What the data can carry" in prose[0]
    headings = [line for text in prose for line in text.splitlines() if line.startswith("## ")]
    assert all(HAN.search(line) or "·" in line for line in headings)
    assert sum(bool(HAN.search(text)) for text in prose) > len(prose) / 2
    assert sum(bool(LATIN.search(text)) for text in prose) > len(prose) / 2
    (parameters,) = [cell for cell in cells if "parameters" in cell.metadata.get("tags", ())]
    assert parameters.source.startswith("# ▶ 改这里 · change here")


@pytest.mark.parametrize("name", NAMES)
def test_no_output_holds_a_path_of_a_machine_a_warning_or_an_address(name: str) -> None:
    for cell in committed(name).cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output.text
            shown = {kind: data for kind, data in output.get("data", {}).items() if kind != "image/png"}
            text = json.dumps(shown, ensure_ascii=False) + output.get("text", "")
            assert not re.search(r"/(?:tmp|home|root|Users|private|var)/", text)
            if "<iframe" not in text:
                assert set(re.findall(r"https?://[^/\"\\]+", text)) <= {"https://vega.github.io", "https://w3id.org"}


def charts() -> Iterator[tuple[str, Any]]:
    for name in NAMES:
        outputs = [output for cell in committed(name).cells for output in cell.get("outputs", [])]
        specs = [one.data for one in outputs if "application/vnd.vegalite.v5+json" in one.get("data", {})]
        yield from ((f"{name[:2]}-{number}", data) for number, data in enumerate(specs, 1))


CHARTS = dict(charts())


def test_there_are_charts_to_look_at() -> None:
    assert {name[:2] for name in CHARTS} == {"01", "02", "03", "04", "06"}


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_has_titles_units_the_number_of_reports_and_an_image(name: str) -> None:
    data = CHARTS[name]
    spec = data["application/vnd.vegalite.v5+json"]
    title = spec["title"]
    assert HAN.search(title["text"].replace("“", ""))
    assert re.search(r"报告 \d+ 份 · \d+ reports", " ".join(title["subtitle"]))
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert title["text"] in data["text/plain"]
    measured = list(quantities(spec))
    assert measured or spec["encoding"]["color"]["title"], "a chart of names alone says what its colours are"
    for channel in measured:
        # An axis of nothing measured (a drawing) says so by hiding its labels.
        assert channel.get("title") or channel.get("axis", {}).get("labels") is False, channel


def quantities(part: Any) -> Iterator[dict[str, Any]]:
    """Every encoding of a number on an axis, a size or a shade, the first of those that share a scale."""
    if isinstance(part, dict):
        encoding = part.get("encoding", {})
        for name in ("x", "y", "size", "strokeWidth", "color"):
            channel = encoding.get(name, {})
            if channel.get("type") == "quantitative" and (
                channel.get("axis") or channel.get("title") or "scale" in channel
            ):
                yield channel
        for value in part.values():
            yield from quantities(value)
    elif isinstance(part, list):
        for value in part:
            yield from quantities(value)


OWN_QUESTIONS = [
    # (notebook, what a reader changes, words that must be in the outputs then)
    ("02", {"STATUSES": '("planned",)', "AT_LEAST": "1", "PLACE": '"新窑镇"'}, "新窑镇"),
    ("04", {"PLACE": '"南翔镇"'}, "南翔镇"),
]


@pytest.mark.parametrize(("name", "changes", "words"), OWN_QUESTIONS)
def test_one_cell_changed_is_an_own_question(
    seed_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, changes: dict[str, str], words: str
) -> None:
    monkeypatch.setenv("FAZHI_STORE", str(seed_store))
    (source,) = make_notebooks.sources([name])
    made = make_notebooks.executed(source, tmp_path, **changes)
    shown = json.dumps(make_notebooks.outputs(made), ensure_ascii=False)
    assert words in shown
    assert make_notebooks.differences(source, made), "another question has another answer"


def test_a_notebook_that_asks_for_the_network_fails(tmp_path: Path) -> None:
    source = tmp_path / "99_asks.py"
    source.write_text("# %%\nimport socket\nsocket.create_connection(('192.0.2.1', 80), timeout=1)\n", encoding="utf-8")
    with pytest.raises(Exception, match="without a network"):
        make_notebooks.executed(source, tmp_path)


def test_the_pages_draw_their_charts_and_ask_for_nothing(tmp_path: Path) -> None:
    with launched() as browser:
        for name in ("02_shared_practices", "06_a_larger_corpus"):
            (tmp_path / f"{name}.html").write_text(make_notebooks.page(committed(name), name), encoding="utf-8")
            page = browser.new_page()
            asked: list[str] = []
            said: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            page.goto((tmp_path / f"{name}.html").as_uri())
            count = page.locator("figure[data-chart]").count()
            assert count == sum(chart.startswith(name[:2]) for chart in CHARTS)
            page.locator("figure[data-chart] svg").nth(count - 1).wait_for()
            assert page.locator("figure[data-chart] svg").count() == count
            assert page.locator("figure details[open]").count() == 0, (
                "the static image is folded where the chart is drawn"
            )
            assert page.locator("figure img[alt*='reports']").count() == count
            assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
            assert said == []
