"""Report forms as data: definitions, immutable versions, and the engine that reads and checks content."""
