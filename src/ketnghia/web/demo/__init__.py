"""Screens that only the demo has."""
