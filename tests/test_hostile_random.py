"""Random damage: whatever bytes come, a file is read or refused in one line, and offsets hold."""

from __future__ import annotations

import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import format_fixtures as made
from fazhi.errors import ReportError
from fazhi.extractor import Extractor
from fazhi.formats import Document, Item, Limits, Origin, Refusal, read_item, report_of, walk
from fazhi.reports.decoding import decoded

REPORT = (
    "索引号：11331003002677576Y/2022-01657\n唐县2021年法治政府建设情况报告\n发布日期：2022-01-30\n2021年，唐县认真落实法治政府建设各项任务。\n"
    "一、主要工作\n（一）普法。组织“枫桥经验”宣传活动12场次，依据《中华人民共和国民法典》化解纠纷35件。\n二、存在问题\n执法力量不足。\n"
)
LIMITS = Limits(size=1 << 20, free=1 << 20)
MAKERS = {
    "page": lambda: made.government_page("报告", {"索引号": "1/2"}, "2022-01-30", "唐县", REPORT.split("\n")).encode(),
    "docx": lambda: made.docx(REPORT),
    "doc": lambda: made.doc(REPORT),
    "rtf": lambda: made.rtf(REPORT),
    "ofd": lambda: made.ofd(REPORT),
    "odt": lambda: made.odt(REPORT),
    "pdf": made.scanned_pdf,
    "xlsx": lambda: made.xlsx([["title", "text"], ["题", REPORT]]),
    "csv": lambda: made.csv_file([["title", "text"], ["题", REPORT]]),
    "jsonl": lambda: made.jsonl([{"title": "题", "text": REPORT}] * 2),
    "zip": lambda: made.zipped({"a.txt": REPORT.encode(), "b.rtf": made.rtf(REPORT)}),
    "tar.gz": lambda: made.tarred({"a.txt": REPORT.encode()}, "gz"),
    "warc": lambda: made.warc({"http://h.invalid/1": REPORT.encode()}, packed=False),
    "mhtml": lambda: made.mhtml(made.plain_page(REPORT), "http://h.invalid/1"),
    "text": REPORT.encode,
}


@functools.cache
def whole(kind: str) -> bytes:
    return MAKERS[kind]()


changes = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(("cut", "put", "double", "end")), st.binary(max_size=6)), min_size=1, max_size=5)


def damaged(data: bytes, wanted: list[tuple[float, str, bytes]]) -> bytes:
    for share, change, put in wanted:
        place = int(share * len(data))
        if change == "end":
            data = data[:place]
        elif change == "cut":
            data = data[:place] + data[place + 7 :]
        elif change == "double":
            data = data[:place] + data[place : place + 30] * 2 + data[place + 30 :]
        else:
            data = data[:place] + put + data[place + len(put) :]
    return data


def read(data: bytes) -> list[Document]:
    documents = []
    for one in walk(Origin("某县/x", data=data), LIMITS):
        if isinstance(one, Refusal):
            assert one.reason.startswith("某县/x") and "\n" not in one.reason
            continue
        try:
            documents.append(read_item(one, LIMITS))
        except ReportError as error:
            assert str(error).startswith("某县/x") and "\n" not in str(error)
    return documents


@pytest.mark.parametrize("kind", MAKERS)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(wanted=changes)
def test_damaged_files_are_read_or_refused(kind: str, wanted: list[tuple[float, str, bytes]]) -> None:
    for document in read(damaged(whole(kind), wanted)):
        document.text.encode("utf-8")
        report = report_of(document, any_text=True)
        assert report.text == document.text
        assert all(0 <= section.start <= section.end <= len(report.text) for section in report.sections)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    read(data)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet=st.sampled_from("法治政府建设情况报告唐县调解纠纷，。：一二（）12\n "), min_size=30, max_size=300), st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")))
def test_a_chinese_text_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    """The head is of usual characters, as in every report; what follows may be anything of them."""
    text = "某县法治政府建设年度工作情况报告\n" + text
    assert decoded(text.encode(encoding), "x").text.removeprefix("\ufeff") == text


PIECES = [*"（）《》“”〔〕<>一二、。，；\n\u3000\u202e\u200b\ufeff", "第一", "（一）", "枫桥经验", "三所联动", "《民法典》", "12场次", "司法所", "以下简称“", "下一步，将", "2021年", "{}", "?x ?y", "</script>", "\\u0000", "\U00020bb7"]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=120), place=st.integers(0, 150))
def test_whatever_is_extracted_stands_in_the_text(extractor: Extractor, pieces: list[str], place: int) -> None:
    text = REPORT[:place] + "".join(pieces) + REPORT[place:]
    (item,) = walk(Origin("x", data=text.encode()), LIMITS)
    assert isinstance(item, Item)
    extraction = extractor(report_of(read_item(item), any_text=True))
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text
    for statement in extraction.statements:
        for evidence in statement.evidence:
            assert 0 <= evidence.start <= evidence.focus_start <= evidence.focus_end <= evidence.end <= len(text)
