"""Twinning: who is assigned to help whom, by which decision, from when to when."""
