"""The process that reads risky formats: what hangs, swells or crashes there ends that process only.

Runs as ``python -m fazhi.formats.worker MEMORY SIZE SECONDS``: takes requests on standard input, a line of JSON
and the bytes that it announces, and answers each with a line of JSON.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from dataclasses import asdict, replace
from typing import Any, BinaryIO

from fazhi.errors import ReportError
from fazhi.formats.documents import Format, Text
from fazhi.formats.limits import Limits, megabytes

_GRACE = 5.0
_HALF = re.compile("[\ud800-\udfff]")
_AGAIN = {
    Format.HTML: "save the page again from the browser, or copy its text into a .txt file",
    Format.MHTML: "save the page again from the browser, or copy its text into a .txt file",
    Format.PDF: "download or export it again",
    Format.DOCX: "open it in Word or WPS and save it again as .docx",
    Format.DOC: "open it in Word or WPS and save it as .docx",
    Format.RTF: "open it in Word or WPS and save it as .docx",
    Format.XLSX: "open it in Excel or WPS and save it again as .xlsx, or as CSV UTF-8",
    Format.OFD: "open it in an OFD reader and export it as PDF",
    Format.ODT: "open it in LibreOffice or Word and save it as .docx",
    Format.MARKDOWN: "save it as plain text (.txt)",
}


def read(form: Format, data: bytes, name: str, declared: str | None, limits: Limits) -> Text:
    """Return the text of a document in one of the formats that are read here; raise ReportError."""
    found = _read(form, data, name, declared, limits)
    # Half a character, as broken files have it, is fit for no store and no output.
    return replace(found, text=_HALF.sub("\ufffd", found.text)) if _HALF.search(found.text) else found


def _read(form: Format, data: bytes, name: str, declared: str | None, limits: Limits) -> Text:
    if form is Format.HTML:
        from fazhi.formats.html import read_html

        return read_html(data, name, declared)
    if form is Format.MHTML:
        from fazhi.formats.html import read_html
        from fazhi.formats.mhtml import main_page

        page, charset, _ = main_page(data, name)
        return read_html(page, name, charset)
    if form is Format.PDF:
        from fazhi.formats.pdf import read_pdf

        return read_pdf(data, name, limits)
    if form is Format.DOCX:
        from fazhi.formats.docx import read_docx

        return read_docx(data, name, limits)
    return _read_other(form, data, name, limits)


def _read_other(form: Format, data: bytes, name: str, limits: Limits) -> Text:
    if form is Format.DOC:
        from fazhi.formats.doc import read_doc

        return read_doc(data, name)
    if form is Format.RTF:
        from fazhi.formats.rtf import read_rtf

        return read_rtf(data, name)
    if form in {Format.ODT, Format.OFD}:
        from fazhi.formats.opendocument import read_odt, read_ofd

        return (read_odt if form is Format.ODT else read_ofd)(data, name, limits)
    if form is Format.MARKDOWN:
        from fazhi.formats.markdown import markdown_text
        from fazhi.reports.decoding import decoded

        source = decoded(data, name, declared=None)
        return Text(markdown_text(source.text), source.encoding)
    raise ReportError(f"{name} is in the format {form}, which is read elsewhere")


def answer(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    """Return the answer to one request: a text or sheets, or the error with its kind."""
    form, name = Format(request["format"]), str(request["name"])
    try:
        if form is Format.XLSX:
            from fazhi.formats.xlsx import read_xlsx

            return {"sheets": read_xlsx(data, name, limits)}
        return asdict(read(form, data, name, request.get("declared"), limits))
    except ReportError as error:
        return {"error": str(error), "unknown": type(error).__name__ == "UnknownWordError"}
    except (MemoryError, RecursionError, SystemError):
        # An extension that gets no memory may fail without saying why: SystemError.
        return {"error": f"{name} needs more than {megabytes(limits.memory)} of memory to read; {_AGAIN[form]}"}
    except Exception as error:  # noqa: BLE001  whatever a library makes of broken bytes, the file is refused
        kind = f"{type(error).__name__}: {error}"
        return {"error": f"{name} is damaged or of a form not read ({' '.join(kind.split())[:200]}); {_AGAIN[form]}"}


def main() -> None:
    """Answer requests until standard input ends."""
    memory, size, seconds = sys.argv[1:]
    limits = Limits(memory=int(memory), size=int(size), seconds=float(seconds))
    _confine(limits.memory)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not be taken for an answer.
    os.dup2(2, 1)
    while line := requests.readline():
        request = json.loads(line)
        data = _exactly(requests, int(request["size"]))
        _set_alarm(limits.seconds + _GRACE)
        answers.write(json.dumps(answer(request, data, limits)).encode("ascii") + b"\n")
        answers.flush()
        _set_alarm(0)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        sys.exit(0)
    return data


def _set_alarm(seconds: float) -> None:
    """End this process by itself after ``seconds``: the one that would end it may have been killed."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _confine(memory: int) -> None:
    """Bound memory, and forbid files and core dumps, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, bound in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (bound if most < 0 else min(bound, most), most))


if __name__ == "__main__":
    main()
