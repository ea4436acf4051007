"""English: the dates stay those of the country, day first."""
