"""Illustrative reports of the demo: made from `demo/reports.toml`, carried through the real operations.

The same seed gives the same contents; nothing here knows a field by name, only by what its definition says.
"""
