"""Sessions as Django keeps them in the database; only the reading is by a statement made once.

Nothing of a session or a person is kept between two requests: a sign-out elsewhere, a new password or an
ended membership counts from the next request on, in every worker.
"""

from typing import Any, Final

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

_LOAD: Final = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's own but for `load`, which every request asks for."""

    def load(self) -> dict[str, Any]:
        """What the session holds; a key that is unknown or past its time gives a new, empty session."""
        found = self._found() if self._is_text else None
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        return held

    @property
    def _is_text(self) -> bool:
        """A cookie may hold what no text of the database can."""
        return bool(self.session_key) and str(self.session_key).isprintable()

    def _found(self) -> tuple[str] | None:
        with connection.cursor() as cursor:
            cursor.execute(_LOAD, [self.session_key, timezone.now()])
            row: tuple[str] | None = cursor.fetchone()
        return row
