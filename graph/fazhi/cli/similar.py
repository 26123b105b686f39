"""``fazhi similar``: the places most like one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.answers import AnswerFormat, Bom, Count, Format, named, place_id, source, write, write_json
from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.program import app

if TYPE_CHECKING:
    from fazhi.network import Similar

_COLUMNS = {
    "地方": "place",
    "代码": "code",
    "共有": "shared",
    "Jaccard": "Jaccard",
    "余弦": "cosine",
    "重叠": "overlap",
    "p": "p",
    "q": "q",
    "最少见的共有做法": "rarest shared practice",
    "本地原文": "own sentence",
    "本地出处": "source of own sentence",
    "对方原文": "their sentence",
    "对方出处": "source of their sentence",
}


@app.command()
def similar(
    place: Annotated[str, typer.Argument(metavar="A", help="A place: name, end of its path, full path or code.")],
    store: Store = None,
    count: Count = 10,
    format: AnswerFormat = Format.TABLE,
    bom: Bom = False,
    lang: Lang = Language.ZH,
) -> None:
    """List the places that share most practices with one, by Jaccard index of what they implement.

    p is the chance to share as much or more, were practices drawn at random; q is p corrected for the number
    of places compared (Benjamini and Hochberg). docs/network.md defines every measure.

    Example: fazhi similar 真新街道 --store my-store
    """
    from fazhi.network import similar as most_similar
    from fazhi.store import Store as OpenStore

    with OpenStore.open(store_folder(store)) as opened:
        found = most_similar(opened, place_id(opened, place, "similar"), count=count)
    if format is Format.JSON:
        write_json(found)
    else:
        write(
            _COLUMNS,
            [_row(one, lang) for one in found],
            format,
            lang,
            bom=bom,
            whole_only=("code", "cosine", "overlap", "p"),
        )


def _row(one: Similar, lang: Language) -> tuple[object, ...]:
    measures = one.shared, one.jaccard, one.cosine, one.overlap, one.p, one.q
    proofs = one.own.sentence, source(one.own), one.other.sentence, source(one.other)
    return (named(one.place, lang), one.place.code, *measures, named(one.practice, lang), *proofs)
