"""Assignments, one's recipients, one's donors."""
