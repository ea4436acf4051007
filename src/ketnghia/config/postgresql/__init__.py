"""A Django database engine: PostgreSQL, each statement planned once, no question asked needlessly."""
