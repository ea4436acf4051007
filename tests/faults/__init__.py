"""What happens to the application when the machine does, on real processes."""
