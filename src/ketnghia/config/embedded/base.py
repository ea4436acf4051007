"""The engine itself; Django looks for it under this name."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

from ketnghia.config.embedded import server
from ketnghia.config.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """The PostgreSQL engine, which asks where the server is only when it connects."""

    def get_connection_params(self) -> dict[str, Any]:
        """The parameters of the running embedded server, which this call starts or joins."""
        parameters = super().get_connection_params()
        uri = server.address(durable=parameters.pop("durable", True))
        found = conninfo_to_dict(uri)
        return {**parameters, "user": found["user"], "host": found["host"]}
