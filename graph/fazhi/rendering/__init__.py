"""The graph as one HTML file that opens by double click, or as a page that fetches its sentences from its server."""

from fazhi.rendering.drawing import Drawing, drawing
from fazhi.rendering.html import VIEWS, in_parts, render, write
from fazhi.rendering.texts import report_texts

__all__ = ["VIEWS", "Drawing", "drawing", "in_parts", "render", "report_texts", "write"]
