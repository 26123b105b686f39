"""Reports to extractions: the pipeline and the reading of statements, loaded once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fazhi.extraction import Extraction
from fazhi.reading import statements
from fazhi.reports import Report
from fazhi.tagging.pipeline import make_pipeline, mentions_of


class Extractor:
    """Extracts mentions and statements; making one takes seconds, so make it once a process."""

    def __init__(self, extra: Iterable[Path] = ()) -> None:
        """Load the pipeline; ``extra`` are CSV or Turtle files of a researcher's own vocabulary."""
        self.nlp = make_pipeline(extra)

    def __call__(self, report: Report) -> Extraction:
        """Return what is extracted from one report."""
        mentions = mentions_of(self.nlp, report)
        return Extraction(report, mentions, statements(report, mentions))
