"""The shapes checked by pySHACL, on one report's graph after the other; its only import.

A report's graph is checked with the classes of what it names and nothing else, so that memory and
the time for one report do not grow with the corpus. The vocabulary, the things and the derived
relations are checked in pieces, each node with all that those graphs say of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fazhi.errors import ValidationError
from fazhi.namespaces import OA, RDF, SH, base, rol
from fazhi.settings import SETTINGS, data_folder
from fazhi.store import Store
from fazhi.store.dumps import read_dump
from fazhi.store.parts import class_tree, classes, descriptions, is_report_graph, pieces
from fazhi.validation.violations import ValidationReport, Violation

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

_LONGEST_VALUE = 60
_PIECE = 20_000
"""Triples of a graph that belongs to no report, checked at a time."""
_WHOLE = 10_000_000
"""More triples than a report has: its graph is never taken apart."""
_SHARED = "vocabulary and derived graphs"


def validate(
    source: Store | Path | str,
    *,
    shapes: Path | None = None,
    syntax: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ValidationReport:
    """Check a store, or a dump of it, against ``ontology/shapes.ttl`` or other SHACL ``shapes``.

    A dump is a file (``-``: standard input) in ``syntax`` or that which its name ends with: nq, nt,
    ttl, trig, jsonld, rdf. ``progress`` is called with how many reports are done and how many there
    are. Raises ValidationError where pySHACL is not installed or the shapes cannot be read, UsageError
    and StoreError for a dump that cannot.
    """
    _require_pyshacl()
    constraints = _shapes(shapes)
    if isinstance(source, Store):
        return _checked(source, constraints, progress)
    with read_dump(source, syntax) as store:
        return _checked(store, constraints, progress)


def _checked(store: Store, shapes: Graph, progress: Callable[[int, int], None] | None) -> ValidationReport:
    names = store.graphs()
    reports = [name for name in names if is_report_graph(name)]
    tree = _graph(class_tree(store))
    found: list[Violation] = []
    for name in names:
        if not is_report_graph(name):
            for piece in pieces(store, name, _PIECE):
                found += _of_piece(store, _graph(piece), tree, shapes)
    for done, name in enumerate(reports, 1):
        for piece in pieces(store, name, _WHOLE):
            found += _of_report(store, _graph(piece), name, tree, shapes)
        if progress:
            progress(done, len(reports))
    ordered = sorted(set(found), key=lambda violation: (violation.source, violation.node, str(violation)))
    return ValidationReport(tuple(ordered), len(names), len(reports), len(store))


def _require_pyshacl() -> None:
    try:
        import pyshacl  # noqa: F401
    except ImportError as error:
        raise ValidationError('Validation needs pySHACL; install it with: pip install "fazhi[validate]"') from error


def _shapes(path: Path | None) -> Graph:
    from rdflib import Graph

    file = path or data_folder("ontology") / "shapes.ttl"
    published = next(setting.default for setting in SETTINGS if setting.name == "FAZHI_BASE_IRI")
    try:
        return Graph().parse(data=file.read_text("utf-8").replace(published, base()), format="turtle")
    except Exception as error:  # rdflib's parsers raise whatever they meet, IndexError too
        raise ValidationError(
            f"The shapes in {file} cannot be read ({' '.join(str(error).split())}); give Turtle with SHACL shapes"
        ) from error


def _graph(n_triples: bytes) -> Graph:
    from rdflib import Graph

    return Graph().parse(data=n_triples, format="nt")


def _of_piece(store: Store, piece: Graph, tree: Graph, shapes: Graph) -> Iterator[Violation]:
    """Check nodes that belong to no report, with what the other such graphs say of them."""
    own = _typed(piece)
    piece.parse(data=descriptions(store, map(str, own)), format="nt")
    for violation in _violations(_with_classes(store, piece, tree), shapes, _SHARED):
        if violation.node in own:
            yield violation


def _of_report(store: Store, report: Graph, name: str, tree: Graph, shapes: Graph) -> Iterator[Violation]:
    """Check one report's graph with the classes of what it names; only its own nodes count."""
    from rdflib import URIRef

    own = _typed(report)
    files = sorted(str(file) for file in report.objects(URIRef(name), URIRef(rol("fileName"))))
    for violation in _violations(_with_classes(store, report, tree), shapes, ", ".join(files) or name):
        if violation.node in own:
            yield violation


def _typed(graph: Graph) -> set[str]:
    from rdflib import URIRef

    return {str(node) for node in graph.subjects(URIRef(f"{RDF}type"))}


def _with_classes(store: Store, graph: Graph, tree: Graph) -> Graph:
    from rdflib import URIRef

    named = {str(term) for term in graph.objects() if isinstance(term, URIRef)}
    graph.parse(data=classes(store, named), format="nt")
    for triple in tree:
        graph.add(triple)
    return graph


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
    messages = _messages(result, results)
    english = messages.get("en") or messages.get(None) or str(said("sourceConstraintComponent"))
    return Violation(
        source=source,
        node=str(node),
        path=_short(path) if isinstance(path, URIRef) else None,
        value=str(value)[:_LONGEST_VALUE] if value is not None and value != node else None,
        message=english,
        sentence=_sentence(node, data) if node is not None else None,
        warning=said("resultSeverity") != URIRef(f"{SH}Violation"),
        message_zh=messages.get("zh") or english,
    )


def _messages(result: Node, results: Graph) -> dict[str | None, str]:
    """Return what a result says, by language."""
    from rdflib import Literal, URIRef

    said = results.objects(result, URIRef(f"{SH}resultMessage"))
    return {text.language: " ".join(text.split()) for text in said if isinstance(text, Literal)}


def _short(path: URIRef) -> str:
    return path.removeprefix(rol()).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _sentence(node: Node, data: Graph) -> str | None:
    """Return the quotation of a statement's evidence, of evidence, or of one of its selectors."""
    from rdflib import URIRef

    passages = [node, *data.objects(node, URIRef(rol("evidence")))]
    passages += data.subjects(URIRef(f"{OA}hasSelector"), node)
    selectors = [
        *passages,
        *(quote for passage in passages for quote in data.objects(passage, URIRef(f"{OA}hasSelector"))),
    ]
    quotes = sorted(str(quote) for selector in selectors for quote in data.objects(selector, URIRef(f"{OA}exact")))
    return " ".join(quotes[0].split()) if quotes else None
