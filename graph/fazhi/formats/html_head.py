"""The head of a report on a page: breadcrumb, table of facts, title, date and source, one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from fazhi.formats.html_lines import EDGE, Line, clean
from fazhi.formats.keys import is_key, is_key_line, without_furniture
from fazhi.reports import fold
from fazhi.reports.keytable import ISSUED, MADE, SOURCE, WRITTEN, read_table

_WHERE = re.compile(
    r"^\W{0,3}(?:您?的?当前(?:所在)?(?:的)?位置|您(?:现在)?(?:所在)?的?位置|您现在的位置|所在位置|位置)\s*(?:是|为)?\s*[：:]\s*"
)
_STEP = re.compile(r"\s*(?:>|＞|»|›|→|/|\|)+\s*|\s{2,}")
_HOME = re.compile(r"^(?:网站)?首\s*页$|^主页$|^正文$|^详情$")
_SITE_TAIL = re.compile(r"\s*(?:[_|—]|-{1,2}| - )\s*[^_|—-]{2,30}$")
_DATE = re.compile(r"(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:[T ]\d{1,2}:\d\d)?")
_TITLES = ("ArticleTitle", "og:title", "title")
_DATES = ("PubDate", "publishdate", "pubdate", "article:published_time", "publish_time", "date", "dc.date")
_SOURCES = ("ContentSource", "source", "article:author")
_HEADED = "h2, h3, #title, .title, .tit, .bt, .biaoti, .article-title, .con-title, .news-title, .content-title"
_GENRE = re.compile("(?:报告|总结|汇报|情况|要点|计划|通知|公告|通报)(?:[（(][^（()）]{1,14}[）)])?$")
_DATED = "#publish_time, time, .date, .time, .pubdate, .pubtime, .pub-time, .publish-time, .publish_time"
_ACCOUNT = "#js_name"
"""Of an account of WeChat."""
_BARE = re.compile(r"[\s\W_]+")


def head(page: LexborHTMLParser, before: Sequence[Line], lines: Sequence[Line], body: Sequence[str]) -> list[str]:
    """Return the lines to stand above the main text.

    ``before`` are the lines of the whole page, ``lines`` those without its furniture, ``body`` the
    main text, which keeps what it says itself and is not said twice.
    """
    title = _title(page, lines, body)
    above = next((number for number, line in enumerate(lines) if line.inside), len(lines))
    outside = _joined([line.text for line in lines[:above] if line.text not in title])
    said = [row for row in map(without_furniture, filter(is_key_line, outside)) if is_key_line(row)]
    rows = _once([row for row in said if not is_key(row) and not row.startswith("附件")], body)
    table = [row for row in rows if not _is_info(row)]
    info = [row for row in rows if _is_info(row)] + _from_metadata(page, [*rows, *body[:8]])
    said_there = any(_WHERE.match(line) for line in body[:5])
    where = [] if said_there else [crumb for line in before if (crumb := _crumb(line.text))][:1]
    return [*where, *table, *title, *info]


def _joined(lines: Sequence[str]) -> list[str]:
    """Put a key and the value that a page prints on the next line on one line."""
    out: list[str] = []
    for line in lines:
        if out and is_key(out[-1]) and not is_key_line(line) and len(line) < 80:
            out[-1] = f"{out[-1].rstrip('：: ')}：{line}"
        else:
            out.append(line)
    return out


def _once(rows: Sequence[str], body: Sequence[str]) -> list[str]:
    start = {_bare(line) for line in body[:12]}
    kept: list[str] = []
    for row in rows:
        if _bare(row) not in start:
            kept.append(row.replace("： ", "："))
            start.add(_bare(row))
    return kept


def _is_info(row: str) -> bool:
    """Tell the line under a title (date, source) from a row of the table above it."""
    return {entry.kind for entry in read_table(fold(row))} <= {ISSUED, SOURCE}


def _title(page: LexborHTMLParser, lines: Sequence[Line], body: Sequence[str]) -> list[str]:
    """Return the title of the page, unless the main text begins with it."""
    opening = _bare("".join(body[:4]))
    named = [_meta(page, name) for name in _TITLES[:1]]
    named += _texts(page, "h1")
    named += [_site_off(_meta(page, name)) for name in _TITLES[1:]]
    named += [_site_off(text) for text in _texts(page, "title")[:1]]
    named += [text for text in _texts(page, _HEADED) if _GENRE.search(text) and len(text) <= 90]
    found = [name for name in named if len(name) >= 6]
    if not found:
        return []
    # The form that the page prints is the title; metadata may be those of the site, or longer.
    printed = [line.text for line in lines if len(line.text) >= 6]
    title = next((line for name in found for line in printed if line == name), None)
    title = title or next((line for name in found for line in printed if name.startswith(line)), found[0])
    return [] if _bare(title) in opening else [title]


def _site_off(title: str) -> str:
    """Take the name of the site off a title: …情况报告_黄岩区人民政府."""
    shorter = _SITE_TAIL.sub("", title)
    return shorter if len(shorter) >= 6 else title


def _from_metadata(page: LexborHTMLParser, said: Sequence[str]) -> list[str]:
    """Return date and source out of the page's metadata, where the page prints none."""
    kinds = {entry.kind for row in said for entry in read_table(fold(row[:300]))}
    found = []
    given = [*(_meta(page, name) for name in _DATES), *_printed_dates(page)]
    dates = [match.group().replace("T", " ") for text in given if (match := _DATE.search(text))]
    if dates and not kinds & {ISSUED, MADE, WRITTEN}:
        found.append(f"发布日期：{dates[0]}")
    makers = [*(_meta(page, key) for key in _SOURCES), *_texts(page, _ACCOUNT)]
    sources = [name for name in makers if 1 < len(name) < 40 and "://" not in name]
    if sources and SOURCE not in kinds:
        found.append(f"来源：{sources[0]}")
    return found


def _printed_dates(page: LexborHTMLParser) -> list[str]:
    """Return the dates that stand alone in elements called so."""
    return [text for text in _texts(page, _DATED) if len(text) < 24]


def _texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [clean(node.text()) for node in page.css(selector)]


def _meta(page: LexborHTMLParser, name: str) -> str:
    for node in page.css("meta[content]"):
        if name.lower() in {(node.attributes.get(key) or "").lower() for key in ("name", "property")}:
            return clean(node.attributes.get("content") or "")
    return ""


def _crumb(line: str) -> str | None:
    """Return where a page stands in its site: the names in it tell like-named places apart."""
    match = _WHERE.match(line)
    if not match or len(line) > 200:
        return None
    steps = [step.strip(EDGE) for step in _STEP.split(line[match.end() :])]
    kept = [step for step in steps if step and not _HOME.match(step)]
    return f"当前位置：{' > '.join(kept)}" if kept else None


def _bare(text: str) -> str:
    return _BARE.sub("", text)
