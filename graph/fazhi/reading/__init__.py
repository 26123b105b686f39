"""From mentions to statements: what a report says of practices, bodies, laws, honours and figures."""

from fazhi.reading.statements import statements

__all__ = ["statements"]
