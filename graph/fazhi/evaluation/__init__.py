"""How good an extraction is, measured against reports that people have annotated."""

from fazhi.evaluation.baseline import Comparison, compare, headline, read_figures, write_baseline
from fazhi.evaluation.gold import Gold, Marked, read_gold
from fazhi.evaluation.measures import META
from fazhi.evaluation.mistakes import KINDS, Mistake
from fazhi.evaluation.scores import Scores, score
from fazhi.evaluation.tables import Table, by_block, by_report, comparison_tables, held_out_table, mistake_table, tables

__all__ = [
    "KINDS",
    "META",
    "Comparison",
    "Gold",
    "Marked",
    "Mistake",
    "Scores",
    "Table",
    "by_block",
    "by_report",
    "compare",
    "comparison_tables",
    "headline",
    "held_out_table",
    "mistake_table",
    "read_figures",
    "read_gold",
    "score",
    "tables",
    "write_baseline",
]
