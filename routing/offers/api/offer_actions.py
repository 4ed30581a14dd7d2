"""What a partner does with an offer. A transition that is no longer possible is a 409 and changes nothing."""

from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from leads.models import DeclineReason
from prm.platform.api.action import Acts
from prm.platform.api.calls import refuses
from prm.platform.api.collection import Lists
from prm.platform.api.permissions import HasApiKey, HasPartnerKey
from routing.models import Offer
from routing.offers.api.offer_inputs import DeclineInput, MoreTimeInput, OutcomeInput, UpdateInput
from routing.offers.api.offer_serializers import OfferOut
from routing.offers.api.offer_views import offer_out
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.ask_more_time import ask_more_time
from routing.offers.services.close_offer import close_offer
from routing.offers.services.decline_offer import decline_offer
from routing.offers.services.hold_offer import find_offer_of
from routing.offers.services.update_offer import update_offer


class OfferAction(Acts):
    """One action of a partner on one of its offers."""

    tag = "Offers"
    permission_classes = [HasPartnerKey]
    gives = OfferOut

    def find(self, offer_id: UUID) -> Offer:
        """The offer."""
        return find_offer_of(offer_id, cast(UUID, self.caller.partner_id))

    def who(self) -> dict[str, Any]:
        """The partner, and who acts, as the services take them."""
        return {"partner_id": cast(UUID, self.caller.partner_id), "actor": self.caller.actor}

    def show(self, found: Offer) -> Any:
        return offer_out(found, self.caller)


class AcceptView(OfferAction):
    """Take the lead."""

    name = "offer_accept"

    @refuses("deadline_passed", "taken", "not_offered")
    def act(self, offer_id: UUID) -> Offer:
        """Accept an offer.

        The answer has the contact.
        """
        return accept_offer(offer_id=offer_id, **self.who())


class DeclineView(OfferAction):
    """Pass the lead on."""

    name = "offer_decline"
    takes = DeclineInput
    examples = {"No room": {"reason": "no-capacity"}}

    @refuses("deadline_passed", "taken", "not_offered")
    def act(self, offer_id: UUID) -> Offer:
        """Decline an offer.

        The lead goes to the next partner.
        """
        return decline_offer(offer_id=offer_id, **self.given, **self.who())


class UpdateView(OfferAction):
    """Report on a lead."""

    name = "offer_update"
    takes = UpdateInput
    examples = {"Called": {"first_action": "call", "status": "contacted"}}

    @refuses("not_accepted")
    def act(self, offer_id: UUID) -> Offer:
        """Report on an accepted lead.

        A contact or a note restarts the time to the next warning. A new status, plan or person in
        charge alone does not.
        """
        given: dict[str, Any] = {name: "" if value is None else value for name, value in self.given.items()}
        given["assignee_id"] = given.pop("assignee", None)
        return update_offer(offer_id=offer_id, **given, **self.who())


class OutcomeView(OfferAction):
    """Close a lead."""

    name = "offer_outcome"
    takes = OutcomeInput
    examples = {"Won": {"outcome": "won", "value": 48000}}

    @refuses("not_accepted")
    def act(self, offer_id: UUID) -> Offer:
        """Close an accepted lead as won or lost."""
        return close_offer(offer_id=offer_id, **self.given, **self.who())


class MoreTimeView(OfferAction):
    """Ask for more time."""

    examples = {"Until a day": {"reason": "They decide after their board meets."}}
    name = "offer_more_time"
    takes = MoreTimeInput

    @refuses("deadline_passed", "not_accepted", "asked_before")
    def act(self, offer_id: UUID) -> Offer:
        """Ask the vendor for more time.

        The deadline stays until the vendor moves it.
        """
        return ask_more_time(offer_id=offer_id, **self.given, **self.who())


class DeclineReasonOut(serializers.ModelSerializer[DeclineReason]):
    """A reason that can be given for declining."""

    class Meta:
        model = DeclineReason
        fields = ("slug", "name")
        read_only_fields = fields


class DeclineReasonsView(Lists):
    """The vendor's reasons for declining."""

    name = "decline_reason"
    tag = "Offers"
    permission_classes = [HasApiKey]
    gives = DeclineReasonOut
    by = ("position", "id")
    newest_first = False

    def rows(self) -> QuerySet[DeclineReason]:
        """List the reasons for declining."""
        return DeclineReason.objects.filter(is_active=True)
