"""The screens: one folder an area, each a few views over queries and operations."""
