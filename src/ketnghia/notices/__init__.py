"""Notices to people, in the application and by mail; sent by a worker, never inside a request."""
