"""The spaCy pipeline: characters as tokens, rules propose, the trained tagger decides, linking names.

Components are registered as factories (and as entry points, so that ``spacy.load`` finds them):
``fazhi_rules``, ``fazhi_tagger``, ``fazhi_linker``. A ``Doc`` carries its report in ``doc._.report``
and ends with its mentions in ``doc._.mentions`` and as entities in ``doc.ents``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
import spacy
from spacy.attrs import ENT_IOB, ENT_TYPE
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from fazhi.errors import ModelError
from fazhi.jurisdictions import gazetteer
from fazhi.lexicon import Lexicon, default_lexicon, make_lexicon
from fazhi.linking.law_index import law_index
from fazhi.mentions import Mention
from fazhi.reports import Report, text_report
from fazhi.tagging.mentions import Linker
from fazhi.tagging.proposals import Work, decide, propose
from fazhi.tagging.segmenter import Segmenter, load_segmenter, model_folder
from fazhi.tagging.tokenizer import CHARACTERS
from fazhi.tagging.trained import FILES, MODELS, Trained, copy_models

_OUTSIDE = 2
"""What spaCy writes for ``O`` in an array of ENT_IOB."""
_COMPONENTS = ("fazhi_rules", "fazhi_tagger", "fazhi_linker")


def _extend() -> None:
    for name in ("report", "work"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Doc.has_extension("mentions"):
        Doc.set_extension("mentions", getter=lambda doc: doc._.work.mentions if doc._.work else ())


_extend()


@lru_cache(maxsize=4)
def _lexicon(extra: tuple[str, ...]) -> Lexicon:
    return make_lexicon(extra=[Path(path) for path in extra]) if extra else default_lexicon()


@lru_cache(maxsize=2)
def _segmenter(folder: Path) -> Segmenter:
    return load_segmenter(folder)


@lru_cache(maxsize=2)
def _trained(folder: Path) -> Trained:
    return Trained.load(folder)


def _work(doc: Doc) -> Work:
    if doc._.work is None:
        doc._.work = Work(doc._.report or text_report(doc.text))
    return doc._.work  # type: ignore[no-any-return]


class _Stage:
    """One step from a report to its mentions, with a Doc or without."""

    def read(self, work: Work) -> None:
        """Add to the work on one report what this stage finds."""
        raise TypeError(f"{type(self).__name__} reads nothing")

    def __call__(self, doc: Doc) -> Doc:
        """Read the report of a Doc."""
        self.read(_work(doc))
        return doc


class Rules(_Stage):
    """Finds laws, quantities and jurisdictions by grammar and tables."""

    def __init__(self) -> None:
        """Load the tables."""
        self._laws, self._table, self._segmenter = law_index(), gazetteer(), _segmenter(model_folder())

    def read(self, work: Work) -> None:
        """Propose spans of one report."""
        propose(work, self._laws, self._table, self._segmenter)


class Tagger(_Stage):
    """Decides on the spans with trained weights; they travel with a saved pipeline."""

    def __init__(self, extra: Iterable[str] = ()) -> None:
        """Take the files of a researcher's own vocabulary."""
        self._lexicon = _lexicon(tuple(extra))
        self._folder = MODELS
        self._segmenter = _segmenter(model_folder())

    def read(self, work: Work) -> None:
        """Decide on the spans of one report."""
        decide(work, _trained(self._folder), self._lexicon, self._segmenter)

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the weights into the folder of a saved pipeline."""
        copy_models(self._folder, Path(path))

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Tagger:
        """Take the weights from the folder of a saved pipeline."""
        self._folder = Path(path)
        for name in FILES:
            if not (self._folder / name).is_file():
                raise ModelError(f"The saved pipeline lacks {self._folder / name}; save it again with nlp.to_disk")
        return self


class LinkerComponent(_Stage):
    """Turns the spans into linked mentions with status, and entities of the Doc."""

    def __init__(self, extra: Iterable[str] = ()) -> None:
        """Take the files of a researcher's own vocabulary."""
        self._linker = Linker(_lexicon(tuple(extra)), law_index(), gazetteer())

    def read(self, work: Work) -> None:
        """Link the mentions of one report."""
        work.mentions = self._linker.link(work)

    def __call__(self, doc: Doc) -> Doc:
        """Link the mentions of one report and make them the entities of its Doc."""
        doc = super().__call__(doc)
        # Spans are found by characters, so that a pipeline with another tokenizer works too.
        spans = (
            doc.char_span(one.start, one.end, str(one.label), one.id or "", alignment_mode="expand")
            for one in doc._.mentions
        )
        # set_ents would do this at many times the cost, comparing names for each token.
        outside = np.zeros((len(doc), 2), np.uint64)
        outside[:, 0] = _OUTSIDE
        doc.from_array([ENT_IOB, ENT_TYPE], outside)  # type: ignore[arg-type]
        doc.set_ents(filter_spans(filter(None, spans)), default="unmodified")
        return doc


@Language.factory("fazhi_rules", assigns=["doc._.work"])
def make_rules(nlp: Language, name: str) -> Rules:
    """Make the component that proposes laws, quantities and jurisdictions."""
    return Rules()


@Language.factory("fazhi_tagger", default_config={"extra": []}, requires=["doc._.work"])
def make_tagger(nlp: Language, name: str, extra: list[str]) -> Tagger:
    """Make the component that decides on the spans."""
    return Tagger(extra)


@Language.factory("fazhi_linker", default_config={"extra": []}, requires=["doc._.work"], assigns=["doc.ents"])
def make_linker(nlp: Language, name: str, extra: list[str]) -> LinkerComponent:
    """Make the component that links the mentions."""
    return LinkerComponent(extra)


def make_pipeline(extra: Iterable[Path] = ()) -> Language:
    """Return the whole pipeline; ``extra`` are files of a researcher's own vocabulary."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": CHARACTERS}}})
    nlp.max_length = 100_000_000
    paths = [str(path) for path in extra]
    for component in _COMPONENTS:
        nlp.add_pipe(component, config={"extra": paths} if component != "fazhi_rules" else {})
    return nlp


def tag(nlp: Language, report: Report) -> Doc:
    """Run the pipeline over a report; the Doc's tokens are the characters of its raw text."""
    doc = nlp.make_doc(report.text)
    doc._.report = report
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def mentions_of(nlp: Language, report: Report) -> tuple[Mention, ...]:
    """Return the mentions that ``tag`` finds, without making a Doc, which would take a tenth of the time."""
    work = Work(report)
    for _, stage in nlp.pipeline:
        if isinstance(stage, _Stage):
            stage.read(work)
    return work.mentions
