"""The page for everybody: keyboard, screen reader, languages, schemes, paper, files, hostile names."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser import FENGQIAO, GROUNDS, TITLE, ZHENXIN, go_to, key_of, opened
from fazhi.network import AdoptionEdge, Graph, Passage, PlaceNode, PracticeNode, adoptions, graph_of, record_of
from fazhi.rendering import render, write
from fazhi.rendering.names import clean, passage

TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

pytest_plugins = ("page_fixtures",)


def test_the_keyboard_reaches_everything(show: Callable[..., Page], graph: Graph) -> None:
    page = show()
    reached = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.dataset.do || ''"))
    assert {"tab-graph", "search", "minimum", "canvas", "size", "png", "csv", "fit", "language"} <= reached
    page.focus("#canvas")
    page.keyboard.press("ArrowDown")
    first = page.evaluate("location.hash")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("location.hash") != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    name = page.inner_text("#panel h2, #panel > bdi")
    assert name in page.inner_text("#said") or name in {record_of(graph, node).name for node in graph}
    page.focus("#canvas")
    page.keyboard.press("f")
    assert page.is_visible("#unfocus")
    page.keyboard.press("Escape")
    assert "select" not in page.evaluate("location.hash")


def test_tabs_move_by_arrow_keys_and_tables_hold_what_is_seen(show: Callable[..., Page], graph: Graph) -> None:
    page = show()
    lines = page.evaluate("fazhi.lines()")
    page.focus("#tab-graph")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-matrix"
    assert page.locator("#view-matrix .sign").count() == len(lines)
    page.keyboard.press("ArrowRight")
    signs = page.locator("#view-years .sign").evaluate_all("all => all.map((one) => Number(one.dataset.edge))")
    assert sorted(signs) == sorted(line["index"] for line in lines), "each seed report is of one year"
    page.keyboard.press("ArrowRight")
    assert page.locator("#view-table tbody tr").count() == len(lines)
    page.click("[data-column='3']")
    years = page.locator("#view-table tbody td:nth-child(4)").all_text_contents()
    assert years == sorted(years)
    page.click("[data-column='3']")
    assert page.locator("#view-table tbody td:nth-child(4)").all_text_contents() == sorted(years, reverse=True)
    assert page.locator("#view-table th").nth(3).get_attribute("aria-sort") == "descending"


def test_both_languages(show: Callable[..., Page], graph: Graph) -> None:
    page = show()
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    labels = {label["key"]: label["text"] for label in page.evaluate("fazhi.labels()")}
    assert labels[ZHENXIN] == "Zhenxin Subdistrict"
    record = record_of(graph, key_of(graph, FENGQIAO))
    assert labels[record.id].replace(" ", "").lower() == record.english.replace(" ", "").lower()
    chrome = page.locator("header .tools, #legend, .sharing, .steps").all_inner_texts()
    assert not re.search("[\u4e00-\u9fff]", "".join(chrome).replace("中文", ""))
    page.click("#language")
    assert page.inner_text("#tab-graph") == "关系图"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_of_the_system_is_followed_and_can_be_changed(show: Callable[..., Page], scheme: str) -> None:
    page = show(color_scheme=scheme)
    assert page.get_attribute("html", "data-theme") == scheme
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == f"rgb({', '.join(str(int(GROUNDS[scheme][place : place + 2], 16)) for place in (1, 3, 5))})"
    page.click("#theme")
    assert page.get_attribute("html", "data-theme") != scheme


@pytest.mark.parametrize(
    ("address", "act", "options"),
    [
        ("", None, {}),
        ("", None, {"color_scheme": "dark"}),
        ("view=table", None, {}),
        ("view=matrix&language=en", None, {"color_scheme": "dark"}),
        (f"select={ZHENXIN}", None, {}),
        (f"focus={ZHENXIN}&select={ZHENXIN}", None, {"color_scheme": "dark"}),
        ("", "#more-filters", {"viewport": {"width": 390, "height": 800}}),
        ("off=-&minimum=1", "[data-facet=topic] summary", {}),
    ],
)
def test_nothing_bars_a_screen_reader(
    show: Callable[..., Page], address: str, act: str | None, options: dict[str, Any]
) -> None:
    page = show(address, **options)
    if act:
        page.click(act)
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found] == []


def test_a_narrow_screen_folds_the_filters(show: Callable[..., Page]) -> None:
    page = show(viewport={"width": 360, "height": 740}, has_touch=True)
    assert not page.is_visible("#legend")
    page.click("#more-filters")
    assert page.is_visible("#legend")
    assert page.get_attribute("#more-filters", "aria-expanded") == "true"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_still_pictures_for_those_who_want_no_motion(show: Callable[..., Page]) -> None:
    page = show(reduced_motion="reduce")
    before = page.evaluate(f"fazhi.node('{ZHENXIN}')")
    page.click("[data-do=closer]")
    at_once = page.evaluate(f"fazhi.node('{ZHENXIN}')")
    page.wait_for_timeout(300)
    assert before != at_once == page.evaluate(f"fazhi.node('{ZHENXIN}')")


# ---- To keep ----


def saved(page: Page, kind: str) -> bytes:
    with page.expect_download() as waiting:
        page.click(f"[data-do={kind}]")
    assert waiting.value.suggested_filename == f"{TITLE}.{kind}"
    return Path(waiting.value.path()).read_bytes()


def test_the_table_that_is_saved_holds_every_sentence(show: Callable[..., Page], graph: Graph) -> None:
    text = saved(show("minimum=1"), "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    expected = {
        (*edge.ends, edge.status, str(edge.year), found.sentence)
        for edge in adoptions(graph)
        for found in edge.evidence
    }
    assert {(row["from_id"], row["to_id"], row["relation"], row["year"], row["sentence"]) for row in rows} == expected


def test_the_pictures_that_are_saved_show_names_and_legend(show: Callable[..., Page]) -> None:
    page = show(color_scheme="dark")
    root = ET.fromstring(saved(page, "svg"))
    words = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {TITLE, "真新街道", FENGQIAO, "地方", "做法", "已实行", "已计划"} <= set(words)
    picture = saved(page, "png")
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 2 * int(float(root.get("width", "0")))
    assert len(picture) > 50_000, "a blank picture would be smaller"


def test_what_is_printed_is_the_drawing(show: Callable[..., Page]) -> None:
    page = show(color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_visible("#print svg")
    assert FENGQIAO in (page.text_content("#print svg") or "")
    assert not page.is_visible("#canvas")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_printed_table_comes_without_the_panel(show: Callable[..., Page]) -> None:
    page = show(f"view=matrix&select={ZHENXIN}", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.is_visible("#view-matrix table")
    assert not page.is_visible("#panel")
    assert not page.is_visible("#filters")
    # A scrolling box would print its first screen only.
    assert page.evaluate("getComputedStyle(document.getElementById('view-matrix')).overflow") == "visible"
    page.emulate_media(media="screen")
    assert page.is_visible("#panel")


def test_the_address_is_copied(show: Callable[..., Page]) -> None:
    page = show(f"select={ZHENXIN}")
    page.click("[data-do=copy]")
    page.get_by_text("已复制当前视图的地址").first.wait_for()
    page.fill("#search", "")
    page.focus("#search")
    page.keyboard.press("Control+v")
    assert page.input_value("#search") in ("", page.url), "a browser without a clipboard copies nothing else"


# ---- Hostile names ----

HOSTILE = (
    "</script><script>window.hacked=1</script>",
    '<img src=x onerror="window.hacked=1">',
    "\"'`${window.hacked=1}\\",
    "<!--<script>",
    '=HYPERLINK("http://example.org")',
    "\u202e反转\u202d\u2066\u200f",
    "长" * 10_000,
    "x" * 10_000,
    "\x00\x08\u2028\u2029\ufeff\U000e0041",
    "𠮷野家\U0001f3db",
)


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows: list[Any] = [
        PlaceNode(f"division/{n}", f"{name}镇", name, name, name, name) for n, name in enumerate(HOSTILE)
    ]
    for n, name in enumerate(HOSTILE):
        rows.append(PracticeNode(f"practice/{n}", name, name, None, name, name, name, (name,)))
        for place in range(2):
            found = Passage(f"前{name}后" * 3, 1, 1 + len(name), name, 2020, name, 5)
            rows.append(
                AdoptionEdge(f"division/{(n + place) % len(HOSTILE)}", f"practice/{n}", "planned", 2020, (found,))
            )
    page = render(graph_of(rows), title=HOSTILE[0] + HOSTILE[6])
    return write(page, tmp_path_factory.mktemp("hostile") / "hostile.html")


@pytest.mark.parametrize("view", ["graph", "matrix", "table"])
def test_hostile_names_are_only_shown(browser: Browser, hostile_file: Path, view: str) -> None:
    with opened(browser, hostile_file, f"view={view}") as found:
        page = found.page
        for number, name in enumerate(HOSTILE):
            go_to(page, f"view={view}&select=practice/{number}")
            shown = page.locator("#panel > h2").text_content() or ""
            # A name of nothing but controls gives way to the identifier.
            assert shown == (clean(name) or f"practice/{number}")
            text, start, end = passage(f"前{name}后" * 3, 1, 1 + len(name))
            quotation = page.locator("#panel blockquote").first
            # Marks of direction, which turn what stands around them, are not shown.
            assert quotation.locator("mark").text_content() == TURNING.sub("", text[start:end])
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("window.hacked") is None
        assert page.locator("script").count() == 4
        assert page.locator("img").count() == 0


def test_a_spreadsheet_takes_no_name_for_a_formula(browser: Browser, hostile_file: Path) -> None:
    with opened(browser, hostile_file, "minimum=1") as found:
        with found.page.expect_download() as waiting:
            found.page.click("[data-do=csv]")
        text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []
