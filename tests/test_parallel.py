"""Worker processes: the same bytes as one process makes, and a file that hangs or kills costs only itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import builds
import factories
from builds import ONE, dump, extract, run, text
from fazhi.building import workers
from fazhi.building.extracting import Extracted, Extracting, extractions
from fazhi.building.files import sources
from fazhi.building.tasks import Reader
from fazhi.errors import ModelError
from fazhi.extraction import Extraction
from fazhi.reports import Report

PLACE = "浙江省台州市黄岩区"


@pytest.fixture(autouse=True, scope="module")
def _small_vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with builds.small_vocabulary(tmp_path_factory.mktemp("ontology")):
        yield


def many(folder: Path, count: int = 12) -> Path:
    """Reports of as many years, with a bad file among them."""
    folder.mkdir()
    for number in range(count):
        practices = builds.NAMES[number % 5 : number % 5 + 2]
        (folder / f"{number:02d}.txt").write_text(text(PLACE, 2000 + number, *practices), "utf-8")
    (folder / "05-bad.txt").write_bytes(b"")
    return folder


def test_parallel_incremental_and_serial_builds_give_the_same_bytes(tmp_path: Path) -> None:
    corpus = many(tmp_path / "corpus")
    serial = run([corpus], tmp_path / "serial")
    parallel = run([corpus], tmp_path / "parallel", jobs=3)
    assert parallel.rows == serial.rows and len(serial.refused) == 1
    for files in (sorted(corpus.glob("*[13579].txt")), [corpus]):
        run(files, tmp_path / "steps", jobs=2)
    assert dump(tmp_path / "parallel") == dump(tmp_path / "serial") == dump(tmp_path / "steps")


BREAKING = [
    ("崩溃", "could not be extracted (RuntimeError"),
    ("停滞", "took longer than 6 s; give it more with --limit"),
    ("暴毙", "ended the process that read it (signal SIGKILL)"),
    ("撑破", "needs more memory than a worker has"),
]


@pytest.mark.parametrize(("word", "reason"), BREAKING)
def test_a_text_that_breaks_its_worker_is_refused_and_the_rest_is_read(tmp_path: Path, word: str, reason: str) -> None:
    corpus = many(tmp_path / "corpus", 4)
    bad = corpus / "01-breaks.txt"
    bad.write_text(text(PLACE, 2020, word), "utf-8")
    # Long enough for the others, whatever else the machine is at.
    summary = run([corpus], tmp_path / "s", jobs=2, limit=6 if word == "停滞" else 100)
    assert {row.reason and row.source: row.reason for row in summary.refused}[bad.as_posix()].startswith(str(bad))
    assert any(reason in (row.reason or "") for row in summary.refused)
    assert len(summary.refused) == 2 and len(summary.taken) == 4
    bad.unlink()
    run([corpus], tmp_path / "without")
    assert dump(tmp_path / "s") == dump(tmp_path / "without")


def dying_once(report: Report) -> Extraction:
    """Kill the worker at the first try, as a machine short of memory does."""
    mark = Path(os.environ["FAZHI_TEST_MARK"])
    if "2001" in report.text and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return extract(report)


def test_a_text_whose_worker_was_killed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_TEST_MARK", str(tmp_path / "mark"))
    corpus = many(tmp_path / "corpus", 4)
    summary = run([corpus], tmp_path / "s", jobs=2, extract=dying_once)
    assert (tmp_path / "mark").exists() and len(summary.taken) == 4


def unable(report: Report) -> Extraction:
    raise ModelError("The tagging model is damaged; reinstall fazhi")


def test_a_damaged_model_ends_the_build(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall fazhi"):
        run([many(tmp_path / "corpus", 3)], tmp_path / "s", jobs=2, extract=unable)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus"]


def test_a_worker_that_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_CALL", "raise SystemExit(7)  # {path} {handle}")
    with pytest.raises(ModelError, match=r"could not be started \(exit code 7\); run fazhi doctor"):
        run([many(tmp_path / "corpus", 3)], tmp_path / "s", jobs=2)


def test_workers_wait_for_who_takes_their_results(tmp_path: Path) -> None:
    """Whatever the corpus, no more texts are under way than two a worker."""
    asked: list[int] = []

    class Counting(list[object]):
        def __iter__(self) -> Iterator[object]:
            for number, item in enumerate(super().__iter__(), 1):
                asked.append(number)
                yield item

    from fazhi.building.files import sources as found
    from fazhi.building.tasks import Task

    tasks = Counting(Task(source, ("x",)) for source in found([many(tmp_path / "corpus", 12)])[0])
    with workers.Pool(Reader(str(ONE), extract=extract), 2) as pool:
        for done, _ in enumerate(pool.run(tasks), 1):  # type: ignore[arg-type]
            assert len(asked) <= done + 2 * 2


def test_workers_end_with_the_build(tmp_path: Path) -> None:
    with workers.Pool(Reader(str(ONE), extract=extract), 2) as pool:
        from fazhi.building.files import sources as found
        from fazhi.building.tasks import Task

        tasks = [Task(source, ("x",)) for source in found([many(tmp_path / "corpus", 3)])[0]]
        assert len(list(pool.run(tasks))) == len(tasks)
        processes = [worker.process for worker in pool._workers]
        assert [process.poll() for process in processes] == [None, None]
    assert all(process.poll() is not None for process in processes)


INTERRUPTED = """
    import signal, sys
    # A shell that starts the tests in the background has told its children to ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.path.insert(0, "tests")
    from pathlib import Path
    import builds
    from fazhi.cli.main import main
    import fazhi.build
    plain = fazhi.build.build
    def build(paths, store, **options):
        print("begun", flush=True)
        return plain(paths, store, **{**options, "extract": builds.extract, "versions": builds.ONE})
    fazhi.build.build = build
    main(["build", sys.argv[1], "--store", sys.argv[2], "--jobs", "2", "--limit", "3000"])
