"""Writing down what became of messages that were picked: one short transaction for each vendor."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from prm.platform import clock
from prm.platform.outbox.backoff import MAIL_WAITS, WEBHOOK_WAITS, rest_after, wait_after
from prm.platform.outbox.models import DeliveryAttempt, OutboxMessage, WebhookEndpoint
from prm.platform.outbox.result import Result
from prm.platform.tenants.scope import vendor_scope

State, Channel = OutboxMessage.State, OutboxMessage.Channel
NO_WAIT = timedelta()


def record(results: Sequence[Result]) -> None:
    """Write results down: delivered, to be tried again, or given up; with what was asked and answered."""
    by_vendor: dict[UUID, list[Result]] = defaultdict(list)
    for result in results:
        by_vendor[result.message.vendor.id].append(result)
    for vendor_id, some in by_vendor.items():
        with vendor_scope(vendor_id):
            _record(some)


def _record(results: Sequence[Result]) -> None:
    states = _states_now(results)
    present = [result for result in results if result.message.id in states]
    # Another process may have delivered it meanwhile, if this one stood still for longer than the lease.
    ours = [result for result in present if states[result.message.id] == State.WAITING]
    fields = ["state", "attempts", "next_attempt_at", "delivered_at", "last_error"]
    OutboxMessage.objects.bulk_update([_outcome(result) for result in ours], fields)
    DeliveryAttempt.objects.bulk_create(_tries(present))
    _tell_endpoints([result for result in results if result.was_tried])


def _states_now(results: Iterable[Result]) -> dict[UUID, str]:
    """The state of each message, locked. One whose lead was erased meanwhile is not there any more."""
    messages = OutboxMessage.objects.filter(id__in=[result.message.id for result in results])
    return dict(messages.select_for_update().order_by("id").values_list("id", "state"))


def _outcome(result: Result) -> OutboxMessage:
    message, now = result.message, clock.now()
    if not result.was_tried:
        message.attempts, message.next_attempt_at = max(message.attempts - 1, 0), now
        return message
    message.last_error = result.error[:1000]
    if not result.error:
        message.state, message.delivered_at = State.DELIVERED, now
        return message
    waits = MAIL_WAITS if message.channel == Channel.EMAIL else WEBHOOK_WAITS
    wait = None if result.is_final else wait_after(message.attempts, message.id, waits)
    if wait is None:
        message.state = State.FAILED
    else:
        message.next_attempt_at = now + max(wait, result.retry_after or NO_WAIT)
    return message


def _tries(results: Iterable[Result]) -> list[DeliveryAttempt]:
    return [
        DeliveryAttempt(
            message_id=result.message.id,
            url=tried.url,
            started_at=tried.started_at,
            milliseconds=tried.milliseconds,
            headers=dict(tried.headers),
            status=tried.status,
            answer=tried.answer,
            error=result.error[:1000],
        )
        for result in results
        if (tried := result.exchange) is not None
    ]


def _tell_endpoints(results: Iterable[Result]) -> None:
    by_endpoint: dict[UUID, list[Result]] = defaultdict(list)
    for result in results:
        if result.message.endpoint is not None:
            by_endpoint[result.message.endpoint.id].append(result)
    for endpoint in WebhookEndpoint.objects.filter(id__in=by_endpoint).order_by("id"):
        _tell(endpoint, by_endpoint[endpoint.id])


def _tell(endpoint: WebhookEndpoint, results: Sequence[Result]) -> None:
    """An endpoint that is down is left alone for a while, whatever else waits for it."""
    changes: dict[str, object] = {}
    if any(result.is_endpoint_gone for result in results):
        changes["is_active"] = False
    if any(result.is_endpoint_down for result in results):
        failures = endpoint.failures_in_a_row + 1
        asked = max(result.retry_after or NO_WAIT for result in results)
        until = clock.now() + max(rest_after(failures), asked)
        changes |= {"failures_in_a_row": failures, "rests_until_at": until}
    elif endpoint.failures_in_a_row:
        changes |= {"failures_in_a_row": 0, "rests_until_at": None}
    if changes:
        WebhookEndpoint.objects.filter(id=endpoint.id).update(**changes)
