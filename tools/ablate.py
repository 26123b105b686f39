"""What each part of the tagger brings, on held-out blocks: strict F1 and characters a second.

usage: python tools/ablate.py      after: python tools/train_tagger.py --cross-validate block

The weights are those of the cross-validation, so no text is read by weights that learnt from it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from corpus_files import ROOT
from fazhi.lexicon import Lexicon
from fazhi.linking.laws import LawIndex
from fazhi.tagging.choice import chosen, merged
from fazhi.tagging.crf import Found
from fazhi.tagging.layers import make_layers
from fazhi.tagging.proposals import decide, segments, spans_of
from fazhi.tagging.trained import Trained
from fazhi.vocabulary import load_laws
from train_tagger import GOLD_BLOCKS, OUT, SEGMENTER, Prepared, lexicons, prepare, read_corpus

Span = tuple[int, int, str]
Step = Callable[[Prepared, Lexicon, Trained], Iterable[Span]]


def lexicon_only(text: Prepared, lexicon: Lexicon, tagger: Trained) -> Iterable[Span]:
    """The longest names of the vocabulary, with no rule."""
    view = text.work.report.view.text
    indexes = ((lexicon.practices, "M"), (lexicon.institutions, "I"), (lexicon.laws, "L"))
    return _apart((s, e, kind) for index, kind in indexes for s, e, _ in index.matches(view))


def with_grammar(text: Prepared, lexicon: Lexicon, tagger: Trained) -> Iterable[Span]:
    """The rules for laws, places and quantities too; they win over the vocabulary."""
    rules = spans_of(text.work)
    kinds = (("law", "L"), ("quantity", "Q"), ("place", "J"))
    found = [(s, e, kind) for name, kind in kinds for s, e in rules[name]]
    return _apart([*found, *(span for span in lexicon_only(text, lexicon, tagger) if span[2] in "MI")])


def probable(text: Prepared, lexicon: Lexicon, tagger: Trained) -> list[Found]:
    """What the trained tagger thinks probable; spans compete."""
    view = text.work.report.view.text
    return tagger.candidates(view, make_layers(view, lexicon, spans_of(text.work)), segments(view))


def with_field(text: Prepared, lexicon: Lexicon, tagger: Trained) -> Iterable[Span]:
    """The conditional random field decides."""
    return (span[:3] for span in chosen(probable(text, lexicon, replace(tagger, convolutions=None))))


def with_convolutions(text: Prepared, lexicon: Lexicon, tagger: Trained) -> Iterable[Span]:
    """The field and the network decide together."""
    return (span[:3] for span in chosen(probable(text, lexicon, tagger)))


def with_marks(text: Prepared, lexicon: Lexicon, tagger: Trained) -> Iterable[Span]:
    """Quotation marks in pairs, no verb in front, and ways that differ in these counted together."""
    view = text.work.report.view.text
    return (span[:3] for span in chosen(merged(view, probable(text, lexicon, tagger), lexicon)))


def with_rules(text: Prepared, lexicon: Lexicon, tagger: Trained) -> Iterable[Span]:
    """Rules decide on laws, places and quantities."""
    decide(text.work, tagger, lexicon, None, share_heads=False)
    return (span[:3] for span in text.work.found)


def with_heads(text: Prepared, lexicon: Lexicon, tagger: Trained) -> Iterable[Span]:
    """Bodies begin with the list that shares their head."""
    decide(text.work, tagger, lexicon, None)
    return (span[:3] for span in text.work.found)


def with_words(text: Prepared, lexicon: Lexicon, tagger: Trained) -> Iterable[Span]:
    """Names that cut through a word of pkuseg are believed less."""
    decide(text.work, tagger, lexicon, SEGMENTER)
    return (span[:3] for span in text.work.found)


STEPS: Mapping[str, Step] = {
    "vocabulary only": lexicon_only,
    "+ grammar of laws, places, quantities": with_grammar,
    "+ conditional random field": with_field,
    "+ convolutions": with_convolutions,
    "+ marks in pairs, ways counted together": with_marks,
    "+ rules decide on laws, places, quantities": with_rules,
    "+ lists that share a head": with_heads,
    "+ pkuseg boundaries": with_words,
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
        block: Trained.load(OUT / "models" / block)
        for block in sorted({example.block for example in tests})
        if (OUT / "models" / block).is_dir()
    }
    prepared = [text for text in prepared if text.example.block in taggers]
    if SEGMENTER:
        SEGMENTER.boundaries("法治")  # It loads its model when it is first asked.
    print("| step | I | M | L | J | Q | all | characters/s |\n|---|---|---|---|---|---|---|---|")
    for name, step in STEPS.items():
        print(f"| {name} | {_row(prepared, step, by_block, taggers)} |", flush=True)


def _row(
    texts: Sequence[Prepared],
    step: Step,
    by_block: Mapping[str, Lexicon],
    taggers: Mapping[str, Trained],
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
