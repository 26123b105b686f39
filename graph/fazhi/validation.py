"""Does a graph satisfy its shapes? Checked report by report, so that time grows with their number.

Each report's graph is checked together with what the other graphs say of the things it names;
the vocabulary, the things and the derived relations are checked as one graph more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fazhi.errors import ValidationError
from fazhi.namespaces import OA, RDF, RDFS, SH, base, rol
from fazhi.settings import SETTINGS, data_folder

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

_LONGEST_VALUE = 60


class Graphs(Protocol):
    """What is validated: named graphs as N-Triples; a store is one."""

    def graphs(self) -> list[str]:
        """Return the names of all graphs."""

    def n_triples(self, graph: str) -> bytes:
        """Return one graph as N-Triples."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken shape: which node, what is wrong, and the report and sentence that it comes from.

    ``source`` is the report's file name, or the graph's name where there is no report; ``sentence``
    is None where the node is neither a statement nor evidence.
    """

    source: str
    node: str
    path: str | None
    value: str | None
    message: str
    sentence: str | None = None
    warning: bool = False

    def __str__(self) -> str:
        about = self.node.removeprefix(f"{base()}id/")
        found = f", found {self.value!r}" if self.value else ""
        property_ = f" {self.path}" if self.path else ""
        where = f": “{self.sentence}”" if self.sentence else ""
        return f"{self.source}: {about}{property_}: {self.message}{found}{where}"


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The outcome for all graphs, with the violations in order of source and node."""

    violations: tuple[Violation, ...]
    graphs: int

    @property
    def conforms(self) -> bool:
        """Whether no shape is broken; warnings do not count."""
        return all(violation.warning for violation in self.violations)

    def require(self) -> None:
        """Raise ValidationError, naming the first violations, unless the graph conforms."""
        broken = [str(violation) for violation in self.violations if not violation.warning]
        if broken:
            shown = " | ".join(broken[:3])
            raise ValidationError(
                f"The graph breaks its shapes {len(broken)} times: {' '.join(shown.split())}"
            )


def validate(
    source: Graphs | Path | str,
    *,
    shapes: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ValidationReport:
    """Check a store, or a file of N-Quads, against ``ontology/shapes.ttl`` or other SHACL ``shapes``.

    ``progress`` is called with how many graphs are done and how many there are. Raises
    ValidationError where pySHACL is not installed or a file cannot be read.
    """
    _require_pyshacl()
    held = _NQuads(Path(source)) if isinstance(source, (str, Path)) else source
    names = held.graphs()
    reports = [name for name in names if name.startswith(f"{base()}id/report/")]
    known = _graph(b"".join(held.n_triples(name) for name in names if name not in set(reports)))
    constraints = _shapes(shapes)
    found = list(_violations(known, constraints, "vocabulary and derived graphs"))
    for done, name in enumerate(reports, 1):
        found += _of_report(_graph(held.n_triples(name)), name, known, constraints)
        if progress:
            progress(done, len(reports))
    ordered = sorted(found, key=lambda violation: (violation.source, violation.node, str(violation)))
    return ValidationReport(tuple(ordered), len(names))


def _require_pyshacl() -> None:
    try:
        import pyshacl  # noqa: F401
    except ImportError as error:
        raise ValidationError(
            'Validation needs pySHACL; install it with: pip install "fazhi[validate]"'
        ) from error


def _shapes(path: Path | None) -> Graph:
    from rdflib import Graph

    file = path or data_folder("ontology") / "shapes.ttl"
    published = next(setting.default for setting in SETTINGS if setting.name == "FAZHI_BASE_IRI")
    try:
        return Graph().parse(data=file.read_text("utf-8").replace(published, base()), format="turtle")
    except Exception as error:  # rdflib's parsers raise whatever they meet, IndexError too
        raise ValidationError(
            f"The shapes in {file} cannot be read ({' '.join(str(error).split())})"
        ) from error


def _graph(n_triples: bytes) -> Graph:
    from rdflib import Graph

    return Graph().parse(data=n_triples, format="nt")


def _of_report(report: Graph, name: str, known: Graph, shapes: Graph) -> Iterator[Violation]:
    """Check one report's graph with the descriptions of what it names; only its own nodes count."""
    from rdflib import URIRef

    own = set(report.subjects(URIRef(f"{RDF}type")))
    files = sorted(str(file) for file in report.objects(URIRef(name), URIRef(rol("fileName"))))
    for thing in set(report.objects()) - own:
        for triple in known.triples((thing, None, None)):
            report.add(triple)
    for triple in known.triples((None, URIRef(f"{RDFS}subClassOf"), None)):
        report.add(triple)
    for violation in _violations(report, shapes, ", ".join(files) or name):
        if URIRef(violation.node) in own:
            yield violation


def _violations(data: Graph, shapes: Graph, source: str) -> Iterator[Violation]:
    import pyshacl
    from rdflib import Graph, URIRef

    _, results, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    if not isinstance(results, Graph):
        raise ValidationError(f"The shapes cannot be checked: {' '.join(str(text).split())}")
    for result in results.subjects(URIRef(f"{RDF}type"), URIRef(f"{SH}ValidationResult")):
        yield _violation(result, results, data, source)


def _violation(result: Node, results: Graph, data: Graph, source: str) -> Violation:
    from rdflib import URIRef

    def said(term: str) -> Node | None:
        return results.value(result, URIRef(SH + term))

    node, path, value = said("focusNode"), said("resultPath"), said("value")
    message = " ".join(str(said("resultMessage") or said("sourceConstraintComponent")).split())
    return Violation(
        source=source,
        node=str(node),
        path=_short(path) if isinstance(path, URIRef) else None,
        value=str(value)[:_LONGEST_VALUE] if value is not None and value != node else None,
        message=message,
        sentence=_sentence(node, data) if node is not None else None,
        warning=said("resultSeverity") != URIRef(f"{SH}Violation"),
    )


def _short(path: URIRef) -> str:
    return path.removeprefix(rol()).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _sentence(node: Node, data: Graph) -> str | None:
    """Return the quotation of a statement's evidence, of evidence, or of one of its selectors."""
    from rdflib import URIRef

    passages = [node, *data.objects(node, URIRef(rol("evidence")))]
    selectors = [
        *passages,
        *(quote for passage in passages for quote in data.objects(passage, URIRef(f"{OA}hasSelector"))),
    ]
    quotes = sorted(
        str(quote) for selector in selectors for quote in data.objects(selector, URIRef(f"{OA}exact"))
    )
    return " ".join(quotes[0].split()) if quotes else None


class _NQuads:
    """A file of N-Quads, taken apart into its graphs."""

    def __init__(self, path: Path) -> None:
        from rdflib import Dataset

        self._dataset = Dataset()
        try:
            self._dataset.parse(data=path.read_bytes(), format="nquads")
        except Exception as error:
            raise ValidationError(
                f"{path} cannot be read as N-Quads ({' '.join(str(error).split())})"
            ) from error

    def graphs(self) -> list[str]:
        """Return the names of the named graphs."""
        return sorted(str(graph.identifier) for graph in self._dataset.graphs() if len(graph))

    def n_triples(self, graph: str) -> bytes:
        """Return one graph as N-Triples."""
        from rdflib import URIRef

        text: str = self._dataset.graph(URIRef(graph)).serialize(format="nt")
        return text.encode()
