"""The graph as Python objects: typed answers of the named queries, pandas frames, an rdflib view.

>>> import fazhi
>>> with fazhi.open(store) as knowledge:
...     for row in knowledge.practices_of("真新街道", year=2024, status="planned"):
...         assert row.zh and row.sentence
"""

from fazhi.knowledge.knowledge import Knowledge, open_knowledge
from fazhi.knowledge.rows import ROWS

__all__ = ["ROWS", "Knowledge", "open_knowledge"]
