"""Prefixes of the graph as plain strings, so that naming a term costs no import of an RDF library.

The project's own terms live under ``{base}ontology#``, where the base is the setting
``FAZHI_BASE_IRI``; everything else is a published vocabulary that the terms are aligned with.
"""

from __future__ import annotations

from fazhi.settings import setting

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
ELI = "http://data.europa.eu/eli/ontology#"
SCHEMA = "https://schema.org/"
OA = "http://www.w3.org/ns/oa#"
QB = "http://purl.org/linked-data/cube#"
SH = "http://www.w3.org/ns/shacl#"
VOID = "http://rdfs.org/ns/void#"


def base() -> str:
    """Return the base of every IRI of the project, ending in ``/``."""
    value = setting("FAZHI_BASE_IRI")
    return value if value.endswith("/") else value + "/"


def thing_base() -> str:
    """Return what the IRI of every thing begins with; its local part follows."""
    return f"{base()}id/"


def local(iri: str) -> str:
    """Return the local part of a thing's IRI, the inverse of ``identifiers.iri``; any other IRI as it is."""
    return iri.removeprefix(thing_base())


def rol(term: str = "") -> str:
    """Return the IRI of the ontology's ``term``; of the namespace itself without one."""
    return f"{base()}ontology#{term}"


def vocabulary_graph() -> str:
    """Return the name of the graph that holds the vocabulary's version; its parts have names below it."""
    return f"{thing_base()}graph/vocabulary"


def is_vocabulary_graph(name: str) -> bool:
    """Whether a graph of this name holds the vocabulary or a part of it."""
    return name == vocabulary_graph() or name.startswith(f"{vocabulary_graph()}/")


def scheme(name: str) -> str:
    """Return the IRI of a concept scheme: ``practices``, ``candidates``, ``institution-types``."""
    return f"{base()}scheme/{name}"


def prefixes() -> dict[str, str]:
    """Return every prefix with its namespace, the project's own first, for Turtle and SPARQL."""
    return {
        "rol": rol(),
        "id": thing_base(),
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "xsd": XSD,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "prov": PROV,
        "org": ORG,
        "eli": ELI,
        "schema": SCHEMA,
        "oa": OA,
        "qb": QB,
        "sh": SH,
        "void": VOID,
    }


def turtle_prefixes() -> str:
    """Return the ``@prefix`` lines of ``prefixes()``, one a line."""
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in prefixes().items())
