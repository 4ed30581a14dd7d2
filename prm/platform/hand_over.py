"""Handing work to a worker once a transaction has committed. A message is a hint: a sweep finds lost ones."""

import logging

import redis
from celery import current_app as app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
UNREACHABLE = (redis.RedisError, OperationalError, OSError)


def send_on_commit(task: str, *arguments: str) -> None:
    """Send a task's message after the commit; never fails the request."""
    transaction.on_commit(lambda: send_now(task, *arguments), robust=True)


def send_now(task: str, *arguments: str) -> None:
    """Send a task's message; a broker that is away is noted, and raises nothing."""
    try:
        app.send_task(task, list(arguments), retry=False)
    except UNREACHABLE as error:
        logger.warning("could not send %s, the sweep will: %s", task, error)
