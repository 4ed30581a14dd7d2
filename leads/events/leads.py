"""What happens to a lead before and beside routing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.events.about_lead import AboutLead
from leads.events.groups import LEADS
from leads.events.on_timeline import OnTimeline, TimelineOnly
from leads.events.shapes import Corrected, Erased, HeldBack, LeadTurned, Received
from leads.models import Lead
from leads.services.timeline import TimelineEntry
from prm.platform.actors import SYSTEM, Actor
from prm.platform.ids import new_id
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Audience
from prm.platform.outbox.letters.letter import Letter, Source


@dataclass(frozen=True, kw_only=True)
class LeadReceived(OnTimeline):
    """A lead came in."""

    name = "lead.received"
    words = _("A lead came in")
    timeline = _("Received")
    partner_timeline = _("The lead came in")
    every_partner = True
    group = LEADS
    audience = Audience.NOBODY
    payload = Received

    lead: Lead
    actor: Actor
    detail: Mapping[str, Any] = field(default_factory=dict)

    def timeline_entry(self) -> TimelineEntry:
        return TimelineEntry(self.lead.id, self.name, self.actor, self.lead.received_at, None, self.detail)

    def announcement(self) -> Announcement:
        lead = self.lead
        return Announcement(
            event=self.name,
            key=f"{self.name}:{lead.id}",
            lead_id=lead.id,
            at=lead.received_at,
            payload={"lead": received_facts(lead)},
        )


def received_facts(lead: Lead) -> dict[str, Any]:
    """What the vendor's webhooks say of a lead that came in: enough to recognise it, nothing personal."""
    return {
        "id": lead.id,
        "external_id": lead.external_id,
        "source": lead.source,
        "campaign": lead.campaign,
        "country": lead.country,
        "region": lead.region,
        "state": lead.state,
        "stage": lead.stage,
        "received_at": lead.received_at,
    }


@dataclass(frozen=True, kw_only=True)
class LeadCorrected(OnTimeline):
    """Fields of a lead have changed: which, never to what."""

    name = "lead.corrected"
    words = _("A lead was corrected")
    timeline = _("Corrected")
    partner_timeline = _("The lead's details were corrected")
    every_partner = True
    group = LEADS
    audience = Audience.NOBODY
    payload = Corrected

    lead: Lead
    fields: Sequence[str]
    actor: Actor

    def timeline_entry(self) -> TimelineEntry:
        return TimelineEntry(self.lead.id, self.name, self.actor, detail={"fields": list(self.fields)})

    def announcement(self) -> Announcement:
        lead = self.lead
        return Announcement(
            event=self.name,
            key=f"{self.name}:{new_id()}",
            lead_id=lead.id,
            payload={"lead": {"id": lead.id, "external_id": lead.external_id}, "fields": list(self.fields)},
        )


class LeadNurtured(AboutLead):
    """A lead is set aside: by a rule, by a person, or because it is not qualified."""

    name = "lead.nurture"
    words = _("A lead is not ready for a partner")
    timeline = _("Set aside to nurture")
    group = LEADS
    audience = Audience.NOBODY
    payload = (LeadTurned, HeldBack)


@dataclass(frozen=True, kw_only=True)
class LeadHeldBack(OnTimeline):
    """A lead is set aside because it is not qualified; `reason` is a code."""

    name = LeadNurtured.name
    timeline = LeadNurtured.timeline
    is_variant = True

    lead: Lead
    reason: str
    actor: Actor

    def timeline_entry(self) -> TimelineEntry:
        lead = self.lead
        return TimelineEntry(lead.id, self.name, self.actor, lead.changed_at, None, {"reason": self.reason})

    def announcement(self) -> Announcement:
        lead = self.lead
        return Announcement(
            event=self.name,
            key=f"{self.name}:{new_id()}",
            lead_id=lead.id,
            payload={"lead": {"id": lead.id, "external_id": lead.external_id}, "reason": self.reason},
        )


@dataclass(frozen=True, kw_only=True)
class LeadErased(OnTimeline):
    """A lead is erased: the vendor is told, and every partner that has had the contact."""

    name = "lead.erased"
    words = _("A lead's personal data was erased")
    timeline = _("Erased")
    group = LEADS
    audience = Audience.PARTNER
    payload = partner_payload = Erased

    lead: Lead
    actor: Actor
    had_by: Sequence[UUID]

    @classmethod
    def letter(cls, source: Source) -> Letter:
        """It names nobody: what was erased cannot be in a letter about it."""
        return Letter(
            subject=gettext("Please erase a lead"),
            opening=gettext(
                "A contact of yours asked us to erase their data. We have done so. Please also "
                "erase any copies you keep."
            ),
            facts=((gettext("Lead"), source.text("lead", "id")),),
            button=gettext("See your leads"),
            path="portal/",
        )

    def timeline_entry(self) -> TimelineEntry:
        return TimelineEntry(self.lead.id, self.name, self.actor)

    def announcement(self) -> Announcement:
        told = {"lead": {"id": str(self.lead.id)}}
        return Announcement(
            event=self.name,
            key=f"{self.name}:{self.lead.id}",
            lead_id=self.lead.id,
            partner_ids=tuple(self.had_by),
            payload=told,
            partner_payload=told,
        )


@dataclass(frozen=True, kw_only=True)
class OfTimeline(TimelineOnly):
    """What stands on the timeline with no more than ids and codes."""

    lead: Lead
    actor: Actor = SYSTEM
    detail: Mapping[str, Any] = field(default_factory=dict)

    def timeline_entry(self) -> TimelineEntry:
        return TimelineEntry(self.lead.id, self.name, self.actor, detail=self.detail)


class LeadRoutedAgain(OfTimeline):
    """A lead waits for routing again."""

    name = "lead.routed_again"
    timeline = _("Routed again")


class LeadMerged(OfTimeline):
    """Another lead was merged into this one."""

    name = "lead.merged"
    timeline = _("Another lead was merged into this one")


class LeadUnmerged(OfTimeline):
    """Two merged leads are apart again."""

    name = "lead.unmerged"
    timeline = _("Separated again")
