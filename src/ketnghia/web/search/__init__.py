"""Search over organisations and documents."""