"""


def test_an_interrupt_ends_at_once_and_the_same_command_goes_on(tmp_path: Path) -> None:
    """Two texts hang, so that both workers are busy when Ctrl-C comes."""
    corpus = many(tmp_path / "corpus", 4)
    for name in ("98", "99"):
        (corpus / f"{name}.txt").write_text(text(PLACE, 1900 + int(name), "停滞"), "utf-8")
    command = [sys.executable, "-c", textwrap.dedent(INTERRUPTED), str(corpus), str(tmp_path / "s")]
    process = subprocess.Popen(
        command, cwd=factories.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout and process.stdout.readline() == "begun\n"
    while len(children(process.pid)) < 2:
        assert process.poll() is None
        time.sleep(0.05)
    busy = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and said == "fazhi: interrupted; what was finished is kept\n"
    assert not [number for number in busy if alive(number)]
    assert not (tmp_path / "s").exists()
    for name in ("98", "99"):
        (corpus / f"{name}.txt").unlink()
    assert len(run([corpus], tmp_path / "s").taken) == 4


def children(pid: int) -> list[int]:
    """Return the processes that the process has started, by their numbers."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    """Say whether a process runs; one that has ended and waits to be noted does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except FileNotFoundError:
        return False


SHOWN = """
    import sys
    sys.path.insert(0, "tests")
    from fazhi.cli.printing import progress
    with progress("build") as bar:
        for number in range(1, 40):
            bar.step(number, 40, f"report {number}.txt")
            time.sleep(0.02) if number == 1 else None
"""


def test_progress_is_shown_on_a_terminal_with_rate_and_time_left_and_nowhere_else() -> None:
    """On standard error, so that a pipe carries results only."""
    script = textwrap.dedent(SHOWN).replace("import sys\n", "import sys, time\n", 1)
    command = [sys.executable, "-c", script]
    piped = subprocess.run(command, cwd=factories.ROOT, capture_output=True)
    assert (piped.stdout, piped.stderr) == (b"", b"")
    ours, theirs = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    done = subprocess.run(command, cwd=factories.ROOT, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert done.stdout == b""
    assert "39/40" in shown and "/s" in shown and "0:0" in shown and "report 39.txt" in shown


def extracted(folder: Path, **options: object) -> list[tuple[str, str]]:
    """What ``fazhi extract`` would print of a folder: each file with its year, or why it is refused."""
    found, _ = sources([folder])
    results = extractions(found, reader=Extracting("", extract=extract), **options)  # type: ignore[arg-type]
    return [
        (source.name, str(json.loads(result.record)["report"]["report_year"]))
        if isinstance(result, Extracted)
        else (source.name, result.rows[0].reason or "")
        for source, result in results
    ]


def test_extracting_gives_the_same_in_the_same_order_with_any_number_of_processes(tmp_path: Path) -> None:
    corpus = many(tmp_path / "corpus", 30)
    alone = extracted(corpus, jobs=0)
    assert [year for _, year in alone] == [*map(str, range(2000, 2030))], "an empty file is refused before"
    assert extracted(corpus, jobs=3) == alone


@pytest.mark.parametrize(("word", "reason"), BREAKING)
def test_a_text_that_breaks_its_worker_ends_no_extraction(tmp_path: Path, word: str, reason: str) -> None:
    """With the words that ``build`` has for it, and in its place among the others."""
    corpus = many(tmp_path / "corpus", 4)
    (corpus / "01-breaks.txt").write_text(text(PLACE, 2020, word), "utf-8")
    told = extracted(corpus, jobs=2, limit=6 if word == "停滞" else 100)
    assert [Path(name).name for name, _ in told] == ["00.txt", "01-breaks.txt", "01.txt", "02.txt", "03.txt"]
    assert reason in told[1][1] and told[1][1].startswith(str(corpus / "01-breaks.txt"))
    assert [year for _, year in told if len(year) == 4] == ["2000", "2001", "2002", "2003"]
