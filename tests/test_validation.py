"""Validation: what is broken is named with its report and sentence; the shipped shapes hold."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

import factories
from fazhi.build import build
from fazhi.errors import StoreError, UsageError, ValidationError
from fazhi.identifiers import iri
from fazhi.namespaces import RDF, XSD, rol, turtle_prefixes
from fazhi.settings import data_folder
from fazhi.store import Store
from fazhi.triples import Claim, derived, derived_graph, graph_name, quads, things, things_graph
from fazhi.validation import validate

SHAPES = (
    turtle_prefixes()
    + """
rol:AdoptionShape a sh:NodeShape ; sh:targetClass rol:Adoption ;
    sh:property [ sh:path rol:practice ; sh:class rol:Practice ; sh:minCount 1 ;
                  sh:message "needs a practice"@en ] ;
    sh:property [ sh:path rol:reportYear ; sh:datatype xsd:gYear ; sh:maxCount 1 ] .
rol:EvidenceShape a sh:NodeShape ; sh:targetClass rol:Evidence ;
    sh:property [ sh:path oa:hasSelector ; sh:minCount 2 ] .
rol:PracticeShape a sh:NodeShape ; sh:targetClass rol:Practice ;
    sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ] ;
    sh:property [ sh:path skos:definition ; sh:minCount 1 ; sh:severity sh:Warning ] .
