"""What the commands ask of the database as a whole: its migrations, its mark, who else is using it."""

import hashlib
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

_MARK = "ketnghia demo "


def migrate() -> None:
    """Bring the database to this version of the program; prints nothing."""
    call_command("migrate", interactive=False, verbosity=0)


def is_empty() -> bool:
    """Whether nobody has put anything into the database yet."""
    tables = set(connection.introspection.table_names())
    if "organisations_organisation" not in tables:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM organisations_organisation)")
        (filled,) = cursor.fetchone()
    return not filled


def demo_mark() -> str | None:
    """Hash of the content the demo was made from; None when the database is no demo.

    The mark is the comment of the database itself: it goes where the database goes.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        row = cursor.fetchone()
    comment = (row[0] if row else None) or ""
    return comment.removeprefix(_MARK) if comment.startswith(_MARK) else None


def set_demo_mark(content: str) -> None:
    """Mark the database as a demo made from content of that hash; undone with the transaction."""
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        # COMMENT takes no parameters; the hash is hexadecimal and the name quoted.
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{_MARK}{content}'")


def content_hash(*folders: Path) -> str:
    """SHA-256 (16 digits) over names and bytes of all files below the folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def others_connected() -> int:
    """How many other connections this database has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        (count,) = cursor.fetchone()
    return int(count)


@transaction.atomic
def wipe() -> None:
    """Drop every table and the mark. The caller has made sure that this is a demo."""
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
        cursor.execute(f"COMMENT ON DATABASE {name} IS NULL")
