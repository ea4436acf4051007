"""The consolidated year: its figures, from what they are the sum of, its documents."""
