"""The ways to draw and read in a browser, offline: compared places, years, groups, reports in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser import FENGQIAO, NANXIANG, WANXING, ZHENXIN, click_at, key_of, opened, overlaps, visible
from conftest import ROOT, Run
from fazhi.errors import UsageError
from fazhi.network import (
    AdoptionEdge,
    CitationEdge,
    Graph,
    Passage,
    PlaceNode,
    PracticeNode,
    TopConcept,
    adoptions,
    edges_of,
    graph_of,
    load,
    nodes_of,
    record_of,
    select,
    similarity,
)
from fazhi.network.graphs import CLAIMS
from fazhi.rendering import VIEWS, reach, render, report_texts, write
from fazhi.rendering import texts as rendering_texts
from fazhi.rendering.communities import communities, packed
from fazhi.rendering.layout import positions
from fazhi.rendering.reach import within_reach
from fazhi.rendering.texts import AROUND, WHOLE, carried
from fazhi.store import Store
from seed_graph import seed_texts

pytest_plugins = ("page_fixtures",)

PLANS = ("map", "overview", "compare", "similar", "together", "around")


def claimed(graph: Graph, place: str) -> set[str]:
    return {edge.practice for edge in adoptions(graph) if edge.place == place and edge.status in CLAIMS}


def spots(page: Page, *keys: str) -> list[dict[str, float]]:
    return [page.evaluate(f"fazhi.node({key!r})") for key in keys]


# ---- Ways to draw ----


@pytest.mark.parametrize("plan", PLANS[1:])
def test_each_way_to_draw_names_what_it_shows_and_overlaps_nothing(show: Callable[..., Page], plan: str) -> None:
    page = show()
    page.click(f"[data-plan={plan}]")
    assert page.get_attribute(f"[data-plan={plan}]", "aria-pressed") == "true"
    assert page.inner_text("#status") == page.evaluate("fazhi.state().note") != ""
    for language in ("zh", "en"):
        assert page.evaluate("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[language]
        assert len(page.evaluate("fazhi.labels()")) >= 5
        assert overlaps(page) == []
        page.click("#language")
    assert f"plan={plan}" in page.evaluate("location.hash")
    assert Axe().run(page).response["violations"] == []
    page.click("#undo")
    assert page.evaluate("fazhi.state().plan") == "map"


def test_two_places_stand_at_the_sides_of_what_they_share(show: Callable[..., Page], graph: Graph) -> None:
    page = show(f"plan=compare&minimum=1&place={ZHENXIN}|{WANXING}")
    first, second = claimed(graph, ZHENXIN), claimed(graph, WANXING)
    assert visible(page) == first | second | {ZHENXIN, WANXING}
    left, right = sorted(spots(page, ZHENXIN, WANXING), key=lambda spot: spot["x"])
    at = dict(zip(sorted(first | second), spots(page, *sorted(first | second)), strict=True))
    own = {ZHENXIN: first - second, WANXING: second - first}
    for practice, spot in at.items():
        if practice in first & second:
            assert left["x"] < spot["x"] < right["x"]
        else:
            (place,) = [place for place in own if practice in own[place]]
            beyond = spots(page, place)[0]
            assert spot["x"] < left["x"] if beyond == left else spot["x"] > right["x"]
    labels = {label["key"] for label in page.evaluate("fazhi.labels()")}
    assert first & second <= labels, "what is shared is named"
    assert f"共有 {len(first & second)} 项" in page.inner_text("#status")


def test_of_three_places_the_rest_is_told_and_shown_on_demand(show: Callable[..., Page], graph: Graph) -> None:
    page = show(f"plan=compare&place={ZHENXIN}|{WANXING}|{NANXIANG}")
    held = [claimed(graph, place) for place in (ZHENXIN, WANXING, NANXIANG)]
    shared = {node for node in set.union(*held) if sum(node in one for one in held) > 1}
    assert shared < visible(page) < set.union(*held) | {ZHENXIN, WANXING, NANXIANG}
    page.click("#everything")
    assert visible(page) == set.union(*held) | {ZHENXIN, WANXING, NANXIANG}
    page.check("#every")
    assert visible(page) == set.intersection(*held) | {ZHENXIN, WANXING, NANXIANG}


def test_a_place_is_compared_from_its_panel(show: Callable[..., Page]) -> None:
    page = show(f"select={ZHENXIN}")
    page.click("[data-act=compare_with]")
    page.fill("#search", "南翔")
    page.press("#search", "Enter")
    assert page.evaluate("fazhi.state().plan") == "compare"
    assert {ZHENXIN, NANXIANG} <= visible(page)
    assert WANXING not in visible(page)


def test_similar_places_tell_what_they_share(show: Callable[..., Page], graph: Graph) -> None:
    page = show("plan=similar", reduced_motion="reduce")
    lines = {(line["source"], line["target"]): line["index"] for line in page.evaluate("fazhi.lines()")}
    assert set(lines) == set(similarity(graph))
    assert visible(page) == set(nodes_of(graph, "place"))
    click_at(page, f"fazhi.line({lines[WANXING, ZHENXIN]})")
    common = claimed(graph, ZHENXIN) & claimed(graph, WANXING)
    listed = page.locator("#panel .list .goto").evaluate_all("all => all.map((one) => one.dataset.node)")
    assert set(listed) == common
    page.click("[data-act=compare]")
    assert page.evaluate("fazhi.state().plan") == "compare"


def test_practices_are_joined_by_the_places_that_have_both(show: Callable[..., Page], graph: Graph) -> None:
    page = show("plan=together")
    holders: dict[str, set[str]] = {}
    for edge in adoptions(graph):
        if edge.status in CLAIMS:
            holders.setdefault(edge.practice, set()).add(edge.place)
    lines = page.evaluate("fazhi.lines()")
    assert len(lines) > 10
    for line in lines:
        assert line["number"] == len(holders[line["source"]] & holders[line["target"]]) >= 2
    assert visible(page) <= {node for node in holders if len(holders[node]) > 1}


def test_bodies_and_laws_stand_around_a_practice(show: Callable[..., Page], graph: Graph) -> None:
    practice = key_of(graph, FENGQIAO)
    page = show(f"select={practice}")
    page.click("[data-act=plan_around]")
    bodies = {edge.ends[0] for edge in edges_of(graph) if edge.kind == "participation" and edge.ends[1] == practice}
    places = {edge.place for edge in adoptions(graph) if edge.practice == practice}
    citing: dict[str, set[str]] = {}
    for edge in edges_of(graph):
        if isinstance(edge, CitationEdge) and edge.place in places:
            citing.setdefault(edge.law, set()).add(edge.place)
    laws = {law for law in citing if len(citing[law]) > 1}
    assert visible(page) == {practice} | places | bodies | laws
    assert laws
    middle = spots(page, practice)[0]
    assert all(spot["x"] > middle["x"] for spot in spots(page, *laws))
    assert all(spot["x"] < middle["x"] for spot in spots(page, *bodies))


# ---- Years ----


def test_the_slider_of_years_shows_what_had_been_reported(show: Callable[..., Page], graph: Graph) -> None:
    page = show("minimum=1")
    before = spots(page, ZHENXIN)
    page.focus("#until")
    page.press("#until", "Home")
    early = {edge.practice for edge in adoptions(graph) if edge.year == 2021}
    assert visible(page) & set(nodes_of(graph, "practice")) == early
    assert page.inner_text("#until-value") == "截至 2021 年"
    page.press("#until", "ArrowRight")
    later = {edge.practice for edge in adoptions(graph) if edge.year in (2021, 2022)}
    assert visible(page) & set(nodes_of(graph, "practice")) == later
    assert "until=2022" in page.evaluate("location.hash")
    page.press("#until", "End")
    assert page.inner_text("#until-value") == "2021–2024 全部"
    assert spots(page, ZHENXIN) == before, "nodes stay where they are"


def test_played_the_graph_grows_year_by_year(show: Callable[..., Page]) -> None:
    """On a clock of the test's own, since a slow machine may need more than a second to look."""
    page = show("minimum=1")
    page.clock.install()
    page.clock.pause_at("2100-01-01")
    words = ["截至 2021 年", "截至 2022 年", "截至 2023 年", "2021–2024 全部"]
    for number, said in enumerate(words):
        page.clock.run_for(1100) if number else page.click("#play")
        assert page.inner_text("#until-value") == said
        assert page.get_attribute("#play", "aria-pressed") == ("false" if said == words[-1] else "true")
    page.click("#play")
    page.click("#play")
    page.clock.run_for(5000)
    assert page.inner_text("#until-value") == words[0], "stopped, it stays"
    assert page.get_attribute("#play", "aria-pressed") == "false"


