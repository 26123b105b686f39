"""Tokenizers for spaCy: the characters of a text, or its words by the project's pkuseg model.

::

    config = {"nlp": {"tokenizer": {"@tokenizers": "fazhi.PkusegTokenizer.v1"}}}
    nlp = spacy.blank("zh", config=config)

``nlp.to_disk`` writes the model and the user words; ``spacy.load`` needs this module imported, or the
entry point ``spacy_tokenizers`` of the installed package, and nothing else: no network, no path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy import util
from spacy.lang.zh import ChineseTokenizer, _get_pkuseg_trie_data
from spacy.lang.zh import Segmenter as SpacySegmenter
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from fazhi.tagging.segmenter import Segmenter, load_pkuseg, model_folder

TOKENIZER = "fazhi.PkusegTokenizer.v1"
CHARACTERS = "fazhi.CharacterTokenizer.v1"


class CharacterTokenizer(util.DummyTokenizer):
    """Makes each character a token, blanks too, so that token and character offsets are the same.

    spaCy's own ``segmenter="char"`` takes three times as long to tell blanks from words.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Take the vocabulary of the pipeline."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


class PkusegTokenizer(ChineseTokenizer):
    """``ChineseTokenizer`` with ``segmenter="pkuseg"`` whose text always comes back unchanged.

    It mends two things of the parent: ``pkuseg_user_dict=None`` is taken for a file, and of two user
    words one of which begins the other, pkuseg may return a word that is neither.
    """

    def __init__(self, vocab: Vocab, model: Path | None = None, user_words: Iterable[str] = ()) -> None:
        """Take the model folder of ``model_folder(model)``; ModelError when it is none."""
        super().__init__(vocab, segmenter=SpacySegmenter.pkuseg)
        self.pkuseg_seg: Any = load_pkuseg(model_folder(model))
        self.pkuseg_update_user_dict(list(user_words))

    def __call__(self, text: str) -> Doc:
        spans = self._words.words(text)
        words, spaces = util.get_words_and_spaces([text[start:end] for start, end in spans], text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Any]] | None = None,
        *,
        nlp: Language | None = None,
        pkuseg_model: str | None = None,
        pkuseg_user_dict: str | Iterable[str] | None = "default",
    ) -> None:
        """Take another model, where one is named; pkuseg's own word list is never used."""
        if pkuseg_model is not None:
            self.pkuseg_seg = load_pkuseg(model_folder(Path(pkuseg_model)))
        if isinstance(pkuseg_user_dict, str):
            named = pkuseg_user_dict != "default"
            pkuseg_user_dict = Path(pkuseg_user_dict).read_text(encoding="utf-8").split() if named else ()
        self.pkuseg_update_user_dict(list(pkuseg_user_dict or ()))

    def pkuseg_update_user_dict(self, words: list[str], reset: bool = False) -> None:
        """Add words that are never cut; ``reset`` forgets those added before."""
        super().pkuseg_update_user_dict(words, reset=reset)
        self._renew()

    def from_disk(self, path: str | Path, **kwargs: Any) -> PkusegTokenizer:
        """Read what ``to_disk`` wrote."""
        super().from_disk(path, **kwargs)  # type: ignore[no-untyped-call]
        self._renew()
        return self

    def from_bytes(self, data: bytes, **kwargs: Any) -> PkusegTokenizer:
        """Read what ``to_bytes`` wrote."""
        super().from_bytes(data, **kwargs)  # type: ignore[no-untyped-call]
        self._renew()
        return self

    def _renew(self) -> None:
        known = _get_pkuseg_trie_data(self.pkuseg_seg.preprocesser.trie)  # type: ignore[no-untyped-call]
        self._words = Segmenter(self.pkuseg_seg, [word for word, _ in known])


@util.registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer(model: str | None = None, user_words: Iterable[str] = ()) -> Callable[[Language], PkusegTokenizer]:
    """Return the factory that spaCy calls with the pipeline: ``make_tokenizer()(nlp)``."""

    def tokenizer(nlp: Language) -> PkusegTokenizer:
        return PkusegTokenizer(nlp.vocab, Path(model) if model else None, user_words)

    return tokenizer


@util.registry.tokenizers(CHARACTERS)  # type: ignore[untyped-decorator]
def make_character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """Return the factory that spaCy calls with the pipeline."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)
