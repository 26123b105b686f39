"""Administrative divisions of China: the table, short and former names, and which one a name means."""

from fazhi.jurisdictions.gazetteer import Gazetteer, Level, gazetteer
from fazhi.jurisdictions.names import generic, is_community, is_kind_of_zone, is_zone, short_name, stem
from fazhi.jurisdictions.resolution import Clues, Context, Resolution, locate, resolve

__all__ = [
    "Clues",
    "Context",
    "Gazetteer",
    "Level",
    "Resolution",
    "gazetteer",
    "generic",
    "is_community",
    "is_kind_of_zone",
    "is_zone",
    "locate",
    "resolve",
    "short_name",
    "stem",
]
