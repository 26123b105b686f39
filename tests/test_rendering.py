"""The HTML graph: what the file holds, and what a reader meets who opens it in a browser, offline."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from browser import Opened, launched, opened
from fazhi.errors import UsageError
from fazhi.network import (
    AdoptionEdge,
    Graph,
    Passage,
    PlaceNode,
    PracticeNode,
    adoptions,
    graph_of,
    nodes_of,
    record_of,
    shared_counts,
)
from fazhi.rendering import render, write
from fazhi.rendering.layout import CELL, positions
from fazhi.rendering.names import NAME_LIMIT, clean, passage, pinyin, romanised
from fazhi.rendering.styles import GROUNDS, KINDS, RELATIONS, STATUSES
from seed_graph import seed_rows

TITLE = "五份法治政府建设年度报告"
NANXIANG, ZHENXIN, WANXING = "division/310114102", "division/310114002", "division/120104005"
FENGQIAO = "枫桥经验"


# ---- The file ----


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of(seed_rows())


@pytest.fixture(scope="module")
def html(graph: Graph) -> str:
    return render(graph, title=TITLE)


def test_the_same_graph_gives_the_same_bytes(html: str) -> None:
    assert render(graph_of(reversed(seed_rows())), title=TITLE) == html


def test_the_file_is_small_and_asks_for_nothing(html: str) -> None:
    assert len(html.encode()) < 1_200_000
    shell = re.sub(r"<script.*?</script>|<style>.*?</style>", "", html, flags=re.S)
    assert re.findall(r"""(?:src|href)=["'](?!#)[^"']*""", shell) == []
    assert not re.search(r"@import|url\(|sourceMappingURL", re.sub(r"<script.*?</script>", "", html, flags=re.S))
    assert "sourceMappingURL" not in html


def test_only_the_scripts_and_styles_of_the_page_may_run(html: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    policy = policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    inline = [("script", text) for text in re.findall(r"<script>(.*?)</script>", html, re.S)]
    inline += [("style", text) for text in re.findall(r"<style>(.*?)</style>", html, re.S)]
    assert len(inline) == 3
    for kind, text in inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert re.search(rf"{kind}-src [^;]*'sha256-{re.escape(digest)}'", policy)


@pytest.mark.parametrize(
    ("choice", "message"),
    [({"language": "fr"}, "zh or en"), ({"minimum": 0}, "give 1 or more")],
)
def test_a_choice_that_is_none_is_refused(graph: Graph, choice: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        render(graph, **choice)


def test_an_empty_graph_is_refused_with_what_to_do() -> None:
    with pytest.raises(UsageError, match="build a store"):
        render(graph_of([]))


def test_a_page_is_written_as_utf_8_in_one_step(tmp_path: Path) -> None:
    target = write("<p>法治\n</p>", tmp_path / "graph.html")
    assert target.read_bytes() == "<p>法治\n</p>".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["graph.html"]
    with pytest.raises(UsageError, match="is a folder"):
        write("", tmp_path)
    with pytest.raises(UsageError, match="is not there"):
        write("", tmp_path / "none" / "graph.html")


# ---- Names ----


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("枫桥经验", "枫桥经验"),
        ("  三所\u3000联动\n", "三所 联动"),  # spaces of all kinds are one
        ("a\u202eb\u2066c\u200fd", "a b c d"),  # bidi controls would turn the rest of the line round
        ("nul\x00zero\u200bwidth\ufeff", "nul zero width"),
        ("half \ud800", "half \ufffd"),  # no file can hold half a surrogate pair
        ("法" * 10_000, "法" * (NAME_LIMIT - 1) + "…"),
        ("", ""),
    ],
)
def test_names_are_made_safe_to_show(name: str, shown: str) -> None:
    assert clean(name) == shown


@given(st.text(max_size=300), st.integers(-5, 400), st.integers(-5, 400), st.integers(20, 200))
def test_a_passage_keeps_its_mention(text: str, start: int, end: int, limit: int) -> None:
    cut, left, right = passage(text, start, end, limit)
    assert 0 <= left <= right <= len(cut) <= limit + 2
    if len(text) <= limit:
        assert cut == re.sub("[\ud800-\udfff]", "\ufffd", text)
    elif 0 <= start < end <= len(text) and end - start <= limit // 2:
        assert cut[left:right] == re.sub("[\ud800-\udfff]", "\ufffd", text[start:end])


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("南翔镇", "Nanxiang Town"),
        ("真新街道", "Zhenxin Subdistrict"),
        ("六枝特区", "Liuzhi Special District"),
        ("万兴街", "Wanxing Subdistrict"),
        ("沛县", "Peixian"),  # a name of one character keeps its rank, as the atlases spell it
    ],
)
def test_places_have_a_latin_name(name: str, latin: str) -> None:
    assert romanised(name) == latin


