"""Rewrite ``known_misses.txt`` from a run, keeping the causes of the misses that remain."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fazhi.evaluation import headline
from test_unseen import KNOWN, KNOWN_MISSES, ROWS, all_scores, misses

HEAD = "# row\tmiss\tcause, in the field's terms\n"


def main() -> None:
    """Write the list and print the figures over all rows, from which the floors are set."""
    lines = [f"{row.key}\t{miss}\t{KNOWN.get(row.key, {}).get(miss, '?')}\n" for row in ROWS for miss in misses(row)]
    KNOWN_MISSES.write_text(HEAD + "".join(lines), encoding="utf-8")
    unexplained = sum(line.endswith("\t?\n") for line in lines)
    sys.stdout.write(f"{len(lines)} misses, {unexplained} without a cause\n")
    for measure, figure in headline(all_scores().figures()).items():
        sys.stdout.write(f"{measure}: {figure:.4f}\n")


if __name__ == "__main__":
    main()
