"""Point this process's Django and Celery at the test servers."""

import os

import redis
from django.conf import settings
from django.core.signals import setting_changed
from django.db import connections

from prm.project.celery import app as celery_app
from tests.stack.servers import Servers, clone_database


def worker_number(worker: str) -> int:
    """A number for a test worker: gw3 is 4, a run without workers is 0."""
    return int(worker.removeprefix("gw")) + 1 if worker.startswith("gw") else 0


def point_at(servers: Servers, worker: str) -> dict[str, str]:
    """Give this process a database of its own and return the environment that leads other processes to it."""
    database, number = f"prm_{worker}", worker_number(worker)
    clone_database(servers, database)
    environment = servers.environment(database, number)
    os.environ.update(environment)
    _point_connections(servers, database)
    settings.REDIS_URL = settings.CELERY["broker_url"] = environment["REDIS_URL"]
    settings.CACHES["default"]["LOCATION"] = environment["REDIS_URL"]
    setting_changed.send(sender=None, setting="CACHES", value=settings.CACHES, enter=True)
    celery_app.conf.broker_url = environment["REDIS_URL"]
    with redis.Redis.from_url(environment["REDIS_URL"]) as client:
        client.flushdb()
    return environment


def _point_connections(servers: Servers, database: str) -> None:
    place = {"NAME": database, "HOST": "127.0.0.1", "PORT": servers.postgres_port}
    people = {"default": ("prm_app", servers.app_password), "owner": ("prm_owner", servers.owner_password)}
    for alias, (user, password) in people.items():
        where = {**place, "USER": user, "PASSWORD": password}
        settings.DATABASES[alias].update(where)
        connections[alias].close()
        connections[alias].settings_dict.update(where)
