"""Find a Chromium for the journey tests, and install one when it is missing and that is possible.

`python -m tools.browser` says what it found or did, and ends with 1 when there is no browser.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a browser: $CHROMIUM, one on PATH, or the one Playwright keeps; None when there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or _of_playwright()


def _of_playwright() -> str | None:
    code = "import playwright.sync_api as p\nwith p.sync_playwright() as w: print(w.chromium.executable_path)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    path = run.stdout.strip()
    return path if path and Path(path).exists() else None


def _install_with_apt() -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("No Chromium found; installing Debian's with apt-get.", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            print(f"`{' '.join(command)}` failed.", flush=True)
            return


def _install_with_playwright() -> None:
    print("Trying `playwright install chromium`.", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Make sure of a browser; 0 when there is one."""
    for install in (None, _install_with_apt, _install_with_playwright):
        if install:
            install()
        if path := find():
            print(f"Browser for the journeys: {path}")
            return 0
        if os.environ.get("CHROMIUM"):
            print(f"CHROMIUM names {os.environ['CHROMIUM']}, which cannot be run.", file=sys.stderr)
            return 1
    print(
        "The journey tests need Chromium, and it could not be installed here. "
        "Install it (as `chromium` on the PATH) or set CHROMIUM to its path, then run `make test` again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
