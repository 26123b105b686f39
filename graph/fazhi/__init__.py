"""Knowledge graph of rule-of-law practices in Chinese local government reports."""

__version__ = "0.1.0"
