"""Documents: what leaves the system as a file. Each is made from figures it is handed, never from tables.

The text of the documents is Vietnamese whatever the reader's language: they are papers of a Vietnamese
authority, not screens, so their sentences are not marked for translation.
"""
