"""One round of delivery over all vendors: pick, send, record. Nothing is sent inside a transaction."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.pick import Result, due_vendors, pick_due, record_results
from prm.platform.outbox.send_mails import send_mails
from prm.platform.outbox.send_webhooks import send_webhooks

WEBHOOKS_A_ROUND = 60
MAILS_A_ROUND = 60
VENDORS_AT_ONCE = 20
Channel = OutboxMessage.Channel


def deliver_due() -> int:
    """Deliver what is due, a bounded part of it for every vendor; returns how many messages were tried.

    At least once: a process that dies between sending and recording leaves its leases to lapse, and they are
    sent again under the same id. Safe to run in several processes at once.
    """
    vendors = due_vendors()
    starts = range(0, len(vendors), VENDORS_AT_ONCE)
    return sum(_deliver(vendors[start : start + VENDORS_AT_ONCE]) for start in starts)


def _deliver(vendors: Sequence[UUID]) -> int:
    webhooks = [m for v in vendors for m in _pick(v, Channel.WEBHOOK, WEBHOOKS_A_ROUND)]
    record(send_webhooks(webhooks))
    mails = [m for v in vendors for m in _pick(v, Channel.EMAIL, MAILS_A_ROUND)]
    record(send_mails(mails))
    return len(webhooks) + len(mails)


def _pick(vendor_id: UUID, channel: str, limit: int) -> list[OutboxMessage]:
    return pick_due(vendor_id=vendor_id, channel=channel, limit=limit)


def record(results: Sequence[Result]) -> None:
    """Write results down, a transaction for each vendor."""
    by_vendor: dict[UUID, list[Result]] = defaultdict(list)
    for result in results:
        by_vendor[result.message.vendor.id].append(result)
    for vendor_id, some in by_vendor.items():
        record_results(vendor_id=vendor_id, results=some)
