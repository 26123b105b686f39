"""Files to reports: raw text, offset-keeping view, header facts, sections with roles."""

from fazhi.reports.reading import parse_report, read_report, text_report
from fazhi.reports.report import Header, Report, Role, Section
from fazhi.reports.view import View, fold

__all__ = ["Header", "Report", "Role", "Section", "View", "fold", "parse_report", "read_report", "text_report"]