def test_the_table_of_years_tells_who_reported_what_when(show: Callable[..., Page], graph: Graph) -> None:
    page = show("view=years")
    heads = page.locator("#view-years thead th").all_inner_texts()
    assert [head[:4] for head in heads[:-1]] == ["2021", "2022", "2023", "2024"]
    row = page.locator("#view-years tbody tr", has=page.locator(f"[data-node='{key_of(graph, FENGQIAO)}']"))
    cells = row.locator("td").all_inner_texts()
    said = {(edge.place, edge.year) for edge in adoptions(graph) if record_of(graph, edge.practice).name == FENGQIAO}
    for year, cell in zip((2021, 2022, 2023, 2024), cells, strict=False):
        assert {name for name in cell.split("\n") if name} == {
            record_of(graph, place).name for place, when in said if when == year
        }
    row.locator(".sign").first.click()
    assert page.locator("#panel blockquote mark").first.inner_text() in FENGQIAO + "“”"


# ---- A sentence in its place ----


def test_a_sentence_is_read_in_its_report(show: Callable[..., Page], graph: Graph) -> None:
    ends = key_of(graph, "万兴街道"), key_of(graph, FENGQIAO)
    (edge,) = [edge for edge in adoptions(graph) if edge.ends == ends]
    found = edge.evidence[0]
    text = (ROOT / found.source).read_bytes().decode()
    page = show(f"line={ends[0]} {ends[1]} adoption implemented")
    page.click("#panel .read")
    assert page.is_visible("#reader")
    assert page.text_content("#reader .text") == text
    assert page.inner_text("#place") == found.sentence[found.focus_start : found.focus_end]
    assert page.text_content("#reader .sentence-of") == found.sentence
    mark, frame = (page.locator(place).bounding_box() for place in ("#place", "#reader .text"))
    assert mark and frame and frame["y"] < mark["y"] < frame["y"] + frame["height"], "scrolled to the mention"
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    assert not page.is_visible("#reader")


