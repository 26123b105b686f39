"""The offset-keeping view: folded one to one, invisible characters left out, every span led back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.reports import View, fold

NOISE = ["\u200b", "\u200d", "\ufeff", "\u00ad", "\r", "\u00a0", "\u3000", "\ufe0f", "\U00020bb7", "\U0001f600", "１", "（", "﹪", "\u2028", "\x00"]
TEXT = st.text(alphabet=st.sampled_from([*"南城街道2021年开展“三所联动”35件，。\n", *NOISE]), max_size=80)


@pytest.mark.parametrize(
    ("raw", "folded", "reason"),
    [
        ("２０２１年", "2021年", "full-width digits"),
        ("（一）", "(一)", "full-width brackets"),
        ("〔2021〕3号", "[2021]3号", "brackets of document numbers"),
        ("2021—2025", "2021-2025", "dashes of all lengths"),
        ("100％", "100%", "percent sign"),
        ("依法,行政", "依法，行政", "ASCII comma beside Chinese"),
        ("1,286件", "1,286件", "thousands mark between digits stays"),
        ('落实"枫桥经验"', "落实“枫桥经验”", "straight quotes in pairs"),
        ("〈条例〉", "<条例>", "single angle marks"),
        ("《条例》", "《条例》", "book marks stay"),
        ("法\u200b治\ufeff", "法治", "zero-width marks and a byte order mark vanish"),
        ("一\r\n二", "一\n二", "CR LF is one line end"),
        ("一\r二", "一\n二", "a lone CR is a line end too"),
        ("法\u00a0治\u3000", "法 治 ", "spaces of all kinds"),
    ],
)
def test_folding(raw: str, folded: str, reason: str) -> None:
    assert View.of(raw).text == folded, reason
    assert fold(raw) == folded, reason


def test_the_empty_text_has_an_empty_view() -> None:
    view = View.of("")
    assert (view.text, list(view.origin)) == ("", [0])


def test_a_span_over_left_out_characters_leads_back_to_all_of_them() -> None:
    view = View.of("南\u200b城\u200b街道")
    assert view.raw_span(0, 2) == (0, 3)
    assert view.raw[slice(*view.raw_span(0, 2))] == "南\u200b城"


@given(TEXT)
@settings(max_examples=300)
def test_each_character_comes_from_one_raw_character(raw: str) -> None:
    view = View.of(raw)
    assert len(view.origin) == len(view.text) + 1
    assert list(view.origin) == sorted(set(view.origin))
    for position, character in enumerate(view.text):
        start, end = view.raw_span(position, position + 1)
        assert (start, end) == (view.origin[position], view.origin[position] + 1)
        assert fold(raw[start]) == character or character in "，：；？！“”"


@given(TEXT, st.data())
@settings(max_examples=200)
def test_spans_lead_to_raw_text_and_back(raw: str, data: st.DataObject) -> None:
    view = View.of(raw)
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    raw_start, raw_end = view.raw_span(start, end)
    assert 0 <= raw_start < raw_end <= len(raw)
    assert view.view_offset(raw_start) == start
    assert len(View.of(raw[raw_start:raw_end]).text) == end - start


@given(TEXT, st.lists(st.tuples(st.integers(0, 80), st.sampled_from(["\u200b", "\u2060", "\u00ad", "\ufeff"])), max_size=8))
@settings(max_examples=200)
def test_invisible_characters_change_no_text(raw: str, marks: list[tuple[int, str]]) -> None:
    noisy = raw
    for place, mark in marks:
        # Not between CR and LF: there the mark would make two line ends of one.
        if noisy[max(0, place - 1) : place] != "\r":
            noisy = noisy[:place] + mark + noisy[place:]
    assert View.of(noisy).text == View.of(raw).text


@given(TEXT)
def test_a_view_is_the_same_each_time(raw: str) -> None:
    assert View.of(raw) == View.of(raw)
