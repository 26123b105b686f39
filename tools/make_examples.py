"""Write ontology/examples.ttl: for each class and property of ontology/fazhi.ttl an example in Turtle.

The examples are triples of the graph of the seeds: by preference those about 枫桥经验 in 南城街道, else the
shortest; a property is shown at the thing that serves as example of its class, where that has it. Literals
above 40 signs end in ``…``. What no seed says is made up and says so in a comment.

usage: python tools/make_examples.py [--store DIR] [--check]
       --store    a store built from the seeds, instead of building one
       --check    say whether the file is current, change nothing
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from fazhi.namespaces import RDF, RDFS, base, prefixes, rol, turtle_prefixes
from fazhi.store import existing
from vocabulary_turtle import PUBLISHED_BASE

ROOT = Path(__file__).resolve().parents[1]
ONTOLOGY = ROOT / "ontology" / "fazhi.ttl"
FILE = ROOT / "ontology" / "examples.ttl"
ANCHORS = ("practice/fengqiao-experience", "division/331003002", "report/23686eca")
"""Parts of identifiers: an example is the better, the more of them it holds."""
LONGEST_LITERAL = 40
MOST_TRIPLES = 10
MADE_UP = {
    "since": 'id:adoption\\/0000000000000000 a rol:Adoption ; rol:since "2019"^^xsd:gYear .',
    "keptIn": 'id:promise\\/0000000000000000 a rol:Promise ; rol:keptIn "2023"^^xsd:gYear .',
    "client": "id:counsel\\/0000000000000000 a rol:Counsel ; rol:client id:division\\/331003002 .",
    "candidateJurisdiction": "id:report\\/0000 a rol:Report ; rol:candidateJurisdiction id:division\\/520203109 .",
}
"""What the five seeds do not say: no year of beginning, no report of the year after, no firm's client, no unclear place."""

_Subject = ox.NamedNode | ox.BlankNode | ox.Triple
_TYPE, _SUBCLASS = ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{RDFS}subClassOf")
_OWL = "http://www.w3.org/2002/07/owl#"
_EXTRA = (
    "prefLabel",
    "rdf-schema#label",
    "notation",
    "hasSource",
    "hasSelector",
    "classification",
    "containedInPlace",
    "title",
)
"""Ends of the predicates of other vocabularies that the example of a class shows besides its own."""
_OF_CANDIDATE = re.compile(r"#(?:practice|promisedPractice|honour)> <[^>]*/candidate-")
_ALL_OF = "hasSelector"
"""Evidence needs both of its selectors; of any other predicate one triple is enough."""


