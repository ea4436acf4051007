"""Queries of the two screens that read the whole province: the board and the consolidated year.

Counted over the whole request, the reading of session, person and memberships included.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.consolidated import UNITS, hand_in
from benchmarks.figures import Line
from benchmarks.population import populate, session_of
from benchmarks.server import HOST, PROXY_HEADERS, prepare
from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.states import Role
from ketnghia.campaigns.models import Campaign

QUERIES_BAR: Final = 12
_SCREENS: Final = {"board": "board", "consolidated screen": "consolidated"}


def run() -> list[Line]:
    """Fill a province, look at it as Ban Dân tộc."""
    prepare()
    populate(UNITS)
    hand_in()
    session_key = sign_in()
    return [_line(label, name, session_key) for label, name in _SCREENS.items()]


def sign_in() -> str:
    """A coordinator of the board with an open session; its key."""
    campaign = Campaign.objects.select_related("programme").latest("year")
    person = User.objects.create(username="ban-dan-toc", display_name="Ban Dân tộc")
    Membership.objects.create(
        user=person,
        organisation_id=campaign.programme.board_id or 0,
        role=Role.COORDINATOR,
        valid_from=date(2020, 1, 1),
    )
    # Outside the demo a coordinator without a second factor is led to setting one up.
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    session = session_of(person, datetime.now(UTC))
    session.save()
    return session.session_key


def _line(label: str, name: str, session_key: str) -> Line:
    client = Client(headers={**PROXY_HEADERS, "Host": HOST})
    client.cookies["sessionid"] = session_key
    address = reverse(name, kwargs={"year": Campaign.objects.latest("year").year})
    # The first look of a process also reads the published form, which it then keeps.
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} was answered {answer.status_code}")
    count = len(captured)
    return Line(
        f"queries of the {label}, {UNITS} units",
        str(count),
        f"≤ {QUERIES_BAR}",
        count <= QUERIES_BAR,
        binding=True,
    )


def main() -> None:
    """Print the run's lines as JSON."""
    json.dump([asdict(line) for line in run()], sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
