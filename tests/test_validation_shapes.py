"""Every shape says no to a graph that breaks it, in Chinese and English, with the report and the sentence."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDF, SH

import factories
from conftest import Run
from fazhi.building.refresh import refresh
from fazhi.namespaces import prefixes, rol
from fazhi.settings import data_folder
from fazhi.store import Store
from fazhi.store.dumps import read_dump
from fazhi.triples import quads
from fazhi.validation import Violation, validate

NAMED = """
INSERT DATA { GRAPH <urn:words> {
  rol:kept a rol:Outcome ; skos:notation "kept" ; rdfs:label "已兑现"@zh, "kept"@en .
  <urn:type> a rol:InstitutionType ; skos:prefLabel "司法所"@zh, "justice office"@en .
} }
"""


@pytest.fixture(scope="module")
def sound() -> list[ox.Quad]:
    """The graph of two reports that say the same of two places, with all that follows from it."""
    store = Store.memory()
    for source, header in (("002_report.txt", factories.NANCHENG), ("003_report.txt", factories.ZHENXIN)):
        text = factories.TEXT if source == "002_report.txt" else factories.TEXT + source
        store.add(quads(factories.extraction(text, source, **header)))
    refresh(store)
    store.database.update(NAMED, prefixes=prefixes())
    return list(store.database)


@pytest.fixture
def store(sound: list[ox.Quad]) -> Store:
    fresh = Store.memory()
    fresh.add(sound)
    return fresh


def broken(store: Store) -> list[Violation]:
    return [violation for violation in validate(store).violations if not violation.warning]


def without(kind: str, path: str) -> str:
    """An update that takes one property from one node of a class."""
    return (
        f"DELETE {{ GRAPH ?g {{ ?x {path} ?o }} }} WHERE {{ {{ SELECT ?g ?x ?o {{ GRAPH ?g "
        f"{{ ?x a {kind} ; {path} ?o }} }} ORDER BY ?x LIMIT 1 }} }}"
    )


def with_(kind: str, path: str, value: str) -> str:
    """An update that gives one node of a class another value of a property besides its own."""
    return (
        f"INSERT {{ GRAPH ?g {{ ?x {path} {value} }} }} WHERE {{ {{ SELECT ?g ?x {{ GRAPH ?g "
        f"{{ ?x a {kind} }} }} ORDER BY ?x LIMIT 1 }} }}"
    )


BROKEN = [
    ("StatementShape", without("rol:Citation", "rol:evidence"), "at least one piece of evidence", "no evidence"),
    ("StatementShape", with_("rol:Honour", "rol:confidence", "2.0"), "decimal from 0 to 1", "two confidences"),
    ("AdoptionShape", without("rol:Adoption", "rol:status"), "a status is implemented", "no status"),
    ("AdoptionShape", with_("rol:Adoption", "rol:since", '"2019-01-01"^^xsd:date'), "since is one", "a date as year"),
    ("ParticipationShape", without("rol:Participation", "rol:institution"), "exactly one institution", "nobody"),
    ("CitationShape", with_("rol:Citation", "rol:inForce", '"yes"'), "inForce is one truth value", "a word"),
    ("CounselShape", without("rol:Counsel", "rol:firm"), "exactly one firm", "no firm"),
    ("HonourShape", without("rol:Honour", "rol:honour"), "exactly one honour", "no honour"),
    ("FigureShape", with_("rol:Figure", "rol:value", "36.0"), "exactly one value", "two values"),
    ("EvidenceShape", without("rol:Evidence", "oa:hasSource"), "exactly one report", "evidence from nowhere"),
    ("PositionShape", with_("oa:TextPositionSelector", "oa:end", "0"), "one end", "a passage with two ends"),
    ("QuoteShape", without("oa:TextQuoteSelector", "oa:exact"), "its exact words", "a quotation without words"),
    ("ReportShape", without("rol:Report", "rol:text"), "keeps the text", "a report without its text"),
    ("ReportShape", with_("rol:Report", "rol:sha256", '"abc"'), "named by the SHA-256", "another hash"),
    ("ReportCoverageShape", without("rol:ReportCoverage", "rol:reportYear"), "exactly one year", "no year"),
    ("UptakeShape", without("rol:Uptake", "rol:adopter"), "exactly one place", "an uptake by nobody"),
    ("PromiseShape", with_("rol:Promise", "rol:outcome", "rol:forgotten"), "an outcome is kept", "unknown outcome"),
    ("PromiseTallyShape", without("rol:PromiseTally", "rol:promises"), "counts its promises", "no count"),
    ("MeasureTotalShape", without("rol:MeasureTotal", "rol:figureCount"), "counts its figures", "no count"),
    ("PrevalenceShape", with_("rol:Prevalence", "rol:share", "1.5"), "a share is one decimal", "more than all"),
    ("CoverageTotalShape", without("rol:CoverageTotal", "rol:places"), "counts its places", "no count"),
    ("CoAdoptionShape", without("rol:CoAdoption", "rol:second"), "one second practice", "half a pair"),
    ("DerivedStatementShape", with_("rol:Uptake", "rol:evidence", "<urn:e>"), "no evidence of its own", "asserted"),
    ("JurisdictionShape", with_("rol:Jurisdiction", "rol:level", '"town"'), "a level is province", "unknown level"),
    ("JurisdictionShape", with_("rol:Jurisdiction", "rol:practises", "<urn:x>"), "practises practices", "no practice"),
    ("InstitutionShape", without("rol:Institution", "rdfs:label"), "an institution has a name", "no name"),
    ("LawShape", with_("rol:Law", "rol:repealedOn", '"last year"'), "repealedOn is one date", "no date"),
    ("ConceptShape", with_("rol:Practice", "skos:prefLabel", '"又名"@zh'), "one preferred label", "two names"),
    ("OriginShape", with_("rol:Practice", "rol:originYear", '"1963"^^xsd:gYear'), "has a source", "a year from nowhere"),
    ("InstitutionTypeShape", without("rol:InstitutionType", "skos:prefLabel"), "label in Chinese", "no name"),
    ("StatusShape", without("rol:Outcome", "skos:notation"), "one notation", "no notation"),
]
OF_A_SENTENCE = {"AdoptionShape", "ParticipationShape", "FigureShape", "EvidenceShape", "PositionShape", "HonourShape"}


def test_the_sound_graph_conforms(store: Store) -> None:
    report = validate(store)
    assert [str(violation) for violation in report.violations if not violation.warning] == []
    assert {violation.path for violation in report.violations} == {"inScheme"}
    assert (report.conforms, report.reports, report.quads) == (True, 2, len(store))


@pytest.mark.parametrize(("shape", "update", "said", "reason"), BROKEN, ids=[f"{row[0]}: {row[3]}" for row in BROKEN])
def test_a_broken_shape_is_told(store: Store, shape: str, update: str, said: str, reason: str) -> None:
    before = len(store)
    store.database.update(update, prefixes=prefixes())
    assert abs(len(store) - before) == 1 or "prefLabel" in update, reason
    found = broken(store)
    told = next(violation for violation in found if said in violation.message)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in told.message_zh)
    assert told.source in {"002_report.txt", "003_report.txt", "vocabulary and derived graphs"}
    if shape in OF_A_SENTENCE:
        assert told.sentence and told.sentence in factories.TEXT.replace("\n", " ")
        assert told.sentence in told.told("zh") and told.message_zh in told.told("zh")


def test_every_shape_and_every_class_has_a_case() -> None:
    shapes = Graph().parse(data_folder("ontology") / "shapes.ttl")
    ontology = Graph().parse(data_folder("ontology") / "fazhi.ttl")
    names = {str(shape).removeprefix(rol()) for shape in shapes.subjects(RDF.type, SH.NodeShape)}
    assert {row[0] for row in BROKEN} == names
    assert set(ontology.subjects(RDF.type, OWL.Class)) <= set(shapes.objects(None, SH.targetClass))


def test_a_fault_counts_once_however_many_reports_name_the_thing(store: Store) -> None:
    """A practice without a name is one fault of the vocabulary, not one of each report that claims it."""
    unnamed = "DELETE { GRAPH ?g { ?x skos:prefLabel ?o } } WHERE { GRAPH ?g { ?x a rol:Practice ; skos:prefLabel ?o } }"
    store.database.update(unnamed, prefixes=prefixes())
    faults = [violation for violation in broken(store) if "label in Chinese" in violation.message]
    assert {violation.source for violation in faults} == {"vocabulary and derived graphs"}
    assert len({violation.node for violation in faults}) == len(faults)


SYNTAXES: dict[str, Callable[[Store], bytes]] = {
    "nq": lambda store: store.database.dump(format=ox.RdfFormat.N_QUADS) or b"",
    "trig": lambda store: store.database.dump(format=ox.RdfFormat.TRIG) or b"",
    "jsonld": lambda store: store.database.dump(format=ox.RdfFormat.JSON_LD) or b"",
    "ttl": lambda store: ox.serialize({quad.triple for quad in store.database}, format=ox.RdfFormat.TURTLE) or b"",
    "nt": lambda store: ox.serialize({quad.triple for quad in store.database}, format=ox.RdfFormat.N_TRIPLES) or b"",
    "nq.gz": lambda store: gzip.compress(store.database.dump(format=ox.RdfFormat.N_QUADS) or b""),
}


@pytest.mark.parametrize("ending", SYNTAXES)
def test_a_dump_names_the_same_faults_as_its_store(store: Store, tmp_path: Path, ending: str) -> None:
    """Turtle and N-Triples have no named graphs; a fault must be led back to its report all the same."""
    store.database.update(without("rol:Adoption", "rol:status"), prefixes=prefixes())
    file = tmp_path / f"dump.{ending}"
    file.write_bytes(SYNTAXES[ending](store))
    assert validate(file).violations == validate(store).violations


def test_triples_go_back_into_the_graphs_of_their_reports(store: Store, tmp_path: Path) -> None:
    """All but what a report calls a thing, which is said of the thing and names no report; and what is derived of it."""
    said_of_it = {rol("cites"), rol("rank"), rol("figuresBefore")}
    (tmp_path / "dump.ttl").write_bytes(SYNTAXES["ttl"](store))
    with read_dump(tmp_path / "dump.ttl") as read:
        for name in (name for name in store.graphs() if "/report/" in name):
            own = {quad for quad in store.graph(name) if quad.predicate.value != rol("namedAs")}
            derived = {quad for quad in read.graph(name) if quad.predicate.value in said_of_it}
            assert own and set(read.graph(name)) - derived == own


@pytest.fixture
def dumps(store: Store, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    good, bad = tmp_path / "good.nq", tmp_path / "bad.nq"
    store.dump(good)
    store.database.update(without("rol:Adoption", "rol:status"), prefixes=prefixes())
    store.dump(bad)
    yield good, bad


def test_the_command_says_by_its_exit_code_what_it_found(dumps: tuple[Path, Path], fazhi: Run) -> None:
    good, bad = dumps
    fine = fazhi("validate", good, "--no-warnings")
    assert (fine.returncode, fine.stderr) == (0, "")
    assert fine.stdout.startswith("合格：报告 2 份")
    faulty = fazhi("validate", "-", "--lang", "en", text=bad.read_text("utf-8"))
    assert faulty.returncode == 1
    assert "error 00" in faulty.stdout and "a status is implemented" in faulty.stdout and "“" in faulty.stdout
    lines = fazhi("validate", bad, "--format", "jsonl", "--no-warnings").stdout.splitlines()
    assert [json.loads(line)["property"] for line in lines] == ["status"]
    absent = fazhi("validate", "none.nq")
    assert (absent.returncode, absent.stdout, absent.stderr.count("\n")) == (2, "", 1)


def test_a_store_is_validated_in_place(seed_store: Path, fazhi: Run) -> None:
    done = fazhi("validate", "--store", seed_store)
    assert done.returncode == 0, done.stdout
    assert "合格：报告 5 份" in done.stdout
