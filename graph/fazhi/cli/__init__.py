"""The command line ``fazhi``: parsing and printing only; what is heavy is imported inside commands."""

from fazhi.cli.main import app, main

__all__ = ["app", "main"]
