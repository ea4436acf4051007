"""What people say about a piece of work: said at a place in it, answered, settled."""
