"""One round of delivery over all vendors: pick, send, record. Nothing is sent inside a transaction."""

from collections.abc import Sequence
from uuid import UUID

from prm.platform.outbox.pick import due_vendors, pick_mails
from prm.platform.outbox.record import record
from prm.platform.outbox.send_mails import send_mails
from prm.platform.outbox.turns import deliver_webhooks

MAILS_A_ROUND = 60
VENDORS_AT_ONCE = 20


def deliver_due() -> int:
    """Deliver what is due of both kinds; returns how many messages were tried.

    At least once: a process that dies between sending and recording leaves its leases to lapse, and they are
    sent again under the same id. Safe to run in several processes at once.
    """
    return deliver_webhooks() + deliver_mails()


def deliver_mails() -> int:
    """Deliver mails that are due, a bounded part of them for every vendor; returns how many were tried."""
    vendors = due_vendors()
    starts = range(0, len(vendors), VENDORS_AT_ONCE)
    return sum(_deliver_mails(vendors[start : start + VENDORS_AT_ONCE]) for start in starts)


def _deliver_mails(vendors: Sequence[UUID]) -> int:
    mails = [mail for vendor_id in vendors for mail in pick_mails(vendor_id=vendor_id, limit=MAILS_A_ROUND)]
    record(send_mails(mails))
    return len(mails)
