"""The command line, run as a process: what users type, what they get, and what bad input costs."""

from __future__ import annotations

import csv
import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from fazhi.cli import main
from fazhi.cli.explain import in_chinese
from fazhi.cli.program import app
from fazhi.cli.words import CHOICES
from fazhi.extractor import Extractor
from fazhi.rendering.html import VIEWS
from fazhi.reports import read_report

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("build", "compare", "doctor", "evaluate", "explain", "export", "extract", "info", "load", "query", "remove", "serve", "show", "similar", "spread", "suggest", "validate")


def test_help_answers_at_once() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-m", "fazhi", "--help"], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert all(command in done.stdout for command in COMMANDS)
    # CPU, not wall time: half a second is what a person does not notice.
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 0.5


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, fazhi.cli; print(sorted({'spacy', 'rdflib', 'numpy', 'pyoxigraph', 'networkx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_shows_an_example(fazhi, command: str) -> None:
    done = fazhi(command, "--help")
    assert done.returncode == 0
    assert f"fazhi {command}" in done.stdout
    assert "Example" in done.stdout


def test_every_command_is_tested_here() -> None:
    assert {command.name or command.callback.__name__ for command in app.registered_commands} == set(COMMANDS)


REFUSED = [
    # (name, bytes, what the message must say)
    ("empty.txt", b"", "is empty"),
    ("spaces.txt", b" \n\t\n", "nothing but spaces"),
    ("binary.txt", bytes(range(256)) * 20, "binary"),
    ("paper.txt", b"%PDF-1.7\n1 0 obj\n\x00\x01", "PDF"),
    ("archive.txt", b"PK\x03\x04" + bytes(200), "ZIP"),
    ("torn.txt", b"\xff\xfe\x00\xd8zz", "no text"),
    ("letter.txt", "今天天气很好，我们一起去公园。".encode(), "--any"),
]


@pytest.mark.parametrize(("name", "data", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_file_that_is_no_report_is_refused_in_one_line(fazhi, tmp_path, name, data, said) -> None:
    (tmp_path / name).write_bytes(data)
    done = fazhi("extract", tmp_path / name)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert name in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


WRONG_CALLS = [
    # (arguments, exit code, what the message must say, why)
    (("nonsense",), 2, "nonsense", "no such command"),
    (("bulid",), 2, "Did you mean 'build'? See fazhi --help", "a slip of the keys"),
    (("compare", "真新街道"), 2, "see fazhi compare --help", "one place to compare"),
    (("extract",), 2, "PATH", "nothing to read"),
    (("extract", "missing.txt"), 1, "missing.txt", "a path that is not there"),
    (("extract", "folder"), 1, "folder", "a folder with nothing in it"),
    (("build", "missing.txt", "--store", "s"), 1, "missing.txt", "a path that is not there"),
    (("query", "SELECT * { ?s ?p ?o }", "--store", "nowhere"), 1, "fazhi build", "a store that is not there"),
    (("query", "SELECT * { ?s ?p ?o }", "--store", "folder"), 1, "folder", "a folder that is no store"),
    (("show", "--store", "folder"), 1, "folder", "a folder that is no store"),
    (("evaluate", "folder"), 2, "folder", "a folder without gold"),
    (("info", "--nope"), 2, "--nope", "an option that is none"),
    (("show", "--view", "图画"), 2, "map (全图), overview (概览)", "a view that is none, told in both languages"),
    (("export", "--table", "表", "--out", "-"), 2, "adoptions (采用), coverage (收录)", "a table that is none"),
    (("evaluate", "folder", "--errors", "人物"), 2, "INSTITUTION (机构), MECHANISM (做法)", "a label that is none"),
    (("explain", "missing.txt", "--at", "3"), 1, "missing.txt", "a path that is not there"),
]


@pytest.mark.parametrize(("arguments", "code", "said", "why"), WRONG_CALLS, ids=[f"{r[0][0]}: {r[3]}" for r in WRONG_CALLS])
def test_a_wrong_call_gets_one_clear_line(fazhi, tmp_path, arguments, code, said, why) -> None:
    (tmp_path / "folder").mkdir()
    done = fazhi(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert not (tmp_path / "s").exists()


def test_without_a_word_the_program_says_what_there_is(fazhi) -> None:
    done = fazhi()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == fazhi("--help").stdout and done.stdout.count("\n") > 20


TYPICAL_MISTAKES = [
    (("query", "practices-of", "--place", "嘉定区"), "but of places in it: 上海市嘉定区南翔镇; 上海市嘉定区真新街道; give one", "no report of its own"),
    (("query", "practices-of", "--place", "不存在镇"), "`fazhi query places` lists the places", "no such place"),
    (("query", "practices-of", "--place", "街道"), "is the name of 3 places", "a name of several"),
    (("query", "practices-of"), "needs the parameter 'place'", "no place"),
    (("query", "practices-of", "--place", "真新街道", "--year", "二〇二四"), "give four digits, such as 2024", "a year in characters"),
    (("query", "哪些做法"), "fazhi query --list lists all", "a question in words"),
    (("query", "adopters-of", "--practice", "没有的做法"), "see what there is: fazhi query practices", "no such practice"),
    (("query", "reports-citing", "--law", "没有的法"), "see what there is: fazhi query laws-cited", "no such law"),
    (("compare", "真新街道", "真新街道"), "'真新街道' was given twice", "one place twice"),
    (("compare", "真新街道", "嘉定区"), "but of places in it", "an area to compare with"),
    (("similar", "不存在镇"), "`fazhi query places` lists the places", "no such place"),
    (("spread", "枫桥"), "near it", "half of a name"),
    (("show", "--place", "不存在镇"), "`fazhi query places` lists them", "no such place to draw"),
    (("remove", "没有.txt"), "give a file name, or the first digits", "no such report"),
]


@pytest.mark.parametrize(("arguments", "said", "why"), TYPICAL_MISTAKES, ids=[" ".join(row[0][:1]) + f": {row[2]}" for row in TYPICAL_MISTAKES])
def test_a_typical_mistake_is_told_with_what_to_do_next(fazhi, seed_store, arguments, said, why) -> None:
    done = fazhi(*arguments, "--store", seed_store)
    assert done.returncode in (1, 2) and done.stdout == "", why
    assert said in done.stderr and done.stderr.count("\n") == 1


IN_CHINESE = [
    # (arguments, the same in English, why)
    (("query", "practices-of", "--place", "南城街道", "--status", "计划"), ("query", "practices-of", "--place", "南城街道", "--status", "planned"), "a status"),
    (("query", "coverage-by", "--level", "镇"), ("query", "coverage-by", "--level", "township"), "a level in short"),
    (("query", "places", "--format", "表格", "--lang", "英文"), ("query", "places", "--lang", "en"), "form and language"),
    (("compare", "真新街道", "南翔镇", "--only", "两地"), ("compare", "真新街道", "南翔镇", "--only", "both"), "a part of a comparison"),
    (("export", "--out", "-", "--table", "收录"), ("export", "--out", "-", "--table", "coverage"), "a table"),
]


@pytest.mark.parametrize(("chinese", "english", "why"), IN_CHINESE, ids=[row[2] for row in IN_CHINESE])
def test_values_of_options_may_be_given_in_chinese(fazhi, seed_store, chinese, english, why) -> None:
    done = fazhi(*chinese, "--store", seed_store)
    assert (done.returncode, done.stderr) == (0, fazhi(*english, "--store", seed_store).stderr)
    assert done.stdout == fazhi(*english, "--store", seed_store).stdout != ""


def test_no_chinese_word_stands_for_two_values() -> None:
    words = [word for forms in CHOICES.values() for word in forms]
    assert len(words) == len(set(words))
    assert set(VIEWS) <= set(CHOICES), "every view has its word"


EXIT_CODES = [
    # (arguments, exit code, why)
    (("query", "nope"), 2, "an unknown query"),
    (("query", "practices-of", "--plaec", "x"), 2, "an unknown parameter"),
    (("query", "practices-of"), 2, "a missing parameter"),
    (("query", "practices-of", "--place"), 2, "a parameter without its value"),
    (("query", "practices", "--limit", "-1"), 2, "a malformed parameter"),
    (("query", "SELECT * { ?s ?p "), 2, "malformed SPARQL"),
    (("query", "none.rq"), 2, "a query file that is not there"),
    (("query", "ASK {}", "--format", "ttl"), 2, "a form that does not fit the answer"),
    (("query", "practices-of", "--place", "火星"), 2, "an unknown place"),
    (("compare", "真新街道", "火星"), 2, "an unknown place"),
    (("similar", "火星"), 2, "an unknown place"),
    (("suggest", "火星"), 2, "an unknown place"),
    (("spread", "火星"), 2, "an unknown practice"),
    (("show", "--place", "火星"), 2, "an unknown place"),
    (("export", "--out", "-", "--table", "火星"), 2, "an unknown table"),
    (("remove", "火星.txt"), 2, "an unknown report"),
    (("load",), 2, "nothing to load"),
    (("query", "ASK {}", "--store", "nowhere"), 1, "a store that is not there"),
    (("load", "none.nq", "--store", "new"), 1, "a dump that is not there"),
    (("extract", "none.txt"), 1, "a report that is not there"),
    (("extract", "none.txt", "--vocabulary", "none.csv"), 1, "a report and a vocabulary that are not there"),
]


@pytest.mark.parametrize(("arguments", "code", "why"), EXIT_CODES, ids=[f"{row[0][0]}: {row[2]}" for row in EXIT_CODES])
def test_the_exit_code_tells_a_wrong_call_from_data_that_cannot_be_read(seed_store, tmp_path, monkeypatch, capsys, arguments, code, why) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FAZHI_STORE", str(seed_store))
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code == code, why
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1


PIPED = [
    ("query 'SELECT * WHERE { ?s ?p ?o }' --format csv", "an answer that is more than a pipe holds"),
    ("export --out - --format nq", "a dump"),
    ("export --out - --table adoptions", "a table"),
    ("query --list", "a text that is short"),
]


@pytest.mark.parametrize(("command", "why"), PIPED, ids=[row[1] for row in PIPED])
def test_a_pipe_that_is_closed_is_no_fault(seed_store, command, why) -> None:
    shell = f"{sys.executable} -m fazhi {command} {'' if '--list' in command else f'--store {seed_store}'} | sleep 0; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True)
    assert (done.stdout.splitlines()[-1], done.stderr) == ("0", "")


def test_extract_into_a_pipe_that_is_closed_ends_quietly(seeds) -> None:
    shell = f"{sys.executable} -m fazhi extract {seeds} --jobs 0 | sleep 0; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_an_answer_without_rows_says_so(fazhi, seed_store) -> None:
    done = fazhi("query", "practices-of", "--place", "真新街道", "--year", "2019", "--store", seed_store)
    assert done.returncode == 0
    assert done.stderr == (
        "fazhi: no row fits; ask with fewer or other --parameters; "
        "`fazhi query coverage` lists which places and years are held\n"
    )
    table = fazhi("query", "practices-of", "--place", "真新街道", "--year", "2019", "--store", seed_store, "--format", "csv")
    assert table.stderr == "", "what reads a table needs no remark"


WRONG_QUERIES = [
    ("SELECT * WHERE { ?s ?p ", "line 1, column"),
    ("SELECT *\nWHERE { ?s ?p ?o } ORDER", "line 2, column"),
    ("DELETE WHERE { ?s ?p ?o }", "updates"),
    ("shared-practise", "shared-practices"),
    ("practices-of", "place"),
]


@pytest.mark.parametrize(("question", "said"), WRONG_QUERIES, ids=[row[0][:20] for row in WRONG_QUERIES])
def test_a_malformed_query_says_where(fazhi, seed_store, question, said) -> None:
    done = fazhi("query", question, "--store", seed_store)
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_rest_of_a_batch_is_done(fazhi, tmp_path, seeds) -> None:
    good = sorted(seeds.glob("*.txt"))[0]
    (tmp_path / "bad.txt").write_bytes(b"")
    done = fazhi("build", tmp_path / "bad.txt", good, "--store", tmp_path / "store")
    assert done.returncode == 1
    assert "bad.txt" in done.stderr
    assert "上海市嘉定区南翔镇" in done.stdout
    listed = fazhi("query", "coverage", "--store", tmp_path / "store", "--format", "csv")
    assert listed.stdout.count("南翔镇") >= 1


def test_extract_reads_standard_input_and_keeps_the_contract(fazhi, seeds) -> None:
    text = sorted(seeds.glob("*.txt"))[1].read_text(encoding="utf-8")
    done = fazhi("extract", "-", text=text)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["report"]["division_code"] == "520203109"
    assert all(text[m["start"] : m["end"]] == m["text"] for m in record["mentions"])
    assert {m["label"] for m in record["mentions"]} == {"INSTITUTION", "MECHANISM", "LAW", "JURISDICTION", "QUANTITY"}
    assert {section["role"] for section in record["sections"]} >= {"preamble", "achievements", "deficiencies", "plans"}


def test_extract_takes_the_time_limit_of_build(fazhi, tmp_path) -> None:
    """Two million characters take longer than eight seconds; the short report beside them is read, on a slow machine, too."""
    (tmp_path / "a.txt").write_text("某县2021年法治政府建设年度报告\n" + "某县推进依法行政。\n" * 195_000, "utf-8")
    (tmp_path / "b.txt").write_text("某县2022年法治政府建设年度报告\n某县推进依法行政。\n", "utf-8")
    done = fazhi("extract", tmp_path, "--limit", "8", "--jobs", "1")
    assert done.returncode == 1
    assert f"{tmp_path / 'a.txt'} took longer than 8 s; give it more with --limit, or split it" in done.stderr
    assert [json.loads(line)["report"]["report_year"] for line in done.stdout.splitlines()] == [2022]


def test_extract_prints_a_table(fazhi, seeds) -> None:
    done = fazhi("extract", sorted(seeds.glob("*.txt"))[0], "--format", "table")
    assert done.returncode == 0, done.stderr
    assert "上海市嘉定区南翔镇" in done.stdout.splitlines()[0]
    assert any("MECHANISM" in line and "三重一大" in line for line in done.stdout.splitlines())


def test_csv_opens_in_a_spreadsheet(fazhi, seed_store) -> None:
    done = fazhi("query", "practices-of", "--place", "真新街道", "--year", "2024", "--store", seed_store, "--format", "csv", "--bom")
    assert done.stdout.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    statuses = {row["status"] for row in rows if row["zh"] == "三所联动"}
    assert statuses == {"implemented", "planned"}


def test_json_and_turtle_are_answers_of_the_standard(fazhi, seed_store) -> None:
    ask = fazhi("query", "ASK { ?x a rol:Adoption }", "--store", seed_store, "--format", "json")
    assert json.loads(ask.stdout)["boolean"] is True
    turtle = fazhi("query", "CONSTRUCT WHERE { ?x a rol:Report }", "--store", seed_store, "--format", "ttl")
    assert "rol:Report" in turtle.stdout


def test_a_query_may_come_from_a_file(fazhi, seed_store, tmp_path) -> None:
    (tmp_path / "count.rq").write_text("SELECT (COUNT(?x) AS ?n) WHERE { ?x a rol:Report }", encoding="utf-8")
    done = fazhi("query", tmp_path / "count.rq", "--store", seed_store, "--format", "csv")
    assert done.stdout.splitlines() == ["n", "5"]


def test_named_queries_are_listed_in_both_languages(fazhi) -> None:
    assert "shared-practices" in fazhi("query", "--list").stdout
    assert "Which practices" in fazhi("query", "--list", "--lang", "en").stdout


def test_info_names_what_runs(fazhi, seed_store) -> None:
    done = fazhi("info", "--store", seed_store)
    assert done.returncode == 0, done.stderr
    assert "spacy-pkuseg" in done.stdout
    assert str(seed_store) in done.stdout


def test_explain_says_why(fazhi, seeds) -> None:
    report = sorted(seeds.glob("002*.txt"))[0]
    at = report.read_text(encoding="utf-8").index("枫桥经验")
    done = fazhi("explain", report, "--at", at)
    assert done.returncode == 0, done.stderr
    assert "practice/fengqiao-experience" in done.stdout
    assert all(words in done.stdout for words in ("规则", "词表：枫桥经验；已实行：写作已做", "成效：一、今年法治建设开展情况"))
    english = fazhi("explain", report, "--at", at, "--lang", "en").stdout
    assert all(words in english for words in ("rule", "vocabulary: 枫桥经验; implemented: told as done", "achievements: "))
    assert f"--at {at}" in fazhi("explain", "--help").stdout, "the example shows something"
    assert "无：规则和标注模型都没有取此处的文字" in fazhi("explain", report, "--at", 1200).stdout


def test_every_rule_of_the_seeds_is_told_in_chinese(seeds) -> None:
    extractor = Extractor()
    rules = {mention.rule for path in seeds.glob("*.txt") for mention in extractor(read_report(path)).mentions}
    own_words = {part.split(": ")[0] for rule in rules for part in rule.split("; ")}
    assert rules and all(in_chinese(words) != words for words in own_words)


def test_evaluate_prints_the_figures(fazhi, tmp_path) -> None:
    done = fazhi("evaluate", ROOT / "tests/gold/seeds", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["reports"] == 5 or "labels" in done.stdout


def test_show_draws_what_is_asked_for(fazhi, seed_store, tmp_path) -> None:
    whole = fazhi("show", "--store", seed_store, "--out", tmp_path / "all.html")
    assert whole.returncode == 0, whole.stderr
    two = fazhi("show", "--store", seed_store, "--out", tmp_path / "two.html", "--place", "真新街道", "--place", "万兴街道")
    assert two.returncode == 0, two.stderr
    page = (tmp_path / "two.html").read_text(encoding="utf-8")
    assert "真新街道" in page
    assert "新窑镇" not in page
    unknown = fazhi("show", "--store", seed_store, "--place", "哪里", "--out", tmp_path / "none.html")
    assert unknown.returncode != 0
    assert "哪里" in unknown.stderr
    assert not (tmp_path / "none.html").exists()
