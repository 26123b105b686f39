"""Perturbed copies of the seeds, for measuring only: other places, years and figures, sentences left out.

They are no reports of anybody. Each file's name says so (``perturbed-000017-of-seed-2.txt``), and so
does the README that is written beside them.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fazhi.jurisdictions import gazetteer
from fazhi.settings import data_folder

_SENTENCE = re.compile(r"[^。\n]*[。\n]+")
_NUMBER = re.compile(r"\d{1,4}(?=[件次场人名个份起条户家万余%])")
_PLACES = (
    ("上海市", "嘉定区", "南翔镇"),
    ("贵州省", "六枝特区", "新窑镇"),
    ("浙江省", "黄岩区", "南城街道"),
    ("上海市", "嘉定区", "真新街道"),
    ("天津市", "南开区", "万兴街道"),
)
"""Province, county and township of each seed, which a copy exchanges for others."""
_LEFT_OUT = 0.1
"""Share of the sentences that a copy lacks."""


@cache
def _seeds() -> tuple[str, ...]:
    return tuple(path.read_bytes().decode("utf-8") for path in sorted(data_folder("seeds").glob("0*.txt")))


@cache
def townships() -> tuple[str, ...]:
    """Return the codes of all townships and streets."""
    with (data_folder("ontology") / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(sorted(row["code"] for row in csv.DictReader(file) if len(row["code"]) == 9))


def copy(number: int) -> str:
    """Return the ``number``-th perturbed copy; the same number gives the same text."""
    rng = random.Random(number)
    seed = number % len(_seeds())
    table = gazetteer()
    code = rng.choice(townships())
    chain = [table.name(part) for part in table.chain(code)]
    text = _seeds()[seed]
    for old, new in zip(_PLACES[seed], (chain[0], chain[-2], chain[-1]), strict=True):
        text = text.replace(old, new)
    shift = rng.randint(-3, 1)
    text = re.sub(r"20(1\d|2\d)(?=年)", lambda year: str(int(year[0]) + shift), text)
    text = _NUMBER.sub(lambda figure: str(rng.randint(1, 10 ** len(figure[0]))), text)
    head, *rest = _SENTENCE.findall(text)
    return head + "".join(sentence for sentence in rest if rng.random() >= _LEFT_OUT)


def write_copies(folder: Path, count: int) -> Iterator[Path]:
    """Write ``count`` copies below ``folder``, a thousand a folder, and yield their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README").write_text("Perturbed copies of the seeds, made for measuring. No real reports.\n", "utf-8")
    for number in range(count):
        path = folder / f"{number // 1000:03d}" / f"perturbed-{number:06d}-of-seed-{number % len(_seeds())}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(copy(number).encode())
        yield path
