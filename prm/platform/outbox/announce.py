"""Telling the world: rows for every receiver, written in the transaction that causes them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from prm.platform import clock
from prm.platform.ids import new_id
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.audience import Endpoint, Listeners, Mailed, listeners_to
from prm.platform.outbox.digest import next_digest_at
from prm.platform.outbox.models import NotificationPreference, OutboxMessage
from prm.platform.tenants.rows import insert_values

Delivery = NotificationPreference.Delivery


class Outgoing(NamedTuple):
    """What differs from message to message (see `OutboxMessage`)."""

    id: UUID
    key: str
    channel: str
    event: str
    receiver: str
    endpoint_id: UUID | None
    membership_id: UUID | None
    lead_id: UUID | None
    in_digest: bool
    payload: Mapping[str, Any]
    next_attempt_at: datetime
    created_at: datetime


def announce(announcements: Sequence[Announcement]) -> None:
    """Write one outbox row for each receiver of each event: in one statement, in the caller's transaction.

    Needs a vendor's scope. A few queries in all, however many the announcements.
    """
    if not announcements:
        return
    listeners = listeners_to(announcements)
    now = clock.now()
    rows = [row for announcement in announcements for row in _rows(announcement, listeners, now)]
    insert_values(OutboxMessage, Outgoing._fields, rows, skip_known=True)


def _rows(announcement: Announcement, listeners: Listeners, now: datetime) -> Iterator[Outgoing]:
    for_partners_at = max(now, announcement.partner_at or now)
    of_vendor = listeners.endpoints(announcement.event, None)
    yield from _webhooks(announcement, of_vendor, announcement.payload, now)
    for member in listeners.of_vendor(announcement.event, announcement.vendor_email):
        yield _mail(announcement, member, announcement.payload, now)
    if not announcement.partner_payload:
        return
    for partner_id in announcement.partner_ids:
        endpoints = listeners.endpoints(announcement.event, partner_id)
        endpoints += listeners.own_endpoints(announcement.event, partner_id, announcement.membership_ids)
        yield from _webhooks(announcement, endpoints, announcement.partner_payload, for_partners_at)
        for member in listeners.of_partner(announcement.event, partner_id, announcement.membership_ids):
            yield _mail(announcement, member, announcement.partner_payload, for_partners_at)


def _webhooks(
    announcement: Announcement, endpoints: Sequence[Endpoint], payload: Mapping[str, Any], send_at: datetime
) -> Iterator[Outgoing]:
    for endpoint in endpoints:
        yield Outgoing(
            id=new_id(),
            key=f"{announcement.key}:{endpoint.id}",
            channel=OutboxMessage.Channel.WEBHOOK.value,
            event=announcement.event,
            receiver=endpoint.url,
            endpoint_id=endpoint.id,
            membership_id=None,
            lead_id=announcement.lead_id,
            in_digest=False,
            payload={
                "type": announcement.event,
                "timestamp": announcement.at or send_at,
                "data": payload,
            },
            next_attempt_at=send_at,
            created_at=send_at,
        )


def _mail(
    announcement: Announcement, member: Mailed, payload: Mapping[str, Any], send_at: datetime
) -> Outgoing:
    in_digest = member.delivery == Delivery.DIGEST
    return Outgoing(
        id=new_id(),
        key=f"{announcement.key}:{member.membership_id}",
        channel=OutboxMessage.Channel.EMAIL.value,
        event=announcement.event,
        receiver=member.email,
        endpoint_id=None,
        membership_id=member.membership_id,
        lead_id=announcement.lead_id,
        in_digest=in_digest,
        payload={"timestamp": announcement.at or send_at, "data": payload},
        next_attempt_at=next_digest_at(send_at, member.time_zone) if in_digest else send_at,
        created_at=send_at,
    )
