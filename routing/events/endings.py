"""A lead ends: won, lost, a duplicate, or spam."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from leads.events.about_lead import AboutLead
from leads.events.groups import WORK
from leads.events.on_timeline import TimelineOnly
from leads.events.shapes import LeadTurned
from leads.models import Lead
from leads.services.timeline import TimelineEntry
from prm.platform.actors import Actor
from prm.platform.outbox.catalogue import Audience
from routing.events.about_offer import AboutOffer
from routing.events.shapes import Closed


class LeadWon(AboutOffer):
    """A partner won the lead."""

    name = "lead.won"
    words = _("A lead was won")
    timeline = partner_timeline = _("Won")
    group = WORK
    audience = Audience.NOBODY
    payload = Closed


class LeadLost(AboutOffer):
    """A partner lost the lead."""

    name = "lead.lost"
    words = _("A lead was lost")
    timeline = partner_timeline = _("Lost")
    group = WORK
    audience = Audience.NOBODY
    payload = (Closed, LeadTurned)


OUTCOMES: Final = {"won": LeadWon, "lost": LeadLost}


class LeadDropped(AboutLead):
    """The vendor closed the lead: it is lost, without a partner's doing."""

    name = LeadLost.name
    timeline = LeadLost.timeline
    is_variant = True


@dataclass(frozen=True, kw_only=True)
class Ended(TimelineOnly):
    """Why the vendor closed a lead."""

    lead: Lead
    actor: Actor
    detail: dict[str, str]

    def timeline_entry(self) -> TimelineEntry:
        return TimelineEntry(self.lead.id, self.name, self.actor, self.lead.closed_at, None, self.detail)


class LeadIsDuplicate(Ended):
    """The lead is there already."""

    name = "lead.duplicate"
    timeline = _("Recognised as a duplicate")


class LeadIsSpam(Ended):
    """Nobody is behind it."""

    name = "lead.spam"
    timeline = _("Recognised as spam")
