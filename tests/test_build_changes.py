"""Files that change, move, double and go away: the store is what a fresh build would have made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import builds
import fazhi.building.files
import fazhi.cli.build
from builds import ONE, dump, extract, run, sources, text
from fazhi.build import Outcome, StrictError, Versions, matching
from fazhi.building.ledger import LEDGER
from fazhi.errors import StoreError, UsageError
from fazhi.extraction import Extraction
from fazhi.formats import Document, Item, read_item
from fazhi.reports import Report
from fazhi.store import Store, existing

NANCHENG, ZHENXIN = "浙江省台州市黄岩区南城街道", "上海市嘉定区真新街道"


@pytest.fixture(autouse=True, scope="module")
def _small_vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with builds.small_vocabulary(tmp_path_factory.mktemp("ontology")):
        yield


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return builds.make_corpus(tmp_path)


def never(report: Report) -> Extraction:
    raise AssertionError(f"{report.source} was read again")


def changed(corpus: Path) -> None:
    (corpus / "a.txt").write_text(text(NANCHENG, 2021, "法律援助"), "utf-8")


def deleted(corpus: Path) -> None:
    (corpus / "a.txt").unlink()


def moved(corpus: Path) -> None:
    (corpus / "a.txt").rename(corpus / "deeper" / "c.txt")


def doubled(corpus: Path) -> None:
    (corpus / "deeper" / "mirror.txt").write_bytes((corpus / "a.txt").read_bytes())


def exchanged(corpus: Path) -> None:
    first, second = corpus / "a.txt", corpus / "deeper" / "b.TXT"
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def made_equal(corpus: Path) -> None:
    (corpus / "a.txt").write_bytes((corpus / "deeper" / "b.TXT").read_bytes())


def of_another_folder(corpus: Path) -> None:
    """The same name in another folder is another file: its report must not push the first one out."""
    (corpus / "deeper" / "a.txt").write_text(text(ZHENXIN, 2023, "人民调解"), "utf-8")


CHANGES: list[tuple[Callable[[Path], None], dict[str, Outcome]]] = [
    (changed, {"a.txt": Outcome.REPLACED, "b.TXT": Outcome.UNCHANGED}),
    (deleted, {"a.txt": Outcome.REMOVED, "b.TXT": Outcome.UNCHANGED}),
    (moved, {"c.txt": Outcome.REPLACED, "b.TXT": Outcome.UNCHANGED}),
    (doubled, {"mirror.txt": Outcome.REPLACED, "b.TXT": Outcome.UNCHANGED}),
    (exchanged, {"a.txt": Outcome.REPLACED, "b.TXT": Outcome.REPLACED}),
    (made_equal, {"b.TXT": Outcome.REPLACED}),
]


@pytest.mark.parametrize(("change", "outcomes"), CHANGES)
def test_after_a_change_the_store_is_that_of_a_fresh_build(
    corpus: Path, tmp_path: Path, change: Callable[[Path], None], outcomes: dict[str, Outcome]
) -> None:
    store = tmp_path / "s"
    run([corpus], store)
    change(corpus)
    summary = run([corpus], store, prune=True)
    assert sources(summary) == outcomes
    assert all(row.reason for row in summary.rows if row.outcome in {Outcome.REPLACED, Outcome.REMOVED})
    run([corpus], tmp_path / "fresh")
    assert dump(store) == dump(tmp_path / "fresh")
    assert set(sources(run([corpus], store, prune=True, extract=never)).values()) == {Outcome.UNCHANGED}


def test_the_same_name_in_another_folder_is_another_file(corpus: Path, tmp_path: Path) -> None:
    run([corpus / "a.txt"], tmp_path / "s")
    of_another_folder(corpus)
    assert sources(run([corpus / "deeper"], tmp_path / "s")) == {"a.txt": Outcome.NEW, "b.TXT": Outcome.NEW}
    with Store.open(tmp_path / "s") as store:
        assert store.counts().reports == 3


def test_a_changed_file_leaves_a_report_that_another_file_holds(corpus: Path, tmp_path: Path) -> None:
    doubled(corpus)
    run([corpus], tmp_path / "s")
    changed(corpus)
    (row, *_) = run([corpus], tmp_path / "s").rows
    assert row.outcome is Outcome.REPLACED and "a.txt (was " in (row.reason or "")
    with Store.open(tmp_path / "s") as store:
        assert sorted(row.files for row in store.reports()) == [("a.txt",), ("b.TXT",), ("mirror.txt",)]
    run([corpus], tmp_path / "fresh")
    assert dump(tmp_path / "s") == dump(tmp_path / "fresh")


def test_a_changed_file_that_is_refused_leaves_its_last_good_state(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "s")
    before = dump(tmp_path / "s")
    (corpus / "a.txt").write_text(text(NANCHENG, 2021, "崩溃"), "utf-8")
    assert run([corpus], tmp_path / "s", prune=True).refused
    assert dump(tmp_path / "s") == before
    changed(corpus)
    assert sources(run([corpus], tmp_path / "s"))["a.txt"] is Outcome.REPLACED


def test_nothing_is_taken_out_without_being_asked_to(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "s")
    before = dump(tmp_path / "s")
    deleted(corpus)
    assert sources(run([corpus], tmp_path / "s")) == {"b.TXT": Outcome.UNCHANGED}
    assert dump(tmp_path / "s") == before


def empty_folder(corpus: Path) -> list[Path]:
    for path in sorted(corpus.rglob("*.*")):
        path.unlink()
    return [corpus]


def no_folder(corpus: Path) -> list[Path]:
    corpus.rename(corpus.with_name("elsewhere"))
    return [corpus]


def one_file_refused(corpus: Path) -> list[Path]:
    (corpus / "a.txt").write_bytes(b"")
    return [corpus]


def another_folder(corpus: Path) -> list[Path]:
    deleted(corpus)
    return [corpus / "deeper"]


def a_file(corpus: Path) -> list[Path]:
    return [corpus / "deeper" / "b.TXT"]


@pytest.mark.parametrize("ask", [empty_folder, no_folder, one_file_refused, another_folder, a_file])
def test_pruning_spares_what_may_still_be_there(
    corpus: Path, tmp_path: Path, ask: Callable[[Path], list[Path]]
) -> None:
    """A disk that is not mounted, a file that cannot be read now, folders that were not asked about."""
    run([corpus], tmp_path / "s")
    run(ask(corpus), tmp_path / "s", prune=True)
    with Store.open(tmp_path / "s") as store:
        assert store.counts().reports == 2


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        (Versions("2", "v"), "the code has changed (1 to 2)"),
        (Versions("1", "w"), "the vocabulary has changed (v to w)"),
        (Versions("2", "w"), "the code has changed (1 to 2) and the vocabulary has changed (v to w)"),
    ],
)
def test_what_is_read_again_for_new_code_or_words_says_so(
    corpus: Path, tmp_path: Path, versions: Versions, said: str
) -> None:
    run([corpus], tmp_path / "s")
    summary = run([corpus / "a.txt"], tmp_path / "s", versions=versions)
    assert summary.rows[0].reason == said
    assert summary.outdated == 1
    assert run([corpus], tmp_path / "s", versions=versions).outdated == 0


def test_strict_stops_at_the_first_refusal_and_the_next_run_goes_on(corpus: Path, tmp_path: Path) -> None:
    run([corpus / "a.txt"], tmp_path / "s")
    before = dump(tmp_path / "s")
    (corpus / "z.txt").write_text(text(NANCHENG, 2020, "崩溃"), "utf-8")
    with pytest.raises(StrictError, match=r"z\.txt could not be extracted"):
        run([corpus], tmp_path / "s", strict=True)
    assert dump(tmp_path / "s") == before
    (corpus / "z.txt").write_text(text(NANCHENG, 2020, "法律援助"), "utf-8")
    read: list[str] = []

    def noting(report: Report) -> Extraction:
        read.append(Path(report.source).name)
        return extract(report)

    assert len(run([corpus], tmp_path / "s", strict=True, extract=noting).taken) == 3
    assert read == ["z.txt"]


def test_a_store_without_its_list_of_files_gets_one(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "s")
    (existing(tmp_path / "s") / LEDGER).unlink()
    assert set(sources(run([corpus], tmp_path / "s", extract=never)).values()) == {Outcome.UNCHANGED}
    assert len((existing(tmp_path / "s") / LEDGER).read_text().splitlines()) == 2


def test_a_damaged_list_of_files_is_told(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "s")
    (existing(tmp_path / "s") / LEDGER).write_text("{")
    with pytest.raises(StoreError, match="delete it: the reports stay"):
        run([corpus], tmp_path / "s")


def test_names_that_are_no_utf_8_are_kept_in_the_list(corpus: Path, tmp_path: Path) -> None:
    odd = corpus / b"\xb1\xa8.txt".decode("utf-8", "surrogateescape")
    (corpus / "a.txt").rename(odd)
    run([corpus], tmp_path / "s")
    assert set(sources(run([corpus], tmp_path / "s", extract=never)).values()) == {Outcome.UNCHANGED}
    odd.write_text(text(NANCHENG, 2022, "法律援助"), "utf-8")
    assert Outcome.REPLACED in sources(run([corpus], tmp_path / "s")).values()


def test_a_row_is_a_record_of_what_is_known(corpus: Path, tmp_path: Path) -> None:
    (corpus / "z.txt").write_bytes(b"")
    rows = [row.record() for row in run([corpus], tmp_path / "s").rows]
    assert json.loads(json.dumps(rows))[0]["jurisdiction"] == NANCHENG
    assert [row["outcome"] for row in rows] == ["new", "new", "refused"]
    assert "is empty" in rows[2]["reason"] and "jurisdiction" not in rows[2] and "reason" not in rows[0]


def test_what_a_reader_remarks_is_printed_and_recorded(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page without text costs no report, but who gave the file must hear of it."""

    def remarking(item: Item) -> Document:
        document = read_item(item)
        return replace(document, notes=("pages without text: 2",)) if "a.txt" in document.name else document

    monkeypatch.setattr(fazhi.building.files, "read_item", remarking)
    summary = run([corpus], tmp_path / "s")
    assert [row.record().get("notes") for row in summary.rows] == [("pages without text: 2",), None]
    fazhi.cli.build._tell_remarks(summary)
    assert capsys.readouterr().err == f"fazhi: {corpus}/a.txt: pages without text: 2\n"
    many = replace(summary, rows=summary.rows * 30)
    fazhi.cli.build._tell_remarks(many)
    assert "and 10 more remarks; --report" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "found"),
    [("a.txt", "a.txt"), ("some/folder/a.txt", "a.txt"), ("{sha256}", "a.txt"), ("{sha256:.8}", "a.txt")],
)
def test_a_report_is_found_by_its_file_or_its_digest(corpus: Path, tmp_path: Path, word: str, found: str) -> None:
    summary = run([corpus], tmp_path / "s")
    with Store.open(tmp_path / "s") as store:
        assert matching(word.format(sha256=summary.rows[0].sha256), store.reports()).files == (found,)


