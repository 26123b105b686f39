"""Files to reports: raw text, offset-keeping view, header facts, sections with roles."""

from fazhi.reports.report import Header, Report, Role, Section
from fazhi.reports.view import View, fold

__all__ = ["Header", "Report", "Role", "Section", "View", "fold"]
