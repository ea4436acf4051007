"""Who is behind a session: the person and what they hold, by one question instead of two."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from allauth.account.auth_backends import AuthenticationBackend
from django.db import DEFAULT_DB_ALIAS, connection

from ketnghia.accounts.models import User
from ketnghia.accounts.queries import OwnMembership

_HOLDS: Final = """
    m.id, o.id, o.name, o.kind, m.role, m.position, m.valid_from, m.valid_until
    FROM accounts_user u
    LEFT JOIN accounts_membership m ON m.user_id = u.id
    LEFT JOIN organisations_organisation o ON o.id = m.organisation_id
    WHERE u.id = %s
    ORDER BY m.id
"""


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types: its class is Any
    """allauth's; what it reads of a person also serves `ketnghia.accounts.queries.memberships_in_force`."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, with every membership they ever had in `held`. One query."""
        fields = User._meta.concrete_fields
        with connection.cursor() as cursor:
            cursor.execute(_statement(), [int(user_id)])
            rows = cursor.fetchall()
        if not rows:
            return None
        names, width = [field.attname for field in fields], len(fields)
        user = User.from_db(DEFAULT_DB_ALIAS, names, rows[0][:width])
        user.held = tuple(OwnMembership(*row[width:]) for row in rows if row[width] is not None)
        return user if self.user_can_authenticate(user) else None


@cache
def _statement() -> str:
    columns = ", ".join(f"u.{field.column}" for field in User._meta.concrete_fields)
    return f"SELECT {columns}, {_HOLDS}"
