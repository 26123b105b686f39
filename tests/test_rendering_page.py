"""The page in a browser, offline: what is seen, found, filtered and read behind a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser import (
    FENGQIAO,
    NANXIANG,
    TITLE,
    WANXING,
    ZHENXIN,
    click_at,
    drawn_again,
    key_of,
    opened,
    overlaps,
    visible,
)
from fazhi.network import Graph, PracticeNode, adoptions, load, nodes_of, record_of, select, shared_counts
from fazhi.rendering import render, write
from fazhi.store import Store

pytest_plugins = ("page_fixtures",)


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
        drawn_again(page)
        assert len(page.evaluate("fazhi.labels()")) >= 3
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
    origin = (f"{record.origin_year} {record.origin_place}", record.origin_source)
    assert origin == ("1963 浙江省绍兴市诸暨市", "http://www.shaoxing.com.cn/p/77692.html")
    for expected in (record.name, record.english, record.definition_en, *record.variants, *origin):
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
    page = show(reduced_motion="reduce")
    start, key = visible(page), key_of(graph, FENGQIAO)
    click_at(page, f"fazhi.node('{key}')")
    page.click("[data-act=focus]")
    holders = {edge.place for edge in adoptions(graph) if edge.practice == key}
    assert visible(page) == {key, *holders}
    point = page.evaluate(f"fazhi.node('{WANXING}')")
    page.mouse.dblclick(point["x"], point["y"])
    assert visible(page) >= {edge.practice for edge in adoptions(graph) if edge.place == WANXING}
    page.click("#undo")
    page.click("#undo")
    assert visible(page) == start
    click_at(page, f"fazhi.node('{NANXIANG}')")
    page.click("[data-act=hide]")
    assert visible(page) == start - {NANXIANG}
    page.click("[data-do=reset]")
    assert visible(page) == start
    page.click("#undo")
    assert NANXIANG not in visible(page)


def test_under_the_pointer_a_node_is_named_and_the_rest_is_dimmed(show: Callable[..., Page], graph: Graph) -> None:
    page = show()
    point = page.evaluate(f"fazhi.node('{key_of(graph, FENGQIAO)}')")
    before = page.locator("#canvas").screenshot()
    page.mouse.move(point["x"], point["y"])
    page.locator("#tip").wait_for()
    assert page.inner_text("#tip") == "枫桥经验 · Fengqiao experience · 3 个地方"
    assert page.locator("#canvas").screenshot() != before
    page.mouse.move(2, 2)
    page.locator("#tip").wait_for(state="hidden")
    assert page.locator("#canvas").screenshot() == before


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


def test_the_page_of_a_built_store_quotes_the_reports(
    browser: Browser, seed_store: Path, seeds: Path, tmp_path: Path
) -> None:
    with Store.open(seed_store) as store:
        # One practice alone: in the whole graph another line may cross where its middle is clicked.
        built = select(load(store), practices=["枫桥经验"])
    file = write(render(built), tmp_path / "graph.html")
    raw = {path.name: path.read_bytes().decode() for path in seeds.glob("*.txt")}
    assert file.stat().st_size < 1_200_000
    with opened(browser, file) as found:
        page = found.page
        lines = [line for line in page.evaluate("fazhi.lines()") if "fengqiao" in line["target"]]
        assert {line["source"] for line in lines} >= {ZHENXIN, WANXING}
        for line in lines:
            click_at(page, f"fazhi.line({line['index']})")
            (edge,) = [
                edge
                for edge in adoptions(built)
                if edge.ends == (line["source"], line["target"]) and edge.status == line["status"]
            ]
            quoted = page.locator("#panel > figure > blockquote").all_text_contents()
            assert quoted == [passage.sentence for passage in edge.evidence]
            for passage in edge.evidence:
                assert passage.start is not None
                assert raw[passage.source][passage.start :].startswith(passage.sentence)
