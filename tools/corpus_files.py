"""Annotated texts as training examples: the gold folders and the project's own marked-up texts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fazhi.reports import View

ROOT = Path(__file__).resolve().parents[1]
_MARKUP = re.compile(r"⟦(?P<text>.*?)⟧\{(?P<kind>[IMLJQ])\|(?P<fields>.*?)\}", re.S)


@dataclass(frozen=True)
class Example:
    """One annotated text; spans are ``(start, end, kind)`` in offsets of its view."""

    name: str
    block: str
    raw: str
    view: View
    spans: tuple[tuple[int, int, str], ...]
    meta: dict[str, Any]
    mentions: tuple[dict[str, Any], ...]


def read_corpus() -> list[Example]:
    """Read all annotated texts of the repository, seeds first, in order of name."""
    gold = ROOT / "tests/gold"
    texts = {path.name[:3]: path for path in (ROOT / "seeds").glob("*.txt")}
    seeds = [_gold(path, texts[path.stem], "seed") for path in _json(gold / "seeds")]
    dev = [_gold(path, gold / "dev/raw" / f"{path.stem}.txt", path.stem[0]) for path in _json(gold / "dev/gold")]
    own = [_marked_up(path, path.parent.name) for path in sorted((ROOT / "tools/corpus").glob("*/*.txt"))]
    return seeds + dev + own


def _json(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def _gold(path: Path, text: Path, block: str) -> Example:
    record = json.loads(path.read_text(encoding="utf-8"))
    return _example(path.stem, block, text.read_bytes().decode(), record["meta"], record["mentions"])


def _marked_up(path: Path, block: str) -> Example:
    head, body = path.read_bytes().decode().split("\n---\n", 1)
    raw, mentions, last = "", [], 0
    for found in _MARKUP.finditer(body):
        raw += body[last : found.start()]
        fields = [field.replace("\\|", "|") for field in re.split(r"(?<!\\)\|", found["fields"])]
        end = len(raw) + len(found["text"])
        mentions.append({"start": len(raw), "end": end, "text": found["text"], "type": found["kind"], "fields": fields})
        raw += found["text"]
        last = found.end()
    return _example(path.stem, block, raw + body[last:], json.loads(head), mentions)


def _example(name: str, block: str, raw: str, meta: dict[str, Any], mentions: list[dict[str, Any]]) -> Example:
    view = View.of(raw)
    spans = tuple(
        (view.view_offset(mention["start"]), view.view_offset(mention["end"] - 1) + 1, mention["type"])
        for mention in mentions
    )
    return Example(name, block, raw, view, spans, meta, tuple(mentions))
