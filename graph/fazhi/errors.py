"""The one family of errors that Fazhi Graph raises for its users.

A message says what failed, names the file or value, and says how to mend it, in one line: the
command line prints it as it stands.
"""

from __future__ import annotations


class FazhiError(Exception):
    """Something that the user can mend; ``exit_code`` is what the command line ends with.

    It is 2 where the words of the call are wrong, 1 where what they name cannot be read or is damaged.
    """

    exit_code = 1


class UsageError(FazhiError):
    """The call itself is wrong: an unknown option or name, a malformed parameter."""

    exit_code = 2


class ReportError(FazhiError):
    """A file could not be read as a report."""


class NotAReportError(ReportError):
    """A readable text that shows no sign of being a rule-of-law report."""


class VocabularyError(FazhiError):
    """A term, row or file of the vocabulary is malformed."""


class ModelError(FazhiError):
    """A segmentation or tagging model is missing or damaged."""


class StoreError(FazhiError):
    """A folder is no store, or the store cannot be opened, written or read."""


class QueryError(FazhiError):
    """A query is malformed, unknown, or was given wrong parameters: the call is wrong."""

    exit_code = 2


class ValidationError(FazhiError):
    """A graph does not satisfy its shapes."""
