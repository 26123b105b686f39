"""The graph over HTTP: a SPARQL 1.1 endpoint that cannot be blocked, and pages for people.

The process that speaks HTTP never evaluates anything: every query, page and drawing is made in a
worker process that can be killed, for the store library has no way to cancel a query.
"""

from fazhi.server.options import Limits, Options

__all__ = ["Limits", "Options"]
