"""Tables with one report a row: which columns are found, what a row becomes, what is refused."""

from __future__ import annotations

import datetime
import json

import pytest

import format_fixtures as made
from fazhi.formats import Format, Item, Refusal, read_item, report_of
from test_formats import items, only, refusal

BODY = "2021年，唐县认真落实法治政府建设各项任务。\n一、主要工作\n组织开展普法宣传活动12场次，行政复议案件3件。\n二、存在问题\n执法力量不足。"
TITLE = "唐县2021年法治政府建设情况报告"

HEADERS = [
    (["标题", "正文"], "Chinese"),
    (["题目", "内容"], "Chinese, other words"),
    (["title", "text"], "English"),
    (["Title", "Content"], "English in capitals"),
    (["article_title", "Full_Text"], "names of crawlers"),
    (["【标题】", " 正文 "], "in brackets, with spaces"),
    (["名称", "全文"], "as exports of catalogues have it"),
]


@pytest.mark.parametrize(("header", "reason"), HEADERS, ids=[row[1] for row in HEADERS])
@pytest.mark.parametrize("kind", ["csv", "tsv", "gb18030", "utf-16", "xlsx", "jsonl", "json"])
def test_columns_are_found_by_their_usual_names(header: list[str], reason: str, kind: str) -> None:
    rows = [header, [TITLE, BODY]]
    data = {
        "csv": lambda: made.csv_file(rows),
        "tsv": lambda: made.csv_file(rows, "utf-8", "\t"),
        "gb18030": lambda: made.csv_file(rows, "gb18030", ";"),
        "utf-16": lambda: made.csv_file(rows, "utf-16", "\t"),
        "xlsx": lambda: made.xlsx(rows),
        "jsonl": lambda: made.jsonl([dict(zip(header, rows[1], strict=True))]),
        "json": lambda: json.dumps({"total": 1, "data": [dict(zip(header, rows[1], strict=True))]}, indent=1).encode(),
    }[kind]()
    document = only(data, "table")
    assert document.text == f"{TITLE}\n{BODY}", reason
    assert document.media_type in {Format.CSV, Format.XLSX, Format.JSONL}
    assert document.name.startswith("table#")


def test_a_row_becomes_a_head_and_a_body() -> None:
    """Columns become the lines that the reader of heads knows, so the facts of a row are those of its report."""
    record = {
        "id": 7, "province": "浙江省", "city": "台州市", "county": "黄岩区", "town": "南城街道", "索引号": "11331003002677576Y/2022-01657",
        "发布机构": "南城街道办事处", "标题": "2021年度法治政府建设年度报告", "发布日期": "2022-02-11T00:00:00", "来源": "黄岩区政府网",
        "url": "http://h.invalid/7", "tags": None, "正文": BODY.replace("唐县", "我街道"),
    }  # fmt: skip
    (item,) = items(made.jsonl([record]), "dump.jsonl")
    assert isinstance(item, Item)
    assert (item.name, item.url) == ("dump.jsonl#1", "http://h.invalid/7")
    report = report_of(read_item(item))
    assert report.text.split("\n")[:6] == [
        "当前位置：浙江省 > 台州市 > 黄岩区 > 南城街道",
        "索引号：11331003002677576Y/2022-01657",
        "发布机构：南城街道办事处",
        "2021年度法治政府建设年度报告",
        "发布日期：2022-02-11",
        "来源：黄岩区政府网",
    ]
    assert (report.header.division_code, report.header.issued) == ("331003002", "2022-02-11")


def test_what_a_text_says_itself_is_not_put_before_it() -> None:
    record = {"title": TITLE, "date": "2022-01-30", "content": f"{TITLE}\n发布日期：2022-01-30\n{BODY}"}
    assert only(made.jsonl([record])).text == record["content"]


def test_given_names_of_columns_win() -> None:
    rows = [["编号", "稿子", "题", "text"], ["1", BODY, TITLE, "other"]]
    for data in (made.csv_file(rows), made.xlsx(rows)):
        assert only(data, "a.csv", text="稿子", title="题").text == f"{TITLE}\n{BODY}"
        assert "no column '题名'" in refused(data, title="题名")


def refused(data: bytes, **columns: str) -> str:
    (one,) = items(data, "a.csv", **columns)
    assert isinstance(one, Refusal)
    return one.reason


