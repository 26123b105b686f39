"""Exports say what the graph says, to the letter and in the same bytes, and can be read back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Namespace
from rdflib.namespace import DCTERMS, VOID

import factories
from conftest import Run
from fazhi.building.refresh import refresh
from fazhi.errors import StoreError, UsageError
from fazhi.export import FORMATS, TABLES, Options, export, read_table, write_one
from fazhi.export.claims import PlaceClaims, Tallies
from fazhi.export.csv_files import CsvFile
from fazhi.export.events import panel
from fazhi.export.loading import load_dump
from fazhi.export.things import Things
from fazhi.namespaces import base
from fazhi.statements import Adoption
from fazhi.store import Marker, Store
from fazhi.synthetic import LABEL, NEVER, Corpus, Spread
from fazhi.triples import quads

CORPUS = Corpus(places=12, practices=15, first=2020, last=2023, held=0.75, seed=3)
DCAT = Namespace("http://www.w3.org/ns/dcat#")
EVIDENCED = ("adoptions", "figures", "citations", "participations", "honours", "counsels")


def store_of(*extractions: object) -> Store:
    store = Store.memory()
    for extraction in extractions:
        store.add(quads(extraction, version="fazhi 1 vocabulary 2"))  # type: ignore[arg-type]
    refresh(store)
    return store


def rows(store: Store, name: str, **options: object) -> list[dict[str, str]]:
    output = io.BytesIO()
    write_one(store, name, output, Options(**options))  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(output.getvalue().decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def two() -> Store:
    """Two reports that say the same of two places in different years."""
    second = factories.extraction(factories.TEXT + "另一份。", "003_report.txt", **factories.ZHENXIN)
    return store_of(factories.extraction(), second)


@pytest.fixture(scope="module")
def corpus() -> Store:
    """A synthetic corpus, of which the truth is known."""
    return store_of(*CORPUS.extractions())


@pytest.fixture(scope="module")
def exported(corpus: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic corpus in every format."""
    folder = tmp_path_factory.mktemp("export") / "out"
    export(corpus, folder, FORMATS, Options(min_places=1))
    return folder


# ---- what the tables say


def test_an_adoption_is_told_with_place_year_status_and_sentence(two: Store) -> None:
    first = next(row for row in rows(two, "adoptions") if row["place_code"] == "331003002")
    told = {
        name: first[name] for name in ("place", "practice", "year", "status", "since", "words", "file", "sentences")
    }
    assert told == {
        "place": "浙江省台州市黄岩区南城街道",
        "practice": "枫桥经验",
        "year": "2021",
        "status": "implemented",
        "since": "2019",
        "words": "枫桥经验",
        "file": "002_report.txt",
        "sentences": "1",
    }
    assert factories.TEXT[int(first["start"]) : int(first["end"])] == first["sentence"]


def test_the_other_tables_say_what_the_report_says(two: Store) -> None:
    here = {
        name: [row for row in rows(two, name) if row["place_code"] == "331003002"]
        for name in TABLES
        if name != "practices"
    }
    (figure,), (citation,), (counsel,), (honour,), (participation,) = (
        here[name] for name in ("figures", "citations", "counsels", "honours", "participations")
    )
    assert (figure["measure"], figure["value"], figure["unit"], figure["practice"]) == (
        "调解纠纷",
        "35",
        "件",
        "三所联动",
    )
    assert (citation["law"], citation["in_force"]) == ("中华人民共和国民法典", "1")
    assert (counsel["firm"], counsel["client"]) == ("浙江某某律师事务所", "")
    assert honour["honour"] == "民主法治村"
    assert (participation["institution_id"], participation["practice"]) == (
        "institution/331003002-justice-office",
        "三所联动",
    )
    (coverage,) = here["coverage"]
    assert (coverage["level"], coverage["province"], coverage["covered"], coverage["implemented"]) == (
        "township",
        "浙江省",
        "1",
        "2",
    )


