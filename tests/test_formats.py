"""Files of every format: the same report gives the same mentions, and page furniture stays outside."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import format_fixtures as made
from fazhi.building.files import sources
from fazhi.errors import ReportError
from fazhi.extraction import Extraction
from fazhi.extractor import Extractor
from fazhi.formats import Columns, Document, Format, Item, Limits, Origin, Refusal, read_item, report_of, walk
from fazhi.formats.pdf_lines import Printed, paragraphs

NUMBERS = range(5)
PLACES = ["310114102", "520203109", "331003002", "310114002", "120104005"]


@pytest.fixture(scope="session")
def texts(seeds: Path) -> list[str]:
    return [file.read_text("utf-8") for file in sorted(seeds.glob("*.txt"))]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def pdfs(texts: list[str]) -> list[bytes]:
    return made.printed([made.plain_page(text) for text in texts])


def items(data: bytes, name: str = "file", **columns: str) -> list[Item | Refusal]:
    return list(walk(Origin(name, data=data), Limits(), Columns(**columns)))


def only(data: bytes, name: str = "file", **columns: str) -> Document:
    (item,) = items(data, name, **columns)
    assert isinstance(item, Item), item
    return read_item(item, Limits())


def refusal(data: bytes, name: str = "file", limits: Limits | None = None) -> str:
    """The one line that a file is refused with, by the walk or by the reader."""
    found = list(walk(Origin(name, data=data), limits or Limits()))
    for one in found:
        if isinstance(one, Refusal):
            return one.reason
        try:
            read_item(one, limits or Limits())
        except ReportError as error:
            return str(error)
    raise AssertionError(f"read without complaint: {found!r:.200}")


def told(extraction: Extraction) -> list[tuple[object, ...]]:
    """What was found, without where it stands."""
    return [
        (mention.label, mention.text, mention.canonical, mention.id, mention.status, mention.value, mention.unit)
        for mention in extraction.mentions
    ]


@pytest.fixture(scope="session")
def found(texts: list[str], extractor: Extractor) -> list[list[tuple[object, ...]]]:
    return [told(extractor(report_of(only(text.encode())))) for text in texts]


CONVERTED: list[tuple[str, Format, Callable[[str], bytes]]] = [
    ("UTF-16 with a mark", Format.TEXT, lambda text: text.encode("utf-16")),
    ("UTF-16 without a mark", Format.TEXT, lambda text: text.encode("utf-16-le")),
    ("GB18030", Format.TEXT, lambda text: text.encode("gb18030")),
    ("a page", Format.HTML, lambda text: made.plain_page(text).encode()),
    ("a GBK page that says UTF-8", Format.HTML, lambda text: made.plain_page(text).encode("gb18030")),
    ("Word", Format.DOCX, made.docx),
    ("Word 97 in Unicode", Format.DOC, made.doc),
    ("Word 97 or Kingsoft in GBK bytes", Format.DOC, lambda text: made.doc(text, narrow=True)),
    ("Word 6", Format.DOC, made.doc6),
    ("RTF", Format.RTF, made.rtf),
    ("Markdown", Format.MARKDOWN, made.markdown),
    ("OpenDocument", Format.ODT, made.odt),
    ("OFD, the national page format", Format.OFD, made.ofd),
    ("MHTML", Format.MHTML, lambda text: made.mhtml(made.plain_page(text), "http://h.invalid/a.html")),
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("reason", "form", "convert"), CONVERTED, ids=[row[0] for row in CONVERTED])
def test_a_seed_gives_the_same_mentions_in_every_format(
    reason: str, form: Format, convert: Callable[[str], bytes], number: int, texts: list[str], found: list[list[object]], extractor: Extractor
) -> None:
    document = only(convert(texts[number]), "report.bin")
    assert document.media_type == form, reason
    report = report_of(document)
    assert report.text == document.text
    assert report.header.division_code == PLACES[number]
    assert told(extractor(report)) == found[number]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_seed_printed_to_pdf_gives_the_same_mentions(
    number: int, pdfs: list[bytes], found: list[list[object]], extractor: Extractor
) -> None:
    document = only(pdfs[number])
    assert document.media_type == Format.PDF
    assert len(document.pages) > 1
    assert document.page(0) == 1
    assert document.page(len(document.text) - 1) == len(document.pages)
    assert told(extractor(report_of(document))) == found[number]


CONTAINERS: list[tuple[str, Callable[[dict[str, bytes]], bytes]]] = [
    ("zip", made.zipped),
    ("tar", made.tarred),
    ("tar.gz", lambda files: made.tarred(files, "gz")),
    ("tar.bz2", lambda files: made.tarred(files, "bz2")),
    ("tar.xz", lambda files: made.tarred(files, "xz")),
    ("zip within tar within zip", lambda files: made.zipped({"a.tar.gz": made.tarred({"b.zip": made.zipped(files)}, "gz")})),
]


@pytest.mark.parametrize(("kind", "pack"), CONTAINERS, ids=[row[0] for row in CONTAINERS])
def test_members_of_archives_are_the_files_that_were_packed(kind: str, pack: Callable[[dict[str, bytes]], bytes], texts: list[str]) -> None:
    """Identity, text and name are those of the member: a packed corpus and its folder are one corpus."""
    files = {f"某县/{number}.txt": text.encode() for number, text in enumerate(texts)}
    got = items(pack(files), "all.bin")
    assert [item.name.rpartition("!/")[2] for item in got] == list(files)
    assert [item.number for item in got] == list(NUMBERS)
    for item, data in zip(got, files.values(), strict=True):
        assert isinstance(item, Item)
        assert item.sha256 == hashlib.sha256(data).hexdigest()
        assert read_item(item).text == data.decode()


def test_names_in_archives_of_chinese_systems_are_read(texts: list[str]) -> None:
    packed = made.zipped({"qqqq.txt": texts[0].encode()}).replace(b"qqqq", "某县".encode("gbk"))
    (item,) = items(packed, "a.zip")
    assert item.name == "a.zip!/某县.txt"


def test_a_crawl_gives_its_pages_with_their_addresses(texts: list[str], found: list[list[object]], extractor: Extractor) -> None:
    """A picture, a page that was not found and a wrong charset of the server are no trouble."""
    pages = {f"http://h.invalid/{number}.html": made.plain_page(text).encode("gb18030") for number, text in enumerate(texts)}
    for packed in (True, False):
        got = items(made.warc(pages, packed=packed, kind="text/html; charset=utf-8"), "crawl.warc")
        assert [item.url for item in got if isinstance(item, Item)] == list(pages)
        assert told(extractor(report_of(read_item(got[2])))) == found[2]  # type: ignore[arg-type]


def test_the_page_in_an_mhtml_file_is_read() -> None:
    document = only(made.mhtml(made.plain_page("某镇法治政府建设情况报告。" * 20), "http://h.invalid/a.html"))
    assert document.text.startswith("某镇法治政府建设")


FACTS = {"索引号": "11331003002677576Y/2022-01657", "发布机构": "南城街道", "文号": "", "成文日期": "2022-01-21"}


def test_a_government_page_gives_facts_title_date_and_text_and_nothing_else(texts: list[str]) -> None:
    lines = made.paragraphs(texts[2])
    body = lines[5:-1]
    page = made.government_page("南城街道2021年度法治政府建设年度报告", FACTS, "2022-02-11 09:07", "南城街道", body, "台州市黄岩区")
    document = only(page.encode())
    got = document.text.split("\n")
    assert got[:4] == [
        "当前位置：政务公开 > 台州市黄岩区",
        "索引号：11331003002677576Y/2022-01657 发布机构：南城街道 成文日期：2022-01-21",
        "南城街道2021年度法治政府建设年度报告",
        "发布日期：2022-02-11 09:07 来源：南城街道",
    ]
    assert got[4:] == [*body, "类别 | 件数", "调解纠纷 | 35", "附件：1.统计表.xls"]
    assert [noise for noise in made.NOISE if noise in document.text] == []
    header = report_of(document).header
    assert (header.issued, header.written, header.index_number) == ("2022-02-11", "2022-01-21", FACTS["索引号"])
    assert (header.division_code, header.report_year) == ("331003002", 2021)


def test_title_and_date_are_taken_from_the_metadata_where_the_page_prints_none() -> None:
    prose = "".join(f"<p>{line}</p>" for line in ["某县认真推进法治政府建设，组织普法宣传活动12场次，取得实效。"] * 6)
    page = (
        "<html><head><title>唐县2021年法治政府建设情况报告-唐县人民政府</title><meta property='article:published_time'"
        f" content='2022-03-04T08:00:00+08:00'></head><body><div class='wrap'>{prose}</div></body></html>"
    )
    assert only(page.encode()).text.split("\n")[:2] == ["唐县2021年法治政府建设情况报告", "发布日期：2022-03-04 08:00"]


PAGES = [
    ("<form id=aspnetForm><div class='content-nav'>{}</div></form>", "the whole page is a form and its class sounds like a menu"),
    ("<table width=100%><tr><td>{}</td><td><a>首页</a></td></tr></table>", "a table lays out the page"),
    ("<div><div class='left-menu'><a>菜单一</a><a>菜单二</a></div>{}</div>", "a menu beside the text"),
    ("<main><article><section>{}</section></article></main>", "HTML 5"),
    ("<div class='TRS_Editor'><style>.TRS_Editor p{{margin:0}}</style>{}</div>", "style inside the text"),
    ("<center><font size=3>{}</font></center>", "a page of 2003"),
    ("<div style='display:none'>隐藏的文字，不应读入，共二十字以上才算。</div><div>{}</div>", "hidden text"),
    ("{}", "no frame at all"),
]


@pytest.mark.parametrize(("frame", "reason"), PAGES, ids=[row[1] for row in PAGES])
def test_the_text_is_found_in_frames_of_all_kinds(frame: str, reason: str) -> None:
    lines = [f"第{number}段，某镇认真推进法治政府建设，调解纠纷{number}件，取得实效。" for number in range(12)] + ["某镇人民政府", "2022年1月21日"]
    page = "<html><body>" + frame.format("".join(f"<p>{line}</p>" for line in lines)) + "</body></html>"
    assert only(page.encode()).text.split("\n") == lines, reason


BODY = "".join(f"<p>　　第{number}段，某镇认真推进法治政府建设，调解纠纷{number}件，取得实效。</p>" for number in range(8))
TITLE = "唐县2021年法治政府建设情况报告"
HEADS = [
    (
        f"<html><head><title>{TITLE}-政策文件-唐县人民政府</title></head><body><div>您所在的位置：<a>首页</a>&gt;&gt;<a>唐县司法局</a></div>"
        "<ul><li><b>索 引 号：</b>000014349/2022-00012</li><li><b>发文日期：</b>2022年01月30日</li><li><b>有 效 性：</b></li></ul>"
        f"<div class=title>{TITLE}</div><div>时间：2022-01-30 10:00 来源：唐县司法局 浏览次数：<span>1203</span>次 【字体：<a>大</a> <a>小</a>】 <a>打印</a></div>"
        f"<div class=cont>{BODY}</div><div>上一条：无<br>下一条：<a>其他</a></div><div>责任编辑：张三</div></body></html>",
        ["当前位置：唐县司法局", "索 引 号：000014349/2022-00012", "发文日期：2022年01月30日", TITLE, "时间：2022-01-30 10:00 来源：唐县司法局"],
        "facts in a list, a site name with two tails, a key without a value",
    ),
    (
        "<body><dl><dt>索引号</dt><dd>A1/2022-1</dd><dt>发布机构</dt><dd>唐县</dd><dt>公开日期</dt><dd>2022-02-02</dd></dl>"
        f"<h2>{TITLE}</h2><div class=article>{BODY}</div><div><p>版权声明：本网站所有内容，未经授权，不得转载。</p></div></body>",
        ["索引号：A1/2022-1", "发布机构：唐县", TITLE, "公开日期：2022-02-02"],
        "keys and values in blocks of their own, a copyright notice in sentences",
    ),
    (
        f"<html><head><meta property='og:title' content='{TITLE}'></head><body><h1>{TITLE}</h1><span>原创</span><a id=js_name>法治唐县</a>"
        f"<em id=publish_time>2022-01-30 18:00</em><div id=js_content style='visibility: hidden'><section>{BODY}</section></div>"
        "<div id=js_pc_qr_code><p>微信扫一扫，关注该公众号，获取更多服务信息。</p></div></body></html>",
        [TITLE, "发布日期：2022-01-30 18:00", "来源：法治唐县"],
        "an article of WeChat",
    ),
]


@pytest.mark.parametrize(("page", "head", "reason"), HEADS, ids=[row[2] for row in HEADS])
def test_the_head_is_found_in_the_forms_of_many_sites(page: str, head: list[str], reason: str) -> None:
    lines = only(page.encode()).text.split("\n")
    assert lines[: len(head)] == head, reason
    assert [line[:2] for line in lines[len(head) :]] == [f"第{number}" for number in range(8)]


def test_a_report_that_quotes_html_and_sparql_is_a_text() -> None:
    text = "某镇法治政府建设情况报告\n网站改版，使用<div>标签和<script>alert(1)</script>。\nSELECT ?a { ?a a rol:Report } 查询12次。\n" * 3
    document = only(text.encode())
    assert (document.media_type, document.text) == (Format.TEXT, text)


def test_words_tables_and_numbers_of_word_documents() -> None:
    """Tables stand where they are, numbered headings keep the number that Word draws, deleted words are gone."""

    def edit(document: object) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        table = document.add_table(rows=2, cols=2)  # type: ignore[attr-defined]
        for cell, text in zip((cell for row in table.rows for cell in row.cells), ("类别", "件数", "调解", "35"), strict=True):
            cell.text = text
        numbering = document.part.numbering_part.element  # type: ignore[attr-defined]
        numbering.insert(0, parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            f'<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        ))  # fmt: skip
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        for level, text in ((0, "主要工作"), (1, "加强领导"), (1, "普法宣传"), (0, "存在问题"), (1, "力量不足")):
            paragraph = document.add_paragraph(text)  # type: ignore[attr-defined]
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
            )
        document.element.body.append(parse_xml(  # type: ignore[attr-defined]
            f'<w:sdt {nsdecls("w")}><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r><w:del><w:r><w:delText>删去的字</w:delText></w:r></w:del>'
            f"<w:ins><w:r><w:t>添加的字</w:t></w:r></w:ins></w:p></w:sdtContent></w:sdt>"
        ))  # fmt: skip

    lines = only(made.docx("某镇2021年法治政府建设情况报告", edit)).text.split("\n")
    assert lines == [
        "某镇2021年法治政府建设情况报告",
        "类别 | 件数",
        "调解 | 35",
        "一、主要工作",
        "（一）加强领导",
        "（二）普法宣传",
        "二、存在问题",
        "（一）力量不足",
        "控件里的字添加的字",
    ]


def test_tables_and_fields_of_old_word_documents() -> None:
    data = made.doc("报告\x13 HYPERLINK http://x \x14链接文字\x15结束")
    assert only(data).text == "报告链接文字结束"
    assert only(made.doc("类别\x07件数\x07\x07")).text == "类别 | 件数"


def test_a_word_document_of_an_unknown_form_goes_through_libreoffice_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = made.doc("某镇法治政府建设情况报告", table=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "LibreOffice" in refusal(broken, "old.wps")
    (tmp_path / "made.docx").write_bytes(made.docx("由转换程序读出的报告"))
    converter = tmp_path / "soffice"
    converter.write_text(
        f"#!{sys.executable}\nimport shutil, sys\nout = sys.argv[sys.argv.index('--outdir') + 1]\n"
        f"shutil.copy({str(tmp_path / 'made.docx')!r}, out + '/document.docx')\n"
    )
    converter.chmod(0o755)
    document = only(broken)
    assert (document.text, document.media_type) == ("由转换程序读出的报告", Format.DOC)
    assert document.sha256 == hashlib.sha256(broken).hexdigest()


@pytest.mark.parametrize(
    ("below", "whole", "why"),
    [
        ("户”265户，开展培训。", True, "a word, its closing mark and a number are never parted, so the line above is shorter"),
        ("开展专题培训两场次。", False, "one character would have had room above"),
    ],
)
def test_a_line_shorter_by_what_is_never_parted_goes_on(below: str, whole: bool, why: str) -> None:
    long = "全面落实“法律明白人”“法治带头人”培育工作，截至目前全街道共有"
    lines = [(long, 500.0), (long, 500.0), (long[:-4], 462.0), (below, 300.0)]
    page = [Printed(text, 50.0, right, 700.0 - 16 * row, 10.0, 800.0, True) for row, (text, right) in enumerate(lines)]
    text, _ = paragraphs([page])
    assert (f"{long[:-4]}{below}" in text) is whole, why


def test_paragraphs_of_a_printed_page_are_whole() -> None:
    """Lines are joined inside a paragraph, also over the end of a page; page numbers are left out."""
    long = "全面推进依法行政，" * 400
    (data,) = made.printed([made.plain_page(f"某镇法治政府建设情况报告\n{long}\n一、主要工作\n2021年，AI system adopted in 12 villages.\n附表")])
    document = only(data)
    assert document.text.split("\n") == ["某镇法治政府建设情况报告", long, "一、主要工作", "2021年，AI system adopted in 12 villages.", "附表"]
    assert len(document.pages) > 1


MARKDOWN = """---
标题: 唐县2021年法治政府建设情况报告
发布日期: 2022-01-30
---

