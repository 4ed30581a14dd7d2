"""Waking the job that does a vendor's waiting work: one message for each vendor, never one for each lead.

The app that has the job names it with `set_job`. A wake-up is a hint: it may be lost with Redis, and the
job's sweep finds the work then. So nothing here makes a request fail.
"""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import redis
from celery import current_app as app
from django.db import transaction

from prm.platform.hand_over import UNREACHABLE
from prm.platform.redis_client import redis_client

logger = logging.getLogger(__name__)

ON_ITS_WAY_MILLISECONDS = 2_000
AGAIN_MILLISECONDS = 10_000
COMPANY_MILLISECONDS = 90


@dataclass
class _Job:
    task: str = ""


_job = _Job()


def set_job(task: str) -> None:
    """Name the task that does a vendor's waiting work. It takes the vendor's id."""
    _job.task = task


def wake_vendor(vendor_id: UUID) -> None:
    """Once the transaction has committed, have a worker look at the vendor's waiting work."""
    transaction.on_commit(lambda: send_wake(vendor_id), robust=True)


def wake_vendor_at(vendor_id: UUID, seconds: float) -> None:
    """Once the transaction has committed, have a worker look at the vendor's work in so many seconds.

    Instants are rounded up to a tenth of a second, so that many calls send few messages.
    """
    transaction.on_commit(lambda: _send_later(vendor_id, seconds), robust=True)


def _send_later(vendor_id: UUID, seconds: float) -> None:
    tick = math.ceil((time.time() + seconds) * 10) + 1
    try:
        if _flags().set(f"prm:wake:{vendor_id}:{tick}", 1, nx=True, px=math.ceil(seconds * 1000) + 1000):
            app.send_task(_job.task, [str(vendor_id)], countdown=tick / 10 - time.time(), retry=False)
    except UNREACHABLE as error:
        logger.warning("could not wake %s later, its sweep will find the work: %s", _job.task, error)


def send_wake(vendor_id: UUID) -> bool:
    """Send the message, unless one is on its way already. False when Redis could not be reached."""
    try:
        if _flags().set(_on_its_way(vendor_id), 1, nx=True, px=ON_ITS_WAY_MILLISECONDS):
            app.send_task(_job.task, [str(vendor_id)], retry=False)
    except UNREACHABLE as error:
        logger.warning("could not wake %s, its sweep will find the work: %s", _job.task, error)
        return False
    return True


def wait_for_company(vendor_id: UUID) -> None:
    """Soon after a batch, wait a moment for more work, so that under load a batch does more at once."""
    milliseconds = _quietly(lambda: _flags().pttl(_just_routed(vendor_id)))
    if milliseconds and milliseconds > 0:
        time.sleep(min(milliseconds, COMPANY_MILLISECONDS) / 1000)


def note_batch(vendor_id: UUID) -> None:
    """A batch has just been done."""
    _quietly(lambda: _flags().set(_just_routed(vendor_id), 1, px=COMPANY_MILLISECONDS))


def note_arrival(vendor_id: UUID) -> None:
    """The message has arrived: work committed from now on sends another."""
    _quietly(lambda: _flags().delete(_on_its_way(vendor_id)))


def ask_again(vendor_id: UUID) -> None:
    """Tell the worker that is busy with this vendor to look once more before it stops."""
    _quietly(lambda: _flags().set(_again(vendor_id), 1, px=AGAIN_MILLISECONDS))


def was_asked_again(vendor_id: UUID) -> bool:
    """Whether `ask_again` was called since the last look."""
    return bool(_quietly(lambda: _flags().getdel(_again(vendor_id))))


def _quietly(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except UNREACHABLE as error:
        logger.warning("no wake-up flags: %s", error)
        return None


def _flags() -> redis.Redis:
    return redis_client(answer_within=1.0)


def _just_routed(vendor_id: UUID) -> str:
    return f"prm:routed:{vendor_id}"


def _on_its_way(vendor_id: UUID) -> str:
    return f"prm:wake:{vendor_id}"


def _again(vendor_id: UUID) -> str:
    return f"prm:again:{vendor_id}"
