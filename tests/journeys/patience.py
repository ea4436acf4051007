"""How long a browser is waited for: a busy machine is slow, not wrong."""

from typing import Final

PATIENCE_MS: Final = 30_000