# 唐县2021年法治政府建设情况报告

## 一、主要工作

- **普法**宣传活动[12场次](http://h.invalid/a)
> 引用的*重点*工作

| 类别 | 件数 |
| --- | ---: |
| 调解 | 35 |
"""


def test_markdown_is_read_without_its_marks() -> None:
    assert [line for line in only(MARKDOWN.encode(), "a.txt").text.split("\n") if line] == [
        "标题：唐县2021年法治政府建设情况报告",
        "发布日期：2022-01-30",
        "唐县2021年法治政府建设情况报告",
        "一、主要工作",
        "普法宣传活动12场次",
        "引用的重点工作",
        "类别 | 件数",
        "调解 | 35",
    ]


def test_a_folder_of_all_formats_is_built(tmp_path: Path, texts: list[str], pdfs: list[bytes]) -> None:
    """As a user would: one folder, one command, one store; what is the same document is one report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    page = made.plain_page(texts[0]).encode()
    files = {
        "a.txt": texts[0].encode(), "copy.zip": made.zipped({"b.txt": texts[0].encode(), "c/d.html": page, "c/e.png": b"\x89PNG"}),
        "page.dat": page, "e.pdf": pdfs[1], "f.docx": made.docx(texts[2]), "g.wps": made.doc(texts[3]), "h.rtf": made.rtf(texts[4]),
        "i.csv": made.csv_file([["标题", "正文"], ["", texts[1]], ["", texts[2]]]), "j.xlsx": made.xlsx([["title", "content"], ["", texts[3]]]),
        "k.jsonl": made.jsonl([{"text": texts[4]}]), "l.warc.gz": made.warc({"http://h.invalid/1": page}), "m.mht": made.mhtml(made.plain_page(texts[1]), "http://h.invalid/2"),
        "style.css": b"p{}", "README.md": b"# notes", "broken.pdf": b"%PDF-1.4 nothing",
    }  # fmt: skip
    for name, data in files.items():
        (folder / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "fazhi", "build", folder, "--store", tmp_path / "store"], capture_output=True, text=True, encoding="utf-8", timeout=240
    )
    assert done.returncode == 1, done.stderr
    assert "broken.pdf" in done.stderr
    assert "Traceback" not in done.stderr
    assert "报告 11 份" in done.stdout, done.stdout


def test_sources_join_the_places_of_a_document_and_read_it_again(tmp_path: Path, texts: list[str]) -> None:
    for name, data in {
        "a.zip": made.zipped({"x.txt": texts[0].encode(), "y.txt": texts[1].encode()}),
        "b.csv": made.csv_file([["正文"], *[[f"第{n}份报告，" + text] for n, text in enumerate(texts)]]),
        "c.txt": texts[1].encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    found, refused = sources([tmp_path, tmp_path / "c.txt"])
    assert refused == []
    shown = [tuple(path.removeprefix(f"{tmp_path.as_posix()}/") for path in source.paths) for source in found]
    assert shown == [("a.zip!/x.txt",), ("a.zip!/y.txt", "c.txt"), *[(f"b.csv#{row}",) for row in range(2, 7)]]
    assert found[1].names == {"y.txt", "c.txt"}
    for source in (*found, *reversed(found)):
        document = source.document()
        assert document.sha256 == source.sha256
    (tmp_path / "b.csv").write_bytes(made.csv_file([["正文"], *[[text] for text in texts]]))
    with pytest.raises(ReportError, match="changed while"):
        found[-1].document()
