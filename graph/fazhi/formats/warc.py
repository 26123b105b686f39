"""WARC: the pages of a crawl, each with the address it was fetched from."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from fazhi.errors import ReportError
from fazhi.formats.documents import Refusal
from fazhi.formats.limits import Limits, megabytes
from fazhi.formats.names import shown

_PASSED_OVER = re.compile(r"^(?:image|video|audio|font)/|css|javascript|ecmascript|font", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


class Page(NamedTuple):
    """One answer of a server that was good, without its transfer coding."""

    url: str
    data: bytes
    declared: str | None


def warc_pages(stream: BinaryIO, name: str, size: int, limits: Limits) -> Iterator[Page | Refusal]:
    """Yield what a crawl fetched: good answers and resources; pictures, styles and scripts are passed over."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

    left = max(limits.free, size * limits.ratio)
    try:
        records = ArchiveIterator(stream, arc2warc=False)
        # It would write to standard error what the refusal says.
        records.INC_RECORD = ""
        for record in records:
            http, kind = record.http_headers, ""
            if record.rec_type == "response":
                if http is None or http.get_statuscode() != "200":
                    continue
                kind = http.get_header("Content-Type") or ""
            elif record.rec_type == "resource":
                kind = record.rec_headers.get_header("Content-Type") or ""
            else:
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or "unknown"
            if _PASSED_OVER.search(kind):
                continue
            data = record.content_stream().read(limits.size + 1)
            left -= len(data)
            if record.raw_stream.read(1) == b"" and getattr(record.raw_stream, "limit", 0) > 0:
                yield Refusal(
                    f"{name}!/{shown(url)}", f"{name}!/{shown(url)} is cut off; fetch or copy the WARC file again"
                )
                continue
            if left < 0:
                raise ReportError(f"{name} unpacks to hundreds of times its size, as a decompression bomb does")
            if len(data) > limits.size:
                path = f"{name}!/{shown(url)}"
                yield Refusal(path, f"{path} is larger than {megabytes(limits.size)}; fetch it by itself")
            elif data.strip():
                said = _CHARSET.search(kind)
                yield Page(url.strip("<>"), data, said[1] if said else None)
    except (ArchiveLoadFailed, zlib.error, OSError, EOFError, ValueError) as error:
        reason = " ".join(str(error).split())[:160]
        raise ReportError(f"{name} is a damaged or truncated WARC file ({reason}); fetch or copy it again") from None
