"""The base of events of a lead that the vendor hears of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from leads.events.on_timeline import OnTimeline
from leads.models import Lead
from leads.selectors.blind import blind_facts
from leads.services.timeline import TimelineEntry
from prm.platform.actors import SYSTEM, Actor
from prm.platform.outbox.announcement import Announcement


@dataclass(frozen=True, kw_only=True)
class AboutLead(OnTimeline):
    """Something that happened to a lead. Only the vendor hears of it, without contact details.

    `detail` is for the timeline: ids, codes and numbers only. `told` is added to the payload. `key` stands
    for the usual one, which tells events of different instants apart. `vendor_email`: see `Announcement`.
    """

    lead: Lead
    at: datetime
    actor: Actor = SYSTEM
    detail: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    vendor_email: str = ""
    is_on_timeline: bool = True

    def timeline_entry(self) -> TimelineEntry | None:
        if self.timeline is None or not self.is_on_timeline:
            return None
        return TimelineEntry(self.lead.id, self.name, self.actor, self.at, None, self.detail)

    def announcement(self) -> Announcement | None:
        lead = self.lead
        return Announcement(
            event=self.name,
            key=self.key or f"{self.name}:{lead.id}:{self.at.isoformat()}",
            lead_id=lead.id,
            payload={
                "lead": str(lead.id),
                "external_id": lead.external_id,
                "state": lead.state,
                "facts": blind_facts(lead).as_dict(),
                **self.told,
            },
            vendor_email=self.vendor_email,
            at=self.at,
        )
