"""Reports in every format, made from a text at test time; nothing binary lies in the repository."""

from __future__ import annotations

import base64
import bz2
import csv
import gzip
import html
import io
import json
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def paragraphs(text: str) -> list[str]:
    """The lines of a text that hold anything."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def plain_page(text: str, title: str = "报告") -> str:
    """A page of paragraphs and nothing else."""
    body = "".join(f"<p style='text-indent:2em'>&nbsp;{html.escape(line)}</p>\n" for line in paragraphs(text))
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{html.escape(title)}</title></head><body>{body}</body></html>"


MENU = "<ul class='nav'><li><a href='/'>首页</a></li><li><a href='/zw'>政务公开导航</a></li><li><a href='/hd'>互动交流导航</a></li></ul>"
NOISE = (
    "政务公开导航", "互动交流导航", "打印本页", "关闭窗口", "分享到", "微信朋友圈", "相关链接", "某镇另一份报告",
    "上一篇", "下一篇", "版权所有", "浙ICP备", "网站地图", "扫一扫", "字体", "console.log",
)  # fmt: skip
"""What a government page prints around the report; none of it may be in the text."""


def government_page(title: str, facts: Mapping[str, str], date: str, source: str, body: Sequence[str], place: str = "") -> str:
    """A page as county portals make them: breadcrumb, table of facts, title, date, text, links."""
    cells = "".join(f"<td class='k'>{key}：</td><td>{html.escape(value)}</td>" for key, value in facts.items())
    where = f"<div class='crumb'>您当前的位置：<a>首页</a> &gt; <a>政务公开</a> &gt; <a>{place}</a></div>" if place else ""
    text = "\n".join(f"<p><span>　　{html.escape(line[:9])}</span><b>{html.escape(line[9:])}</b></p>" for line in body)
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{title}_某县人民政府门户网站</title><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{date}"><meta name="ContentSource" content="{source}">
<script>console.log("分享到")</script><style>.a{{color:red}}</style></head><body>
<div class="header">{MENU}</div>{where}
<div class="xxgk-table"><table><tr>{cells}</tr></table></div>
<h1>{title}</h1>
<div class="info"><span>发布日期：{date}</span><span>来源：{source}</span><span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span>
<a href="javascript:print()">打印本页</a></div>
<div class="wz"><div id="zoom">{text}
<table border="1"><tr><th>类别</th><th>件数</th></tr><tr><td>调解纠纷</td><td>35</td></tr></table>
</div></div>
<div class="bdsharebuttonbox">分享到：<a>微信朋友圈</a></div>
<p>【<a>打印本页</a>】【<a>关闭窗口</a>】</p><p>上一篇：<a>某镇另一份报告</a></p><p>下一篇：无</p>
<div class="xgwj"><h3>相关链接</h3><ul><li><a href="/2">某镇另一份报告</a></li></ul></div>
<p>扫一扫在手机打开当前页</p><p>附件：<a href="1.xls">1.统计表.xls</a></p>
<div class="footer">版权所有：某县人民政府 浙ICP备05000000号 <a>网站地图</a></div></body></html>"""


def markdown(text: str) -> bytes:
    """Headings, strong words and links around the lines of a text."""
    lines = []
    for number, line in enumerate(paragraphs(text)):
        heading = line[:2] in {"一、", "二、", "三、", "四、"}
        strong = f"**{line[:4]}**{line[4:]}" if number % 5 == 4 else line
        lines.append(f"## {line}" if heading else strong)
    return ("\n\n".join(lines) + "\n\n[来源](https://example.invalid/a)\n").encode()


