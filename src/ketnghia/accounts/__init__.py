"""Accounts: people, their memberships in organisations, and the viewer that queries start from."""