def test_pinyin_knows_readings_in_words() -> None:
    assert pinyin("三所联动") == "san suo lian dong"
    assert pinyin("行政调解12345热线") == "xing zheng tiao jie 12345 re xian"


def test_colours_stand_out_on_both_grounds() -> None:
    """WCAG 2.2, 1.4.11: what carries meaning has a contrast of at least 3 : 1."""
    colours = [style["colour"] for table in (KINDS, STATUSES, RELATIONS) for style in table.values()]
    for ground in GROUNDS.values():
        assert [colour for colour in colours if contrast(colour, ground) < 3] == []
    patterns = [tuple(style["dashes"]) for style in STATUSES.values()]
    assert len(set(patterns)) == len(patterns), "statuses are told apart without colour"
    assert len({style["shape"] for style in KINDS.values()}) == len(KINDS)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ---- The layout ----


def test_no_two_nodes_share_a_cell(graph: Graph) -> None:
    found = positions(graph)
    assert set(found) == set(graph)
    practices = nodes_of(graph, "place", "practice")
    crowded = [
        (a, b)
        for number, a in enumerate(practices)
        for b in practices[:number]
        if abs(found[a][0] - found[b][0]) < CELL[0] * 0.49 and abs(found[a][1] - found[b][1]) < CELL[1] * 0.9
    ]
    assert crowded == []
    assert len(set(found.values())) == len(found)


def test_shared_practices_stand_inside_the_ring_and_own_ones_by_their_place(graph: Graph) -> None:
    found = positions(graph)
    holders: dict[str, set[str]] = {}
    for edge in adoptions(graph):
        holders.setdefault(edge.practice, set()).add(edge.place)
    places = nodes_of(graph, "place")
    radius = [max(abs(found[place][axis]) for place in places) for axis in (0, 1)]

    def outside(node: str) -> bool:
        return (found[node][0] / radius[0]) ** 2 + (found[node][1] / radius[1]) ** 2 > 1.1

    shared = [practice for practice in holders if len(holders[practice]) > 1]
    own = [practice for practice in holders if len(holders[practice]) == 1]
    assert [practice for practice in shared if outside(practice)] == []
    by_place = [practice for practice in own if nearest(found, practice, places) in holders[practice]]
    assert len(by_place) > 0.9 * len(own)


def nearest(found: dict[str, tuple[float, float]], node: str, places: list[str]) -> str:
    def distance(place: str) -> float:
        return (found[place][0] - found[node][0]) ** 2 + (found[place][1] - found[node][1]) ** 2

    return min(places, key=distance)


@pytest.mark.parametrize(("places", "practices"), [(1, 0), (1, 9), (2, 5), (3, 1), (12, 40), (13, 40), (60, 1500)])
def test_any_number_of_places_is_laid_out(places: int, practices: int) -> None:
    rows: list[Any] = [PlaceNode(f"division/{n:03d}", f"{n}镇") for n in range(places)]
    rows += [PracticeNode(f"practice/{n:04d}", f"做法{n}") for n in range(practices)]
    rows += [
        AdoptionEdge(f"division/{(n * step) % places:03d}", f"practice/{n:04d}", "implemented", 2020)
        for n in range(practices)
        for step in (1, 7)
    ]
    found = positions(graph_of(rows))
    assert len(set(found.values())) == places + practices
    assert found == positions(graph_of(rows))


# ---- In the browser ----


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as started:
        yield started


@pytest.fixture(scope="module")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(html, tmp_path_factory.mktemp("page") / "graph.html")


@pytest.fixture
def show(browser: Browser, file: Path) -> Iterator[Callable[..., Page]]:
    """Open the page at an address and with context options; it is checked when the test ends."""
    open_pages: list[Any] = []

    def show(fragment: str = "", **options: Any) -> Page:
        manager = opened(browser, file, fragment, **options)
        open_pages.append(manager)
        found: Opened = manager.__enter__()
        return found.page

    yield show
    for manager in open_pages:
        manager.__exit__(None, None, None)


