"""Tables with one report a row: which column holds what, and the text that a row becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from fazhi.errors import ReportError
from fazhi.reports import fold

_NAMES: Mapping[str, str] = {
    "text": "正文 内容 全文 正文内容 文本 文章内容 报告正文 报告内容 报告全文 文本内容 新闻内容 text content body "
    "fulltext full_text maintext main_text article_content articlecontent raw_text rawtext document raw_content "
    "page_content report_text",
    "title": "标题 题目 题名 名称 文章标题 报告标题 报告名称 文件名称 信息名称 公文标题 title headline name "
    "article_title subject doc_title report_title",
    "source": "来源 信息来源 文章来源 内容来源 稿源 出处 source origin media site site_name",
    "issuer": "发布机构 发布单位 发文机关 发文单位 发布机关 制发机关 公开主体 责任单位 issuer publisher agency "
    "organization organisation org author_org",
    "date": "发布日期 发布时间 公开日期 公布日期 发表时间 发表日期 日期 时间 date pubdate pub_date publish_date "
    "published publish_time publication_date release_date issued pubtime datetime",
    "written": "成文日期 成文时间 印发日期 制发日期 written_date written date_written",
    "index": "索引号 信息索引号 索取号 index_number index_no indexno",
    "number": "文号 发文字号 文件编号 document_number doc_number doc_no",
    "url": "网址 链接 原文链接 url link href source_url page_url uri",
}
_PLACES = (
    "省份 省 province",
    "地市 市 城市 地级市 city prefecture",
    "区县 县区 县 区 县市区 county district",
    "乡镇 街道 乡镇街道 镇 街镇 镇街 town township street subdistrict",
)
_WHOLE_PLACE = "地区 地点 行政区划 行政区 所属地区 地域 区划 辖区 单位所在地 place region area jurisdiction location"
_KEYS = (("index", "索引号"), ("number", "文号"), ("issuer", "发布机构"), ("written", "成文日期"))
_INFO = (("date", "发布日期"), ("source", "来源"))
_BARE = re.compile(r"[\s_\-·:：()（）\[\]【】\"'*#.]+")
_LONG = 100
_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+\d\d:?\d\d)?$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of columns that a user has given; None where they are to be found by their usual names."""

    text: str | None = None
    title: str | None = None
    source: str | None = None
    issuer: str | None = None
    date: str | None = None
    url: str | None = None
    place: str | None = None

    def given(self) -> dict[str, str]:
        """Return the given names by what they are for."""
        return {field.name: name for field in fields(self) if (name := getattr(self, field.name)) is not None}


def is_text_column(name: str) -> bool:
    """Tell whether a column of this name holds the text of reports."""
    return _bare(name) in _WORDS["text"]


class RowReader:
    """What the columns of one table are for."""

    def __init__(
        self, names: Sequence[str], columns: Columns, source: str, sample: Iterable[Sequence[str]] = ()
    ) -> None:
        """Find the columns; ``sample`` are some rows, for a table whose text column has no usual name.

        Raises ReportError where a given column is not there, or none holds texts.
        """
        self._names = list(names)
        bare = [_bare(name) for name in names]
        self._at = {what: place for what, words in _WORDS.items() if (place := _first(bare, words)) is not None}
        self._places = [place for words in _PLACE_WORDS if (place := _first(bare, words)) is not None]
        for what, name in columns.given().items():
            place = _first([fold(one).strip() for one in names], [fold(name).strip()])
            if place is None:
                place = _first(bare, [_bare(name)])
            if place is None:
                raise ReportError(
                    f"{source} has no column {name!r}; its columns are {_listed(names)}; name one of them"
                    f" with --{what}-column"
                )
            if what == "place":
                self._places = [place]
            else:
                self._at[what] = place
        if "text" not in self._at and (longest := _longest(list(sample), len(names))) is not None:
            self._at["text"] = longest
        if "text" not in self._at:
            raise ReportError(
                f"{source} has no column with the text of reports among {_listed(names)}; name it with --text-column"
            )

    def text(self, row: Sequence[str]) -> str:
        """Return the text of a row's report: place, keys and values, title, date and source, body."""
        body = self._cell(row, "text")
        if not body.strip():
            return ""
        title = self._cell(row, "title").strip()
        where = [cell for place in self._places if (cell := _one_line(row[place] if place < len(row) else ""))]
        lines = [f"当前位置：{' > '.join(_nested(where))}"] if where else []
        lines += self._pairs(row, _KEYS, body)
        lines += [title] if title and _bare(title) not in _bare(body[: 3 * len(title) + 200]) else []
        lines += self._pairs(row, _INFO, body)
        return "\n".join([*lines, body.strip("\r\n")])

    def url(self, row: Sequence[str]) -> str | None:
        """Return the address that a row gives, if any."""
        return self._cell(row, "url").strip() or None

    def _pairs(self, row: Sequence[str], keys: Sequence[tuple[str, str]], body: str) -> list[str]:
        said = fold(body[:600])
        pairs = [(key, _day(_one_line(self._cell(row, what)))) for what, key in keys]
        return [f"{key}：{value}" for key, value in pairs if value and f"{key}：{fold(value)}" not in said]

    def _cell(self, row: Sequence[str], what: str) -> str:
        place = self._at.get(what)
        return row[place] if place is not None and place < len(row) else ""


def _longest(sample: Sequence[Sequence[str]], width: int) -> int | None:
    """Return the column with the longest cells where they are as long as texts are."""
    lengths = [sum(len(row[n]) for row in sample if n < len(row)) / max(1, len(sample)) for n in range(width)]
    best = max(range(width), key=lambda n: lengths[n], default=None)
    return best if best is not None and lengths[best] >= _LONG else None


def _nested(places: Sequence[str]) -> list[str]:
    """Return names of places, the widest first, without one that the next begins with."""
    return [one for one, after in zip(places, [*places[1:], ""], strict=True) if not after.startswith(one)]


def _first(names: Sequence[str], words: Iterable[str]) -> int | None:
    # In the order of the words: a table with both 正文 and 内容 has its text in 正文.
    return next((names.index(word) for word in words if word in names), None)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _day(value: str) -> str:
    """Return a date without the midnight that spreadsheets add to it."""
    return match[1] if (match := _TIME.match(value)) else value


def _bare(name: str) -> str:
    return _BARE.sub("", fold(name)).lower()


def _listed(names: Sequence[str]) -> str:
    shown = [repr(_one_line(name)[:30]) for name in names if name.strip()]
    return ", ".join(shown[:12]) + (", …" if len(shown) > 12 else "") or "none at all"


_WORDS = {what: [_bare(word) for word in words.split()] for what, words in _NAMES.items()}
_PLACE_WORDS = [[_bare(word) for word in words.split()] for words in (_WHOLE_PLACE, *_PLACES)]
