"""Words of a Chinese text, by pkuseg with the small model that the project trained itself.

Nothing is downloaded, ever: a model is a folder with ``features.msgpack`` and ``weights.npz``, and
pkuseg is never called by the name of a stock model. pkuseg's own word list is not used: it glues words
that the model was taught to keep apart, which costs half a point of F1 (measured in five folds).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fazhi.errors import ModelError
from fazhi.settings import setting

if TYPE_CHECKING:
    from fazhi.tagging.pkuseg_scores import Flags, Floats, PkusegScores

Span = tuple[int, int]
MODEL = Path(__file__).parent / "models" / "pkuseg"
MODEL_FILES = ("features.msgpack", "weights.npz")
_REMEDY = (
    "let the setting FAZHI_PKUSEG_MODEL name a folder made by tools/train_segmenter.py, "
    "or leave it empty for the model that comes with fazhi"
)
_DAMAGED = (OSError, EOFError, ValueError, TypeError, KeyError, AssertionError, zipfile.BadZipFile)
_RUN = re.compile(r"\S+")
_LATIN = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:[.,+×·．][0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+)*")


def load_segmenter(model: Path | None = None, user_words: Iterable[str] = ()) -> Segmenter:
    """Return the segmenter of ``model``, of the setting FAZHI_PKUSEG_MODEL, or of the shipped model.

    The files are read when the first text is segmented. ``user_words`` are never cut: at each place
    the longest of them wins. Raises ModelError for a folder that is missing or lacks a file.
    """
    return Segmenter(model_folder(model), user_words)


def model_folder(model: Path | None = None) -> Path:
    """Return the folder of the model that is to be used; ModelError when it is none."""
    folder = model or Path(setting("FAZHI_PKUSEG_MODEL") or MODEL)
    missing = [name for name in MODEL_FILES if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"No pkuseg model in {str(folder)!r}: no {' and no '.join(missing)}; {_REMEDY}")
    return folder


def load_pkuseg(folder: Path) -> Any:
    """Return spacy_pkuseg's own segmenter of a model folder, without any word list."""
    import spacy_pkuseg

    try:
        # A whole path is never taken for the name of a stock model, which would be downloaded.
        pkuseg = spacy_pkuseg.pkuseg(str(folder.resolve()), user_dict=None)
    except _DAMAGED as error:
        cause = " ".join(str(error).split()) or type(error).__name__
        raise ModelError(f"The pkuseg model in {str(folder)!r} is damaged ({cause}); {_REMEDY}") from error
    # Without a word list pkuseg leaves these two out, and spaCy's to_disk asks for them.
    pkuseg.postprocesser.common_words = pkuseg.postprocesser.other_words = set()
    return pkuseg


class Segmenter:
    """Cuts texts into words; offsets are those of the text given, and nothing in it is changed."""

    def __init__(self, model: Path | Any, user_words: Iterable[str] = ()) -> None:
        """Take a model folder, or a pkuseg object that is already loaded."""
        self._model = model
        self._user_words = tuple(sorted({word for word in user_words if _RUN.fullmatch(word)}))

    def __getstate__(self) -> tuple[Any, tuple[str, ...]]:
        return self._model, self._user_words

    def __setstate__(self, state: tuple[Any, tuple[str, ...]]) -> None:
        self._model, self._user_words = state

    def words(self, text: str) -> list[Span]:
        """Return the spans of the words in order: every character that is no white space is in one.

        White space always parts words; a number or Latin word, with what joins its parts (``1,206``,
        ``1+6+N``, ``12·4``), is always one word. Give the view's text of a report, which the model was
        trained on; any other string is cut too, odd characters by their neighbours.
        """
        runs = [run.span() for run in _RUN.finditer(text)]
        if not runs:
            return []
        begins = self._begins(text, runs)
        for start, end in [match.span() for match in _LATIN.finditer(text)] + self._user_spans(text):
            begins[start + 1 : end] = False
            begins[start] = begins[end] = True
        spans: list[Span] = []
        for start, end in runs:
            cuts = begins[start + 1 : end].nonzero()[0] + (start + 1)
            spans.extend(pairwise([start, *cuts.tolist(), end]))
        return spans

    def boundaries(self, text: str) -> set[int]:
        """Return the offsets where a word begins or ends."""
        return {offset for span in self.words(text) for offset in span}

    def _begins(self, text: str, runs: list[Span]) -> Flags:
        """Return, for each offset, whether a word begins there on pkuseg's best path."""
        import numpy as np
        from spacy_pkuseg.inference import run_viterbi

        scores, edges, begin_tags = self._tables
        emissions = scores.of(text)
        begins = np.zeros(len(text) + 1, dtype=np.bool_)
        for start, end in runs:
            _, tags = run_viterbi(emissions[start:end], edges)
            begins[start:end] = begin_tags[tags]
        return begins

    def _user_spans(self, text: str) -> list[Span]:
        if not self._user_words:
            return []
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text)]

    @cached_property
    def _automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick, MatchKind

        # pkuseg's own user dictionary forgets the last whole word when a longer one fails to match.
        return AhoCorasick(list(self._user_words), matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _tables(self) -> tuple[PkusegScores, Floats, Flags]:
        """The model's scores, the scores of one tag after another, and which tags begin a word."""
        import numpy as np
        from spacy_pkuseg.inference import getLogYY

        from fazhi.tagging.pkuseg_scores import PkusegScores

        pkuseg = load_pkuseg(self._model) if isinstance(self._model, Path) else self._model
        weights, tags, features = pkuseg.model.w, pkuseg.n_tag, pkuseg.n_feature
        # Feature 0 is the one that every character has; its scores are the bias.
        bias, edges = getLogYY([[0]], tags, features * tags, weights, 1.0)
        rows = weights[: features * tags].reshape(features, tags)
        begins = np.array(["B" in pkuseg.idx_to_tag[tag] for tag in range(tags)])
        return PkusegScores(pkuseg.feature_extractor, rows, bias[0]), edges, begins
