"""How a campaign stands: the board of the coordinator, the overview of those it reports to."""
