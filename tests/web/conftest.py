"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.world import OPEN, World


@pytest.fixture
def open_world(world: World, at: Callable[[datetime], None]) -> World:
    """The cast, on 24/11/2021 at 10 o'clock."""
    at(OPEN)
    return world
