"""Organisations: the dated tree of units, their kinds, names, aliases and posts."""
