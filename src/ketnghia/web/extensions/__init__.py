"""More time: its list, giving it, taking it back."""
