"""Files to reports: encodings, offsets of the decoded file, and one clear line for every bad input."""

from __future__ import annotations

import codecs
import hashlib
import time
from pathlib import Path

import pytest

from fazhi.errors import NotAReportError, ReportError
from fazhi.reports import parse_report, read_report, text_report

REPORT = (
    "唐县2021年法治政府建设情况报告\r\n发布日期：2022-01-30\r\n\r\n"
    "2021年，唐县认真落实法治政府建设各项任务，现将情况报告如下：\r\n"
    "一、主要工作\r\n组织开展普法宣传活动12场次，行政复议案件3件。\r\n二、存在问题\r\n执法力量不足。\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(REPORT.encode(encoding))
    report = read_report(file)
    assert report.text.removeprefix("\ufeff") == REPORT
    assert report.header.jurisdiction == "河北省保定市唐县"
    assert report.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_both_byte_orders(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert parse_report(mark + REPORT.encode(encoding), "a.txt").header.report_year == 2021


def test_rare_characters_of_gb18030() -> None:
    text = REPORT.replace("唐县2021", "㮾梨街道2021")
    assert parse_report(text.encode("gb18030"), "a.txt").text == text


def test_offsets_count_the_code_points_of_the_decoded_file() -> None:
    """Neither line ends nor the byte order mark nor characters beyond the BMP move an offset."""
    raw = "\ufeff" + REPORT.replace("唐县", "\U00020bb7唐县", 1)
    report = parse_report(raw.encode(), "a.txt")
    assert report.text == raw
    start = report.view.text.index("普法宣传")
    assert raw[slice(*report.view.raw_span(start, start + 4))] == "普法宣传"
    assert report.sections[0].start == 0
    assert report.sections[-1].end == len(raw)


BAD_BYTES = [
    (b"", "is empty", "nothing in it"),
    (b" \n\t\r\n", "nothing but spaces", "only white space"),
    (b"%PDF-1.7 abc", "PDF", "a PDF by its first bytes"),
    (b"PK\x03\x04abc", "docx", "an Office document or archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", ".doc", "an old Word document"),
    (b"{\\rtf1 abc", "RTF", "rich text"),
    (b"\x89PNG\r\n", "PNG", "an image"),
    (b"abc\x00def", "binary", "NUL bytes"),
    (b"\x01\x02\x03\x04abc\x05\x06", "no text", "control characters"),
    ("法治政府".encode("gb18030")[:-1] + b"\xff\xff", "no text", "neither UTF-8 nor GB18030"),
]


@pytest.mark.parametrize(("data", "says", "reason"), BAD_BYTES, ids=[row[2] for row in BAD_BYTES])
def test_bytes_that_are_no_text(data: bytes, says: str, reason: str) -> None:
    with pytest.raises(ReportError) as raised:
        parse_report(data, "folder/x.bin", any_text=True)
    message = str(raised.value)
    assert message.startswith("folder/x.bin ")
    assert says in message
    assert "\n" not in message
    assert ";" in message, "says how to mend it"


OTHER_TEXTS = [
    ("The quick brown fox jumps over the lazy dog. " * 20, "English prose"),
    ("def main():\n    print('hello')\n" * 20, "a program"),
    ("原料：鸡蛋三个，番茄两个。做法：鸡蛋打散，番茄切块，热锅下油，先炒鸡蛋，再炒番茄，加盐出锅。" * 5, "a recipe"),
    ("那一年的秋天，他独自走在江边，想起少年时候的许多事情，风吹过芦苇，远处传来渔歌。" * 8, "a novel"),
    ("\n".join(f"第{n}条　违反本法规定的，由行政机关依法给予行政处罚，情节严重的，责令停产停业。" for n in "一二三四五六七八九"), "a statute"),
    (
        "原告张某某诉被告某某县人民政府行政处罚一案，本院依法组成合议庭公开开庭审理。本院认为，原告的诉讼请求缺乏法律依据，"
        "被告作出的行政处罚决定事实清楚。判决如下：驳回原告的诉讼请求。",
        "a judgment",
    ),
]


@pytest.mark.parametrize(("text", "kind"), OTHER_TEXTS, ids=[row[1] for row in OTHER_TEXTS])
def test_texts_that_are_no_report(text: str, kind: str) -> None:
    with pytest.raises(NotAReportError, match="--any"):
        parse_report(text.encode(), "a.txt")
    assert parse_report(text.encode(), "a.txt", any_text=True).text == text, kind


NEIGHBOURS = [
    ("政府工作报告\n各位代表：去年以来，我们深化放管服改革，行政审批事项再减81项。下一步，严格规范公正文明执法。", "work report"),
    ("抬头寺司法所2025年工作总结\n司法所全年调解纠纷100余起，开展普法宣传，社区矫正对象零脱管。", "justice office"),
    ("2024年度个人述法报告\n本人认真履行推进法治建设第一责任人职责，带头学法，依法决策。不足：学法不够系统。", "account of duties"),
    ("“八五”普法中期自查报告\n全市普法工作扎实推进，法治宣传教育形式不断创新，公民法治素养稳步提升。", "review of legal education"),
    ("交通运输局2023年度法治部门建设情况报告\n我局严格执行行政执法三项制度，行政处罚案件35件，无行政复议。", "department"),
]


@pytest.mark.parametrize(("text", "kind"), NEIGHBOURS, ids=[row[1] for row in NEIGHBOURS])
def test_neighbouring_genres_are_read(text: str, kind: str) -> None:
    assert parse_report(text.encode(), "a.txt").text == text, kind


def test_a_missing_path_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="does not exist"):
        read_report(tmp_path / "none.txt")
    with pytest.raises(ReportError, match="is a folder"):
        read_report(tmp_path)


def test_the_source_is_kept_as_given(tmp_path: Path) -> None:
    assert parse_report(REPORT.encode(), "some/where.txt").source == "some/where.txt"
    file = tmp_path / "b.txt"
    file.write_text(REPORT, encoding="utf-8", newline="")
    assert read_report(str(file)).source == file.as_posix()


def test_a_string_makes_a_report_whatever_it_holds() -> None:
    for text in ("", "hello", "法治\ud800"):
        assert text_report(text).text == text


def test_the_seeds_are_reports(seeds: Path) -> None:
    reports = [read_report(file) for file in sorted(seeds.glob("*.txt"))]
    assert [report.header.division_code for report in reports] == ["310114102", "520203109", "331003002", "310114002", "120104005"]
    assert [report.header.report_year for report in reports] == [2021, 2023, 2021, 2024, 2022]


@pytest.mark.parametrize(
    "unit",
    ["《", "“”", "(一)", "一、", "——", "但，", "一\n", "发布日期：", " ", "2021年1月1日", "甲 "],
)
def test_texts_that_are_all_marks_are_read_in_linear_time(unit: str) -> None:
    """A rule that looks ahead to the end of the text at every mark takes sixteen times as long for four times the text.

    A busy machine gets three tries.
    """
    text_report(unit)  # loads the table of divisions

    def seconds(length: int) -> float:
        text = f"2021年{unit * (length // len(unit))}法治总结"
        start = time.process_time()
        text_report(text)
        return time.process_time() - start

    assert any(seconds(160_000) < 10 * seconds(40_000) + 1 for _ in range(3))
