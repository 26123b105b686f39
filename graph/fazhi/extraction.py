"""What is extracted from one report, and its JSON form."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from fazhi.mentions import Label, Mention
from fazhi.reports import Report
from fazhi.statements import Statement


@dataclass(frozen=True)
class Extraction:
    """One report with its mentions (in order of offset) and statements (in order of evidence)."""

    report: Report
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


def to_json(extraction: Extraction) -> dict[str, Any]:
    """Return the JSON object of ``fazhi extract --format jsonl`` for one report."""
    report = extraction.report
    header = asdict(report.header)
    header["candidates"] = list(header["candidates"])
    return {
        "source": report.source,
        "sha256": report.sha256,
        "report": header,
        "sections": [asdict(section) for section in report.sections],
        "mentions": [_mention(mention) for mention in extraction.mentions],
        "statements": [_statement(statement) for statement in extraction.statements],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    record = asdict(mention)
    record["candidates"] = list(mention.candidates)
    if mention.label is not Label.MECHANISM:
        del record["status"]
    if mention.label is not Label.QUANTITY:
        del record["value"], record["unit"]
    return record


def _statement(statement: Statement) -> dict[str, Any]:
    record = asdict(statement)
    record["evidence"] = [asdict(evidence) for evidence in statement.evidence]
    return {"kind": type(statement).__name__.lower(), **record}
