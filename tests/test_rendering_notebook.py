"""The drawing in a notebook: in a frame of its own, drawn in a browser from what nbconvert writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser

import fazhi
from browser import ready, visible
from fazhi.errors import UsageError
from fazhi.network import Graph, nodes_of, select, shared_counts
from fazhi.rendering import Drawing
from fazhi.store import Store

pytest_plugins = ("page_fixtures",)

STYLED = "(name) => JSON.stringify(Object.fromEntries([...getComputedStyle(document.querySelector(name))].map("
STYLED += "(key) => [key, getComputedStyle(document.querySelector(name))[key]])))"


def notebook(tmp_path: Path, name: str, *outputs: str) -> Path:
    """Write what nbconvert makes of a notebook with these HTML outputs."""
    cells = [new_markdown_cell("# 标题\n\n段落 [链接](#a)")]
    cells += [
        new_code_cell(
            "fazhi.graph(store)", outputs=[new_output("execute_result", {"text/html": html}, execution_count=1)]
        )
        for html in outputs
    ]
    body, _ = HTMLExporter(template_name="classic").from_notebook_node(new_notebook(cells=cells))
    file = tmp_path / f"{name}.html"
    file.write_text(body, encoding="utf-8")
    return file


def test_a_notebook_shows_the_drawing_and_keeps_its_own_styles(browser: Browser, graph: Graph, tmp_path: Path) -> None:
    drawing = fazhi.graph(graph, title="笔记本里的图")
    plain = notebook(tmp_path, "plain", "<p>nothing</p>", "<p>nothing</p>")
    drawn = notebook(tmp_path, "drawn", drawing._repr_html_(), "<p>nothing</p>")
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    # Of the notebook's own page, not of the drawing: nbconvert's templates name scripts on other machines.
    context.route("http*://**/*", lambda route: route.abort())
    styles = []
    for file in (plain, drawn):
        page = context.new_page()
        page.goto(file.as_uri())
        styles.append([page.evaluate(STYLED, name) for name in ("h1", "p", "a", ".input_area")])
    assert styles[0] == styles[1], "no style leaks out of the frame"
    (frame,) = [frame for frame in page.frames if frame.url == "about:srcdoc"]
    ready(frame)
    shared = {node for node, count in shared_counts(graph).items() if count > 1}
    assert set(frame.evaluate("fazhi.nodes()")) == {*nodes_of(graph, "place"), *shared}
    assert frame.evaluate("getComputedStyle(document.body).fontSize") == "14px", "no style leaks into the frame"
    assert (
        frame.evaluate("(() => { try { return String(parent.document.title); } catch { return 'shut'; } })()") == "shut"
    )
    frame.fill("#search", "fqjy")
    frame.press("#search", "Enter")
    assert frame.inner_text("#panel h2") == "枫桥经验"
    assert frame.is_visible("#canvas") and frame.is_visible("#panel figure")
    with page.expect_download() as waiting:
        frame.click("[data-do=png]")
    assert waiting.value.suggested_filename == "笔记本里的图.png"
    context.close()


def test_what_can_be_drawn(graph: Graph, seed_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = select(graph, places=["真新街道", "万兴街道"])
    assert len(fazhi.graph(part, draw="compare").view) == len(part)
    with Store.open(seed_store) as store:
        whole = fazhi.graph(store)
    assert nodes_of(whole.view, "place") == nodes_of(fazhi.graph(seed_store).view, "place")
    assert repr(whole).startswith("<fazhi drawing: ")
    with pytest.raises(UsageError, match="int cannot be drawn"):
        fazhi.graph(3)  # type: ignore[arg-type]
    assert (
        fazhi.graph(part, language="en").save(tmp_path / "part.html").read_text("utf-8").startswith("<!doctype html>")
    )


def test_outside_a_notebook_the_browser_opens(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("webbrowser.open", asked.append)
    Drawing(graph).show()
    (address,) = asked
    assert address.startswith("file://") and address.endswith("/graph.html")


def test_in_a_notebook_it_is_displayed(graph: Graph, tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    source = "import fazhi\nfrom fazhi.network import PlaceNode, PracticeNode, AdoptionEdge, graph_of\n"
    source += (
        "rows = [PlaceNode('a', '甲镇'), PracticeNode('b', '乙法'), AdoptionEdge('a', 'b', 'implemented', 2024)]\n"
    )
    source += "fazhi.graph(graph_of(rows)).show()"
    made = new_notebook(cells=[new_code_cell(source)])
    NotebookClient(made, timeout=180, kernel_name="python3").execute()
    (output,) = made.cells[0].outputs
    assert output["data"]["text/html"].startswith('<iframe title="法治图谱" sandbox="allow-scripts')
    assert "allow-same-origin" not in output["data"]["text/html"][:300]
    nbformat.validate(made)


def test_hostile_names_stay_in_the_frame(browser: Browser, graph: Graph, tmp_path: Path) -> None:
    title = '"></iframe><script>window.hacked=1</script>'
    file = notebook(tmp_path, "hostile", fazhi.graph(graph, title=title)._repr_html_())
    context = browser.new_context()
    context.route("http*://**/*", lambda route: route.abort())
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("iframe").count() == 1
    assert page.locator("iframe").get_attribute("title") == title
    assert page.evaluate("window.hacked") is None
    (frame,) = [frame for frame in page.frames if frame.url == "about:srcdoc"]
    ready(frame)
    assert frame.inner_text("h1") == title
    assert len(visible(frame)) > 5
    context.close()