@pytest.mark.parametrize("word", ["c.txt", "0", "00000000", ""])
def test_a_report_that_is_not_there_is_told(corpus: Path, tmp_path: Path, word: str) -> None:
    run([corpus], tmp_path / "s")
    with Store.open(tmp_path / "s") as store, pytest.raises(UsageError, match="holds no report"):
        matching(word, store.reports())


def test_a_name_of_two_reports_asks_for_the_digest(corpus: Path, tmp_path: Path) -> None:
    of_another_folder(corpus)
    run([corpus], tmp_path / "s", versions=ONE)
    with Store.open(tmp_path / "s") as store, pytest.raises(UsageError, match="2 reports are called"):
        matching("a.txt", store.reports())


def test_what_reads_reports_depends_on_no_part_whose_change_reads_nothing_again(tmp_path: Path) -> None:
    """Else a change of the code would leave reports as they were, and nobody would be told."""
    code = (
        "import sys, pathlib; from fazhi.build import build; from fazhi.building.versions import _WITHOUT_EFFECT;"
        "build(sys.argv[2:], sys.argv[1]);"
        "print(sorted(m for m in sys.modules if m.startswith('fazhi.') and"
        " {m.split('.')[1], m.split('.')[1] + '.py'} & _WITHOUT_EFFECT))"
    )
    seed = next(builds.factories.ROOT.glob("seeds/001*.txt"))
    environment = {name: value for name, value in os.environ.items() if name != "FAZHI_ONTOLOGY"}
    command = [sys.executable, "-c", code, str(tmp_path / "s"), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
