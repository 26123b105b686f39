"""Charts: a title is a must, Chinese is drawn or replaced and never a row of boxes."""

from __future__ import annotations

import json
import re
import struct
import zlib

import altair as alt
import pandas as pd
import pytest

from fazhi import charts
from fazhi.errors import UsageError

HAN = re.compile("[\u3400-\u9fff]")


@pytest.fixture
def figure() -> charts.Figure:
    table = pd.DataFrame({"地方": ["南翔镇", "真新街道"], "做法": ["枫桥经验", "三所联动"], "项": [34, 74]})
    bars = (
        alt.Chart(table)
        .mark_bar()
        .encode(
            x=alt.X("项:Q", title="做法（项）· practices"),
            y=alt.Y("地方:N", title=None),
            color=alt.Color("做法:N", title="做法 practice"),
        )
    )
    return charts.figure(
        bars,
        "各地的做法",
        "Practices of each place",
        reports=5,
        note="口径不同",
        english={"枫桥经验": "Fengqiao experience"},
    )


def test_a_figure_says_how_many_reports_it_rests_on(figure: charts.Figure) -> None:
    assert figure.spec["title"]["text"] == "各地的做法"
    assert figure.spec["title"]["subtitle"] == ["Practices of each place", "报告 5 份 · 5 reports；口径不同"]
    shown = figure._repr_mimebundle_()
    assert set(shown) == {"application/vnd.vegalite.v5+json", "image/png", "text/plain"}
    assert json.dumps(figure.spec).count("https://") == 1, "the schema's name and nothing to load"
    with pytest.raises(UsageError, match="title"):
        charts.figure(alt.Chart(pd.DataFrame({"a": [1]}), title="own").mark_bar(), "题", "title", reports=1)


def test_without_a_font_the_image_has_no_chinese_and_says_so(
    figure: charts.Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    class Converter:
        def vegalite_to_png(self, spec: str, scale: float) -> bytes:
            drawn.append(spec)
            return png([[0]])

    monkeypatch.setattr(charts, "_converter", Converter)
    for font in (True, False):
        monkeypatch.setattr(charts, "has_chinese_font", lambda font=font: font)
        figure.png()
    with_font, without = drawn
    assert json.loads(with_font) == figure.spec
    assert not HAN.search(without.encode().decode("unicode_escape"))
    for words in (
        "Fengqiao experience",
        "san suo lian dong",
        "nan xiang zhen",
        "no Chinese font",
        "5 reports",
        "practices",
    ):
        assert words in without
    assert without.count("Practices of each place") == 1, "the title takes the English one's place"


def test_fields_stay_paired_with_their_names(figure: charts.Figure) -> None:
    made = charts.romanised(figure.spec)
    (rows,) = made["datasets"].values()
    fields = {made["encoding"][channel]["field"] for channel in ("x", "y", "color")}
    assert fields == set(rows[0])
    assert charts.romanised({"a": ["plain", 1, None]}) == {"a": ["plain", 1, None]}


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("做法（项）· practices", "practices"),
        ("已实行 implemented", "implemented"),
        ("共有做法（项）shared", "shared"),
        ("万兴街道 2022", "wan xing jie dao 2022"),
        ("南翔镇，（项）", "nan xiang zhen, (xiang) "),
        # An expression still names the field, whose own name changes alike.
        ("datum['项'] > 18", "datum['xiang'] > 18"),
        ("枫桥经验", "Fengqiao experience"),
        ("报告 5 份 · 5 reports；口径不同 · not comparable", "5 reports not comparable"),
        ("2021", "2021"),
    ],
)
def test_what_stands_in_for_chinese(text: str, latin: str) -> None:
    made = charts.romanised({"x": text}, {"枫桥经验": "Fengqiao experience"})["x"]
    assert re.sub(r"\s+", " ", made) == latin


def test_the_probe_tells_a_font_from_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Boxes:
        def svg_to_png(self, svg: str) -> bytes:
            return b"the same box"

    class Font:
        def svg_to_png(self, svg: str) -> bytes:
            return svg.encode()

    for converter, answer in ((Boxes, False), (Font, True)):
        monkeypatch.setattr(charts, "_converter", converter)
        charts.has_chinese_font.cache_clear()
        assert charts.has_chinese_font() is answer
    charts.has_chinese_font.cache_clear()


def png(rows: list[list[int]]) -> bytes:
    """A grey image by hand."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 0)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def test_a_packed_image_has_the_same_pixels_in_fewer_bytes() -> None:
    image = png([[number % 7 for number in range(200)]] * 100)
    made = charts.packed(image)
    assert len(made) < len(image) / 10
    assert charts.packed(made) == made
    (start,) = [match.end() for match in re.finditer(b"IDAT", made)]
    assert zlib.decompress(made[start:-16]) == zlib.decompress(image[image.index(b"IDAT") + 4 : -16])