def docx(text: str, edit: Callable[[object], None] | None = None) -> bytes:
    """A Word document with a line a paragraph, and with head and foot that are not to be read."""
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉不应读入"
    document.sections[0].footer.paragraphs[0].text = "页脚不应读入"
    for line in paragraphs(text):
        document.add_paragraph(line)
    if edit:
        edit(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(rows: Sequence[Sequence[object]], title: str = "Sheet1") -> bytes:
    """A workbook of one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv_file(rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """A CSV file as spreadsheets write it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def jsonl(records: Sequence[Mapping[str, object]]) -> bytes:
    """One object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def rtf(text: str) -> bytes:
    """RTF with the bytes of code page 936, and every third line in Unicode."""
    parts = [rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}{\*\generator x;}\uc1"]
    for number, line in enumerate(paragraphs(text)):
        if number % 3:
            coded = b"".join(rb"\'%02x" % byte for byte in line.encode("gb18030"))
        else:
            coded = b"".join(b"\\u%d?" % (ord(c) if ord(c) < 0x8000 else ord(c) - 0x10000) for c in line)
        parts.append(b"\\pard\\fi420 " + coded + b"\\par\r\n")
    return b"".join(parts) + b"}"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: Mapping[str, bytes], packing: str = "") -> bytes:
    """A TAR archive, packed by gz, bz2, xz or not at all."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    packers: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
    return packers.get(packing, bytes)(out.getvalue())


def mhtml(page: str, url: str) -> bytes:
    """A web archive as Chromium saves it."""
    body = base64.encodebytes(page.encode()).decode()
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b0"\r\n\r\n'
        f"----b0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {url}\r\n\r\n{body}\r\n"
        "----b0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----b0--\r\n"
    ).encode()


