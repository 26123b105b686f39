"""Passages that reports copy from each other, so that boilerplate is not taken for spread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from fazhi.errors import UsageError
from fazhi.network.graphs import Graph, adoptions, graph_of, record_of
from fazhi.network.records import AdoptionEdge

if TYPE_CHECKING:
    from fazhi.reports import Report

_FIGURE = re.compile(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*")
_IGNORED = re.compile(r"[\s“”‘’\"'《》〈〉（）()【】、，,。．.；;：:！!？?·\-—]+")
PERMUTATIONS = 128
_LOOSER = 0.6
"""The index looks so much lower than the threshold, for its estimate scatters; the exact check then decides."""


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence of a document: any name of a document, the place and year it is of, raw offset, text."""

    document: str
    start: int
    text: str
    place: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Two sentences of different documents with nearly the same words; ``first`` is the earlier by year, then name.

    ``likeness`` is the Jaccard index of their sets of character shingles, exact, ``threshold`` to 1.
    """

    first: Sentence
    second: Sentence
    likeness: float


@dataclass(frozen=True, slots=True)
class CopiedAdoption:
    """A claim whose every sentence is also in another place's report of the same year or earlier.

    Of its sentences the first by position is shown, and the most alike one of another place.
    """

    place: str
    practice: str
    year: int | None
    status: str
    copy: Copy


def report_sentences(report: Report) -> list[Sentence]:
    """Return the sentences of a report's raw text, in order."""
    # Imported late: what reads reports takes a third of a second to load, and graphs are drawn without it.
    from fazhi.reports.sentences import sentences

    place, year = report.header.jurisdiction or "", report.header.report_year
    return [
        Sentence(report.source, start, report.text[start:end], place, year)
        for start, end in sentences(report.view.text)
    ]


def evidence_sentences(graph: Graph) -> list[Sentence]:
    """Return the sentences that prove the adoptions of ``graph``, each once, sorted."""
    found = {sentence for edge in adoptions(graph) for sentence in _sentences_of(edge)}
    return sorted(found, key=_by_time)


def _sentences_of(edge: AdoptionEdge) -> list[Sentence]:
    return [
        Sentence(one.source or one.report, one.start or 0, one.sentence, edge.place, one.year) for one in edge.evidence
    ]


def shingles(text: str, *, length: int = 5) -> frozenset[str]:
    """Return the runs of ``length`` characters, without punctuation and with every figure alike.

    Broder (1997), On the resemblance and containment of documents. A copied sentence with new figures is a
    copy. A shorter text is one shingle.
    """
    bare = _IGNORED.sub("", _FIGURE.sub("0", text))
    return frozenset(bare[at : at + length] for at in range(max(len(bare) - length + 1, 1))) if bare else frozenset()


def copies(texts: Iterable[Sentence], *, threshold: float = 0.7, length: int = 5, least: int = 15) -> tuple[Copy, ...]:
    """Return each two sentences of different documents that are at least ``threshold`` alike.

    Candidates come from MinHash signatures in a locality-sensitive index (datasketch; Broder 1997, Indyk and
    Motwani 1998), which looks well below the threshold and seldom misses a pair; each is then compared exactly.
    Sentences with fewer than ``least`` shingles are left out: short ones are alike by chance.
    Raises UsageError for a threshold outside 0.3–1.
    """
    if not 0.3 <= threshold <= 1:
        raise UsageError(f"The threshold {threshold} is outside 0.3 to 1; sentences less alike are no copies")
    known = {one: made for one in texts if len(made := shingles(one.text, length=length)) >= least}
    ordered = sorted(known, key=_by_time)
    found = []
    for first, second in _candidates([known[one] for one in ordered], threshold * _LOOSER):
        one, other = ordered[first], ordered[second]
        likeness = len(known[one] & known[other]) / len(known[one] | known[other])
        if one.document != other.document and likeness >= threshold:
            found.append(Copy(one, other, likeness))
    return tuple(found)


def _by_time(sentence: Sentence) -> tuple[int, str, int, str, str]:
    return sentence.year or 9999, sentence.document, sentence.start, sentence.text, sentence.place


def _candidates(sets: Sequence[frozenset[str]], threshold: float) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers, first < second, in order, that may be so much alike."""
    # Imported late: few commands look for copies.
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

    index: Any = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    signatures: list[Any] = MinHash.bulk(
        [[part.encode() for part in sorted(one)] for one in sets], num_perm=PERMUTATIONS
    )
    for number, signature in enumerate(signatures):
        index.insert(number, signature)
    for number, signature in enumerate(signatures):
        yield from ((number, other) for other in sorted(index.query(signature)) if other > number)


def copied_adoptions(graph: Graph, *, threshold: float = 0.7) -> tuple[CopiedAdoption, ...]:
    """Return the claims of ``graph`` that may be boilerplate, by place, practice and year.

    A place that repeats its own words of last year is not counted: its practice may well go on.
    """
    borrowed: dict[Sentence, Copy] = {}
    for copy in copies(evidence_sentences(graph), threshold=threshold):
        for own, other in ((copy.second, copy.first), (copy.first, copy.second)):
            if own.place != other.place and (other.year or 9999) <= (own.year or 9999):
                known = borrowed.get(own)
                if known is None or copy.likeness > known.likeness:
                    borrowed[own] = copy
    found = []
    for edge in adoptions(graph):
        said = _sentences_of(edge)
        if said and all(one in borrowed for one in said):
            found.append(CopiedAdoption(edge.place, edge.practice, edge.year, edge.status, borrowed[said[0]]))
    return tuple(sorted(found, key=lambda one: (one.place, one.practice, one.year or 0, one.status)))


def without_copied(graph: Graph, copied: Iterable[CopiedAdoption]) -> Graph:
    """Return ``graph`` without these claims, for a look at how much of a spread they carry.

    All places and practices stay, for they are the population. In two reports of one year that copy each other, both
    claims go: which was first cannot be told.
    """
    gone = {(one.place, one.practice, one.year, one.status) for one in copied}
    kept = [data["record"] for _, _, data in graph.edges(data=True) if not _is_among(data["record"], gone)]
    return graph_of([*(record_of(graph, node) for node in graph), *kept])


def _is_among(edge: object, gone: set[tuple[str, str, int | None, str]]) -> bool:
    return isinstance(edge, AdoptionEdge) and (edge.place, edge.practice, edge.year, edge.status) in gone


def copying_of_documents(found: Iterable[Copy]) -> dict[tuple[str, str], int]:
    """Return for each two documents the number of pairs of sentences that are copies, the most first."""
    pairs = sorted((copy.first.document, copy.second.document) for copy in found)
    counts = {pair: len(list(group)) for pair, group in groupby(pairs)}
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
