"""``fazhi explain``: why a span was tagged, linked and given its status."""

from __future__ import annotations

from typing import Annotated

import typer

from fazhi.cli.options import AnyText, Vocabulary
from fazhi.cli.printing import print_table
from fazhi.cli.program import app


@app.command()
def explain(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A report, or one inside a file: a.zip!/b.html, c.csv#12.")
    ],
    at: Annotated[
        int, typer.Option("--at", min=0, metavar="OFFSET", help="Offset in code points, as 'fazhi extract' prints.")
    ],
    any_text: AnyText = False,
    vocabulary: Vocabulary = None,
) -> None:
    """Show why the mention at an offset was tagged, linked and given its status.

    Example: fazhi explain seeds/002_2099df7b8399dc2d.txt --at 1200
    """
    from fazhi.building.files import only_source
    from fazhi.errors import UsageError
    from fazhi.extractor import Extractor

    report = only_source(file).read(any_text=any_text)
    if at >= len(report.text):
        raise UsageError(f"{file} has {len(report.text)} characters, so nothing stands at {at}; give a smaller offset")
    extraction = Extractor(vocabulary or ())(report)
    hits = [mention for mention in extraction.mentions if mention.start <= at < mention.end]
    around = report.text[max(0, at - 30) : at] + "▸" + report.text[at : at + 30]
    rows: list[tuple[str, object]] = [("text", around)]
    rows += [
        (f"section, level {section.level}", f"{section.role}: {section.heading or ''}")
        for section in extraction.report.sections
        if section.start <= at < section.end
    ]
    if not hits:
        rows.append(("mention", "none: neither the rules nor the trained tagger took a span here"))
    for mention in hits:
        rows += [
            ("mention", f"{mention.text} [{mention.start}, {mention.end})"),
            ("label", mention.label),
            ("canonical", mention.canonical),
            ("id", mention.id or "none: ambiguous or unknown"),
            ("candidates", ", ".join(mention.candidates)),
            ("rule", mention.rule),
            ("status", mention.status or ""),
            ("confidence", mention.confidence),
        ]
    print_table(("", ""), [row for row in rows if row[1] != ""])
    typer.echo("")
