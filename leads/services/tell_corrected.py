"""Fields of leads have changed: the timeline and the vendor's webhooks say which, never to what."""

from collections.abc import Sequence

from leads.models import Lead
from leads.services.timeline import TimelineEntry, record
from prm.platform.actors import Actor
from prm.platform.outbox.announce import Announcement, announce

EVENT = "lead.corrected"


def tell_corrected(changes: Sequence[tuple[Lead, list[str]]], actor: Actor) -> None:
    """Write what changed, in the caller's transaction."""
    event_ids = record(
        TimelineEntry(lead.id, EVENT, actor, detail={"fields": fields}) for lead, fields in changes
    )
    announce(
        [
            Announcement(
                event=EVENT,
                key=f"{EVENT}:{event_id}",
                lead_id=lead.id,
                payload={"lead": {"id": lead.id, "external_id": lead.external_id}, "fields": fields},
            )
            for event_id, (lead, fields) in zip(event_ids, changes, strict=True)
        ]
    )
