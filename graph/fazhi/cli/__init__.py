"""The command line ``fazhi``: parsing and printing only; what is heavy is imported inside commands."""

from fazhi.cli.main import main
from fazhi.cli.program import app

__all__ = ["app", "main"]
