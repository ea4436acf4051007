"""Chance that falls the same way at every run: a figure is compared with the one measured before."""

import random


def dice(seed: int) -> random.Random:
    """A generator of made-up figures."""
    # Repeatable on purpose, which a generator fit for secrets cannot be; nothing secret is drawn from it.
    return random.Random(seed)  # noqa: S311 - has to be repeatable, as said above
