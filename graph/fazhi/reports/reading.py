"""Files to reports: read, decode, check, take head and sections."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fazhi.errors import NotAReportError, ReportError
from fazhi.reports.decoding import decode
from fazhi.reports.genre import is_report
from fazhi.reports.header import read_header
from fazhi.reports.report import Report
from fazhi.reports.sections import read_sections
from fazhi.reports.view import View


def read_report(path: str | Path, *, any_text: bool = False) -> Report:
    """Return the report in a plain text file; raise ReportError where it cannot be read as one."""
    file = Path(path)
    if file.is_dir():
        raise ReportError(f"{path} is a folder; give the files in it")
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise ReportError(f"{path} does not exist; check the path") from None
    except OSError as error:
        raise ReportError(f"{path} cannot be read ({error.strerror}); check the path and its permissions") from None
    return parse_report(data, file.as_posix(), any_text=any_text)


def parse_report(data: bytes, source: str, *, any_text: bool = False) -> Report:
    """Return the report in the bytes of a plain text file named ``source`` in messages.

    Raises ReportError for what is no text, NotAReportError for a text that shows no sign of being a
    rule-of-law report, unless ``any_text``.
    """
    view = View.of(decode(data, source))
    if not any_text and not is_report(view.text):
        raise NotAReportError(
            f"{source} does not look like a rule-of-law report (法治政府建设年度报告); use --any to read it"
            f" all the same"
        )
    return _report(view, source, hashlib.sha256(data).hexdigest())


def text_report(text: str, source: str = "text") -> Report:
    """Return a report made of a string, whatever it holds; its hash is that of its UTF-8 bytes."""
    return _report(View.of(text), source, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def _report(view: View, source: str, sha256: str) -> Report:
    header = read_header(view)
    return Report(source, sha256, view, header, read_sections(view, header.report_year))
