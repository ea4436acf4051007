"""Rules as data: expressions of forms and targets, pure Python, no database."""
