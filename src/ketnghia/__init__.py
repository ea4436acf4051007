"""Kết nghĩa: reporting, consolidation and history of a twinning programme."""

__version__ = "0.1.0"
