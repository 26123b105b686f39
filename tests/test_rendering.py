"""The file that holds the graph: its bytes, its policy, the names in it, the layout."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from browser import GROUNDS, TITLE
from fazhi.errors import UsageError
from fazhi.network import AdoptionEdge, Graph, PlaceNode, PracticeNode, adoptions, graph_of, nodes_of
from fazhi.rendering import render, write
from fazhi.rendering.layout import CELL, positions
from fazhi.rendering.names import NAME_LIMIT, clean, passage, pinyin, romanised
from fazhi.rendering.styles import KINDS, RELATIONS, STATUSES
from seed_graph import seed_rows, seed_texts

pytest_plugins = ("page_fixtures",)


# ---- The file ----


def test_the_same_graph_gives_the_same_bytes(html: str) -> None:
    assert render(graph_of(reversed(seed_rows())), title=TITLE, texts=seed_texts()) == html


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


def test_the_records_in_the_page_are_json(html: str) -> None:
    for name in ("drawing", "records"):
        (text,) = re.findall(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
        assert "<" not in text
        json.loads(text)


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
