"""What keeps the application closed: the content security policy, and where a demo may listen."""

import ipaddress
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

POLICY = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    # The QR code of the second factor is a data: image.
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}


def check_demo_binding(host: str) -> None:
    """Refuse to offer the demo, whose passwords are public, beyond this machine.

    Raises `ImproperlyConfigured` for anything but a loopback address or `localhost`.
    """
    if host == "localhost":
        return
    try:
        loopback = ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        message = f"The demo listens on this machine only (127.0.0.1, ::1 or localhost), not on {host!r}."
        raise ImproperlyConfigured(message)


def stored_secret(folder: Path) -> str:
    """The secret key kept in the data folder, made at the first call; readable by its owner alone."""
    path = folder / "secret-key"
    if not path.exists():
        fresh = folder / f".secret-key-{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        # Two processes may start at once: the first link wins and both read the same key.
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()
