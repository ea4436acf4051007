"""Where the application keeps what it owns: the checkout, and the folder of its data."""

import hashlib
import os
from pathlib import Path

from ketnghia.config import environment

CHECKOUT = Path(__file__).resolve().parents[3]


def _default_data() -> Path:
    own = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
    # As root the embedded database runs as another user, who could not reach into a closed home.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/ketnghia") / own
    # The embedded database cannot start in a folder with a space in its name.
    if " " in str(CHECKOUT):
        return Path.home() / ".local" / "share" / "ketnghia" / own
    return CHECKOUT / ".data"


# Lies in the data folder once the demo was built there, so that no command takes its figures for real.
DEMO_MARK = "demo"


def holds_demo() -> bool:
    """Whether the embedded database of the data folder is the demo's."""
    return not os.environ.get("DATABASE_URL") and (data_folder() / DEMO_MARK).exists()


def data_folder() -> Path:
    """The folder of the database, the uploaded files and the demo's secret; made when missing."""
    chosen = environment.text(
        "KETNGHIA_DATA",
        doc="Folder of the embedded database, uploaded files and the demo's secret key. "
        "Unset: `.data` in the checkout; when run as root, a folder under `/var/lib/ketnghia`.",
    )
    folder = Path(chosen).expanduser().resolve() if chosen else _default_data()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
