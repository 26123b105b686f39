"""Broken and hostile files: each is refused by name with the reason and the remedy, and the rest is read."""

from __future__ import annotations

import bz2
import gzip
import os
import re
import struct
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

import format_fixtures as made
from fazhi.building.files import sources
from fazhi.errors import UsageError
from fazhi.extractor import Extractor
from fazhi.formats import Format, Item, Limits, Origin, Refusal, read_item, shown, walk
from fazhi.reports import text_report
from test_formats import items, only, refusal

REPORT = "唐县2021年法治政府建设情况报告\n2021年，唐县认真落实法治政府建设各项任务。\n一、主要工作\n组织普法宣传活动12场次。\n"
MEGABYTE = 1024 * 1024
SMALL = Limits(size=MEGABYTE, free=MEGABYTE)


def locked_zip() -> bytes:
    """An archive whose member says that it is encrypted."""
    data = bytearray(made.zipped({"a.txt": REPORT.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def locked_pdf() -> bytes:
    """A PDF that asks for a password nobody knows."""
    data = made.pdf_objects(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>")
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + b"28" * 32 + b"> /U <" + b"41" * 32 + b"> /P -44 >> /ID [<00> <00>] /Root"
    return data.replace(b"/Root", lock)


def laughing(package: bytes, part: str) -> bytes:
    """A package one part of which declares entities that grow by ten each."""
    rows = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "哈哈">{rows}]><x>&a9;</x>'
    with zipfile.ZipFile(BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return made.zipped({**files, part: bomb.encode()})


def locked_odt() -> bytes:
    """An OpenDocument text whose contents are ciphertext, as its list of parts says."""
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    parts = {"META-INF/manifest.xml": f"<manifest:manifest {space}>{entry}</manifest:manifest>".encode()}
    mimetype = b"application/vnd.oasis.opendocument.text"
    return made.zipped({"mimetype": mimetype, "content.xml": bytes(range(128, 256)) * 9, **parts})


def illustrated_pdf(side: int) -> bytes:
    """A page with a line of text over a picture that says it has ``side`` by ``side`` points."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 3 0 R >> /Font << /F 6 0 R >> >> >>"
    line = b"q 500 0 0 700 40 40 cm /I Do Q BT /F 12 Tf 72 700 Td (Annual report on law-based government) Tj ET"
    return made.pdf_objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Length 8 >>\nstream\n%s\nendstream"
        % (side, side, bytes(8)),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(line), line),
        page,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


BROKEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("a PDF cut off", lambda: made.scanned_pdf()[:120], "damaged or truncated PDF"),
    ("a PDF with a password", locked_pdf, "password"),
    ("a scanned PDF", made.scanned_pdf, "OCR"),
    ("a scan of a hundred pages", lambda: made.scanned_pdf(pages=100), "scanned PDF"),
    ("a scan that says it is 3.6 gigapixels", lambda: made.scanned_pdf(60_000), "scanned PDF"),
    ("a PDF of empty pages", lambda: made.scanned_pdf().replace(b"/I Do", b"     "), "OCR"),
    ("Word cut off", lambda: made.docx(REPORT)[:2000], "truncated"),
    ("OpenDocument with a password", locked_odt, "password"),
    ("Word with a password", lambda: made.ole({"EncryptedPackage": bytes(8)}), "password"),
    ("Word 97 with a password", lambda: made.doc(REPORT, flags=0x100), "password"),
    ("Word 97 cut off", lambda: made.doc(REPORT)[:700], ".docx"),
    ("Word 97 without its table", lambda: made.doc(REPORT, table=False), ".docx"),
    ("a Works document named .wps", lambda: made.ole({"CONTENTS": bytes(8)}), "Works"),
    ("an old workbook", lambda: made.ole({"Workbook": bytes(8)}), ".xlsx"),
    ("a slide show", lambda: made.ole({"PowerPoint Document": bytes(8)}), "PowerPoint"),
    ("a slide show of today", lambda: made.zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "other than"),
    ("Word that holds no document", lambda: made.zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), ".docx"),
    ("a workbook cut off", lambda: made.xlsx([["text"], [REPORT]])[:900], "truncated"),
    ("entities in Word", lambda: laughing(made.docx(REPORT), "word/document.xml"), "XML entities"),
    ("entities in a part that is no text", lambda: laughing(made.docx(REPORT), "word/styles.xml"), "XML entities"),
    ("entities in a workbook", lambda: laughing(made.xlsx([["text"], [REPORT]]), "xl/worksheets/sheet1.xml"), "XML entities"),
    ("entities in OpenDocument", lambda: laughing(made.odt(REPORT), "content.xml"), "XML entities"),
    ("entities in OFD", lambda: laughing(made.ofd(REPORT), "OFD.xml"), "XML entities"),
    ("an archive cut off", lambda: made.zipped({"a.txt": REPORT.encode()})[:-40], "truncated"),
    ("an archive with a password", locked_zip, "password"),
    ("an empty archive", lambda: made.zipped({}), "empty ZIP"),
    ("TAR cut off", lambda: made.tarred({"a.txt": REPORT.encode() * 500}, "gz")[:-200], "truncated"),
    ("gzip cut off", lambda: gzip.compress(os.urandom(5000))[:3000], "truncated"),
    ("a crawl cut off", lambda: made.warc({"http://h.invalid/1": REPORT.encode() * 50}, packed=False)[:900], "cut off"),
    ("RAR", lambda: b"Rar!\x1a\x07\x00" + bytes(50), "RAR"),
    ("7-Zip", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(50), "7-Zip"),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "OCR"),
    ("a photograph", lambda: b"\xff\xd8\xff\xe0" + bytes(50), "OCR"),
    ("nothing", lambda: b"", "empty"),
    ("spaces", lambda: b"\n \t\n", "spaces"),
    ("a program", lambda: b"\x7fELF" + bytes(100), "program"),
    ("random bytes", lambda: bytes(range(1, 256)) * 9, "no text"),
    ("a page whose text a script loads", lambda: b"<html><body><div id=app></div><script>go()</script></body></html>", "script"),
    ("a page nested 100,000 deep", lambda: b"<html>" + b"<div>" * 100_000 + REPORT.encode(), "nests"),
    ("RTF nested 100,000 deep", lambda: b"{\\rtf1 " + b"{" * 100_000, "nests"),
    ("MHTML without a page", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n", "without a page"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "make", "says"), BROKEN, ids=[row[0] for row in BROKEN])
def test_what_cannot_be_read_says_why_and_what_to_do(reason: str, make: Callable[[], bytes], says: str) -> None:
    message = refusal(make(), "某县/报告.bin")
    assert message.startswith("某县/报告.bin"), reason
    assert says in message
    assert ";" in message
    assert "\n" not in message


def zeros(size: int, pack: Callable[[bytes], bytes] = gzip.compress) -> bytes:
    return pack(bytes(size))


BOMBS: list[tuple[str, Callable[[], bytes], Limits, str]] = [
    ("a ZIP of zeros", lambda: made.zipped({"a.txt": bytes(30 * MEGABYTE)}), Limits(), "bomb"),
    ("a ZIP of many parts", lambda: made.zipped({f"{n}.txt": bytes(MEGABYTE) for n in range(25)}), Limits(), "bomb"),
    ("a TAR of zeros", lambda: made.tarred({"a.txt": bytes(30 * MEGABYTE)}, "gz"), Limits(), "bomb"),
    ("gzip of zeros", lambda: zeros(30 * MEGABYTE), Limits(), "bomb"),
    ("bzip2 of zeros", lambda: zeros(30 * MEGABYTE, bz2.compress), Limits(), "bomb"),
    ("a member over the limit", lambda: made.zipped({"a.txt": os.urandom(2 * MEGABYTE)}), SMALL, "2 MB large"),
    ("more members than allowed", lambda: made.zipped({f"{n}.txt": b"x" for n in range(9)}), Limits(members=8), "9 files"),
    ("more members than allowed in a TAR", lambda: made.tarred({f"{n}.txt": b"x" for n in range(11)}), Limits(members=8), "more than 8"),
    ("Word of zeros", lambda: made.zipped({"[Content_Types].xml": b"", "word/document.xml": bytes(60 * MEGABYTE)}), Limits(size=MEGABYTE), "unpacks to 60 MB"),
    ("a TAR whose header asks for 8 GB", lambda: long_name_tar(8 << 30), Limits(), "a header of 8192 MB"),
    ("archives in archives", lambda: nested(5), Limits(), "within 3 others"),
]  # fmt: skip


def long_name_tar(size: int) -> bytes:
    """A header of a long name that says it has 8 GB, which a trusting reader would take into memory."""
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, size
    return info.tobuf(tarfile.GNU_FORMAT) + bytes(2048)


def nested(depth: int) -> bytes:
    data = REPORT.encode()
    for number in range(depth):
        data = made.zipped({f"{number}.dat": data})
    return data


@pytest.mark.parametrize(("reason", "make", "limits", "says"), BOMBS, ids=[row[0] for row in BOMBS])
def test_bombs_are_told_before_they_go_off(reason: str, make: Callable[[], bytes], limits: Limits, says: str) -> None:
    message = refusal(make(), "a.bin", limits)
    assert message.startswith("a.bin"), reason
    assert says in message


def test_a_huge_picture_is_never_unpacked_for_the_text_over_it() -> None:
    """3.6 gigapixels would be 450 MB of points; the reading process may hold less than that."""
    (item,) = items(illustrated_pdf(60_000), "a.pdf")
    assert isinstance(item, Item)
    assert read_item(item, Limits(memory=300 * MEGABYTE)).text.strip() == "Annual report on law-based government"


def test_a_sheet_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(made.xlsx([["text"], [REPORT * 500]]))
    place = data.index(b"PK\x01\x02")
    while data[place + 46 : place + 64] != b"xl/worksheets/shee":
        place = data.index(b"PK\x01\x02", place + 4)
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    assert "a.xlsx" in refusal(bytes(data), "a.xlsx")


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/cron.d/x.txt", "a/../../b.txt", "C:\\x.txt", "..\\..\\x.txt"])
def test_members_that_lead_out_of_their_archive_are_refused_alone(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for pack in (made.zipped, made.tarred):
        one, two = items(pack({name: REPORT.encode(), "good.txt": REPORT.encode()}), "a.zip")
        assert isinstance(one, Refusal)
        assert "leads out" in one.reason
        assert isinstance(two, Item)
        assert read_item(two).text == REPORT
    assert list(tmp_path.iterdir()) == []


def test_links_in_an_archive_are_not_followed() -> None:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"{kind!r}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found = items(out.getvalue())
    assert [type(one) for one in found] == [Refusal] * 4
    assert all("is a link or a device" in one.reason for one in found if isinstance(one, Refusal))


def test_a_line_longer_than_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """As with a line of 1 GB: the size is looked at, not the contents."""
    long = "法治" * MEGABYTE
    assert "6 MB large" in refusal(long.encode(), "a.txt", SMALL)
    assert "4,000,000 characters" in refusal(("法治" * 2_000_000).encode(), "a.txt")
    assert "longer than 1 MB" in refusal(b'{"text": "' + long.encode() + b'"}', "a.jsonl", SMALL)
    assert "line of more than 1 MB" in refusal(f"text,b\n{long},2".encode(), "a.csv", SMALL)
    file = tmp_path / "a.txt"
    with file.open("wb") as stream:
        stream.write(long.encode())
        stream.truncate(1 << 40)
    (one,) = walk(Origin.of_file(str(file)), Limits())
    assert isinstance(one, Refusal) and f"{file} is 1048576 MB large" in one.reason


UNUSUAL = [
    ("法治政府建设\u202e情况报告\u200b\u2066x", "direction marks and invisible characters"),
    ("法治政府建设情况报告\x07\x1b[31m红\x1b[0m" + "正文" * 200, "terminal sequences"),
    ("法治\U0001f600政府\U00020bb7建设", "beyond the basic plane"),
    ("（" * 100_000 + REPORT, "100,000 brackets"),
    ("《" * 50_000 + "》" * 50_000, "100,000 title marks"),
    ("一、" * 50_000, "numbers of headings without end"),
]


@pytest.mark.parametrize(("text", "reason"), UNUSUAL, ids=[row[1] for row in UNUSUAL])
def test_unusual_texts_are_kept_as_they_are(text: str, reason: str) -> None:
    document = only(text.encode(), "a.txt")
    assert (document.text, document.media_type) == (text, Format.TEXT), reason


ENDLESS = [
    ("12", "a row of digits, of which each could begin a figure"),
    ("浦东新区", "one name of a place as long as the text"),
    ("四所一庭：", "thousands of practices in one sentence of as many clauses"),
    ("的12条", "thousands of figures in one sentence"),
    ("三所联动、百分之十，", "practices and figures in turn"),
    ("《", "titles that never end"),
    ("“甲县", "quotation marks that never end"),
]


@pytest.mark.parametrize(("unit", "reason"), ENDLESS, ids=[row[1] for row in ENDLESS])
def test_a_text_without_a_full_stop_is_extracted_in_linear_time(unit: str, reason: str) -> None:
    extractor = Extractor()

    def seconds(length: int) -> float:
        report = text_report("甲县2020年法治总结\n一、主要做法\n" + unit * (length // len(unit)))
        start = time.process_time()
        extractor(report)
        return time.process_time() - start

    seconds(100)  # reads vocabulary and models
    # Four times the text: sixteen times as long where each part looks at all others; a busy machine gets three tries.
    assert any(seconds(24_000) < 9 * seconds(6_000) + 0.5 for _ in range(3)), reason


def test_hostile_texts_go_through_the_whole_program(tmp_path: Path) -> None:
    """Brackets, bidi marks, quoted SPARQL and HTML: extracted, offsets right, nothing but JSON on the output."""
    quoting = REPORT + "网页上写着<script>alert(1)</script>，查询为 SELECT ?a WHERE { ?a ?b ?c } # \"'\\ 十二条。\n"
    texts = {"a.txt": REPORT + "（" * 100_000, "b.txt": REPORT + "\u202e普法\u2066宣传\x1b[2J" + "正文" * 200, "c.txt": quoting}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.4")
    done = subprocess.run([sys.executable, "-m", "fazhi", "extract", "--any", tmp_path], capture_output=True, text=True, encoding="utf-8", timeout=240)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line] == [line for line in done.stderr.splitlines() if "d.pdf" in line]
    import json

    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(record["source"]).name for record in records] == list(texts)
    for record in records:
        text = texts[Path(record["source"]).name]
        assert all(text[one["start"] : one["end"]] == one["text"] for one in record["mentions"])


@pytest.fixture
def corner() -> Iterator[Path]:
    """A folder that a user without rights can reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_unreadable_files_and_folders_are_refused_by_name(corner: Path) -> None:
    (corner / "good.txt").write_text(REPORT, "utf-8")
    (corner / "bad.txt").write_text(REPORT, "utf-8")
    (corner / "bad.txt").chmod(0)
    (corner / "closed").mkdir(mode=0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        found, refused = sources([corner])
    finally:
        if root:
            os.seteuid(0)
    assert [Path(source.name).name for source in found] == ["good.txt"]
    assert [Path(row.source).name for row in refused] == ["bad.txt", "closed"]
    assert all("Permission denied" in (row.reason or "") for row in refused)


def test_links_that_go_round_in_folders_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "r.txt").write_text(REPORT, "utf-8")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found, refused = sources([tmp_path])
    assert [source.paths for source in found] == [((tmp_path / "a/r.txt").as_posix(),)]
    assert [Path(row.source).name for row in refused] == ["gone.txt", "self.txt"]
    assert "leads nowhere" in (refused[0].reason or "")
    assert "back to itself" in (refused[1].reason or "")


def test_pipes_and_devices_do_not_stop_a_build(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    found, refused = sources([tmp_path, "/dev/zero"])
    assert found == []
    assert all("regular file" in (row.reason or "") for row in refused)
    assert len(refused) == 2


NAMES = [
    ("某县.txt".encode("gb18030"), "某县.txt", "GBK bytes"),
    (b"\xff\xfe\x81.txt", "\\xdcff\\xdcfe\\xdc81.txt", "no encoding at all"),
    ("a\u202etxt.exe\x1b[31m".encode(), "a\\x202etxt.exe\\x1b[31m", "direction and terminal"),
    (b"two\nlines.txt", "two\\x0alines.txt", "a line break"),
]


@pytest.mark.parametrize(("raw", "readable", "reason"), NAMES, ids=[row[2] for row in NAMES])
def test_names_that_are_not_utf_8_or_steer_the_terminal(raw: bytes, readable: str, reason: str, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).write_text(REPORT, "utf-8")
    found, refused = sources([tmp_path])
    assert refused == []
    assert found[0].names == {readable}, reason
    assert found[0].read(any_text=True).text == REPORT
    assert shown(found[0].read(any_text=True).source) == found[0].name


def test_a_file_with_an_odd_name_is_built(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe\n.txt")).write_text(REPORT, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "fazhi", "build", tmp_path, "--store", tmp_path / "store"], capture_output=True, text=True, encoding="utf-8", timeout=240
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_clock_and_the_dates_of_files_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In 1970 and today, a file, an archive of 1980 and a page give the same bytes."""
    page = made.government_page("唐县2021年法治政府建设情况报告", {"索引号": "1/2"}, "2022-01-30", "唐县", [REPORT.strip()[-30:]] * 9)
    for name, data in (("a.txt", REPORT.encode()), ("b.html", page.encode()), ("c.zip", made.zipped({"d.html": page.encode()}))):
        (tmp_path / name).write_bytes(data)
        os.utime(tmp_path / name, (0, 0))
    before = [source.document() for source in sources([tmp_path])[0]]
    monkeypatch.setattr("time.time", lambda: 0.0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert [source.document() for source in sources([tmp_path])[0]] == before


def slow_page() -> bytes:
    """A page that is well formed for a browser and takes minutes to lay out: unclosed formatting, repeated."""
    return b"<html><body>" + b"<p><b><i><u><font><nobr>x" * 30_000


def test_a_file_over_its_time_is_given_up_and_the_next_is_read() -> None:
    limits = Limits(seconds=0.4)
    message = refusal(slow_page(), "slow.html", limits)
    assert re.search("0.4 s to read|nests", message)
    document = only(made.plain_page(REPORT * 5).encode())
    assert document.text.startswith("唐县2021年")


def test_a_file_over_its_memory_is_given_up_and_the_next_is_read() -> None:
    """The bound is that of the reading process; the program itself stays as it was."""
    rows = [["text"], *[[f"{number} {REPORT}" * 20] for number in range(3000)]]
    data = made.xlsx(rows)
    message = refusal(data, "a.xlsx", Limits(memory=150 * MEGABYTE))
    assert "memory" in message
    assert len(items(made.xlsx(rows[:3]))) == 2


def test_a_reader_that_dies_takes_one_file_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from fazhi.formats import sandbox

    only(made.plain_page(REPORT * 5).encode())
    (helper,) = sandbox._current
    helper._process.kill()
    helper._process.wait()
    assert only(made.plain_page(REPORT * 5).encode()).text.startswith("唐县")


@pytest.mark.parametrize(("name", "value"), [("FAZHI_FILE_MEGABYTES", "-1"), ("FAZHI_FILE_SECONDS", "soon"), ("FAZHI_FILE_MEMORY", "nan")])
def test_a_limit_that_is_no_number_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=f"{name} is '{value}'"):
        Limits.current()


def test_limits_of_the_environment_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_FILE_MEGABYTES", "0.001")
    (tmp_path / "a.txt").write_text(REPORT * 10, "utf-8")
    found, refused = sources([tmp_path])
    assert found == []
    assert "FAZHI_FILE_MEGABYTES" in (refused[0].reason or "")
