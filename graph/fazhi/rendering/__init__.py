"""The graph as one HTML file that opens by double click, with nothing fetched from anywhere."""

from fazhi.rendering.drawing import Drawing, drawing
from fazhi.rendering.html import VIEWS, render, write
from fazhi.rendering.texts import report_texts

__all__ = ["VIEWS", "Drawing", "drawing", "render", "report_texts", "write"]
