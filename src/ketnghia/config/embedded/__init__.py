"""A Django database engine: PostgreSQL, with the embedded server started at the first connection."""
