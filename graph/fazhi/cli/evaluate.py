"""``fazhi evaluate``: figures against annotated reports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fazhi.cli.printing import print_table, progress
from fazhi.cli.program import app
from fazhi.cli.words import LABELS, listed, value_of

if TYPE_CHECKING:
    from fazhi.evaluation import Gold, Table


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of annotations NNN.json.")],
    texts: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the texts NNN….txt. [default: GOLD_DIR/../raw, else the seeds]"),
    ] = None,
    extracted: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="Score this output of 'fazhi extract' instead of extracting."),
    ] = None,
    errors: Annotated[
        str | None, typer.Option(metavar="LABEL", help="List the mistakes of one label, e.g. MECHANISM.")
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Show gains and losses against these figures. [default: baseline.json near GOLD_DIR]"
        ),
    ] = None,
    held_out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Figures of cross-validation to show. [default: held_out.json near GOLD_DIR]"
        ),
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the figures as a new baseline.")
    ] = None,
    reports: Annotated[bool, typer.Option("--reports", help="Also a row for each report.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure extraction against gold annotations: spans, statuses, titles, values, joins of practices, header facts.

    The shipped model was trained on the project's own gold, so figures on it are too good. The held-out figures
    printed below them are honest: every block was read by a model trained without it
    ('python tools/train_tagger.py --cross-validate block').

    Example: fazhi evaluate tests/gold/seeds
    """
    from fazhi import evaluation
    from fazhi.errors import UsageError

    wanted = value_of(errors, LABELS) if errors else None
    if wanted and wanted not in (*LABELS, *evaluation.META):
        raise UsageError(f"There is no label {errors!r}; give one of {listed((*LABELS, *evaluation.META), LABELS)}")
    annotated = evaluation.read_gold(gold)
    scores = evaluation.score(annotated, _extracted(extracted) if extracted else _extract(annotated, gold, texts))
    if as_json:
        joins = {where: one.to_json() for where, one in scores.same_practice().items()}
        typer.echo(json.dumps({**scores.to_json(), "same_practice": joins}, ensure_ascii=False, indent=1))
    else:
        _print(evaluation.tables(scores))
        if reports:
            _print([evaluation.by_report(scores)])
    if wanted:
        _print([evaluation.mistake_table(scores, wanted)])
    if not as_json and (known := held_out or _beside(gold, "held_out.json")):
        _print([evaluation.held_out_table(evaluation.read_figures(known))])
    if before := baseline or (None if as_json else _beside(gold, "baseline.json")):
        _print(evaluation.comparison_tables(evaluation.compare(before, scores)))
    if write_baseline:
        evaluation.write_baseline(write_baseline, scores)


def _beside(gold: Path, name: str) -> Path | None:
    """Return the file ``name`` one or two folders above the annotations, where there is one."""
    above = gold.resolve().parents[:2]
    return next((folder / name for folder in above if (folder / name).is_file()), None)


def _print(tables: Iterable[Table]) -> None:
    for table in tables:
        print_table(table.columns, table.rows, table.title)
        typer.echo("")


def _extracted(path: Path) -> list[dict[str, Any]]:
    from fazhi.errors import UsageError

    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} is no output of 'fazhi extract --format jsonl' ({error}); make it again") from None


def _extract(gold: dict[str, Gold], folder: Path, texts: Path | None) -> Iterator[dict[str, Any]]:
    from fazhi.errors import UsageError
    from fazhi.evaluation.gold import report_number
    from fazhi.extraction import to_json
    from fazhi.extractor import Extractor
    from fazhi.reports import read_report
    from fazhi.settings import data_folder

    raw = folder.resolve().parent / "raw"
    place = texts or (raw if raw.is_dir() else data_folder("seeds"))
    files = {report_number(path.name): path for path in sorted(place.glob("*.txt"))}
    missing = sorted(set(gold) - {number for number in files if number})
    if missing:
        raise UsageError(f"The folder {place} lacks the texts of {', '.join(missing[:5])}; give theirs with --texts")
    extractor = Extractor()
    with progress("evaluate") as bar:
        for done, number in enumerate(gold, 1):
            yield to_json(extractor(read_report(files[number], any_text=True)))
            bar.step(done, len(gold), files[number].name)