def warc(pages: Mapping[str, bytes], *, packed: bool = True, kind: str = "text/html") -> bytes:
    """A crawl: the pages, a picture and a page that was not found."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    answers = [(url, data, kind, "200 OK") for url, data in pages.items()]
    answers += [("http://h.invalid/a.png", b"\x89PNG\r\n", "image/png", "200 OK"), ("http://h.invalid/404", b"<html>no", kind, "404 Not Found")]
    for url, data, media, status in answers:
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(data), http_headers=headers))
    return out.getvalue()


def odt(text: str) -> bytes:
    """An OpenDocument text."""
    office, words = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    lines = "".join(f"<t:p>{html.escape(line)}</t:p>" for line in paragraphs(text))
    content = f'<?xml version="1.0" encoding="UTF-8"?><o:document-content xmlns:o="{office}" xmlns:t="{words}"><o:body><o:text>{lines}</o:text></o:body></o:document-content>'
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def ofd(text: str, width: int = 40, rows: int = 30) -> bytes:
    """An OFD document: lines of ``width`` characters of 4 mm, pages of ``rows`` lines."""
    lines = [
        (8.0 if start == 0 else 0.0, shown)
        for paragraph in paragraphs(text)
        for start, shown in [(n, paragraph[n : n + width]) for n in range(0, len(paragraph), width)]
    ]
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    files: dict[str, bytes] = {}
    for number in range(0, len(lines), rows):
        objects = "".join(
            f'<ofd:TextObject ID="{n}" Boundary="{20 + indent} {20 + 7 * n} {4 * len(line)} 4"><ofd:TextCode X="0" Y="4">{html.escape(line)}</ofd:TextCode></ofd:TextObject>'
            for n, (indent, line) in enumerate(lines[number : number + rows])
        )
        files[f"Doc_0/Pages/Page_{number // rows}/Content.xml"] = f"<ofd:Page {ns}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>".encode()
    pages = "".join(f'<ofd:Page BaseLoc="{name.removeprefix("Doc_0/")}"/>' for name in files)
    head = {
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
        "Doc_0/Document.xml": f"<ofd:Document {ns}><ofd:Pages>{pages}</ofd:Pages></ofd:Document>".encode(),
    }
    return zipped(head | files)


def doc(text: str, *, narrow: bool = False, flags: int = 0, table: bool = True) -> bytes:
    """A Word 97 document in pieces of 500 characters, of UTF-16 or (``narrow``) of GBK bytes where told."""
    body = "\r".join(paragraphs(text)) + "\r"
    main = bytearray(0x800)
    places, stops = [], [0]
    for start in range(0, len(body), 500):
        part = body[start : start + 500]
        coded = part.encode("gb18030") if narrow else part.encode("utf-16-le")
        places.append(len(main) * 2 | 0x40000000 if narrow else len(main))
        stops.append(stops[-1] + (len(coded) if narrow else len(part)))
        main += coded
    plc = struct.pack(f"<{len(stops)}I", *stops) + b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<HH", main, 6, 0x0804, 0)
    struct.pack_into("<H", main, 0x0A, 0x0200 | flags)
    struct.pack_into("<I", main, 0x4C, stops[-1])
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return ole({"WordDocument": bytes(main), **({"1Table": clx} if table else {})})


def doc6(text: str) -> bytes:
    """A Word 6 document in the code page of a Chinese system."""
    body = ("\r".join(paragraphs(text)) + "\r").encode("gb18030")
    main = bytearray(0x300) + body
    struct.pack_into("<HH", main, 0, 0xA5DC, 0x68)
    struct.pack_into("<II", main, 0x18, 0x300, len(main))
    struct.pack_into("<I", main, 0x34, len(body))
    return ole({"WordDocument": bytes(main)})


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 compound file of the streams, each padded past the size that needs a mini stream."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    for number, name in enumerate(names):
        data = streams[name]
        padded = data + bytes(max(4096 - len(data), -len(data) % _SECTOR))
        first = len(sectors)
        count = len(padded) // _SECTOR
        sectors += [padded[n * _SECTOR : (n + 1) * _SECTOR] for n in range(count)]
        chains += [first + n + 1 for n in range(count - 1)] + [_END]
        entries.append(_entry(name, 2, first, len(padded), right=number + 2 if number + 1 < len(names) else _FREE))
    entries += [_entry("", 0, 0, 0)] * (-len(entries) % 4)
    directory = len(sectors)
    table = b"".join(entries)
    count = len(table) // _SECTOR
    sectors += [table[n * _SECTOR : (n + 1) * _SECTOR] for n in range(count)]
    chains += [directory + n + 1 for n in range(count - 1)] + [_END]
    fats = -(-(len(chains) + 4) // 127)
    fat_at = list(range(len(sectors), len(sectors) + fats))
    chains += [_FAT] * fats + [_FREE] * (128 * fats - len(chains) - fats)
    sectors += [struct.pack("<128I", *chains[128 * n : 128 * (n + 1)]) for n in range(fats)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, directory, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *(fat_at + [_FREE] * (109 - fats)))
    return head + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    coded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ", coded, len(coded) + 2 if name else 0, kind, 1, _FREE, right, child, 0, first, size
    )


def pdf_objects(*objects: bytes) -> bytes:
    """A PDF file of these objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + rows + (
        b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )


def scanned_pdf(side: int = 8, pages: int = 1) -> bytes:
    """A PDF whose pages are pictures of ``side`` by ``side`` points, as it says."""
    data = bytes(8)
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 3 0 R >> >> >>"
    return pdf_objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Length 8 >>\nstream\n%s\nendstream"
        % (side, side, data),
        b"<< /Length 30 >>\nstream\nq 500 0 0 700 40 40 cm /I Do Q \nendstream",
        *[page] * pages,
    )


def printed(pages: Sequence[str]) -> list[bytes]:
    """PDF files of pages as Chromium prints them, with page numbers below."""
    from browser import launched

    foot = "<div style='font-size:9px;width:100%;text-align:center'>- <span class=pageNumber></span> -</div>"
    made = []
    with launched() as browser:
        page = browser.new_page()
        for source in pages:
            page.set_content(source)
            made.append(
                page.pdf(display_header_footer=True, header_template="<i></i>", footer_template=foot, margin={"top": "60px", "bottom": "60px", "left": "60px", "right": "60px"})
            )
    return made
