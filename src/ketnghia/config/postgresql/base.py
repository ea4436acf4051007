"""The engine itself; Django looks for it under this name. What it is for: decision 0026."""

import selectors
from typing import Any, Final, Self

from django.db.backends.postgresql import base
from psycopg import ClientCursor, Cursor

# Several statements in one string: the server takes such a string only with its values written into it.
_HISTORY_CONTEXT: Final = "SELECT set_config('pghistory."


class BindingCursor(base.CursorMixin, Cursor[Any]):
    """Sends values beside the statement, so that PostgreSQL can keep the plan of one that comes again.

    Only what `pghistory.context` puts in front of a statement is written out on this side.
    """

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """Run one statement; the same as in psycopg."""
        if isinstance(query, str) and query.startswith(_HISTORY_CONTEXT):
            with ClientCursor(self.connection) as writer:
                query, params = writer.mogrify(query, params), None
        return super().execute(query, params, **options)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL engine, which does not ask a server that is there whether it is there."""

    def get_connection_params(self) -> dict[str, Any]:
        """Django's own, with our cursor."""
        return {**super().get_connection_params(), "cursor_factory": BindingCursor}

    def close_if_health_check_failed(self) -> None:
        """Ask only where the socket has something to tell between two requests.

        A server that stopped or threw the connection out has said so there, and then the question comes
        and fails. To ask at every request, as Django does, cost one statement in twelve of a submission.
        """
        if self.connection is not None and not _has_news(self.connection.fileno()):
            self.health_check_done = True
        super().close_if_health_check_failed()


def _has_news(socket: int) -> bool:
    with selectors.DefaultSelector() as selector:
        selector.register(socket, selectors.EVENT_READ)
        return bool(selector.select(0))