def test_without_its_text_a_report_shows_what_the_page_quotes(browser: Browser, graph: Graph, tmp_path: Path) -> None:
    ends = key_of(graph, "万兴街道"), key_of(graph, FENGQIAO)
    page_text = render(graph, link="https://example.org/{report}?from={start}&to={end}")
    file = write(page_text, tmp_path / "graph.html")
    with opened(browser, file, f"line={ends[0]} {ends[1]} adoption implemented") as found:
        found.page.click("#panel .read")
        (edge,) = [edge for edge in adoptions(graph) if edge.ends == ends]
        assert found.page.text_content("#reader .sentence-of") == edge.evidence[0].sentence
        assert found.page.locator("#reader .stretch").count() > 20
        link = found.page.locator("#panel figcaption a").first.get_attribute("href")
        passage = edge.evidence[0]
        assert passage.start is not None
        start, end = passage.start + passage.focus_start, passage.start + passage.focus_end
        assert link == f"https://example.org/{passage.report_id}?from={start}&to={end}"


@pytest.mark.parametrize(
    ("length", "spans", "whole", "kept"),
    [
        (100, [(10, 20)], True, [(0, 100)]),
        (WHOLE, [(10, 20)], True, [(0, WHOLE)]),
        (WHOLE + 1, [(1000, 1010)], True, [(1000 - AROUND, 1010 + AROUND)]),  # too long to carry
        (5000, [(1000, 1010), (1300, 1310)], False, [(700, 1610)]),  # near ones are one stretch
        (5000, [(0, 10), (4990, 5000)], False, [(0, 310), (4690, 5000)]),
        (5000, [], False, []),
    ],
)
def test_long_texts_are_carried_around_what_is_quoted(
    length: int, spans: list[tuple[int, int]], whole: bool, kept: list[tuple[int, int]]
) -> None:
    text = "".join(chr(0x4E00 + n % 5000) for n in range(length))
    assert carried(text, spans, whole=whole) == [(start, text[start:end]) for start, end in kept]


