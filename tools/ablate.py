"""What each part of the tagger brings, on held-out blocks: strict F1 and characters a second.

usage: python tools/ablate.py      after: python tools/train_tagger.py --cross-validate block

The weights are those of the cross-validation, so no text is read by weights that learnt from it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from corpus_files import ROOT
from fazhi.lexicon import Lexicon
from fazhi.linking.laws import LawIndex
from fazhi.tagging.balance import balanced
from fazhi.tagging.boundaries import settle
from fazhi.tagging.crf import CharacterTagger, Found, Weights
from fazhi.tagging.features import buckets
from fazhi.tagging.layers import READINGS, make_layers
from fazhi.tagging.proposals import segments, spans_of
from fazhi.tagging.segmenter import load_segmenter
from fazhi.vocabulary import load_laws
from train_tagger import GOLD_BLOCKS, OUT, Prepared, lexicons, prepare, read_corpus

Span = tuple[int, int, str]
Step = Callable[[Prepared, Lexicon, CharacterTagger], Iterable[Span]]
SEGMENTER = load_segmenter()


def lexicon_only(text: Prepared, lexicon: Lexicon, tagger: CharacterTagger) -> Iterable[Span]:
    """The longest names of the vocabulary, with no rule."""
    view = text.work.report.view.text
    indexes = ((lexicon.practices, "M"), (lexicon.institutions, "I"), (lexicon.laws, "L"))
    return _apart((s, e, kind) for index, kind in indexes for s, e, _ in index.matches(view))


def with_grammar(text: Prepared, lexicon: Lexicon, tagger: CharacterTagger) -> Iterable[Span]:
    """The rules for laws, places and quantities too; they win over the vocabulary."""
    rules = spans_of(text.work)
    kinds = (("law", "L"), ("quantity", "Q"), ("place", "J"))
    found = [(s, e, kind) for name, kind in kinds for s, e in rules[name]]
    return _apart([*found, *(span for span in lexicon_only(text, lexicon, tagger) if span[2] in "MI")])


def with_tagger(text: Prepared, lexicon: Lexicon, tagger: CharacterTagger) -> list[Found]:
    """The trained tagger decides."""
    view = text.work.report.view.text
    features = buckets(view, make_layers(view, lexicon, spans_of(text.work)), READINGS)
    return tagger.find(features, segments(view))


def with_balance(text: Prepared, lexicon: Lexicon, tagger: CharacterTagger) -> list[Found]:
    """Quotation marks in pairs."""
    return balanced(text.work.report.view.text, with_tagger(text, lexicon, tagger), lexicon)


def with_boundaries(text: Prepared, lexicon: Lexicon, tagger: CharacterTagger) -> list[Found]:
    """Starts of discovered names by pkuseg's words."""
    view = text.work.report.view.text
    return settle(view, with_balance(text, lexicon, tagger), segments(view), lexicon, SEGMENTER)


STEPS: Mapping[str, Step] = {
    "vocabulary only": lexicon_only,
    "+ grammar of laws, places, quantities": with_grammar,
    "+ trained tagger": lambda *given: (found[:3] for found in with_tagger(*given)),
    "+ quotation marks in pairs, no verb in front": lambda *given: (found[:3] for found in with_balance(*given)),
    "+ pkuseg boundaries": lambda *given: (found[:3] for found in with_boundaries(*given)),
}


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Keep the first of the spans that overlap, in the order given."""
    kept: list[Span] = []
    for span in spans:
        if not any(span[0] < other[1] and other[0] < span[1] for other in kept):
            kept.append(span)
    return kept


def main() -> None:
    """Print a table: a row a step, strict F1 by label, characters a second on one core."""
    examples = read_corpus()
    known = frozenset((ROOT / "tools/corpus/known_forms.txt").read_text("utf-8").split())
    by_block = lexicons(examples, known)
    tests = [example for example in examples if example.block in GOLD_BLOCKS]
    prepared = prepare(tests, by_block, LawIndex(load_laws()))
    taggers = {
        block: CharacterTagger(Weights.load(OUT / "weights" / f"{block}.npz"))
        for block in sorted({example.block for example in tests})
        if (OUT / "weights" / f"{block}.npz").is_file()
    }
    prepared = [text for text in prepared if text.example.block in taggers]
    print("| step | I | M | L | J | Q | all | characters/s |\n|---|---|---|---|---|---|---|---|")
    for name, step in STEPS.items():
        print(f"| {name} | {_row(prepared, step, by_block, taggers)} |", flush=True)


def _row(
    texts: Sequence[Prepared],
    step: Step,
    by_block: Mapping[str, Lexicon],
    taggers: Mapping[str, CharacterTagger],
) -> str:
    counts: Counter[tuple[str, str]] = Counter()
    seconds = 0.0
    for text in texts:
        block = text.example.block
        began = time.process_time()
        found = {tuple(span) for span in step(text, by_block[block], taggers[block])}
        seconds += time.process_time() - began
        gold = set(text.example.spans)
        for group, spans in (("gold", gold), ("found", found), ("right", gold & found)):
            counts.update((group, span[2]) for span in spans)
            counts[group, "all"] += len(spans)
    figures = []
    for kind in ("I", "M", "L", "J", "Q", "all"):
        both = counts["gold", kind] + counts["found", kind]
        figures.append(f"{2 * counts['right', kind] / both:.3f}" if both else "0.000")
    characters = sum(len(text.example.raw) for text in texts)
    return " | ".join([*figures, f"{characters / seconds:,.0f}"])


if __name__ == "__main__":
    main()