def test_a_plan_is_no_adoption(two: Store) -> None:
    """三所联动 is both run and promised in both reports: it counts once a place, by what is run."""
    claimed = Counter((row["practice"], row["status"]) for row in rows(two, "adoptions"))
    assert claimed["三所联动", "planned"] == 2
    assert Counter(row["practice"] for row in rows(two, "cascades"))["三所联动"] == 2
    only_planned = tuple(
        one for one in factories.statements() if not isinstance(one, Adoption) or one.status == "planned"
    )
    store = store_of(replace(factories.extraction(), statements=only_planned))
    assert rows(store, "cascades") == []
    assert [row["status"] for row in rows(store, "adoptions")] == ["planned"]


def test_tables_have_a_row_for_every_statement_of_the_seeds(seed_store: Path) -> None:
    with Store.open(seed_store) as store:
        for name, kind in zip(
            EVIDENCED, ("Adoption", "Figure", "Citation", "Participation", "Honour", "Counsel"), strict=True
        ):
            (count,) = next(store.query(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a rol:{kind} }}").values())
            assert len(rows(store, name)) == count, name


def test_the_table_of_practices_tells_where_they_began(seed_store: Path) -> None:
    with Store.open(seed_store) as store:
        found = {row["practice"]: row for row in rows(store, "practices")}
    columns = ("origin_year", "origin_code", "origin_place", "origin_source")
    told = [found["枫桥经验"][column] for column in columns]
    assert told == ["1963", "330681", "浙江省绍兴市诸暨市", "http://www.shaoxing.com.cn/p/77692.html"]
    assert [found["法律顾问制度"][column] for column in columns] == [""] * 4, "no source, no origin"


def test_every_sentence_stands_in_its_report_to_the_letter(seed_store: Path) -> None:
    seen = 0
    with Store.open(seed_store) as store:
        texts = {row.sha256: store.text(row.sha256) for row in store.reports()}
        for name in EVIDENCED:
            for row in rows(store, name, exact=True):
                text = texts[row["report_id"].removeprefix("report/")]
                assert text is not None
                assert text[int(row["start"]) : int(row["end"])] == row["sentence"]
                assert row["words"] and row["words"] in row["sentence"]
                seen += 1
    assert seen > 150


def test_first_adoptions_are_those_of_the_derived_graph(corpus: Store) -> None:
    derived = {
        (str(place).removeprefix(f"{base()}id/"), str(practice).removeprefix(f"{base()}id/"), str(year))
        for place, practice, year in corpus.query(
            "SELECT ?p ?k ?y { ?u a rol:Uptake ; rol:adopter ?p ; rol:adopted ?k ; rol:firstYear ?y }"
        ).values()
    }
    told = {(row["node_name"], row["cascade_id"], row["event_time"]) for row in rows(corpus, "cascades")}
    assert told == derived and len(told) > 20


# ---- the event table

PANELS = [
    ([2020, 2021, 2022], [], None, "100100100", "", 0, "never adopted: at risk to the end"),
    ([2020, 2021, 2022], [2021], None, "100110000", "2021", 0, "adopted in between: at risk no more"),
    (
        [2020, 2021, 2022],
        [2020, 2021],
        None,
        "110000000",
        "2020",
        1,
        "in the first report already: the start is unknown",
    ),
    ([2020, 2023], [2023], None, "100110", "2023", 0, "a gap: the event lies somewhere in (2020, 2023]"),
    ([2020, 2023], [2023], 2021, "100110", "2021", 0, "a text says 2021, which no report covers: it counts in 2023"),
    ([2021, 2022], [2021], 2015, "000000", "2015", 0, "since long before: never at risk here"),
    (
        [2021, 2022],
        [2022],
        2021,
        "110000",
        "2021",
        0,
        "a later text dates it to the first covered year, so it is known",
    ),
]


