"""Is the process alive, can it work, and what has it been doing."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from prm.platform.alive import BEAT, QUEUES, who_is_alive
from prm.project.sql import PING

WORKING = [*QUEUES, BEAT]


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Everything a request needs is there: 200, or 503 naming what is missing.

    `work` says which workers, by their queue, and whether beat gave a sign lately. Without them requests are
    answered and leads taken in all the same, so they do not make the answer a 503.
    """
    checks = {"database": database_answers(), "redis": redis_answers()}
    checks["migrations"] = checks["database"] and migrations_applied()
    return JsonResponse(
        {"ready": all(checks.values()), "checks": checks, "work": who_is_alive(WORKING)},
        status=200 if all(checks.values()) else 503,
    )


def database_answers() -> bool:
    """Whether the database takes a statement."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(PING)
    except DatabaseError:
        return False
    return True


def redis_answers() -> bool:
    """Whether Redis takes a command."""
    try:
        cache.get("readyz")
    except RedisError:
        return False
    return True


_migrations_seen_complete = False


def migrations_applied() -> bool:
    """Whether the database has every migration of this release; once seen, it is not looked up again."""
    global _migrations_seen_complete  # noqa: PLW0603
    if not _migrations_seen_complete:
        executor = MigrationExecutor(connection)
        _migrations_seen_complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrations_seen_complete
