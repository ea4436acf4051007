"""Every gate, one after the other; all of them run, and what failed is named at the end.

`python -m tools.check` runs all; `python -m tools.check types layers` runs those named.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = sys.executable

GATES: dict[str, list[str]] = {
    "style": [f"{BIN}/ruff", "check", "."],
    "format": [f"{BIN}/ruff", "format", "--check", "."],
    "types": [f"{BIN}/mypy"],
    "layers": [f"{BIN}/lint-imports", "--no-cache"],
    "templates": [f"{BIN}/djlint", "src", "--lint", "--quiet"],
    "dependencies": [f"{BIN}/deptry", "src"],
    "migrations": [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "catalogues": [PYTHON, "-m", "tools.catalogue", "check"],
    "docs": [PYTHON, "-m", "tools.docs", "--check"],
}


def main(names: list[str]) -> int:
    """Run the gates named (all when none is); 0 when all pass, 2 on an unknown name."""
    unknown = [name for name in names if name not in GATES]
    if unknown:
        print(f"No such gate: {', '.join(unknown)}. There are: {', '.join(GATES)}.", file=sys.stderr)
        return 2
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", **os.environ}
    failed = []
    for name in names or GATES:
        started = time.monotonic()
        result = subprocess.run(GATES[name], capture_output=True, text=True, env=environment, check=False)
        verdict = "failed" if result.returncode else "ok"
        print(f"{name:<13}{verdict:<8}{time.monotonic() - started:5.1f} s", flush=True)
        if result.returncode:
            failed.append(name)
            print(result.stdout + result.stderr, flush=True)
    print(f"Failed: {', '.join(failed)}" if failed else "Every gate passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
