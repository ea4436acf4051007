"""Campaigns as the coordinator prepares them: copy, change, weigh, preview, open, print the dispatch."""
