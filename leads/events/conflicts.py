"""A lead or a deal meets someone else's claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.events.about_lead import AboutLead
from leads.events.deals import admin_path, company, deal_told
from leads.events.groups import DEALS
from leads.events.lead_words import lead_in_short, lead_path
from leads.events.shapes import LeadClaimed, RivalTold
from leads.models import DealRegistration
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Audience, Event
from prm.platform.outbox.letters.letter import Letter, Source, known


class ConflictFound(AboutLead):
    """A lead matches a protected claim. Sent once for each lead."""

    name = "conflict.found"
    words = _("A lead conflicts with a registered deal")
    timeline = None
    group = DEALS
    audience = Audience.VENDOR
    payload = (LeadClaimed, RivalTold)

    @classmethod
    def letter(cls, source: Source) -> Letter:
        if source.text("deal", "id"):
            return _of_two_deals(source)
        return Letter(
            subject=gettext("Lead conflicts with a registered deal: %(lead)s")
            % {"lead": lead_in_short(source)},
            opening=gettext("A partner has a protected deal registration for this account."),
            facts=known((gettext("Partner"), source.text("partner", "name"))),
            button=gettext("Open the lead"),
            path=lead_path(source),
        )


@dataclass(frozen=True, kw_only=True)
class RivalRegistered(Event):
    """A second partner asks for the same company: the vendor has to choose. `claim` is the earlier one."""

    name = ConflictFound.name
    is_variant = True

    deal: DealRegistration
    claim: Mapping[str, Any]

    def announcement(self) -> Announcement:
        told = {**deal_told(self.deal), "claim": self.claim}
        return Announcement(event=self.name, key=f"{self.name}:{self.deal.id}", payload=told)


def _of_two_deals(source: Source) -> Letter:
    rival = (gettext("Registered before by"), source.text("claim", "partner", "name"))
    return Letter(
        subject=gettext("Two partners claim %(company)s") % {"company": company(source)},
        opening=gettext(
            "Both are waiting for your decision. The account is protected for the partner you approve."
        ),
        facts=known((gettext("Partner"), source.text("partner", "name")), rival),
        button=gettext("Decide"),
        path=admin_path(source),
    )
