"""The two trained models of the tagger, weighed together: the conditional random field and the network."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fazhi.tagging.convolutions import Convolutions
from fazhi.tagging.crf import CharacterTagger, Found, Weights
from fazhi.tagging.features import buckets
from fazhi.tagging.layers import READINGS, Layers

FIELD, CONVOLUTIONS = "tagger.npz", "convolutions.npz"
FILES = (FIELD, CONVOLUTIONS)
MODELS = Path(__file__).parent / "models"
SHARE = 0.35
"""What a score of the network counts beside one of the field. On held-out reports 0.2 to 0.5 are equally good."""


@dataclass(frozen=True)
class Trained:
    """Finds the spans of a text that may be mentions; without ``convolutions`` the field decides alone."""

    field: CharacterTagger
    convolutions: Convolutions | None

    @classmethod
    def load(cls, folder: Path = MODELS) -> Trained:
        """Read the models of a folder; raise ModelError where one is missing or damaged."""
        return cls(CharacterTagger(Weights.load(folder / FIELD)), Convolutions.load(folder / CONVOLUTIONS))

    def candidates(self, text: str, layers: Layers, segments: Sequence[tuple[int, int]]) -> list[Found]:
        """Return the spans that are more than improbable, in order, with their probability.

        ``segments`` tile the text and no span crosses them. Spans may overlap: they compete.
        """
        scores = self.field.scores(buckets(text, layers, READINGS))
        if self.convolutions:
            scores += SHARE * self.convolutions.scores(text, layers)
        return self.field.candidates(scores, segments)


def copy_models(source: Path, target: Path) -> None:
    """Copy the models from one folder to another."""
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(source / name, target / name)