def click_at(page: Page, expression: str) -> None:
    """Click the point of the canvas that ``expression`` gives, and move the pointer away."""
    point = page.evaluate(expression)
    page.mouse.click(point["x"], point["y"])
    page.mouse.move(2, 2)


def key_of(graph: Graph, name: str) -> str:
    (key,) = [node for node in graph if record_of(graph, node).name == name]
    return key


def visible(page: Page) -> set[str]:
    return set(page.evaluate("fazhi.nodes()"))


def overlaps(page: Page) -> list[tuple[str, str]]:
    labels = page.evaluate("fazhi.labels()")
    return [
        (a["text"], b["text"])
        for number, a in enumerate(labels)
        for b in labels[:number]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]


def test_it_opens_with_places_and_shared_practices_named_in_chinese(show: Callable[..., Page], graph: Graph) -> None:
    page = show()
    shared = {node for node, count in shared_counts(graph).items() if count >= 2}
    assert visible(page) == {*nodes_of(graph, "place"), *shared}
    labels = {label["key"]: label["text"] for label in page.evaluate("fazhi.labels()")}
    assert set(labels) == visible(page), "every node of the first view has its label"
    assert labels[key_of(graph, FENGQIAO)] == FENGQIAO
    assert page.title() == TITLE
    assert page.inner_text("h1") == TITLE
    assert f"{len(shared)} / {len(nodes_of(graph, 'practice'))} 项做法" in page.inner_text("#status")


@pytest.mark.parametrize("address", ["", "minimum=1", "language=en", "minimum=1&language=en", "off=-"])
def test_no_label_lies_on_another(show: Callable[..., Page], address: str) -> None:
    page = show(address)
    for width in (1920, 1440, 1024, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)
        assert len(page.evaluate("fazhi.labels()")) >= 5
        assert overlaps(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing runs off the side"


def test_the_legend_names_kinds_and_statuses_and_hides_them(show: Callable[..., Page], graph: Graph) -> None:
    page = show()
    assert page.inner_text("#legend").split("\n")[0] == "图例（点击可隐藏）"
    for word in ("地方", "做法", "机构", "法律文件", "已实行", "已计划", "有不足", "仅提及", "新发现的做法"):
        assert page.locator("#legend .key", has_text=word).count() >= 1
    before = page.evaluate(f"fazhi.node('{ZHENXIN}')")
    planned = page.locator("[data-off='status:planned']")
    assert planned.get_attribute("aria-pressed") == "true"
    planned.click()
    assert planned.get_attribute("aria-pressed") == "false"
    assert {line["status"] for line in page.evaluate("fazhi.lines()")} == {"implemented", "deficient", "mentioned"}
    assert page.evaluate(f"fazhi.node('{ZHENXIN}')") == before, "nodes stay where they are"
    page.click("[data-off='kind:law']")
    assert visible(page) & set(nodes_of(graph, "law"))
    assert not visible(page) & set(nodes_of(graph, "institution"))


@pytest.mark.parametrize(
    ("place", "practice", "status"),
    [
        ("万兴街道", FENGQIAO, "implemented"),
        ("真新街道", FENGQIAO, "planned"),  # the second line between two nodes bows and can be hit too
        ("真新街道", FENGQIAO, "implemented"),
        ("新窑镇", "一网通办", "implemented"),
    ],
)
def test_a_clicked_line_shows_its_sentences(
    show: Callable[..., Page], graph: Graph, place: str, practice: str, status: str
) -> None:
    ends = key_of(graph, place), key_of(graph, practice)
    (edge,) = [edge for edge in adoptions(graph) if edge.ends == ends and edge.status == status]
    page = show()
    (line,) = [
        line["index"]
        for line in page.evaluate("fazhi.lines()")
        if (line["source"], line["target"], line["status"]) == (*ends, status)
    ]
    click_at(page, f"fazhi.line({line})")
    quotes = page.locator("#panel > figure > blockquote")
    assert quotes.all_text_contents() == [found.sentence for found in edge.evidence]
    marked = [found.sentence[found.focus_start : found.focus_end] for found in edge.evidence]
    assert quotes.locator("mark").all_text_contents() == marked
    caption = page.locator("#panel > figure > figcaption").first.inner_text()
    assert edge.evidence[0].report in caption
    assert str(edge.year) in caption
    assert edge.evidence[0].source in caption


def test_a_clicked_practice_tells_what_it_is_and_who_has_it(show: Callable[..., Page], graph: Graph) -> None:
    key = key_of(graph, FENGQIAO)
    record = record_of(graph, key)
    assert isinstance(record, PracticeNode)
    page = show()
    click_at(page, f"fazhi.node('{key}')")
    panel = page.inner_text("#panel")
    for expected in (record.name, record.english, record.definition_en, *record.variants):
        assert expected in panel
    holders = {edge.place for edge in adoptions(graph) if edge.practice == key}
    names = page.locator("#panel .joined .goto").evaluate_all("all => all.map((one) => one.dataset.node)")
    assert holders <= set(names)
    page.locator("#panel .joined .goto", has_text="南城街道").first.click()
    assert page.inner_text("#panel > bdi, #panel > h2") == "南城街道"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("枫桥", FENGQIAO),
        ("桥经", FENGQIAO),
        ("fqjy", FENGQIAO),
        ("fengqiaojing", FENGQIAO),
        ("FENGQIAO EXP", FENGQIAO),
        ("zxjd", "真新街道"),
        ("310114102", "南翔镇"),
        ("sslianдong", None),
    ],
)
def test_search_finds_by_any_name(show: Callable[..., Page], words: str, name: str | None) -> None:
    page = show()
    page.fill("#search", words)
    hits = page.locator("#found [data-index] bdi").all_text_contents()
    if name is None:
        assert hits == []
        assert words in page.inner_text("#found")
        return
    assert hits[0] == name
    page.press("#search", "Enter")
    assert page.locator("#panel h2").inner_text() == name


