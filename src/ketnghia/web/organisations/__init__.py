"""The catalogue of organisations."""
