"""`GET /leads/{id}/decisions/`: every decision, with all reasons."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet

from leads.selectors.find_lead import find_lead
from prm.platform.api.collection import Lists
from prm.platform.api.item import Reads
from prm.platform.api.permissions import HasPartnerKey
from prm.platform.errors import NotFound
from routing.decisions.api.decision_shapes import DecisionOut, PartnerDecisionOut
from routing.decisions.selectors.decision_view import latest_for_partner, vendor_view
from routing.decisions.selectors.manual_decisions import chosen_by_hand
from routing.decisions.selectors.stored_decisions import stored, with_parts
from routing.models import Decision
from routing.offers.selectors.offers_for_partner import offer_for_partner


class DecisionsView(Lists):
    """The decisions on one lead."""

    operations = {"get": "lead_decisions"}
    tag = "Leads"
    gives = DecisionOut
    by = ("decided_at", "id")
    orders = ("decided_at",)

    def rows(self, lead_id: UUID) -> QuerySet[Decision]:
        """List the decisions on a lead.

        Newest first, each with every partner: chosen, eligible, or excluded and why.
        """
        return with_parts(Decision.objects.filter(lead=find_lead(lead_id)))

    def show_rows(self, rows: Sequence[Decision]) -> Any:
        return [vendor_view(stored(row)).as_dict() for row in rows]


class WhyView(Reads):
    """Why a lead came to this partner."""

    operations = {"get": "offer_why"}
    tag = "Offers"
    permission_classes = [HasPartnerKey]
    gives = PartnerDecisionOut

    def find(self, offer_id: UUID) -> dict[str, Any]:
        """Read why this lead was offered to you.

        Your own part in the decision. Other partners are not named.
        """
        partner_id = cast(UUID, self.caller.partner_id)
        offer = offer_for_partner(offer_id, partner_id)
        by_hand = chosen_by_hand(offer_id=offer_id) if offer.is_manual else None
        if by_hand is not None:
            return by_hand.as_dict()
        found = latest_for_partner(lead_id=offer.lead_id, partner_id=partner_id)
        if found is None:
            raise NotFound("No decision chose you: a person may have.")
        return found.as_dict()

    def show(self, found: dict[str, Any]) -> Any:
        return found
