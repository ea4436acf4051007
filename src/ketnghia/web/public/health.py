"""Whether the application can serve: asked by load balancers and monitors, so it must be cheap and true."""

from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PATH: Final = "/healthz"


class _Migrations:
    """Whether the database had every migration when this process last had to look."""

    complete = False


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 with `{"status": "ok"}`, or 503 with `{"status": "failed", "reason", "missing"}`.

    A process looks at the migrations until they are complete; from then on it only asks the database
    for a sign of life.
    """
    try:
        missing = [] if _Migrations.complete else missing_migrations()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _failed("database")
    if missing:
        return _failed("migrations", missing)
    _Migrations.complete = True
    return JsonResponse({"status": "ok", "database": "ok", "migrations": "ok"})


def missing_migrations() -> list[str]:
    """Names of the migrations this version of the program has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _failed(reason: str, missing: list[str] | None = None) -> JsonResponse:
    # Anyone may ask: names of hosts or users, which the database's own message holds, stay inside.
    return JsonResponse({"status": "failed", "reason": reason, "missing": missing or []}, status=503)


class HealthMiddleware:
    """Answers for health before anything else is done: no host name, TLS, session or clock is asked for,
    of which the last two would themselves need the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path == PATH else self.get_response(request)
