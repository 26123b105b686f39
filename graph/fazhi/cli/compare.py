"""``fazhi compare``: what two places share and what each has alone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.answers import AnswerFormat, Bom, Format, claims, named, place_id, proof, write, write_json
from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.printing import say
from fazhi.cli.program import app

if TYPE_CHECKING:
    from fazhi.network import Compared, Thing


class Only(StrEnum):
    """Which part of a comparison."""

    ALL = "all"
    BOTH = "both"
    A = "a"
    B = "b"
    NEITHER = "neither"


_COLUMNS = {
    "谁已实行": "implemented by",
    "做法": "practice",
    "甲所言": "A says",
    "甲原文": "sentence of A",
    "甲出处": "source of A",
    "乙所言": "B says",
    "乙原文": "sentence of B",
    "乙出处": "source of B",
}
_RELATIONS = {"both": "两地", "a": "甲", "b": "乙", "neither": "均未"}


@app.command()
def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A place: name, end of its path, full path or code.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another place.")],
    store: Store = None,
    only: Annotated[Only, typer.Option(help="Implemented by both, by A or B alone, or by neither.")] = Only.ALL,
    format: AnswerFormat = Format.TABLE,
    bom: Bom = False,
    lang: Lang = Language.ZH,
) -> None:
    """Compare two places: practices that both run, that one runs alone, that are planned or weak.

    Example: fazhi compare 真新街道 南翔镇 --store my-store
    """
    from fazhi.network import compare as compared
    from fazhi.network import things
    from fazhi.store import Store as OpenStore

    with OpenStore.open(store_folder(store)) as opened:
        first, second = place_id(opened, a, f"compare {b}"), place_id(opened, b, f"compare {a}")
        found = compared(opened, first, second)
        places = things(opened, (first, second))
    kept = [one for one in found if only in (Only.ALL, one.relation)]
    if format is Format.JSON:
        write_json({"a": places[first], "b": places[second], "practices": [_json(one) for one in kept]})
        return
    write(_COLUMNS, [_row(one, lang) for one in kept], format, lang, bom=bom)
    if format is Format.TABLE:
        say(_summary(found, places[first], places[second], lang))


def _row(one: Compared, lang: Language) -> tuple[object, ...]:
    relation = _RELATIONS[one.relation] if lang is Language.ZH else one.relation
    return (relation, named(one.practice, lang), claims(one.a, lang), *proof(one.a), claims(one.b, lang), *proof(one.b))


def _json(one: Compared) -> dict[str, object]:
    return {"implemented_by": one.relation, "practice": one.practice, "a": one.a, "b": one.b}


def _summary(found: Sequence[Compared], a: Thing, b: Thing, lang: Language) -> str:
    both, own, other = (sum(one.relation == relation for one in found) for relation in ("both", "a", "b"))
    jaccard = both / max(both + own + other, 1)
    names = named(a, lang), named(b, lang)
    if lang is Language.ZH:
        counts = f"两地已实行 {both} 项，仅甲 {own} 项，仅乙 {other} 项，Jaccard {jaccard:.2f}"
        return f"甲 {names[0]}，乙 {names[1]}：{counts}"
    return f"A {names[0]}, B {names[1]}: both run {both}, A alone {own}, B alone {other}; Jaccard {jaccard:.2f}"
