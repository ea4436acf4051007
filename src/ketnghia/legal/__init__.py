"""The documents the programme rests on, and the sentences of them that are relied on."""
