"""A lead that is there already asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.events.groups import WORK
from leads.events.lead_words import lead_facts, lead_in_short
from leads.events.on_timeline import OnTimeline
from leads.events.shapes import Repeated, RepeatedForHolder
from leads.hooks import Holder
from leads.models import Lead
from leads.models.known import LaterPost
from leads.services.timeline import TimelineEntry
from prm.platform.actors import Actor
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Audience
from prm.platform.outbox.letters.letter import Letter, Source


@dataclass(frozen=True, kw_only=True)
class LeadRepeated(OnTimeline):
    """A later post joined a lead. Its partner is told, and the lead is not offered again."""

    name = "lead.repeated"
    words = _("The same person asked again")
    is_urgent = True
    timeline = partner_timeline = _("The same person asked again")
    every_partner = True
    group = WORK
    audience = Audience.PARTNER
    payload = Repeated
    partner_payload = RepeatedForHolder

    post: LaterPost
    lead: Lead
    fields: Sequence[str]
    actor: Actor
    holder: Holder | None

    @classmethod
    def letter(cls, source: Source) -> Letter:
        offer_id = source.text("offer", "id")
        return Letter(
            subject=gettext("Your lead has asked again: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext(
                "The same person has contacted the vendor again. "
                "You keep the lead. Its page shows what is new."
            ),
            facts=lead_facts(source),
            button=gettext("See the lead"),
            path=f"portal/offers/{offer_id}/" if offer_id else "portal/",
        )

    def timeline_entry(self) -> TimelineEntry:
        post = self.post
        detail = {"post_id": str(post.id), "recognised_by": post.evidence, "fields": self.fields}
        return TimelineEntry(self.lead.id, self.name, self.actor, post.received_at, None, detail)

    def announcement(self) -> Announcement:
        post, lead, holder = self.post, self.lead, self.holder
        told = {"fields": self.fields, "recognised_by": post.evidence}
        return Announcement(
            event=self.name,
            key=f"{self.name}:{post.id}",
            lead_id=lead.id,
            at=post.received_at,
            payload={"lead": {"id": lead.id, "external_id": lead.external_id, "state": lead.state}, **told},
            partner_ids=holder.partner_ids if holder else (),
            membership_ids=holder.membership_ids if holder else (),
            partner_payload={**holder.payload, **told} if holder else {},
        )