@pytest.mark.parametrize(("years", "run", "since", "signs", "first", "censored", "reason"), PANELS)
def test_who_is_at_risk_and_when(
    years: list[int], run: list[int], since: int | None, signs: str, first: str, censored: int, reason: str
) -> None:
    practice, statuses = "urn:k", {"implemented": run} if run else {}
    claimed = {practice: statuses} if statuses else {}
    place = PlaceClaims("urn:p", years, claimed, {practice: since} if since else {})
    tallies = Tallies()
    tallies.add(place)
    before = {(practice, year): 0 for year in years}
    header = TABLES["events"].header
    found = [
        dict(zip(header, row, strict=True)) for row in panel(place, practice, Things(Store.memory()), tallies, before)
    ]
    told = "".join(f"{row['at_risk']}{row['event']}0" for row in found)
    assert told == signs, reason
    assert {str(row["first_adoption"]) for row in found} == {first}
    assert {row["left_censored"] for row in found} == {censored}
    assert [row["adopted"] for row in found] == [int(year in run) for year in years]


def test_the_event_table_has_true_denominators(corpus: Store) -> None:
    events = pd.DataFrame(rows(corpus, "events", min_places=1)).astype(
        {"year": int, "adopted": int, "covered_places": int}
    )
    coverage = pd.DataFrame(rows(corpus, "coverage"))
    held = coverage[coverage.covered == "1"].groupby("year").place_id.nunique()
    for (practice, year), group in events.groupby(["practice_id", "year"]):
        assert group.place_id.nunique() == held[str(year)] == group.covered_places.iloc[0], practice
        assert group.adopted.sum() == int(group.adopting_places.iloc[0])
    assert (events.groupby(["practice_id", "place_id"]).event.apply(lambda one: (one == "1").sum()) <= 1).all()


def test_the_events_of_a_fully_held_corpus_are_the_truth() -> None:
    corpus = Corpus(places=10, practices=12, first=2020, last=2023, held=1.0, seed=5)
    truth = {
        (f"division/{code}", term.local): int(year)
        for code, years in zip(corpus.codes, corpus.adopted, strict=True)
        for term, year in zip(corpus.terms, years, strict=True)
        if year != NEVER
    }
    told = {
        (row["place_id"], row["practice_id"]): row
        for row in rows(store_of(*corpus.extractions()), "events", min_places=1)
        if row["event"] == "1"
    }
    assert set(told) == set(truth)
    for pair, row in told.items():
        assert int(row["first_adoption"]) == max(truth[pair], 2020)
        assert (row["left_censored"] == "1") == (truth[pair] <= 2020)


def test_rare_practices_are_left_out_of_the_event_table_where_asked(corpus: Store) -> None:
    adopters = Counter(row["cascade_id"] for row in rows(corpus, "cascades"))
    for least in (1, 3):
        kept = {row["practice_id"] for row in rows(corpus, "events", min_places=least)}
        assert kept == {practice for practice, places in adopters.items() if places >= least}
    assert min(adopters.values()) < 3


# ---- spreadsheets

HOSTILE = [
    "=1+1",
    "+86",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "'=1",
    "'",
    "''x",
    "\n=x",
    "plain",
    "",
    "a,b",
    'say "x"',
    "两行\r\n文",
]


def written(texts: list[str], *, exact: bool = False) -> tuple[bytes, int]:
    output = io.BytesIO()
    table = CsvFile(TABLES["honours"], output, exact=exact)
    width = len(table.spec.columns)
    table.write([*[text] * 3, "2021", *[text] * (width - 4)] for text in texts)
    table.flush()
    return output.getvalue(), table.marked


TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)%?", re.ASCII)


@given(st.lists(TEXTS, max_size=6))
def test_no_cell_runs_and_every_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    data, _ = written(texts)
    cells = [cell for row in list(csv.reader(io.StringIO(data.decode(), newline="")))[1:] for cell in row]
    running = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))]
    assert all(NUMBER.fullmatch(cell) for cell in running)
    file = tmp_path_factory.mktemp("csv") / "honours.csv"
    file.write_bytes(data)
    assert [row["honour"] for row in read_table(file)] == texts


