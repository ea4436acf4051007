"""Reports: a working draft, its frozen revisions, the workflow between two units, and the facts."""
