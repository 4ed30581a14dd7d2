"""Whether a CRM answers: a connection rests after failures, and says why."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import F

from crm.adapters.adapter import CrmProblem
from crm.models import CrmConnection, CrmRecord, RecordState
from prm.platform import clock
from prm.platform.outbox.backoff import rest_after


def note_working(connection_id: UUID, usage: str) -> None:
    """It answered."""
    CrmConnection.objects.filter(id=connection_id).update(
        failures_in_a_row=0, rests_until_at=None, last_error="", worked_at=clock.now(), usage=usage
    )


def note_problem(connection_id: UUID, problem: CrmProblem, picked: Sequence[UUID]) -> None:
    """Leave the CRM alone for a while. What had been picked waits; this was not its own fault.

    Some of it may have arrived: it is sent again under the same IDs.
    """
    connection = CrmConnection.objects.get(id=connection_id)
    failures, now = connection.failures_in_a_row + 1, clock.now()
    asked = timedelta(seconds=problem.retry_after_seconds or 0)
    CrmConnection.objects.filter(id=connection_id).update(
        failures_in_a_row=failures,
        rests_until_at=now + max(rest_after(failures), asked),
        last_error=problem.words,
    )
    CrmRecord.objects.filter(id__in=picked, state=RecordState.WAITING, attempts__gt=0).update(
        attempts=F("attempts") - 1, leased_until_at=None, last_error=problem.words
    )


def look_at_once(connection_id: UUID) -> None:
    """Changes are looked for in the next turn."""
    CrmConnection.objects.filter(id=connection_id).update(next_pull_at=clock.now())
