"""Charts for notebooks: one look, titles with the number of reports, Chinese on any machine, no network.

A chart is shown as an interactive Vega-Lite drawing and as a PNG beside it: JupyterLab and VS Code draw the
first by themselves, the web view of a code host shows the second. Where the machine that runs the
notebook has no Chinese font, the PNG would hold empty boxes; it is then labelled in English or pinyin and
says so, while the interactive drawing keeps its Chinese, which the reader's browser has.
"""

from __future__ import annotations

import base64
import importlib
import json
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from fazhi.errors import UsageError

Spec: TypeAlias = Any
"""A Vega-Lite specification: dictionaries, lists, texts and numbers, as JSON has them."""

FONTS = "Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, PingFang SC, Microsoft YaHei, sans-serif"
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
"""Okabe and Ito (2008), Color universal design: told apart with every kind of colour blindness."""
SCALE = "cividis"
"""Nuñez, Anderton and Renslow (2018): even steps for the colour-blind as for others, and in grey."""
STATUS_COLOURS = {"implemented": "#0072B2", "planned": "#E69F00", "deficient": "#D55E00", "mentioned": "#999999"}
NOTE = "Labels in English or pinyin: this machine has no Chinese font. 本机无中文字体，故以英文、拼音标注。"
_PNG = b"\x89PNG\r\n\x1a\n"
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_HAN_RUN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_ENGLISH_AFTER = re.compile(r"[^\x00-\x7f]+ ?([A-Za-z][\x20-\x7e]*)")
_WIDE = str.maketrans({"（": " (", "）": ") ", "，": ", ", "、": ", ", "：": ": ", "“": '"', "”": '"', "—": "-"})
_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="2" y="32" font-size="32" font-family="{fonts}">{character}</text></svg>'
)


@dataclass(frozen=True)
class Figure:
    """A chart ready to be shown: its specification, a text for who cannot see it, names in place of Chinese ones."""

    spec: Spec
    text: str
    english: Mapping[str, str]

    def png(self, *, scale: float = 1.5) -> bytes:
        """Return the static image; labelled in English or pinyin where this machine has no Chinese font."""
        spec = self.spec if has_chinese_font() else romanised(self.spec, self.english)
        return packed(bytes(_converter().vegalite_to_png(json.dumps(spec), scale=scale)))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        return {
            "application/vnd.vegalite.v5+json": self.spec,
            "image/png": base64.b64encode(self.png()).decode("ascii"),
            "text/plain": self.text,
        }


def figure(
    chart: Any, title: str, title_en: str, *, reports: int, note: str = "", english: Mapping[str, str] | None = None
) -> Figure:
    """Return an altair chart with a title in two languages, the number of reports it rests on, and a note.

    ``english`` gives labels for names, used where Chinese cannot be drawn; other Chinese becomes pinyin then.
    Raises UsageError for a chart that has a title of its own already.
    """
    spec = json.loads(chart.to_json())
    if "title" in spec:
        raise UsageError("The chart has a title; give it to figure(), which adds the number of reports")
    subtitle = [title_en, f"报告 {reports} 份 · {reports} reports" + (f"；{note}" if note else "")]
    spec["title"] = {"text": title, "subtitle": subtitle, "anchor": "start", "offset": 12}
    # All of JupyterLab 4 and VS Code know version 5; the notebook format refuses the name of version 6.
    spec["$schema"] = "https://vega.github.io/schema/vega-lite/v5.json"
    spec["config"] = {**spec.get("config", {}), **_look()}
    return Figure(spec, f"{title} · {title_en} ({reports} reports)", {title: title_en, **(english or {})})


def _look() -> Spec:
    words = {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 260, "titleLimit": 320}
    return {
        "font": FONTS,
        "background": "white",
        "axis": {**words, "gridColor": "#e6e6e6"},
        "legend": {**words, "symbolLimit": 40},
        "header": {"labelFontSize": 12, "titleFontSize": 12},
        "title": {"fontSize": 15, "subtitleFontSize": 12, "subtitleColor": "#555555"},
        "range": {"category": list(COLOURS), "heatmap": {"scheme": SCALE}, "ramp": {"scheme": SCALE}},
        "mark": {"color": COLOURS[0]},
        "view": {"stroke": None},
    }


def packed(png: bytes) -> bytes:
    """Return the same image in a third of the bytes: the converter compresses for speed, a committed file for size."""
    chunks, at = [], len(_PNG)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        chunks.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    rest = [(kind, data) for kind, data in chunks if kind != b"IDAT"]
    parts = [*rest[:-1], (b"IDAT", zlib.compress(pixels, 9)), rest[-1]]
    return _PNG + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


@cache
def has_chinese_font() -> bool:
    """Whether this machine draws Chinese: two different characters come out as two different images.

    Without a font both are the same empty box, and nothing else would tell of it.
    """
    converter = _converter()
    images = {
        bytes(converter.svg_to_png(_PROBE.format(fonts=FONTS, character=character))) for character in ("法", "治", "图")
    }
    return len(images) == 3


def romanised(spec: Spec, english: Mapping[str, str] | None = None) -> Spec:
    """Return a specification without Chinese: known names in English, the rest in pinyin, and a note that says so.

    What has an English part, behind the Chinese or after ``·`` or ``/``, keeps that part. A field and what names it
    change alike.
    """
    made = _without_chinese(spec, english or {})
    title = made.get("title")
    if made != spec and isinstance(title, dict):
        lines = [line for line in title.get("subtitle", []) if line != title["text"]]
        title["subtitle"] = [*lines, NOTE.partition(". ")[0] + "."]
    return made


def _without_chinese(part: Spec, english: Mapping[str, str]) -> Spec:
    if isinstance(part, dict):
        made = {_without_chinese(key, english): _without_chinese(value, english) for key, value in part.items()}
        # Latin letters take three times the room of the Chinese that stood side by side.
        return {**made, "labelAngle": -30} if made.get("orient") == "top" else made
    if isinstance(part, list):
        return [_without_chinese(one, english) for one in part]
    return _latin(part, english) if isinstance(part, str) else part


def _latin(text: str, english: Mapping[str, str]) -> str:
    if not _HAN.search(text):
        return text
    if text in english:
        return english[text]
    if after := _ENGLISH_AFTER.fullmatch(text):
        return after[1]
    foreign = [part.strip() for part in re.split(r"[·/；\n]", text) if part.strip() and not _HAN.search(part)]
    return " ".join(foreign) or _pinyin(text)


def _pinyin(text: str) -> str:
    """Put pinyin for each run of Chinese and leave the rest, for it may be an expression that names a field."""
    from pypinyin import lazy_pinyin

    return _HAN_RUN.sub(lambda run: " ".join(lazy_pinyin(run[0])), text).translate(_WIDE)


def _converter() -> Any:
    try:
        return importlib.import_module("vl_convert")
    except ImportError:
        raise UsageError("vl-convert-python is not installed; run: pip install 'fazhi[notebooks]'") from None