def test_the_longest_column_is_the_text_where_no_name_tells() -> None:
    rows = [["甲", "乙"], *[[str(number), BODY * 3] for number in range(3)]]
    assert [read_item(item).text for item in items(made.csv_file(rows), "a.csv")] == [BODY * 3] * 3  # type: ignore[arg-type]


def test_a_heading_above_the_header_notes_on_other_sheets_and_dates_of_cells() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    rows = [["某市法治政府建设报告汇总"], [], ["序号", "标题", "正文", "发布日期"], [1, TITLE, BODY, datetime.date(2022, 1, 30)], [2, "", "", ""], [3, "无正文", "", ""]]
    book = load_workbook(BytesIO(made.xlsx(rows)))
    book.create_sheet("说明").append(["联系人", "电话"])
    out = BytesIO()
    book.save(out)
    got = items(out.getvalue(), "b.xlsx")
    assert [one.name for one in got] == ["b.xlsx#Sheet1:4", "b.xlsx#Sheet1:5", "b.xlsx#Sheet1:6"]
    assert isinstance(got[0], Item)
    assert read_item(got[0]).text == f"{TITLE}\n发布日期：2022-01-30\n{BODY}"
    assert all(isinstance(one, Refusal) and "no text" in one.reason for one in got[1:])


def test_a_cell_with_line_breaks_and_quotes_is_one_report() -> None:
    body = f'他说：“好”，"quoted", 逗号\r\n第二行\n{BODY}'
    assert only(made.csv_file([["content"], [body]]), "a.csv").text == body


def test_bad_rows_are_refused_one_by_one_and_the_rest_is_read() -> None:
    data = b'{"text": "' + BODY.replace("\n", "\\n").encode() * 20 + b'"}\n{"text": \n[1]\n\n{"other": 1}\n{"text": "\\ud83d' + BODY.encode()[:30] + b'"}\n'
    got = items(data, "d.jsonl")
    assert [(type(one).__name__, one.name) for one in got] == [
        ("Item", "d.jsonl#1"), ("Refusal", "d.jsonl#2"), ("Refusal", "d.jsonl#3"), ("Refusal", "d.jsonl#5"), ("Item", "d.jsonl#6"),
    ]  # fmt: skip
    assert "line 2" in got[1].reason and "no JSON" in got[1].reason  # type: ignore[union-attr]
    assert read_item(got[4]).text.startswith("\ufffd")  # type: ignore[arg-type]


NO_TABLES = [
    (f"标题，正文\n{BODY}", "Chinese commas"),
    (f"{TITLE}\n标题,内容如下\n{BODY}", "a comma in a later line"),
    (f"索引号: 1 | 发布机构: 2\n{BODY}", "a table of facts in bars"),
    (f"text without, a header\n{BODY}", "English prose"),
]


@pytest.mark.parametrize(("text", "reason"), NO_TABLES, ids=[row[1] for row in NO_TABLES])
def test_texts_are_not_taken_for_tables(text: str, reason: str) -> None:
    document = only(text.encode(), "a.txt")
    assert (document.media_type, document.text) == (Format.TEXT, text), reason


BAD_TABLES = [
    (made.csv_file([["a", "b"], ["1", "2"]]), "a.csv", "--text-column", "no column of texts"),
    (b"\xef\xbb\xbf\n\n", "a.csv", "nothing but spaces", "an empty file"),
    (made.xlsx([["a", "b"], ["1", "2"]]), "a.xlsx", "--text-column", "no column of texts in a workbook"),
    (made.xlsx([]), "a.xlsx", "empty table", "an empty workbook"),
    (b'{"a": 1}\n', "a.jsonl", "--text-column", "no text in the objects"),
    (b'[{"text": "abc"', "a.json", "damaged JSON", "cut off"),
    (b'{"text": ' + b"[" * 200_000, "a.jsonl", "no JSON", "nested without end"),
]


@pytest.mark.parametrize(("data", "name", "says", "reason"), BAD_TABLES, ids=[row[3] for row in BAD_TABLES])
def test_tables_without_reports_say_what_to_do(data: bytes, name: str, says: str, reason: str) -> None:
    message = refusal(data, name)
    assert message.startswith(name)
    assert says in message, reason
