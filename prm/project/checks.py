"""What must hold before any process of the product starts: web, worker, beat, and `manage.py check`.

The database role must be one that row-level security binds; production takes no setting made for development.
"""

import sys
from collections.abc import Sequence
from typing import Any

import psycopg
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from prm.project.sql import ROLE

LEAST_SECRET_LENGTH = 32


def unsafe_settings() -> list[str]:
    """What is unsafe about the settings of a production process; nothing is outside production."""
    if not settings.PRODUCTION:
        return []
    problems = []
    if settings.DEBUG:
        problems.append("PRM_DEBUG is on: turn it off in production.")
    if settings.SECRET_KEY == settings.INSECURE_SECRET_KEY or len(settings.SECRET_KEY) < LEAST_SECRET_LENGTH:
        problems.append(
            f"PRM_SECRET_KEY is the default or shorter than {LEAST_SECRET_LENGTH}: set a random one."
        )
    if not settings.BASE_URL:
        problems.append("PRM_BASE_URL is not set: name the address that people open; mails link to it.")
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        problems.append("PRM_ALLOWED_HOSTS is empty or admits every host: name the hosts that are served.")
    return problems


def unsafe_role(alias: str = "default") -> list[str]:
    """What is unsafe about the application's database role. Looks over a connection of its own."""
    parameters = connections[alias].get_connection_params()
    with psycopg.connect(
        **{name: value for name, value in parameters.items() if name in _PLAIN}
    ) as connection:
        row = connection.execute(ROLE).fetchone()
    if row is None:
        return ["The database role cannot be seen in pg_roles."]
    role, superuser, bypasses, owns = row
    faults = {"is a superuser": superuser, "has BYPASSRLS": bypasses, "owns tenant tables": owns}
    return [
        f"The database role {role} {fault}: row-level security would not bind it. Give DATABASE_URL another."
        for fault, there in faults.items()
        if there
    ]


_PLAIN = frozenset(
    {"dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey"}
)


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured, one line a problem, if this process must not start."""
    problems = unsafe_settings() or unsafe_role()
    if problems:
        raise ImproperlyConfigured("Refusing to start. " + " ".join(problems))


def exit_if_unsafe(**_: Any) -> None:
    """For Celery, whose signals swallow every other exception: end the process, the problem as last words."""
    try:
        refuse_unsafe_start()
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
    except psycopg.OperationalError as problem:
        sys.exit(f"The database does not answer: {' '.join(str(problem).split())}")


@register(Tags.security)
def check_settings(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """System check: `unsafe_settings`."""
    return [Error(problem, id="prm.E001") for problem in unsafe_settings()]


@register(Tags.database)
def check_role(app_configs: Any, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """System check (`manage.py check --database default`): `unsafe_role`."""
    if "default" not in (databases or ()):
        return []
    return [Error(problem, id="prm.E002") for problem in unsafe_role()]
