"""A few departments with a draft each, in a database of their own: run as a program, prints who they are.

Every draft is in order but for what a test types; the demo's clock stands in the entry window.
"""

from __future__ import annotations

import json
import os
import sys

import django


def main() -> None:
    """Fill the database of the environment and print, per draft, report, address and session."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnghia.config.settings")
    django.setup()
    # Django's models load only now.
    from django.test import Client

    from ketnghia.campaigns import clock
    from ketnghia.cli import database
    from tests.faults.cast import drafts
    from tests.world import BACKEND, OPEN

    database.migrate()
    clock.set_clock(moment=OPEN)
    made = []
    for report, user in drafts():
        client = Client(headers={"Host": "127.0.0.1"})
        client.force_login(user, backend=BACKEND)
        made.append({"report": report.pk, "session": client.cookies["sessionid"].value})
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
