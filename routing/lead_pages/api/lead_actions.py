"""What the vendor does with one lead: offer it to a partner of its choice, route it again, erase it."""

from typing import Any, ClassVar
from uuid import UUID

from rest_framework import serializers

from leads.models import Lead
from leads.selectors.find_lead import find_lead
from partners.models import Partner
from prm.platform.api.action import Acts
from prm.platform.api.calls import Call, Shape, refuses
from prm.platform.api.inputs import Input, Text
from prm.platform.errors import FieldError, InvalidInput
from routing.conversations.models import MOST_CHARACTERS
from routing.lead_pages.api.lead_serializers import LeadOut, leads_out
from routing.models import Ground, Offer
from routing.offers.api.offer_serializers import OfferOut
from routing.offers.api.offer_views import offer_out
from routing.offers.services.erase_lead import erase_lead
from routing.offers.services.offer_manually import offer_manually
from routing.review.services.route_again import route_again


class ManualOfferInput(Input):
    """The partner and the reason."""

    partner = serializers.UUIDField(help_text="The partner's ID.")
    reason = Text(
        max_length=2000,
        help_text="For your own people. Stored with the partner that the rules would have chosen.",
    )
    ground = serializers.ChoiceField(
        choices=Ground.choices,
        required=False,
        default=Ground.OTHER,
        help_text="Why this partner: the partner reads it with the offer, and those passed over read it "
        "without names. `rules` only for the partner that the rules put first.",
    )
    message = Text(
        max_length=MOST_CHARACTERS,
        required=False,
        default="",
        allow_blank=True,
        help_text="A word that the partner reads with the offer, before it knows who the lead is.",
    )


class LeadCall(Call):
    """What the calls of one lead share."""

    name = "lead"
    tag = "Leads"
    gives: ClassVar[Shape | None] = LeadOut

    def find(self, lead_id: UUID) -> Lead:
        """Read a lead."""
        return find_lead(lead_id)

    def show(self, found: Lead) -> Any:
        return leads_out([found])[0]


class OfferLeadView(Acts, LeadCall):
    """A person's choice instead of the rules'."""

    name = "lead_offer"
    takes = ManualOfferInput
    gives = OfferOut
    status = 201
    examples = {
        "To one partner": {
            "partner": "0199f1c2-0000-7000-8000-000000000000",
            "reason": "They know the company.",
            "ground": "customer",
        }
    }

    @refuses("lead_closed", "inactive", "at_capacity", "already_offered", "no_policy")
    def act(self, lead_id: UUID) -> Offer:
        """Offer a lead to a partner of your choice.

        A live offer is withdrawn first. Shares of the pool do not change.
        """
        partner_id = self.given.pop("partner")
        if not Partner.objects.filter(pk=partner_id).exists():
            raise InvalidInput([FieldError("partner", "unknown", "There is no such partner.")])
        actor = self.caller.actor
        return offer_manually(lead_id=lead_id, partner_id=partner_id, actor=actor, **self.given)

    def show(self, found: Any) -> Any:
        return offer_out(found, self.caller)


class RouteAgainView(Acts, LeadCall):
    """Back to the rules."""

    name = "lead_route_again"

    @refuses("not_waiting")
    def act(self, lead_id: UUID) -> Lead:
        """Route a lead again.

        For a lead in review or nurture. The count of its offers starts again. Partners that had it
        stay excluded.
        """
        return route_again(lead_id=lead_id, actor=self.caller.actor)


class EraseLeadView(Acts, LeadCall):
    """A person asks to be forgotten."""

    name = "lead_erase"

    def act(self, lead_id: UUID) -> Lead:
        """Erase a lead.

        Deletes all personal data of the lead and its duplicates: in notes, files, offers, decisions,
        messages and stored answers. The history stays without personal data. A live offer is
        withdrawn. Partners that had the contact are asked to erase it too. This cannot be undone.
        """
        return erase_lead(lead_id=lead_id, actor=self.caller.actor)