def test_what_is_out_of_sight_is_found_and_shown(show: Callable[..., Page], graph: Graph) -> None:
    own = next(node for node, count in sorted(shared_counts(graph).items()) if count == 1)
    page = show()
    assert own not in visible(page)
    page.fill("#search", record_of(graph, own).name)
    page.press("#search", "ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "found-0"
    page.press("#search", "Enter")
    assert own in visible(page)
    page.click("#unfocus")
    assert own not in visible(page)


def test_filters_count_what_they_would_leave(show: Callable[..., Page], graph: Graph) -> None:
    page = show("minimum=1")
    for year in (2021, 2023):
        held = {edge.practice for edge in adoptions(graph) if edge.year == year}
        row = page.locator("[data-facet=year] label", has_text=str(year))
        assert row.locator(".count").inner_text() == f"({len(held)})"
    page.locator("[data-facet=year] label", has_text="2023").locator("input").check()
    held = {edge.practice for edge in adoptions(graph) if edge.year == 2023}
    assert visible(page) & set(nodes_of(graph, "practice")) == held
    nanxiang = page.locator("[data-facet=place] label", has_text="南翔镇")
    assert nanxiang.locator(".count").inner_text() == "(0)", "its report is of another year"


@pytest.mark.parametrize("facet", ["topic", "type", "province"])
def test_every_choice_leaves_as_much_as_it_says(show: Callable[..., Page], graph: Graph, facet: str) -> None:
    page = show("minimum=1")
    page.click(f"[data-facet={facet}] summary")
    row = page.locator(f"[data-facet={facet}] label").nth(1)
    promised = int(row.locator(".count").inner_text().strip("()"))
    row.locator("input").check()
    assert len(visible(page) & set(nodes_of(graph, "practice"))) == promised > 0


def test_two_places_are_compared(show: Callable[..., Page], graph: Graph) -> None:
    page = show("minimum=1")
    for name in ("真新街道", "万兴街道"):
        page.locator("[data-facet=place] label", has_text=name).locator("input").check()
    page.check("#every")
    held = [{edge.practice for edge in adoptions(graph) if edge.place == place} for place in (ZHENXIN, WANXING)]
    assert visible(page) == (held[0] & held[1]) | {ZHENXIN, WANXING}


def test_the_number_of_sharing_places_is_chosen(show: Callable[..., Page], graph: Graph) -> None:
    page = show()
    page.focus("#minimum")
    page.press("#minimum", "ArrowRight")
    assert page.inner_text("#minimum-value") == "3 个地方"
    shared = {node for node, count in shared_counts(graph).items() if count >= 3}
    assert visible(page) & set(nodes_of(graph, "practice")) == shared
    page.click("#everything")
    assert len(visible(page) & set(nodes_of(graph, "practice"))) == len(nodes_of(graph, "practice"))
    page.click("#everything")
    assert len(visible(page) & set(nodes_of(graph, "practice"))) == sum(
        count > 1 for count in shared_counts(graph).values()
    )


def test_focus_growth_hiding_undo_and_reset(show: Callable[..., Page], graph: Graph) -> None:
    page = show()
    start, key = visible(page), key_of(graph, FENGQIAO)
    click_at(page, f"fazhi.node('{key}')")
    page.click("[data-act=focus]")
    holders = {edge.place for edge in adoptions(graph) if edge.practice == key}
    assert visible(page) == {key, *holders}
    page.wait_for_timeout(500)
    point = page.evaluate(f"fazhi.node('{WANXING}')")
    page.mouse.dblclick(point["x"], point["y"])
    assert visible(page) >= {edge.practice for edge in adoptions(graph) if edge.place == WANXING}
    page.click("#undo")
    page.click("#undo")
    assert visible(page) == start
    page.wait_for_timeout(500)
    click_at(page, f"fazhi.node('{NANXIANG}')")
    page.click("[data-act=hide]")
    assert visible(page) == start - {NANXIANG}
    page.click("[data-do=reset]")
    assert visible(page) == start
    page.click("#undo")
    assert NANXIANG not in visible(page)


def test_a_path_shows_what_lies_between(show: Callable[..., Page], graph: Graph) -> None:
    page = show(f"select={ZHENXIN}")
    page.click("[data-act=find_path]")
    page.fill("#search", "万兴")
    page.press("#search", "Enter")
    held = [{edge.practice for edge in adoptions(graph) if edge.place == place} for place in (ZHENXIN, WANXING)]
    assert visible(page) == (held[0] & held[1]) | {ZHENXIN, WANXING}
    assert "真新街道 → 万兴街道" in page.inner_text("#status")


def test_the_address_keeps_the_view(show: Callable[..., Page], graph: Graph) -> None:
    page = show()
    page.locator("[data-facet=place] label", has_text="真新街道").locator("input").check()
    page.click("[data-off='status:implemented']")
    page.click("#language")
    page.click("#tab-table")
    page.locator("#view-table .chip").first.click()
    address = page.evaluate("location.hash.slice(1)")
    again = show(address)
    assert visible(again) == visible(page)
    assert again.inner_text("#panel") == page.inner_text("#panel")
    assert again.get_attribute("#tab-table", "aria-selected") == "true"
    assert again.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(
    "address",
    ["minimum=99&year=1800&focus=nothing", "select=%3Cscript%3E&line=a b c d", "path=x&off=||&view=none", "%E0%A4%A"],
)
def test_an_address_that_means_nothing_does_no_harm(show: Callable[..., Page], address: str) -> None:
    assert visible(show(address))


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


def test_every_word_is_there_in_both_languages() -> None:
    words = (Path(__file__).parents[1] / "graph/fazhi/rendering/page/words.js").read_text(encoding="utf-8")
    pairs = re.findall(r"(\w+): \['((?:[^'\\]|\\.)*)', '((?:[^'\\]|\\.)*)'\]", words)
    assert len(pairs) > 90
    for key, zh, en in pairs:
        assert sorted(re.findall(r"\{\d\}", zh)) == sorted(re.findall(r"\{\d\}", en)), key
    used = set()
    for script in (Path(__file__).parents[1] / "graph/fazhi/rendering/page").iterdir():
        text = script.read_text(encoding="utf-8")
        used |= set(re.findall(r"\bt\('(\w+)'[,)]", text))
        used |= set(re.findall(r'data-(?:word|label|title|placeholder)="(\w+)"', text))
    assert used <= {key for key, _, _ in pairs}


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
            page.evaluate(f"location.hash = 'view={view}&select=practice/{number}'")
            page.wait_for_timeout(50)
            shown = page.locator("#panel > h2").text_content() or ""
            # A name of nothing but controls gives way to the identifier.
            assert shown == (clean(name) or f"practice/{number}")
            text, start, end = passage(f"前{name}后" * 3, 1, 1 + len(name))
            quotation = page.locator("#panel blockquote").first
            assert quotation.locator("mark").text_content() == text[start:end]
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


def test_the_records_in_the_page_are_json(html: str) -> None:
    for name in ("drawing", "records"):
        (text,) = re.findall(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
        assert "<" not in text
        json.loads(text)
