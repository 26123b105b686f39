"""``fazhi suggest``: what the places most like one run and it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.answers import STATUSES, AnswerFormat, Bom, Count, Format, named, place_id, source, write, write_json
from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.program import app

if TYPE_CHECKING:
    from fazhi.network import Suggestion

_COLUMNS = {
    "做法": "practice",
    "理由": "reason",
    "得分": "score",
    "本地所言": "own claim",
    "何地": "where",
    "年度": "year",
    "原文": "sentence",
    "出处": "source",
}


@app.command()
def suggest(
    place: Annotated[str, typer.Argument(metavar="A", help="A place: name, end of its path, full path or code.")],
    store: Store = None,
    peers: Annotated[int, typer.Option(min=1, help="How many of the most similar places count as peers.")] = 10,
    count: Count = 20,
    proofs: Annotated[int, typer.Option(min=1, help="Rows for each practice: so many peers with their sentence.")] = 1,
    format: AnswerFormat = Format.TABLE,
    bom: Bom = False,
    lang: Lang = Language.ZH,
) -> None:
    """Suggest practices that the places most like one implement and it does not, with their sentences.

    The score is the part of the peers' similarity that those with the practice carry, from 0 to 1.

    Example: fazhi suggest 真新街道 --store my-store
    """
    from fazhi.network import suggest as suggested
    from fazhi.store import Store as OpenStore

    with OpenStore.open(store_folder(store)) as opened:
        found = suggested(opened, place_id(opened, place, "suggest"), peers=peers, count=count, proofs=proofs)
    if format is Format.JSON:
        write_json(found)
    else:
        write(_COLUMNS, [row for one in found for row in _rows(one, lang)], format, lang, bom=bom)


def _rows(one: Suggestion, lang: Language) -> Iterator[tuple[object, ...]]:
    chinese = lang is Language.ZH
    reason = f"{one.of} 个相近地方中 {one.peers} 个已实行" if chinese else f"{one.peers} of {one.of} peers run it"
    own = STATUSES[one.own_status] if chinese else one.own_status
    for peer, evidence in one.proofs:
        proof = named(peer, lang), evidence.year, evidence.sentence, source(evidence)
        yield (named(one.practice, lang), reason, one.score, own, *proof)
