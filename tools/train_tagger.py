"""Train the tagger from annotated texts, or cross-validate it.

usage: python tools/train_tagger.py                        train on all texts, write the shipped models
       python tools/train_tagger.py --cross-validate block  train without each block, test on it
       python tools/train_tagger.py --cross-validate seed   train without each seed report, test on it
       … --own                                              learn from no gold, settle on that of the other groups

The texts are the gold (tests/gold: the five seed reports and the development corpus) and the project's own
training texts (tools/corpus). CRFsuite learns the weights of the field by L-BFGS, which is deterministic,
from all of them, ``train_convolutions.py`` those of the network from the own texts, with PyTorch. Then both
settle on the gold, which takes a minute. Cross-validation learns anew for each group, an hour each; with
``--own`` once for all groups, and so from less than the shipped models: its figures are a lower bound. What the
vocabulary knows only from a held-out block is hidden while that block is read, in training as in
testing: otherwise the weights would learn to trust a vocabulary more complete than it is on new
reports, and the figures would be too good.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pycrfsuite

from corpus_files import ROOT, Example, read_corpus
from fazhi.evaluation import (
    Table,
    compare,
    comparison_tables,
    held_out_table,
    read_figures,
    read_gold,
    score,
    write_baseline,
)
from fazhi.jurisdictions import gazetteer
from fazhi.lexicon import Lexicon, make_lexicon
from fazhi.linking.laws import LawIndex
from fazhi.mentions import Mention
from fazhi.reports import Header, text_report
from fazhi.tagging.crf import Weights, encode
from fazhi.tagging.features import BITS, as_strings, buckets
from fazhi.tagging.layers import READINGS, Layers, make_layers
from fazhi.tagging.mentions import Linker
from fazhi.tagging.proposals import Work, decide, propose, segments, spans_of
from fazhi.tagging.segmenter import load_segmenter
from fazhi.tagging.trained import CONVOLUTIONS, FIELD, FILES, MODELS, Trained
from fazhi.vocabulary import load_laws
from settle_field import Lesson, settled

PARAMETERS = {"c1": 0.05, "c2": 0.1, "max_iterations": 60, "feature.minfreq": 2, "epsilon": 1e-4}
LEAST_WEIGHT = 0.05
"""Smaller weights are dropped, and buckets with them; held-out figures are as good as with those from 0.03 on."""
GOLD_BLOCKS = frozenset({"seed", *"1234567"})
OUT = ROOT / "out" / "crossvalidation"
MODELS_OUT = OUT / "models"
SEGMENTER = load_segmenter()
HELD_OUT = ROOT / "tests/gold/held_out.json"
_QUOTES = str.maketrans("", "", '“”"')


@dataclass
class Prepared:
    """A text ready for training: what rules propose, layers and labels of each character."""

    example: Example
    work: Work
    layers: Layers
    labels: list[str]


def hidden_forms(examples: Sequence[Example]) -> dict[str, frozenset[str]]:
    """Return, for each block, the names of practices that no other block holds."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for start, end, kind in example.spans:
            if kind == "M":
                blocks[example.block].add(example.view.text[start:end].translate(_QUOTES))
    return {
        block: frozenset(forms - set().union(*(other for name, other in blocks.items() if name != block)))
        for block, forms in blocks.items()
    }


def lexicons(examples: Sequence[Example], known: frozenset[str]) -> dict[str, Lexicon]:
    """Return a lexicon for each block without what only that block taught.

    ``known`` are the forms that the vocabulary held before the development corpus was read.
    """
    hidden = hidden_forms(examples)
    return {
        block: make_lexicon(keep=lambda form, forms=forms: form.translate(_QUOTES) not in forms or form in known)
        for block, forms in hidden.items()
    }


def prepare(examples: Sequence[Example], by_block: Mapping[str, Lexicon], laws: LawIndex) -> list[Prepared]:
    """Read every text with the lexicon of its block."""
    prepared = []
    for example in examples:
        work = Work(text_report(example.raw, example.name))
        propose(work, laws, gazetteer(), SEGMENTER)
        text = work.report.view.text
        layers = make_layers(text, by_block[example.block], spans_of(work))
        labels = encode(len(text), example.spans)
        prepared.append(Prepared(example, work, layers, labels))
    return prepared


def train(own: Sequence[Prepared], gold: Sequence[Prepared], folder: Path) -> None:
    """Learn both models and settle them on the gold; write them to a folder."""
    with tempfile.TemporaryDirectory() as learnt:
        learn([*gold, *own], own, Path(learnt))
        settle(Path(learnt), gold, folder)


def learn(texts: Sequence[Prepared], own: Sequence[Prepared], folder: Path) -> None:
    """Learn the field from texts and the network from the own ones among them, and write them to a folder."""
    train_convolutions = _training().train_convolutions
    folder.mkdir(parents=True, exist_ok=True)
    train_field(texts).save(folder / FIELD)
    _write(train_convolutions(_samples(own)), folder)


def settle(learnt: Path, texts: Sequence[Prepared], folder: Path) -> None:
    """Settle the models of one folder on gold texts, and write them to another."""
    settle_convolutions = _training().settle_convolutions
    folder.mkdir(parents=True, exist_ok=True)
    views = ((text, text.work.report.view.text) for text in texts)
    lessons = [Lesson(buckets(view, text.layers, READINGS), text.labels, segments(view)) for text, view in views]
    settled(Weights.load(learnt / FIELD), lessons).save(folder / FIELD)
    _write(settle_convolutions(np.load(learnt / CONVOLUTIONS), _samples(texts)), folder)


