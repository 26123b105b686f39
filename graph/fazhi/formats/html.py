"""HTML: the main text of a page, headed by its table of facts, its title and its date."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from fazhi.errors import ReportError
from fazhi.formats.documents import Text
from fazhi.formats.html_content import find_content
from fazhi.formats.html_head import head
from fazhi.formats.html_lines import Line, lines_of
from fazhi.formats.html_noise import drop_noise, is_noise
from fazhi.reports.decoding import decoded

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w-]{2,40})",
    re.I,
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,12})[^<>]{0,2000}?(/?)>")
_UNNESTED = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        *("wbr", "p", "li", "td", "th", "tr", "dd", "dt", "option", "o"),
    )
)
"""Tags that have no end, or may go without."""
_DEPTH = 2000
_ENOUGH = 100


def read_html(data: bytes, name: str, declared: str | None = None) -> Text:
    """Return the report on a page; raise ReportError for a page without text or one nested without end."""
    said = _DECLARED.search(data[:4096])
    charset = declared or (next(filter(None, said.groups())).decode("ascii") if said else None)
    source = decoded(data, name, charset)
    return Text(html_text(source.text, name), source.encoding)


def html_text(source: str, name: str) -> str:
    """Return the text of a page from its decoded source."""
    _check_depth(source, name)
    parser = LexborHTMLParser(source)
    root = parser.body or parser.root
    if root is None:
        raise ReportError(f"{name} is an HTML page without a body; save the page again from the browser")
    before = lines_of(root)
    drop_noise(root)
    content = find_content(root)
    lines = lines_of(root, content)
    body = _body(lines)
    if sum(map(len, body)) < _ENOUGH:
        body = _fallback(source) or body or [line.text for line in lines]
    text = "\n".join([*head(parser, before, lines, body), *body])
    if not text.strip():
        raise ReportError(
            f"{name} is an HTML page without text (its text may be loaded by a script); save the page from the"
            f" browser as a complete page or as MHTML, or copy its text into a .txt file"
        )
    return text


def _body(lines: list[Line]) -> list[str]:
    """Return the lines of the content, and the list of attachments that a page prints below it."""
    inside = [line.text for line in lines if line.inside and not is_noise(line.text)]
    seen = set(inside)
    last = max((number for number, line in enumerate(lines) if line.inside), default=0)
    attached = [line.text for line in lines[last + 1 :] if re.match(r"附件\s*\d*\s*[：:]", line.text)]
    return inside + [line.replace("： ", "：") for line in attached if line not in seen]


def _fallback(source: str) -> list[str]:
    """Return what a general extractor takes for the main text of a page that shows none by its prose."""
    from trafilatura import extract

    found = extract(source, include_comments=False, include_tables=True, favor_recall=True) or ""
    return [line.strip() for line in found.split("\n") if line.strip()]


def _check_depth(source: str, name: str) -> None:
    depth = 0
    for end, tag, void in _TAG.findall(source):
        if tag.lower() in _UNNESTED or void:
            continue
        depth = max(0, depth - 1) if end else depth + 1
        if depth > _DEPTH:
            raise ReportError(
                f"{name} nests its HTML more than {_DEPTH} elements deep, as no page of a report does; copy its text"
                f" into a .txt file"
            )
