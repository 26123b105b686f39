"""fazhi.open: typed rows, frames, the rdflib view, and the examples of the documentation."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Literal, URIRef

import fazhi
import fazhi.knowledge
from fazhi.errors import QueryError, StoreError, UsageError
from fazhi.knowledge import ROWS, Knowledge, knowledge, questions
from fazhi.namespaces import rol
from fazhi.queries import named_queries, run
from fazhi.store import Answer, Store
from gold_store import gold_store


@pytest.fixture
def opened(seed_store: Path) -> Iterator[Knowledge]:
    with fazhi.open(seed_store) as found:
        yield found


@pytest.mark.parametrize("module", [fazhi.knowledge, knowledge, questions], ids=lambda module: module.__name__)
def test_the_examples_of_the_documentation_run(module: Any, seed_store: Path) -> None:
    with fazhi.open(seed_store) as found:
        names = {"knowledge": _Lenient(found), "store": seed_store}
        result = doctest.testmod(module, extraglobs=names, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted and result.failed == 0


class _Lenient:
    """Knowledge whose examples may name a practice that the extraction of the day calls otherwise."""

    def __init__(self, inner: Knowledge) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)

        def lenient(*values: Any, **named: Any) -> Any:
            try:
                return method(*values, **named)
            except QueryError as error:
                assert "No report speaks of the practice" in str(error)
                return []

        return lenient


def test_every_named_query_has_its_method_and_its_class() -> None:
    for query in named_queries():
        method = getattr(Knowledge, query.name.replace("-", "_"))
        parameters = list(inspect.signature(method).parameters.values())[1:]
        assert [one.name for one in parameters] == sorted(
            (one.name for one in query.parameters), key=lambda name: not query.parameter(name).required
        )
        assert all((one.default is inspect.Parameter.empty) == query.parameter(one.name).required for one in parameters)
        fields = dataclasses.fields(ROWS[query.name])
        assert len(fields) == len(query.columns)
        assert method.__doc__ and query.question_zh in method.__doc__


def test_a_row_is_frozen_and_holds_what_the_query_answers() -> None:
    found = Knowledge(gold_store()).shared_practices(min=4)
    assert [(row.zh, row.places, row.share) for row in found] == [("合法性审查", 4, 0.8), ("法律顾问制度", 4, 0.8)]
    with pytest.raises(dataclasses.FrozenInstanceError):
        found[0].zh = "别的"  # type: ignore[misc]


def test_typed_rows_frames_and_plain_answers_agree() -> None:
    source = gold_store()
    known = Knowledge(source)
    rows = known.places_of("枫桥经验", area="上海市")
    plain = list(run(source, "places-of", practice="枫桥经验", area="上海市").values())
    frame = known.frame("places-of", practice="枫桥经验", area="上海市")
    assert [tuple(dataclasses.asdict(row).values()) for row in rows] == plain
    assert list(frame.columns) == [field.name for field in dataclasses.fields(rows[0])]
    assert frame["status"].tolist() == [row.status for row in rows] == ["implemented", "planned"]
    assert str(frame["year"].dtype) == "Int64" and frame["since"].isna().all()  # what is not known is not zero
    assert known.ask("places-of", practice="枫桥经验", area="上海市") == rows


def test_an_empty_frame_has_its_columns() -> None:
    frame = Knowledge(gold_store()).frame("unplaced-reports")
    assert len(frame) == 0 and "candidate" in frame.columns


def test_names_are_resolved_as_on_the_command_line() -> None:
    known = Knowledge(gold_store())
    assert known.practices_of("真新", year=2024) == known.practices_of("310114002", year=2024)
    with pytest.raises(QueryError, match="No report of '火星镇' is held"):
        known.practices_of("火星镇")
    with pytest.raises(QueryError, match="did you mean places-of"):
        known.ask("place-of")


def test_a_cut_answer_is_told() -> None:
    known = Knowledge(gold_store())
    with pytest.warns(UserWarning, match=r"cut at limit=3 .*limit=30"):
        assert len(known.practices(limit=3)) == 3
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        known.practices(limit=5000)
        known.alike("南翔镇", limit=2)  # a list of the best is not cut


def test_any_source_of_answers_will_do() -> None:
    class Elsewhere:
        """Another engine behind the one method."""

        def query(self, sparql: str) -> Answer:
            """Answer over the annotated seeds."""
            return gold_store().query(sparql)

    known = fazhi.open(Elsewhere())
    assert known.coverage_by_year() == Knowledge(gold_store()).coverage_by_year()
    with pytest.raises(QueryError, match="Elsewhere is no store on disk"):
        known.dataset()
    known.close()


def test_the_dataset_reads_the_store_and_cannot_write_it(opened: Knowledge) -> None:
    dataset = opened.dataset()
    adoptions = set(dataset.subjects(RDF.type, URIRef(rol("Adoption"))))
    counted = next(iter(opened.query("SELECT (COUNT(?a) AS ?n) { ?a a rol:Adoption }").values()))[0]
    assert len(adoptions) == counted
    rows = list(dataset.query("SELECT ?label { ?place rol:level 'township' ; rdfs:label ?label } ORDER BY ?label"))
    assert Literal("南城街道", lang="zh") in {row[0] for row in rows}  # type: ignore[index]
    with pytest.raises(Exception, match=r"read-write|read-only"):
        dataset.add((URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c")))


def test_the_store_is_let_go_of(seed_store: Path) -> None:
    with fazhi.open(seed_store) as found:
        assert found.places()
    with pytest.raises(StoreError, match="closed"):
        found.places()
    found.close()


def test_a_folder_without_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="fazhi build"):
        fazhi.open(tmp_path / "nowhere")


def test_the_setting_names_the_store(seed_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_STORE", str(seed_store))
    with fazhi.open() as found:
        assert len(found.places()) == 5


def test_without_pandas_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'fazhi\[tables\]'"):
        Knowledge(gold_store()).frame("places")


def test_importing_the_package_stays_light() -> None:
    heavy = "{'numpy', 'pyoxigraph', 'rdflib', 'spacy', 'pandas'}"
    code = f"import sys, fazhi; print({heavy} & set(sys.modules) or 'light')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "light", done.stderr


def test_a_store_in_memory_is_taken_as_it_is() -> None:
    assert isinstance(fazhi.open(gold_store()).source, Store)
