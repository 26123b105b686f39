"""What one would write first: spaCy with pkuseg, a PhraseMatcher over the vocabulary, rdflib in memory.

It finds names of the vocabulary and nothing else: no status, no values, no open names, no evidence but
the sentence. It segments with the same small model as Fazhi Graph, through spaCy's own tokenizer.
"""

from __future__ import annotations

from pathlib import Path

import spacy
from rdflib import RDF, Dataset, Literal, Namespace, URIRef
from spacy.language import Language
from spacy.matcher import PhraseMatcher

import fazhi.tagging
from fazhi.vocabulary import load_institution_types, load_laws, load_practices

ROL = Namespace("https://w3id.org/fazhi/ontology#")
MODEL = Path(fazhi.tagging.__file__).parent / "models" / "pkuseg"


class PlainPipeline:
    """Tokenizes, matches, and writes a few triples a match."""

    def __init__(self) -> None:
        """Load the model and make a pattern of every name."""
        self.nlp = _pkuseg()
        self.matcher = PhraseMatcher(self.nlp.vocab)
        for label, names in _names().items():
            self.matcher.add(label, list(self.nlp.pipe(names)))
        self.dataset = Dataset()

    def tag(self, text: str) -> list[tuple[str, int, int]]:
        """Return the label and the offsets of every name found."""
        doc = self.nlp(text)
        found = self.matcher(doc, as_spans=True)
        return [(span.label_, span.start_char, span.end_char) for span in found]

    def add(self, number: int, text: str) -> int:
        """Put what is found in one report into a named graph, and return how many names those are."""
        graph = self.dataset.graph(URIRef(f"urn:report:{number}"))
        found = self.tag(text)
        for label, start, end in found:
            node = URIRef(f"urn:report:{number}:{start}-{end}")
            graph.add((node, RDF.type, ROL[label.title()]))
            graph.add((node, ROL.name, Literal(text[start:end], lang="zh")))
            graph.add((node, ROL.start, Literal(start)))
            graph.add((node, ROL.end, Literal(end)))
            graph.add((node, ROL.sentence, Literal(_sentence(text, start, end), lang="zh")))
            graph.add((node, ROL.report, graph.identifier))
        return len(found)

    def write(self, path: Path) -> None:
        """Write everything as N-Quads."""
        self.dataset.serialize(path, format="nquads")


def _pkuseg() -> Language:
    tokenizer = {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "pkuseg"}
    initialize = {"tokenizer": {"pkuseg_model": str(MODEL), "pkuseg_user_dict": "default"}}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}, "initialize": initialize})
    nlp.initialize()
    return nlp


def _names() -> dict[str, list[str]]:
    practices = {name for term in load_practices() for name in (term.name, *term.variants)}
    types = {name for kind in load_institution_types() for name in (kind.name, *kind.variants)}
    laws = {law.title for law in load_laws()}
    return {"MECHANISM": sorted(practices), "INSTITUTION": sorted(types), "LAW": sorted(laws)}


def _sentence(text: str, start: int, end: int) -> str:
    left = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    right = min((at for mark in "。\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[left:right]
