"""What happens to deal registrations."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.events.groups import DEALS
from leads.events.shapes import DealTold
from leads.models import DealRegistration
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Audience, Event
from prm.platform.outbox.letters.letter import Fact, Letter, Source, known


@dataclass(frozen=True, kw_only=True)
class AboutDeal(Event):
    """Something that happened to a deal registration: for the vendor and the partner whose it is."""

    group = DEALS
    payload = partner_payload = DealTold

    deal: DealRegistration

    def announcement(self) -> Announcement:
        told = deal_told(self.deal)
        return Announcement(
            event=self.name,
            key=f"{self.name}:{self.deal.id}",
            partner_ids=(self.deal.partner_id,),
            payload=told,
            partner_payload=told,
        )


class DealRegistered(AboutDeal):
    """A partner claims a company."""

    name = "deal.registered"
    words = _("A deal was registered")
    audience = Audience.VENDOR

    @classmethod
    def letter(cls, source: Source) -> Letter:
        names = {"partner": source.text("partner", "name"), "company": company(source)}
        return Letter(
            subject=gettext("%(partner)s registered a deal: %(company)s") % names,
            opening=gettext("A partner claims an account. Approve the registration or refuse it."),
            facts=deal_facts(source),
            button=gettext("Decide"),
            path=admin_path(source),
        )


class DealApproved(AboutDeal):
    """The vendor protects the company for the partner."""

    name = "deal.approved"
    words = _("A deal was approved")
    audience = Audience.PARTNER

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return _to_partner(
            source,
            gettext("Your deal is approved: %(company)s"),
            gettext("Leads of this account come to you for as long as it is protected."),
        )


class DealRefused(AboutDeal):
    """The vendor refuses the registration."""

    name = "deal.refused"
    words = _("A deal was refused")
    audience = Audience.PARTNER

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return _to_partner(
            source,
            gettext("Your deal was not approved: %(company)s"),
            gettext("The vendor did not approve this registration."),
        )


class DealExpired(AboutDeal):
    """The protection of a company has ended."""

    name = "deal.expired"
    words = _("A deal's protection ended")
    audience = Audience.PARTNER

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return _to_partner(
            source,
            gettext("Deal protection has ended: %(company)s"),
            gettext("The account is no longer protected for you. You can register it again."),
        )


def deal_told(deal: DealRegistration) -> dict[str, Any]:
    """What payloads hold of a registration."""
    return {
        "deal": {
            "id": deal.id,
            "company": deal.company,
            "state": deal.state,
            "protected_until_on": deal.protected_until_on,
        },
        "company": deal.company,
        "partner": {"id": deal.partner_id, "name": deal.partner.name},
        "reason": deal.decision_note,
    }


def admin_path(source: Source) -> str:
    """The admin's page of the deal that a payload is about."""
    deal_id = source.text("deal", "id")
    return f"admin/leads/dealregistration/{deal_id}/change/" if deal_id else "admin/leads/dealregistration/"


def _to_partner(source: Source, subject: str, opening: str) -> Letter:
    deal_id = source.text("deal", "id")
    return Letter(
        subject=subject % {"company": company(source)},
        opening=opening,
        facts=deal_facts(source),
        button=gettext("See the deal"),
        path=f"portal/deals/{deal_id}/" if deal_id else "portal/deals/",
    )


def company(source: Source) -> str:
    """The company that a deal is about."""
    return source.text("company") or source.text("deal", "company") or gettext("an account")


def deal_facts(source: Source) -> tuple[Fact, ...]:
    """What the payload tells of a deal."""
    return known(
        (gettext("Partner"), source.text("partner", "name")),
        (gettext("Protected until"), source.day("deal", "protected_until_on")),
        (gettext("Because"), source.text("reason")),
    )