def test_only_text_that_could_run_is_changed() -> None:
    width = len(TABLES["honours"].columns) - 1
    assert written(["plain", "两行\r\n文", "-5", "+86", "它's", "''x"])[1] == 0
    assert written(["=1+1", "'=1", "@x"])[1] == 3 * width
    exact, none = written(HOSTILE, exact=True)
    assert none == 0 and b"=1+1" in exact and b"'=1+1" not in exact


def test_a_byte_order_mark_for_excel(two: Store) -> None:
    output = io.BytesIO()
    write_one(two, "figures", output, Options(bom=True))
    assert output.getvalue().startswith(b"\xef\xbb\xbfplace_id,")


# ---- dumps and networks


@pytest.mark.parametrize("syntax", ["nq", "trig", "jsonld"])
def test_what_is_exported_is_loaded_as_the_same_store(
    exported: Path, corpus: Store, tmp_path: Path, syntax: str
) -> None:
    loaded = load_dump(exported / f"graph.{syntax}", tmp_path / "store")
    corpus.dump(tmp_path / "before.nq")
    with Store.open(tmp_path / "store") as again:
        again.dump(tmp_path / "after.nq")
        assert again.marker == Marker(base(), "1", "2")
    assert (tmp_path / "after.nq").read_bytes() == (tmp_path / "before.nq").read_bytes()
    assert loaded.reports == loaded.counts.reports == len(list(CORPUS.extractions()))


def test_turtle_says_all_that_the_graphs_say(exported: Path, corpus: Store) -> None:
    triples = {f"{quad.triple} ." for quad in corpus.database}
    turtle = Graph().parse(exported / "graph.ttl")
    assert len(turtle) == len(triples)


def test_dumps_merge_into_what_one_build_of_all_gives(tmp_path: Path) -> None:
    reports = list(CORPUS.extractions())
    for name, some in (("a", reports[::2]), ("b", reports[1::2]), ("all", reports)):
        store_of(*some).dump(tmp_path / f"{name}.nq")
    load_dump(tmp_path / "a.nq", tmp_path / "store")
    load_dump(tmp_path / "b.nq", tmp_path / "store")
    with Store.open(tmp_path / "store") as merged:
        merged.dump(tmp_path / "merged.nq")
    assert (tmp_path / "merged.nq").read_bytes() == (tmp_path / "all.nq").read_bytes()


REFUSED = [
    ("x.ttl", b"<urn:a> <urn:b> <urn:c> .", "in no named graph", "Turtle tells no reports apart"),
    ("x.nq", b"<urn:a> <urn:b> <urn:c> <urn:g> .", "holds no report's graph", "a dump of something else"),
    ("x.nq", b"<urn:a> <urn:b> <urn:c> <http://other/id/report/1> .", "FAZHI_BASE_IRI=http://other/", "another base"),
    ("x.nq", b"<urn:a> <urn:b", "not well-formed", "cut off"),
]


@pytest.mark.parametrize(("name", "content", "said", "reason"), REFUSED)
def test_a_dump_that_is_none_leaves_the_store_as_it_was(
    tmp_path: Path, two: Store, name: str, content: bytes, said: str, reason: str
) -> None:
    two.dump(tmp_path / "two.nq")
    load_dump(tmp_path / "two.nq", tmp_path / "store")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=said):
        load_dump(tmp_path / name, tmp_path / "store")
    with Store.open(tmp_path / "store") as kept:
        assert len(kept) == len(two), reason
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({"two.nq", "store", name})


