"""Look for files that crash, hang or mislead the readers and the pipeline: a coverage-guided search.

    nice -n 19 .venv/bin/python tools/fuzz_readers.py --seconds 600
    nice -n 19 .venv/bin/python tools/fuzz_readers.py --seconds 600 --pipeline

Needs atheris (``pip install atheris``); without it, files are mutated without guidance. The search
starts from a report in every format. A finding ends it with a traceback and leaves the file in the
working folder (``crash-…``, ``timeout-…``); ``--file`` runs one again.

A finding is an exception that begins in this package (what a library raises for broken bytes becomes
a refusal), a text that is no text, an offset outside of it, or more than ten seconds for one file.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

try:
    import atheris
except ImportError:
    atheris = None

if atheris:
    with atheris.instrument_imports(include=["fazhi.formats", "fazhi.reports"]):
        from fazhi.formats import doc, docx, html, mhtml, opendocument, pdf, rtf, worker, xlsx  # noqa: F401  instrumented  # noqa: F401  instrumented
from fazhi.errors import ReportError
from fazhi.formats import Item, Limits, Origin, report_of, walk, walking, worker, xlsx
from fazhi.formats.documents import TABLES, Document, Format
from fazhi.formats.reading import read_item

REPORT = (
    "索引号：11331003002677576Y/2022-01657\n唐县2021年法治政府建设情况报告\n发布日期：2022-01-30\n"
    "2021年，唐县认真落实法治政府建设各项任务，现将情况报告如下：\n一、主要工作\n（一）普法。组织“枫桥经验”宣传活动12场次，"
    "依据《中华人民共和国民法典》化解纠纷35件。\n二、存在问题\n执法力量不足。\n唐县人民政府\n2022年1月21日\n"
)
LIMITS = Limits(size=1 << 22, free=1 << 22, members=50, characters=200_000)
_TIMEOUT = 10


def starts() -> dict[str, bytes]:
    """A small report in every format."""
    import format_fixtures as made

    page = made.government_page("唐县2021年法治政府建设情况报告", {"索引号": "1133/2022-1"}, "2022-01-30", "唐县", REPORT.split("\n"), "唐县")
    table = [["标题", "正文", "发布日期"], ["唐县2021年法治政府建设情况报告", REPORT, "2022-01-30"]]
    text = REPORT.encode()
    return {
        "text": text, "utf-16": REPORT.encode("utf-16-le"), "gb18030": REPORT.encode("gb18030"), "page": page.encode(), "gbk-page": page.encode("gbk"),
        "docx": made.docx(REPORT), "doc": made.doc(REPORT), "gbk-doc": made.doc(REPORT, narrow=True), "doc6": made.doc6(REPORT),
        "rtf": made.rtf(REPORT), "odt": made.odt(REPORT), "ofd": made.ofd(REPORT), "md": made.markdown("# 一\n" + REPORT), "pdf": made.scanned_pdf(),
        "csv": made.csv_file(table), "xlsx": made.xlsx(table), "jsonl": made.jsonl([{"title": "题", "content": REPORT}]),
        "zip": made.zipped({"a.txt": text}), "tar": made.tarred({"a.txt": text}), "tgz": made.tarred({"a.txt": text}, "gz"),
        "mhtml": made.mhtml(page, "http://h.invalid/1"), "warc": made.warc({"http://h.invalid/1": page.encode()}, packed=False),
    }  # fmt: skip


def check(data: bytes) -> None:
    """Read a file in this process and look at what comes of it; raise for a finding."""
    for one in walk(Origin("file", data=data), LIMITS):
        if isinstance(one, Item):
            document = _document(one)
            if document:
                _check(document)


def _document(item: Item) -> Document | None:
    try:
        if item.format in TABLES or item.format is Format.TEXT:
            return read_item(item, LIMITS)
        text = worker.read(item.format, item.data, item.name, item.declared, LIMITS)
    except ReportError as error:
        assert "\n" not in str(error), "a message of more than one line"
        return None
    except Exception as error:
        if _begins_here(error):
            raise
        return None
    return Document(text.text, item.sha256, item.name, item.format, text.encoding, text.pages)


def _begins_here(error: Exception) -> bool:
    """Tell an exception of this package from one that a library raises for broken bytes."""
    frames = traceback.extract_tb(error.__traceback__)
    return "/fazhi/" in frames[-1].filename.replace("\\", "/")


def _check(document: Document) -> None:
    text = document.text
    text.encode("utf-8")
    assert all(0 <= start <= len(text) for start in document.pages), "a page outside of the text"
    assert list(document.pages) == sorted(document.pages), "pages out of order"
    report = report_of(document, any_text=True)
    assert report.text == text
    assert all(0 <= section.start <= section.end <= len(text) for section in report.sections)
    if EXTRACT:
        extraction = EXTRACT[0](report)
        for mention in extraction.mentions:
            assert text[mention.start : mention.end] == mention.text, "an offset that is not that of the mention"


EXTRACT: list = []


def _sheets(data: bytes, name: str, limits: Limits) -> list[list[list[str]]]:
    try:
        return xlsx.read_xlsx(data, name, limits)
    except ReportError:
        raise
    except Exception as error:
        if _begins_here(error):
            raise
        raise ReportError(f"{name} is damaged") from error


def _damaged(name: str, error: Exception) -> str:
    if _begins_here(error):
        raise error
    return f"{name} is damaged"


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes of a file: flipped, cut out, doubled, replaced by ones that mean something."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place, length = chance.randrange(len(out) + 1), chance.randint(1, 40)
        change = chance.choice(("flip", "cut", "double", "magic"))
        if change == "flip" and place < len(out):
            out[place] ^= 1 << chance.randrange(8)
        elif change == "cut":
            del out[place : place + length]
        elif change == "double":
            out[place:place] = out[place : place + length] * chance.choice((1, 2, 50))
        else:
            out[place : place + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x00" * 4, b"<div", b"\r\n\r\n", b"{{{{", b"\x7f\xff\xff\xff", b"&#0;", "《（".encode()))
    return bytes(out)


def unguided(seconds: float, seed: int) -> None:
    """Mutate the starting files for so long."""
    chance, files, count = random.Random(seed), list(starts().values()), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutated(chance.choice(files), chance)
        began = time.monotonic()
        try:
            check(data)
            assert time.monotonic() - began < _TIMEOUT, f"more than {_TIMEOUT} s"
        except BaseException:
            Path(f"crash-{seed}-{count}").write_bytes(data)
            raise
        count += 1
    print(f"{count} files, no finding")


def guided(seconds: int, folder: str) -> None:
    """Let atheris mutate them, led by the lines that they reach."""
    corpus = Path(folder)
    corpus.mkdir(parents=True, exist_ok=True)
    for name, data in starts().items():
        (corpus / name).write_bytes(data)
    limit = _TIMEOUT * 6 if EXTRACT else _TIMEOUT
    options = [f"-max_total_time={seconds}", f"-timeout={limit}", "-rss_limit_mb=4096", "-max_len=60000", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, folder], check)
    atheris.Fuzz()


def main() -> None:
    """Read the options and search."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0, help="of the search without guidance")
    parser.add_argument("--unguided", action="store_true", help="mutate without atheris")
    parser.add_argument("--pipeline", action="store_true", help="extract from what was read, too")
    parser.add_argument("--corpus", help="folder to keep files that reach new lines")
    parser.add_argument("--file", type=Path, help="check this one file and stop")
    options = parser.parse_args()
    walking.xlsx_sheets = _sheets
    walking.damaged = _damaged
    if options.pipeline:
        from fazhi.extractor import Extractor

        EXTRACT.append(Extractor())
        check(REPORT.encode())
    if options.file:
        check(options.file.read_bytes())
    elif options.unguided or atheris is None:
        unguided(options.seconds, options.seed)
    else:
        guided(options.seconds, options.corpus or tempfile.mkdtemp(prefix="fazhi-fuzz-"))


if __name__ == "__main__":
    main()
