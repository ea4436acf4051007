"""Pure Python that every other package may stand on: text, money, dates, windows, findings, refusals."""
