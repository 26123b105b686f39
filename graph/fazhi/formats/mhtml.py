"""MHTML: the page in a web archive of one file, as browsers save it."""

from __future__ import annotations

import email.message
import email.policy
from email.parser import BytesParser

from fazhi.errors import ReportError


def main_page(data: bytes, name: str) -> tuple[bytes, str | None, str | None]:
    """Return the bytes of the page itself, the encoding it is declared in and its address.

    Raises ReportError for an archive without a page.
    """
    whole = BytesParser(policy=email.policy.compat32).parsebytes(data)
    start = (whole.get_param("start") or "") if whole.is_multipart() else ""
    pages = [part for part in whole.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    if not pages:
        raise ReportError(f"{name} is an MHTML file without a page in it; save the page again from the browser")
    page = next((part for part in pages if start and part.get("Content-ID") == start), pages[0])
    payload = page.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload:
        raise ReportError(f"{name} is an MHTML file with an empty page; save the page again from the browser")
    return payload, page.get_content_charset(), _address(whole) or _address(page)


def _address(part: email.message.Message) -> str | None:
    address = part.get("Snapshot-Content-Location") or part.get("Content-Location")
    return str(address).strip() if address else None
