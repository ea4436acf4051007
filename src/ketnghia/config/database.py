"""Which PostgreSQL the application talks to: the one named in DATABASE_URL, or the embedded one.

Nothing is started by importing this module or the settings: the embedded server starts with the first
connection (`ketnghia.config.embedded`).
"""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

from ketnghia.config import environment

NAME = "ketnghia"
# A statement sent for the third time over a connection stays planned there.
_PLANNED_ONCE = {"server_side_binding": True, "prepare_threshold": 2}


def database_url() -> str:
    """The address of the database server in the environment; empty when the embedded one is meant."""
    return environment.text(
        "DATABASE_URL",
        doc="PostgreSQL 15 or newer, as `postgresql://user:password@host:5432/name`. "
        "Unset: an embedded PostgreSQL starts by itself in the data folder.",
    )


def django_database(*, durable: bool = True, conn_max_age: int = 600) -> dict[str, Any]:
    """The entry for Django's DATABASES; starts nothing."""
    common = {"CONN_MAX_AGE": conn_max_age, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
    url = database_url()
    if not url:
        options = {"durable": durable, **_PLANNED_ONCE}
        return {"ENGINE": "ketnghia.config.embedded", "NAME": NAME, "OPTIONS": options, **common}
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    return {
        "ENGINE": "ketnghia.config.postgresql",
        "NAME": parts.pop("dbname", NAME),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": {**parts, **_PLANNED_ONCE},
        **common,
    }
