"""The reference page of the environment variables, from their declarations."""

import importlib

from ketnghia.config import environment


def settings_page() -> str:
    """Markdown: one row for each declared variable, in alphabetical order."""
    # Importing the settings is what declares them.
    importlib.import_module("ketnghia.config.settings")
    lines = [
        "# Settings",
        "",
        "Written by `python -m tools.docs` from the declarations in `ketnghia.config`; do not edit.",
        "",
        "| Variable | Unset means | What it does |",
        "|---|---|---|",
    ]
    for variable in sorted(environment.VARIABLES.values(), key=lambda each: each.name):
        default = f"`{variable.default}`" if variable.default else "–"
        lines.append(f"| `{variable.name}` | {default} | {variable.doc} |")
    return "\n".join(lines) + "\n"