"""
)
FOCUS = "practice/fengqiao-experience"


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(name)


def store_of(found: Iterable[ox.Quad], names: dict[str, str] | None = None) -> Store:
    store = Store.memory()
    store.add(found)
    if names is None:
        rows = store.query("SELECT ?thing ?name { ?thing rol:namedAs ?name }").values()
        names = {str(thing).removeprefix(iri("x")[:-1]): str(name) for thing, name in rows}
    store.replace(things_graph(), things(names))
    claims = [Claim(iri("division/331003002"), iri(FOCUS), 2021)]
    store.replace(derived_graph(), derived(claims, []))
    return store


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES, "utf-8")
    return path


@pytest.fixture
def store() -> Store:
    return store_of(quads(factories.extraction()))


def adoption_of(store: Store) -> ox.NamedNode:
    rows = store.query(f"SELECT ?a {{ ?a a rol:Adoption ; rol:practice <{iri(FOCUS)}> }}").rows
    assert isinstance(rows[0][0], ox.NamedNode)
    return rows[0][0]


def test_a_sound_graph_conforms_and_warnings_do_not_break_it(store: Store, shapes: Path) -> None:
    report = validate(store, shapes=shapes)
    assert report.conforms and report.graphs == 3
    assert {violation.path for violation in report.violations} == {"definition"}
    assert all(violation.warning for violation in report.violations)
    report.require()


def test_a_missing_practice_is_named_with_its_report_and_sentence(store: Store, shapes: Path) -> None:
    adoption = adoption_of(store)
    (quad,) = store.database.quads_for_pattern(adoption, node(rol("practice")), None, None)
    store.database.remove(quad)
    report = validate(store, shapes=shapes)
    (violation,) = [violation for violation in report.violations if not violation.warning]
    assert not report.conforms
    assert (violation.source, violation.node, violation.path) == (
        "002_report.txt",
        adoption.value,
        "practice",
    )
    assert violation.sentence is not None and violation.sentence.startswith("南城街道坚持发展新时代“枫桥经验”")
    assert "needs a practice" in str(violation) and "002_report.txt" in str(violation)
    with pytest.raises(ValidationError, match=r"breaks its shapes 1 times: 002_report\.txt: adoption/"):
        report.require()


def test_a_value_of_another_type_is_shown(store: Store, shapes: Path) -> None:
    adoption = adoption_of(store)
    graph = node(graph_name(factories.report().sha256))
    wrong = ox.Literal("2021-01-01", datatype=node(f"{XSD}date"))
    store.add([ox.Quad(adoption, node(rol("reportYear")), wrong, graph)])
    broken = [violation for violation in validate(store, shapes=shapes).violations if not violation.warning]
    assert {violation.path for violation in broken} == {"reportYear"}
    assert "2021-01-01" in {violation.value for violation in broken}


def test_evidence_without_its_selectors_is_found(store: Store, shapes: Path) -> None:
    for quad in list(store.database.quads_for_pattern(None, None, None, None)):
        if quad.predicate.value.endswith("hasSelector") and str(quad.object.value).endswith("position"):
            store.database.remove(quad)
    broken = [violation for violation in validate(store, shapes=shapes).violations if not violation.warning]
    assert len(broken) == 8 and all(violation.sentence for violation in broken)


def test_a_practice_that_nothing_describes_is_no_practice(shapes: Path) -> None:
    """The class of what a report names stands in another graph; it must be looked up there."""
    store = store_of(quads(factories.extraction()), {})
    broken = [violation for violation in validate(store, shapes=shapes).violations if not violation.warning]
    assert {violation.path for violation in broken} == {"practice"}
    assert len(broken) == 3


def test_the_shared_graphs_are_checked_too(store: Store, shapes: Path) -> None:
    second = ox.Literal("枫桥", language="zh")
    prefer = node("http://www.w3.org/2004/02/skos/core#prefLabel")
    store.add([ox.Quad(node(iri(FOCUS)), prefer, second, node(things_graph()))])
    broken = [violation for violation in validate(store, shapes=shapes).violations if not violation.warning]
    assert [(violation.source, violation.path) for violation in broken] == [
        ("vocabulary and derived graphs", "prefLabel")
    ]


def test_a_file_of_n_quads_is_validated_like_its_store(store: Store, shapes: Path, tmp_path: Path) -> None:
    adoption = adoption_of(store)
    (quad,) = store.database.quads_for_pattern(adoption, node(rol("practice")), None, None)
    store.database.remove(quad)
    store.dump(tmp_path / "dump.nq")
    assert validate(tmp_path / "dump.nq", shapes=shapes) == validate(store, shapes=shapes)


def test_progress_is_told_report_by_report(shapes: Path) -> None:
    store = store_of([*quads(factories.extraction()), *quads(factories.naming("开展枫桥经验。", "枫桥经验"))])
    told: list[tuple[int, int]] = []
    validate(store, shapes=shapes, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("x.nq", b"<a> <b", StoreError, r"x\.nq' is not well-formed \(.*line 1"),
        ("x.nq.gz", b"\x1f\x8b nothing packed", StoreError, "is not well-formed"),
        ("none.nq", None, StoreError, r"none\.nq' cannot be read"),
        ("x.docx", b"", UsageError, "name its syntax: nq, nt, ttl"),
    ],
)
def test_a_dump_that_cannot_be_read_is_refused(
    tmp_path: Path, shapes: Path, name: str, content: bytes | None, error: type[Exception], message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=message):
        validate(tmp_path / name, shapes=shapes)


def test_shapes_that_cannot_be_read_are_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "s.ttl").write_text("@prefix")
    with pytest.raises(ValidationError, match=r"The shapes in .*s\.ttl cannot be read"):
        validate(store, shapes=tmp_path / "s.ttl")


def test_without_pyshacl_the_extra_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *arguments: object) -> object:
        if name == "pyshacl":
            raise ImportError(name)
        return real(name, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ValidationError, match=r'pip install "fazhi\[validate\]"'):
        validate(store)


def test_every_kind_of_statement_passes_the_shipped_shapes(store: Store) -> None:
    assert not [str(violation) for violation in validate(store).violations if not violation.warning]


def test_the_graph_of_the_seeds_passes_the_shipped_shapes(seed_store: Path) -> None:
    with Store.open(seed_store) as opened:
        assert not [str(violation) for violation in validate(opened).violations if not violation.warning]


def test_every_evidence_of_the_seeds_quotes_its_file_to_the_letter(seed_store: Path) -> None:
    texts = {path.name: path.read_bytes().decode("utf-8") for path in data_folder("seeds").glob("*.txt")}
    with Store.open(seed_store) as opened:
        found = opened.query(
            "SELECT ?file ?start ?end ?exact ?from ?to { ?e a rol:Evidence ; oa:hasSource/rol:fileName ?file ; "
            "oa:hasSelector [ oa:start ?start ; oa:end ?end ] , [ oa:exact ?exact ] ; "
            "rol:focusStart ?from ; rol:focusEnd ?to }"
        )
    assert len(found.rows) > 200
    for record in found.records():
        start, end, first, last = (int(record[name] or 0) for name in ("start", "end", "from", "to"))
        assert texts[str(record["file"])][start:end] == record["exact"]
        assert start <= first < last <= end


def test_a_second_build_of_the_seeds_gives_the_same_bytes(seed_store: Path, seeds: Path, tmp_path: Path) -> None:
    """One by one from the last to the first, as all at once from a folder."""
    for path in sorted(seeds.glob("*.txt"), reverse=True):
        build([path], tmp_path / "again")
    with Store.open(tmp_path / "again") as opened:
        opened.dump(tmp_path / "again.nq")
    assert (tmp_path / "again.nq").read_bytes() == (seed_store.parent / "graph.nq").read_bytes()


def test_the_type_of_the_report_itself_is_kept() -> None:
    """Validation looks for its own nodes by subject, so a report must be one of them."""
    found = list(quads(factories.extraction()))
    name = graph_name(factories.report().sha256)
    assert any((q.subject.value, q.predicate.value) == (name, f"{RDF}type") for q in found)
