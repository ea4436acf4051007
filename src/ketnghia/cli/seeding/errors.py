"""What stops the seeding."""


class SeedError(RuntimeError):
    """The plan and the forms do not fit together; the message names unit and finding."""
