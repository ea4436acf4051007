"""A report as it is read: list, page, workflow buttons, history, receipt, print."""