def test_a_dump_that_was_cut_off_between_two_lines_is_refused(tmp_path: Path, two: Store) -> None:
    two.dump(tmp_path / "two.nq")
    lines = (tmp_path / "two.nq").read_bytes().splitlines(keepends=True)
    (tmp_path / "cut.nq").write_bytes(b"".join(lines[: len(lines) // 2]))
    with pytest.raises(StoreError, match=r"is cut off or changed: the report .* statements and says that it has"):
        load_dump(tmp_path / "cut.nq", tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_both_networks_hold_the_same_nodes_and_edges(exported: Path, corpus: Store) -> None:
    graphml = nx.read_graphml(exported / "network.graphml", force_multigraph=True)
    gexf = nx.read_gexf(exported / "network.gexf")
    assert dict(graphml.nodes("kind")) == dict(gexf.nodes("kind"))
    assert graphml.number_of_edges() == gexf.number_of_edges()
    run = {(a, b) for a, b, kind in graphml.edges(data="kind") if kind == "implemented"}
    practised = corpus.query("SELECT ?p ?k { ?p rol:practises ?k }").values()
    assert run == {tuple(str(end).removeprefix(f"{base()}id/") for end in pair) for pair in practised}


def test_hostile_names_keep_a_network_well_formed() -> None:
    hostile = '<b>&"\x08\x0b\ufffe名]]>'
    store = store_of(factories.naming(f"开展{hostile}。", hostile, **factories.ZHENXIN))
    for name in ("graphml", "gexf"):
        output = io.BytesIO()
        write_one(store, name, output)
        read = nx.read_graphml if name == "graphml" else nx.read_gexf
        network = read(io.BytesIO(output.getvalue()))
        assert '<b>&"' in " ".join(str(label) for _, label in network.nodes(data="label"))


# ---- the folder


def test_the_same_graph_gives_the_same_bytes(corpus: Store, exported: Path, tmp_path: Path) -> None:
    backwards = store_of(*reversed(list(CORPUS.extractions())))
    export(backwards, tmp_path / "again", FORMATS, Options(min_places=1))
    files = sorted(path.name for path in exported.iterdir())
    assert files == sorted(path.name for path in (tmp_path / "again").iterdir())
    for name in files:
        assert (tmp_path / "again" / name).read_bytes() == (exported / name).read_bytes(), name


def test_the_codebook_explains_every_column_in_both_languages(exported: Path) -> None:
    readme = (exported / "README.md").read_text("utf-8")
    for table in TABLES.values():
        assert f"## {table.name}.csv" in readme and table.zh in readme and table.en in readme
        for column in table.columns:
            assert f"| `{column.name}` | {column.kind} | {column.zh}<br>{column.en} |" in readme
            assert any("\u4e00" <= sign <= "\u9fff" for sign in column.zh)
            assert column.en.replace("万", "").replace("亿", "").isascii()
    header = (exported / "events.csv").read_text("utf-8").splitlines()[0]
    assert tuple(header.split(",")) == TABLES["events"].header


def test_the_data_package_describes_the_files_that_are_there(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        data = (exported / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        if "schema" in resource:
            names = [field["name"] for field in resource["schema"]["fields"]]
            assert data.decode().splitlines()[0].split(",") == names
    for line in (exported / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((exported / name).read_bytes()).hexdigest() == digest


def test_the_description_counts_what_is_there(exported: Path, corpus: Store) -> None:
    graph = Graph().parse(exported / "dataset.ttl", publicID="http://here/dataset.ttl")
    dataset = Namespace(f"{base()}id/")["dataset"]
    assert int(str(graph.value(dataset, VOID.triples))) == len(corpus)
    assert int(str(graph.value(dataset, VOID.documents))) == len(list(CORPUS.extractions()))
    newest = max(row["issued"] for row in rows(corpus, "coverage"))
    assert str(graph.value(dataset, DCTERMS.modified)) == newest
    assert graph.value(dataset, DCTERMS.license) and graph.value(dataset, DCAT["version"])
    adoptions = next(corpus.query("SELECT (COUNT(?a) AS ?n) { ?a a rol:Adoption }").values())[0]
    counted = {
        str(graph.value(part, VOID["class"])): int(str(graph.value(part, VOID.entities)))
        for part in graph.objects(dataset, VOID.classPartition)
    }
    assert counted[f"{base()}ontology#Adoption"] == adoptions
    files = {str(url).rpartition("/")[2] for url in graph.objects(None, DCAT.downloadURL)}
    assert files == {path.name for path in exported.iterdir()} - {
        "README.md",
        "SHA256SUMS",
        "dataset.ttl",
        "datapackage.json",
    }


def test_a_folder_appears_whole_or_not_at_all(two: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(two, tmp_path / "out", ["csv"])
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fazhi.export.writing.serialize_store", full)
    with pytest.raises(StoreError, match="No space left on device"):
        export(two, tmp_path / "out", ["csv", "nq"])
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_no_export_is_never_replaced(two: Store, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.tex").write_text("dear")
    with pytest.raises(UsageError, match="holds something else than an export"):
        export(two, tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter.tex").read_text() == "dear"


def test_an_empty_store_gives_empty_tables(tmp_path: Path) -> None:
    done = export(Store.memory(), tmp_path / "out", FORMATS)
    assert set(done.rows.values()) == {0}


# ---- the program


def test_the_command_writes_a_folder_and_streams_one_table(seed_store: Path, tmp_path: Path, fazhi: Run) -> None:
    done = fazhi("export", "--store", seed_store, "--out", tmp_path / "out", "--format", "csv", "--bom")
    assert done.returncode == 0, done.stderr
    assert "adoptions.csv" in done.stdout
    assert (tmp_path / "out" / "adoptions.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    one = fazhi("export", "--store", seed_store, "--table", "coverage", "--out", "-")
    assert len(list(csv.reader(io.StringIO(one.stdout, newline="")))) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--out", "-"], "give --table NAME or --format nq"),
        (["--out", "-", "--table", "nothing"], "There is no table 'nothing'"),
        (["--out", "x", "--table", "events"], "add --out -"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(seed_store: Path, fazhi: Run, arguments: list[str], said: str) -> None:
    done = fazhi("export", "--store", seed_store, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_the_command_loads_what_it_has_exported(seed_store: Path, tmp_path: Path, fazhi: Run) -> None:
    dump = fazhi("export", "--store", seed_store, "--format", "nq", "--out", "-").stdout
    done = fazhi("load", "-", "--store", tmp_path / "store", text=dump)
    assert done.returncode == 0, done.stderr
    assert fazhi("export", "--store", tmp_path / "store", "--format", "nq", "--out", "-").stdout == dump


# ---- the synthetic corpus


def test_a_synthetic_report_says_that_it_is_one() -> None:
    for extraction in CORPUS.extractions():
        assert extraction.report.text.startswith(LABEL)
        assert extraction.report.source.startswith("synthetic-")
        assert (extraction.report.header.title or "").startswith(LABEL)


def test_the_same_corpus_is_made_twice_and_another_seed_makes_another() -> None:
    def digests(corpus: Corpus) -> list[str]:
        return [extraction.report.sha256 for extraction in corpus.extractions()]

    assert digests(CORPUS) == digests(Corpus(places=12, practices=15, first=2020, last=2023, held=0.75, seed=3))
    assert digests(CORPUS) != digests(Corpus(places=12, practices=15, first=2020, last=2023, held=0.75, seed=4))


def test_practices_spread_faster_where_neighbours_have_them() -> None:
    """With pull from the county alone, first adoptions crowd in counties that have one already."""
    corpus = Corpus(places=120, practices=60, seed=1, spread=Spread(own=0.01, county=0.9, prefecture=0, province=0))
    adopted, counties = corpus.adopted, [code[:6] for code in corpus.codes]
    with_example = without = risk_with = risk_without = 0
    for year in range(corpus.first + 1, corpus.last + 1):
        for county in set(counties):
            rows_ = [row for row, own in enumerate(counties) if own == county]
            for column in range(len(corpus.terms)):
                years = adopted[rows_, column]
                at_risk, events = int((years >= year).sum()), int((years == year).sum())
                if (years < year).any():
                    risk_with, with_example = risk_with + at_risk, with_example + events
                else:
                    risk_without, without = risk_without + at_risk, without + events
    assert with_example / risk_with > 3 * without / risk_without
