"""The entry page: a report is filled, saved, checked and given its evidence here."""
