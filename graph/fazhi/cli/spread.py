"""``fazhi spread``: where and when a practice was first claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.answers import AnswerFormat, Bom, Format, named, practice_id, source, write, write_json
from fazhi.cli.options import Lang, Language, Store, store_folder
from fazhi.cli.printing import say
from fazhi.cli.program import app

if TYPE_CHECKING:
    from fazhi.network import CurvePoint, Evidence, FirstAdoption, Spread, Thing

_CURVE = {
    "年度": "year",
    "有报告的地方": "places with a report",
    "其中已实行": "of these run it",
    "占比": "share",
    "95%区间": "95 % interval",
    "可新增": "at risk",
    "新增": "new",
    "累计": "ever",
}
_PLACES = {
    "首见年度": "first claimed",
    "地方": "place",
    "代码": "code",
    "此前未见": "not yet in",
    "文中起始年": "since, by the text",
    "原文": "sentence",
    "出处": "source",
}


@app.command()
def spread(
    practice: Annotated[str, typer.Argument(metavar="X", help="A practice, by any of its names.")],
    store: Store = None,
    format: AnswerFormat = Format.TABLE,
    bom: Bom = False,
    lang: Lang = Language.ZH,
) -> None:
    """Show how a practice spread: its share of the places with a report, and each place's first report of it.

    "Not yet in" is the last earlier report of the place, which does not claim it; without one, the practice
    may be old. The table has the years first; CSV holds the places.

    Example: fazhi spread 枫桥经验 --store my-store
    """
    from fazhi.network import spread as spread_of
    from fazhi.store import Store as OpenStore

    with OpenStore.open(store_folder(store)) as opened:
        found = spread_of(opened, practice_id(opened, practice))
    if format is Format.JSON:
        write_json(found)
        return
    if format is Format.TABLE:
        write(_CURVE, [_year(point) for point in found.curve], format, lang)
        typer.echo()
    write(_PLACES, [_place(*row, lang) for row in found.places], format, lang, bom=bom)
    if format is Format.TABLE:
        say(_caution(found, lang))


def _year(point: CurvePoint) -> tuple[object, ...]:
    interval = f"{point.low:.0%}–{point.high:.0%}"
    return (
        str(point.year),
        point.covered,
        point.places,
        f"{point.share:.0%}",
        interval,
        point.at_risk,
        point.new,
        point.ever,
    )


def _place(place: Thing, first: FirstAdoption, proof: Evidence, lang: Language) -> tuple[object, ...]:
    return first.year, named(place, lang), place.code, first.not_before, first.since, proof.sentence, source(proof)


def _caution(found: Spread, lang: Language) -> str:
    known = sum(first.not_before is not None for _, first, _ in found.places)
    name, places = named(found.practice, lang), len(found.places)
    if lang is Language.ZH:
        undated = f"；另有 {found.undated} 份报告未见年度" if found.undated else ""
        return f"{name}：{places} 地已实行，其中 {known} 地可见何时新增（此前有报告而未提）{undated}"
    undated = f"; {found.undated} reports without a year left out" if found.undated else ""
    return f"{name}: {places} places run it; for {known} an earlier report without it is held{undated}"