def test_the_texts_come_from_the_store(seed_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(seed_store) as store:
        built = load(store)
        texts = report_texts(store, built)
        assert texts == seed_texts()
        assert report_texts(store, select(built, places=["真新街道"])).keys() < texts.keys()
        monkeypatch.setattr(rendering_texts, "MOST", 1)
        assert len(report_texts(store, built)) == 1, "too many texts are left where they are"


def test_a_report_of_a_million_characters_is_cut_and_marked(browser: Browser, tmp_path: Path) -> None:
    # Astral characters before the mention: offsets count code points, JavaScript units.
    text = "𠮷</script><b>野</b>\u202e" * 60_000 + "推行枫桥经验。" + "尾" * 10_000
    start = text.index("推行")
    report = "report/" + "0" * 64
    passage = Passage("推行枫桥经验。", 2, 6, "长报告", 2024, "long.txt", start, report)
    rows: list[Any] = [PlaceNode("division/1", "甲镇"), PracticeNode("practice/1", FENGQIAO)]
    rows.append(AdoptionEdge("division/1", "practice/1", "implemented", 2024, (passage,)))
    assert len(text) > 1_000_000
    page_text = render(graph_of(rows), texts={report: text})
    assert len(page_text.encode()) < 900_000
    file = write(page_text, tmp_path / "long.html")
    with opened(browser, file, "line=division/1 practice/1 adoption implemented") as found:
        found.page.click("#panel .read")
        assert found.page.inner_text("#place") == FENGQIAO
        assert found.page.text_content("#reader .sentence-of") == "推行枫桥经验。"
        assert found.page.locator("#reader b").count() == 0
        assert "节选" in found.page.inner_text("#reader")


def test_marks_of_direction_turn_no_sentence_round(browser: Browser, tmp_path: Path) -> None:
    """In the list, in the panel and in the reader a sentence reads from left to right; the data keep it exact."""
    sentence = "推行\u202e枫桥\u202c经验\u2067。"
    report = "report/" + "0" * 64
    passage = Passage(sentence, 3, 5, "报告", 2024, "marks.txt", 0, report)
    rows: list[Any] = [PlaceNode("division/1", "甲镇"), PracticeNode("practice/1", FENGQIAO)]
    rows.append(AdoptionEdge("division/1", "practice/1", "implemented", 2024, (passage,)))
    file = write(render(graph_of(rows), texts={report: sentence}), tmp_path / "marks.html")
    with opened(browser, file, "view=table") as found:
        assert found.page.text_content("td.sentence") == "推行枫桥经验。"
        found.page.evaluate("location.hash = 'line=division/1 practice/1 adoption implemented'")
        found.page.click("#panel .read")
        assert found.page.text_content("#panel blockquote") == "推行枫桥经验。"
        assert found.page.text_content("#reader .sentence-of") == "推行枫桥经验。"
        assert found.page.evaluate("RECORDS.sentences[0]") == sentence


# ---- Large graphs ----


def planted(groups: int, size: int, practices: int) -> Graph:
    """Places in groups that share practices of their own, and one practice that all share."""
    topics = [TopConcept(f"topic/{n}", f"主题{n}", f"Topic {n}", f"{n:02d}") for n in range(groups)]
    rows: list[Any] = [PracticeNode("practice/all", "共同做法", "", topics[0])]
    for group in range(groups):
        rows += [
            PracticeNode(f"practice/{group}-{n}", f"做法{group}之{n}", "", topics[group]) for n in range(practices)
        ]
        for n in range(size):
            place = f"division/{group}-{n}"
            rows.append(
                PlaceNode(place, f"{group}区{n}镇", f"省{group}市{group}区{n}镇", None, "township", f"省{group}")
            )
            rows.append(AdoptionEdge(place, "practice/all", "implemented", 2024))
            rows += [
                AdoptionEdge(place, f"practice/{group}-{(n + step) % practices}", "implemented", 2020 + step % 3)
                for step in range(practices - 2)
            ]
    return graph_of(rows)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield write(render(planted(6, 80, 8)), tmp_path_factory.mktemp("large") / "large.html")


def test_communities_stand_apart() -> None:
    graph = planted(5, 12, 6)
    found = positions(graph)
    members: dict[str, list[tuple[float, float]]] = {}
    for node, spot in found.items():
        if node != "practice/all":
            members.setdefault(node.split("/")[1].split("-")[0], []).append(spot)
    centres = {name: [sum(axis) / len(all_) for axis in zip(*all_, strict=True)] for name, all_ in members.items()}
    for name, all_ in members.items():
        for x, y in all_:
            nearest = min(centres, key=lambda other: (centres[other][0] - x) ** 2 + (centres[other][1] - y) ** 2)
            assert nearest == name
    assert len(set(found.values())) == len(found)
    assert communities(["a", "b", "c"], {}) == [["a", "b", "c"]], "the loose ones stand together"


def test_packed_discs_keep_their_distance() -> None:
    import numpy as np

    radii = [300.0, 80.0, 80.0, 500.0, 120.0]
    centres = packed(radii, 200.0, np.array([[1.0, 0.0]] * 5), 100.0)
    circles = [*zip(centres, radii, strict=True), (np.zeros(2), 200.0)]
    for number, (centre, radius) in enumerate(circles):
        for other, size in circles[:number]:
            # Rounding to the lattice may take up to one cell of the room between.
            assert np.hypot(*(centre - other)) > radius + size


def test_a_large_graph_opens_in_groups_and_grows_on_demand(browser: Browser, large: Path) -> None:
    with opened(browser, large, reduced_motion="reduce") as found:
        page = found.page
        assert page.evaluate("fazhi.state().plan") == "overview"
        groups = visible(page)
        assert len(groups) == 12 and all(key.startswith("group:") for key in groups)
        assert "480 个地方归为 6 组" in page.inner_text("#status"), "the reader is told what is hidden"
        province = "group:places:%E7%9C%810"
        point = page.evaluate(f"fazhi.node('{province}')")
        page.mouse.dblclick(point["x"], point["y"])
        page.locator("[data-act=open][aria-pressed=true]").wait_for()
        opened_now = visible(page) - groups
        assert len(opened_now) == 40 and all(key.startswith("division/0-") for key in opened_now)
        assert groups <= visible(page)
        assert "80 个地方" in page.inner_text("#panel")
        page.click("[data-act=open]")
        assert visible(page) == groups
        page.click("[data-act=narrow]")
        places = {key for key in visible(page) if key.startswith("division/")}
        assert len(places) == 80 and all(key.startswith("division/0-") for key in places)
        page.click("[data-do=reset]")
        page.focus("#canvas")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert len(visible(page)) > 12, "groups open by the keyboard too"
        page.fill("#search", "3区7镇")
        page.press("#search", "Enter")
        assert page.inner_text("#panel h2") == "3区7镇"


def test_what_no_page_can_hold_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = planted(3, 10, 8)
    assert within_reach(graph) == (graph, {}), "what a page can hold stays whole"
    monkeypatch.setattr(reach, "LINES", 60)
    part, dropped = within_reach(graph)
    assert nodes_of(part, "practice") == ["practice/all"], "the least shared go first"
    assert dropped == {"practices": 24, "lines": graph.number_of_edges() - 30}
    monkeypatch.setattr(reach, "LINES", 20)
    with pytest.raises(UsageError, match="choose a part by place, practice"):
        within_reach(graph)
    monkeypatch.setattr(reach, "LINES", 60)
    assert '"dropped":{"practices":24' in render(graph)


# ---- The command ----


@pytest.mark.parametrize(
    ("options", "plan", "view"),
    [
        ([], "map", "graph"),
        (["--place", "真新街道", "--place", "万兴街道"], "compare", "graph"),
        (["--place", "真新街道", "--place", "万兴街道", "--view", "matrix"], "map", "matrix"),
        (["--practice", FENGQIAO, "--view", "around", "--lang", "en"], "around", "graph"),
        (["--view", "years"], "map", "years"),
    ],
)
def test_the_command_opens_with_what_was_asked_for(
    fazhi: Run, browser: Browser, seed_store: Path, tmp_path: Path, options: list[str], plan: str, view: str
) -> None:
    file = tmp_path / "graph.html"
    done = fazhi("show", "--store", seed_store, "--out", file, *options)
    assert done.returncode == 0, done.stderr
    with opened(browser, file) as found:
        state = found.page.evaluate("fazhi.state()")
        assert (state["plan"], state["view"]) == (plan, view)


def test_a_view_that_is_none_is_refused_with_the_choices(fazhi: Run, graph: Graph, seed_store: Path) -> None:
    done = fazhi("show", "--store", seed_store, "--view", "hairball")
    assert done.returncode != 0
    assert "overview" in done.stderr
    with pytest.raises(UsageError, match=", ".join(VIEWS)):
        render(graph, view="hairball")
    with pytest.raises(UsageError, match="no address"):
        render(graph, link="javascript:alert(1)")
