"""A store as research tables, dumps and networks, described and reproducible to the byte."""

from fazhi.export.columns import TABLES
from fazhi.export.csv_files import read_table
from fazhi.export.writing import DEFAULT_FORMATS, FORMATS, LICENCE, Exported, Options, export, write_one

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "LICENCE",
    "TABLES",
    "Exported",
    "Options",
    "export",
    "read_table",
    "write_one",
]