def _training() -> ModuleType:
    # PyTorch is large and needed for nothing else, so it is not among the tools of development.
    try:
        import train_convolutions
    except ModuleNotFoundError as error:
        sys.exit(f"Training needs {error.name}; install PyTorch first: python -m pip install torch")
    return train_convolutions


def _samples(texts: Sequence[Prepared]) -> list[Any]:
    sample = _training().Sample
    return [sample(text.work.report.view.text, text.layers, text.labels) for text in texts]


def _write(arrays: Mapping[str, Any], folder: Path) -> None:
    np.savez_compressed(folder / CONVOLUTIONS, **arrays)


def train_field(texts: Iterable[Prepared]) -> Weights:
    """Learn the weights of the conditional random field from texts."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params(PARAMETERS)
    seen = np.zeros(1 << BITS, np.int64)
    for text in texts:
        view = text.work.report.view.text
        features = buckets(view, text.layers, READINGS)
        asked = np.concatenate((features.everywhere.ravel(), features.said))
        seen += np.bincount(asked, minlength=len(seen))
        rows = as_strings(features)
        for start, end in segments(view):
            trainer.append(rows[start:end], text.labels[start:end])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return Weights.learnt(info.transitions, info.state_features, LEAST_WEIGHT).with_frequent_first(seen)


def held_out(gold: Sequence[Prepared], group: str) -> Mapping[str, list[Prepared]]:
    """Return the texts to test on, by the name of what is left out of training."""
    groups: dict[str, list[Prepared]] = defaultdict(list)
    for text in gold:
        if group == "block":
            groups[text.example.block].append(text)
        elif group == "seed" and text.example.block == "seed":
            groups[text.example.name].append(text)
    return groups


def cross_validate(
    own: Sequence[Prepared],
    gold: Sequence[Prepared],
    group: str,
    linkers: Mapping[str, Linker],
    arguments: argparse.Namespace,
) -> None:
    """Train without each group, test on it, print the figures and write them under ``out/``."""
    if arguments.own:
        learn(own, own, MODELS_OUT / "own")
    for name, tests in held_out(gold, group).items():
        if arguments.only and name not in arguments.only.split(","):
            continue
        began = time.monotonic()
        out = {id(text) for text in tests}
        others = [text for text in gold if id(text) not in out]
        folder = MODELS_OUT / name
        if arguments.own:
            settle(MODELS_OUT / "own", others, folder)
        else:
            train(own, others, folder)
        tagger = Trained.load(folder)
        extractions = [extraction(text, tagger, linkers[text.example.block]) for text in tests]
        write_held_out(name, tests, extractions)
        print(f"without {name}: {len(tests)} texts, {time.monotonic() - began:.0f} s", flush=True)


def extraction(text: Prepared, tagger: Trained, linker: Linker) -> dict[str, object]:
    """Return the JSON object of one held-out text, as ``fazhi extract`` would write it."""
    decide(text.work, tagger, linker.lexicon, SEGMENTER)
    mentions: tuple[Mention, ...] = linker.link(text.work)
    header: Header = text.work.report.header
    record = {"source": f"{text.example.name}.txt", "report": asdict(header), "sections": [], "statements": []}
    return {**record, "mentions": [asdict(mention) for mention in mentions]}


def write_held_out(name: str, tests: Sequence[Prepared], extractions: Sequence[dict[str, object]]) -> None:
    """Write the gold and the extraction of one held-out group for ``fazhi evaluate``."""
    gold = OUT / "gold"
    gold.mkdir(parents=True, exist_ok=True)
    for text in tests:
        record = {"meta": text.example.meta, "mentions": text.example.mentions}
        (gold / f"{text.example.name}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    lines = [json.dumps(record, ensure_ascii=False) for record in extractions]
    (OUT / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def compare_held_out() -> None:
    """Print what changed against the committed figures of cross-validation, and write the new ones."""
    gold = {**read_gold(ROOT / "tests/gold/seeds"), **read_gold(ROOT / "tests/gold/dev/gold")}
    records = [json.loads(line) for path in sorted(OUT.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    scores = score(gold, records)
    if HELD_OUT.is_file():
        _print(*comparison_tables(compare(HELD_OUT, scores)))
    write_baseline(HELD_OUT, scores)
    _print(held_out_table(read_figures(HELD_OUT)))


def _print(*tables: Table) -> None:
    for table in tables:
        print(table.title, "  ".join(table.columns), *("  ".join(row) for row in table.rows), sep="\n")


def main() -> None:
    """Train on everything, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross-validate", choices=("block", "seed"), metavar="GROUP")
    parser.add_argument("--only", help="cross-validate these groups only, separated by commas")
    parser.add_argument("--own", action="store_true", help="cross-validate models that learn from the own texts only")
    arguments = parser.parse_args()
    examples = read_corpus()
    laws = LawIndex(load_laws())
    by_block = lexicons(examples, frozenset((ROOT / "tools/corpus/known_forms.txt").read_text("utf-8").split()))
    prepared = prepare(examples, by_block, laws)
    print(f"{len(prepared)} texts, {sum(len(text.labels) for text in prepared)} characters", file=sys.stderr)
    gold = [text for text in prepared if text.example.block in GOLD_BLOCKS]
    own = [text for text in prepared if text.example.block not in GOLD_BLOCKS]
    if arguments.cross_validate:
        linkers = {block: Linker(lexicon, laws, gazetteer()) for block, lexicon in by_block.items()}
        cross_validate(own, gold, arguments.cross_validate, linkers, arguments)
        if arguments.cross_validate == "block" and not arguments.only:
            compare_held_out()
        return
    train(own, gold, MODELS)
    print(*(f"wrote {name}: {(MODELS / name).stat().st_size} bytes" for name in FILES), sep="\n")


if __name__ == "__main__":
    main()
