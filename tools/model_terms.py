"""The parts of docs/model.md that follow from the Turtle of ``ontology/``: terms, alignments and examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import SDO
from rdflib.term import Node

from fazhi.namespaces import prefixes

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
KINDS = (
    ("Classes", OWL.Class),
    ("Properties that lead to things", OWL.ObjectProperty),
    ("Properties with values", OWL.DatatypeProperty),
)
ALIGNMENTS = (
    (RDFS.subClassOf, "is a kind of"),
    (RDFS.subPropertyOf, "implies"),
    (SKOS.closeMatch, "is close to"),
    (SKOS.relatedMatch, "is related to"),
)
VOCABULARIES = {
    "skos": ("SKOS", "https://www.w3.org/TR/skos-reference/"),
    "prov": ("PROV-O", "https://www.w3.org/TR/prov-o/"),
    "org": ("W3C ORG", "https://www.w3.org/TR/vocab-org/"),
    "eli": ("ELI", "https://op.europa.eu/en/web/eu-vocabularies/eli"),
    "schema": ("schema.org", "https://schema.org/"),
    "oa": ("Web Annotation", "https://www.w3.org/TR/annotation-vocab/"),
    "qb": ("RDF Data Cube", "https://www.w3.org/TR/vocab-data-cube/"),
    "dcterms": ("DCTERMS", "https://www.dublincore.org/specifications/dublin-core/dcmi-terms/"),
}


def term_sections() -> Iterator[str]:
    """Yield the tables of alignments, classes and properties, and the examples, in Markdown."""
    graph = Graph().parse(ONTOLOGY / "fazhi.ttl")
    yield from _alignments(graph)
    for title, kind in KINDS:
        yield from _table(graph, title, kind)
    yield from _examples(graph)


def version() -> str:
    """Return the version of the ontology."""
    graph = Graph().parse(ONTOLOGY / "fazhi.ttl")
    return str(graph.value(URIRef(prefixes()["rol"]), OWL.versionInfo))


def _terms(graph: Graph, kind: Node) -> list[URIRef]:
    found = {term for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    return sorted(term for term in found if term.startswith(prefixes()["rol"]))


def _table(graph: Graph, title: str, kind: Node) -> Iterator[str]:
    column = "kind of" if kind == OWL.Class else "from → to"
    yield f"\n## {title}\n\n| term | 中文 | English | {column} | what it is |\n|---|---|---|---|---|\n"
    for term in _terms(graph, kind):
        zh, en = _text(graph, term, RDFS.label, "zh"), _text(graph, term, RDFS.label, "en")
        place = _names(graph.objects(term, RDFS.subClassOf)) if kind == OWL.Class else _ends(graph, term)
        yield f"| `{short(term)}` | {zh} | {en} | {place} | {_text(graph, term, RDFS.comment, 'en')} |\n"


def _ends(graph: Graph, term: URIRef) -> str:
    """Return what a property stands at and leads to, each with every class that it may be."""
    ends = ((RDFS.domain, SDO.domainIncludes), (RDFS.range, SDO.rangeIncludes))
    return " → ".join(_names(node for predicate in pair for node in graph.objects(term, predicate)) for pair in ends)


def _alignments(graph: Graph) -> Iterator[str]:
    listed = [f"[{name}]({address}) (`{prefix}:`)" for prefix, (name, address) in VOCABULARIES.items()]
    yield f"\n## Published vocabularies\n\nThe terms lean on {', '.join(listed[:-1])} and {listed[-1]}.\n\n"
    yield "| term | relation | published term |\n|---|---|---|\n"
    for term in sorted({term for _, kind in KINDS for term in _terms(graph, kind)}):
        for predicate, words in ALIGNMENTS:
            published = [node for node in graph.objects(term, predicate) if not short(node).startswith("rol:")]
            if published:
                yield f"| `{short(term)}` | {words} (`{short(predicate)}`) | {_names(published)} |\n"


def _examples(graph: Graph) -> Iterator[str]:
    examples = Graph().parse(ONTOLOGY / "examples.ttl")
    yield "\n## Worked examples\n\nOne of each class, from the graph of the seeds; [examples.ttl](../ontology/examples.ttl) has"
    yield " one of each property too. Long texts are cut, and confidences left out.\n\n"
    for term in _terms(graph, OWL.Class):
        turtle = str(examples.value(term, SKOS.example)).strip()
        yield f"`{short(term)}`\n\n```turtle\n{turtle}\n```\n\n"


def short(node: Node) -> str:
    """Return an IRI with its prefix."""
    for prefix, namespace in prefixes().items():
        if str(node).startswith(namespace):
            return f"{prefix}:{str(node).removeprefix(namespace)}"
    return str(node)


def _names(nodes: Iterable[Node]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(map(short, nodes)))


def _text(graph: Graph, term: URIRef, predicate: URIRef, language: str) -> str:
    texts = [node for node in graph.objects(term, predicate) if isinstance(node, Literal) and node.language == language]
    return min(map(str, texts), default="").replace("|", "\\|")
