"""Items to documents: the text of a report as it was read, which all offsets of evidence count."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from fazhi.errors import NotAReportError, ReportError
from fazhi.formats.documents import TABLES, Document, Format, Item, Text
from fazhi.formats.limits import Limits
from fazhi.formats.sandbox import UnreadWordError, read_apart
from fazhi.reports import Report, text_report
from fazhi.reports.decoding import decoded
from fazhi.reports.genre import is_report

_CONVERTERS = ("soffice", "libreoffice")


def read_item(item: Item, limits: Limits | None = None) -> Document:
    """Return the document in an item; raise ReportError where it cannot be read."""
    limits = limits or Limits.current()
    text = _text(item, limits)
    if not text.text.strip("\ufeff \t\r\n\u3000\u00a0"):
        raise ReportError(f"{item.name} holds nothing but spaces; give a file with the text of a report")
    if len(text.text) > limits.characters:
        raise ReportError(
            f"{item.name} has {len(text.text):,} characters, more than the {limits.characters:,} that a report may"
            f" have; split it"
        )
    return Document(
        text.text, item.sha256, item.name, str(item.format), text.encoding, text.pages, item.url, text.notes
    )


def report_of(document: Document, *, any_text: bool = False) -> Report:
    """Return the report in a document; raise NotAReportError for another text, unless ``any_text``."""
    report = replace(text_report(document.text, document.name), sha256=document.sha256)
    if not any_text and not is_report(report.view.text):
        raise NotAReportError(
            f"{document.name} does not look like a rule-of-law report (法治政府建设年度报告); use --any to read it"
            f" all the same"
        )
    return report


def _text(item: Item, limits: Limits) -> Text:
    if item.format in TABLES:
        return Text(item.data.decode("utf-8"))
    if item.format is Format.TEXT:
        found = decoded(item.data, item.name, item.declared)
        return Text(found.text, found.encoding)
    try:
        return read_apart(item, limits)
    except UnreadWordError as error:
        converted = _converted(item.data, limits.seconds)
        if converted is None:
            raise ReportError(f"{error}; with LibreOffice installed (soffice) such files are read") from None
        return read_apart(replace(item, format=Format.DOCX, data=converted), limits)


def _converted(data: bytes, seconds: float) -> bytes | None:
    """Return a Word document as DOCX by LibreOffice; None where it is not installed or fails, too."""
    program = next(filter(None, map(shutil.which, _CONVERTERS)), None)
    if program is None:
        return None
    with (
        tempfile.TemporaryDirectory(prefix="fazhi-") as folder,
        contextlib.suppress(OSError, subprocess.SubprocessError),
    ):
        source = Path(folder, "document.doc")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, capture_output=True, timeout=seconds, check=True, stdin=subprocess.DEVNULL)
        return Path(folder, "document.docx").read_bytes()
    return None