class Examples:
    """Finds the example of a term in the graph of a store."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.ontology = ox.Store()
        self.ontology.load(path=str(ONTOLOGY), format=ox.RdfFormat.TURTLE)
        classes = [name for name, is_class in self.terms() if is_class]
        self.shown = {triple.subject for name in classes for triple in self._of_class(name)[:1]}

    def terms(self) -> list[tuple[str, bool]]:
        """Return the name of each class and property of ours, and whether it is a class; in code order."""
        return sorted(
            (_iri(quad.subject).removeprefix(rol()), kind == "Class")
            for kind in ("Class", "ObjectProperty", "DatatypeProperty")
            for quad in self.ontology.quads_for_pattern(None, _TYPE, ox.NamedNode(_OWL + kind))
        )

    def of(self, name: str, is_class: bool) -> str:
        """Return the example of the term ``name`` in Turtle without prefixes."""
        triples = self._of_class(name) if is_class else self._of_property(name)
        if triples:
            return _turtle(triples)
        if name not in MADE_UP:
            raise SystemExit(f"the seeds hold no rol:{name}; give an example in MADE_UP of {Path(__file__).name}")
        return f"# made up: no seed says it\n{MADE_UP[name]}"

    def _of_property(self, name: str) -> list[ox.Triple]:
        quads = self.store.quads_for_pattern(None, ox.NamedNode(rol(name)), None)
        best = min(
            (quad.triple for quad in quads), key=lambda one: (one.subject not in self.shown, *_rank(one)), default=None
        )
        return [] if best is None else [*self._types(best.subject), best]

    def _of_class(self, name: str) -> list[ox.Triple]:
        node = ox.NamedNode(rol(name))
        quads = self.store.quads_for_pattern(None, _TYPE, node)
        best = min(
            (quad.triple for quad in quads), key=lambda triple: (*self._shared(triple), *_rank(triple)), default=None
        )
        if best is not None:
            return [best, *self._said_of(best.subject)]
        for below in sorted(self.ontology.quads_for_pattern(None, _SUBCLASS, node), key=str):
            name_below = _iri(below.subject).removeprefix(rol())
            if found := self._of_class(name_below)[:1]:
                return [*found, below.triple]
        return []

    def _shared(self, triple: ox.Triple) -> tuple[bool, int]:
        """Order instances: those without candidates first, then by the anchors in what is said of them."""
        said = self.store.quads_for_pattern(triple.subject, None, None)
        text = " ".join(str(quad.triple) for quad in said)
        return (bool(_OF_CANDIDATE.search(text)), -sum(anchor in text for anchor in ANCHORS))

    def _types(self, subject: _Subject) -> list[ox.Triple]:
        found = {quad.triple for quad in self.store.quads_for_pattern(subject, _TYPE, None)}
        ours = sorted((triple for triple in found if _iri(triple.object).startswith(rol())), key=str)
        return ours[:1]

    def _said_of(self, subject: _Subject) -> list[ox.Triple]:
        """Return one triple of each predicate of ours and of a few others, ours first.

        The confidence is left out: it changes with each training of the tagger.
        """
        best: dict[str, ox.Triple] = {}
        for triple in {quad.triple for quad in self.store.quads_for_pattern(subject, None, None)}:
            predicate = triple.predicate.value
            if predicate.endswith(_EXTRA) or (predicate.startswith(rol()) and predicate != rol("confidence")):
                shown = predicate + (str(triple.object) if predicate.endswith(_ALL_OF) else "")
                best[shown] = min(best.get(shown, triple), triple, key=_rank)
        order = sorted(best, key=lambda shown: (not shown.startswith(rol()), shown))
        return [best[shown] for shown in order[:MOST_TRIPLES]]


def _iri(node: object) -> str:
    return str(node).strip("<>")


def _rank(triple: ox.Triple) -> tuple[int, int, str]:
    text = str(triple)
    return (-sum(anchor in text for anchor in ANCHORS), len(text), text)


def shortened(triple: ox.Triple) -> ox.Triple:
    """Cut a long literal; and the version of the program, which would change with this very file."""
    value = triple.object
    if not isinstance(value, ox.Literal):
        return triple
    text = value.value.split("+")[0] + "…" if triple.predicate.value == rol("extractedBy") else value.value
    if len(text) > LONGEST_LITERAL:
        text = " ".join(text[: LONGEST_LITERAL - 10].split()) + "…"
    cut = ox.Literal(text, language=value.language) if value.language else ox.Literal(text, datatype=value.datatype)
    return ox.Triple(triple.subject, triple.predicate, cut)


def _turtle(triples: Iterable[ox.Triple]) -> str:
    written = ox.serialize(map(shortened, triples), format=ox.RdfFormat.TURTLE, prefixes=prefixes()) or b""
    lines = [line for line in written.decode().splitlines() if line and not line.startswith("@prefix")]
    return "\n".join(lines).replace("\t", "    ")


def document(store: ox.Store) -> str:
    """Return the text of ontology/examples.ttl."""
    return "".join(_parts(Examples(store)))


def _parts(examples: Examples) -> Iterator[str]:
    yield "# Examples of classes and properties, made by tools/make_examples.py from the seeds; do not edit.\n"
    yield turtle_prefixes().replace(base(), PUBLISHED_BASE)
    for name, is_class in examples.terms():
        example = examples.of(name, is_class).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        yield f'\nrol:{name} skos:example """\n{example}\n""" .\n'


def seeds_store(folder: Path) -> Path:
    """Build a store of the seeds under ``folder``; return where it lies."""
    command = [sys.executable, "-m", "fazhi", "build", str(ROOT / "seeds"), "--store", str(folder / "store")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "store"


def main() -> None:
    """Write the file, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = document(ox.Store.read_only(str(existing(options.store or seeds_store(Path(folder))))))
    if options.check:
        if not FILE.is_file() or FILE.read_text(encoding="utf-8") != text:
            sys.exit(f"ontology/{FILE.name} is stale; run: python tools/make_examples.py")
        return
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
