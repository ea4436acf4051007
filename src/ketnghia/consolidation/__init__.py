"""Consolidation: what the facts of one year add up to, and from which revisions."""
