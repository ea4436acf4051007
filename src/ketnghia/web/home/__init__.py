"""The first page after signing in: what must I do, by when, what is missing."""
