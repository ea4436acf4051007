"""Signing in, one's own page, the unit one acts for, and the idle lock."""
