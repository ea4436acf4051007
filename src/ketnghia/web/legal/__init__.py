"""Legal instruments and the sentences relied on."""
