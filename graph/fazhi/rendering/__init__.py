"""The graph as one HTML file that opens by double click, with nothing fetched from anywhere."""

from fazhi.rendering.html import render, write

__all__ = ["render", "write"]
