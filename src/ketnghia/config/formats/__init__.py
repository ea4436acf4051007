"""How numbers and dates are written and read, by language: Django ships neither for Vietnamese."""
