"""Does a graph satisfy its shapes? Checked report by report, so that time grows with their number."""

from fazhi.validation.checking import validate
from fazhi.validation.violations import ValidationReport, Violation

__all__ = ["ValidationReport", "Violation", "validate"]
