"""Files of any format to the texts of reports: which documents are in a file, and what each says."""

from fazhi.formats.archives import is_companion
from fazhi.formats.columns import Columns
from fazhi.formats.documents import Document, Format, Item, Refusal
from fazhi.formats.limits import Limits
from fazhi.formats.names import shown
from fazhi.formats.origins import Origin
from fazhi.formats.reading import read_item, report_of
from fazhi.formats.walking import walk

__all__ = [
    "Columns",
    "Document",
    "Format",
    "Item",
    "Limits",
    "Origin",
    "Refusal",
    "is_companion",
    "read_item",
    "report_of",
    "shown",
    "walk",
]
