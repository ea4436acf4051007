"""What a person is told: the list behind the bell, how letters reach them, and the letters of the demo."""
