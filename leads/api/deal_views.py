"""Deal registrations: a partner its own, the vendor all; and whether a company would meet a claim."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from leads.api.deal_shapes import (
    AccountInput,
    ApprovalInput,
    ConflictOut,
    DealFilters,
    DealInput,
    DealOut,
    RefusalInput,
)
from leads.intake.clean_deal import clean_account
from leads.models import DealRegistration
from leads.selectors.claims import Claim, claims_met
from leads.services.decide_deal import approve_deal, refuse_deal
from leads.services.register_deal import register_deal
from prm.platform import clock
from prm.platform.api.action import Acts
from prm.platform.api.audit import Audited
from prm.platform.api.caller import Caller
from prm.platform.api.calls import Call, refuses
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.item import Reads
from prm.platform.api.permissions import HasApiKey
from prm.platform.errors import FieldError, InvalidInput, NotFound
from prm.platform.tenants.audit_action import AuditAction

EXAMPLE = {"company": "Example Mills", "website": "https://mills.example", "country": "US"}


class Deal(Call):
    """What the calls of deal registrations share."""

    name = "deal"
    tag = "Deals"
    gives = DealOut

    def find(self, deal_id: UUID) -> DealRegistration:
        """Read a deal registration."""
        return find_deal(deal_id, self.caller)


class DealsView(Lists, Creates, Deal):
    """Deal registrations."""

    permission_classes = [HasApiKey]
    operations = {"post": "deal_register"}
    by = ("registered_at", "id")
    orders = ("registered_at", "company")
    query = {"get": DealFilters}
    takes = DealInput
    examples = {
        "With a partner's key": EXAMPLE,
        "With the vendor's key": {**EXAMPLE, "partner": "0199f1c2-0000-7000-8000-000000000000"},
    }

    def rows(self) -> QuerySet[DealRegistration]:
        """List deal registrations.

        Newest first. A partner's key lists its own.
        """
        return deals_of(self.caller)

    def body(self) -> Any:
        return self.request.data

    @refuses("conflict", "registered_already")
    def create(self) -> DealRegistration:
        """Register a deal.

        Not while another partner has a protected claim.
        """
        partner_id, data = _whose(self.given, self.caller)
        return register_deal(partner_id=partner_id, data=data, actor=self.caller.actor)


class DealView(Reads, Deal):
    """One deal registration."""

    permission_classes = [HasApiKey]


class ApproveDealView(Acts, Deal):
    """The vendor says yes."""

    examples = {"Until a day": {"protected_until_on": "2027-06-30"}}
    name = "deal_approve"
    audited = Audited("leads.dealregistration", AuditAction.APPROVED)
    takes = ApprovalInput

    @refuses("already_decided", "conflict")
    def act(self, deal_id: UUID) -> DealRegistration:
        """Approve a deal registration."""
        return approve_deal(deal_id=deal_id, actor=self.caller.actor, **self.given)


class RefuseDealView(Acts, Deal):
    """The vendor refuses the registration."""

    examples = {"Known already": {"reason": "We talk to this company already."}}
    name = "deal_refuse"
    audited = Audited("leads.dealregistration", AuditAction.REFUSED)
    takes = RefusalInput

    @refuses("already_decided")
    def act(self, deal_id: UUID) -> DealRegistration:
        """Refuse a deal registration."""
        return refuse_deal(deal_id=deal_id, actor=self.caller.actor, **self.given)


class ConflictCheckView(Acts):
    """Whether a company would meet a claim."""

    name = "conflict_check"
    tag = "Deals"
    permission_classes = [HasApiKey]
    takes = AccountInput
    gives = ConflictOut
    examples = {"By website": {"website": "https://mills.example"}}

    def body(self) -> Any:
        return clean_account(self.request.data).company

    def act(self) -> dict[str, Any]:
        """Check whether a company is claimed.

        Says yes or no, and until when. A partner's own claims are not a conflict. Partners never
        learn who holds a claim. Nothing is stored.
        """
        [claims] = claims_met([self.given], clock.now().date(), besides=self.caller.partner_id)
        answer: dict[str, Any] = {
            "conflict": bool(claims),
            "until": max((claim.until for claim in claims if claim.until), default=None),
        }
        return answer | ({"claims": _told(claims)} if self.caller.is_vendor else {})


def deals_of(caller: Caller) -> QuerySet[DealRegistration]:
    """The registrations that a key may see."""
    deals = DealRegistration.objects.select_related("partner")
    return deals if caller.partner_id is None else deals.filter(partner_id=caller.partner_id)


def find_deal(deal_id: UUID, caller: Caller) -> DealRegistration:
    """One of them. Raises NotFound."""
    deal = deals_of(caller).filter(pk=deal_id).first()
    if deal is None:
        raise NotFound("There is no such deal registration.")
    return deal


def _whose(data: Any, caller: Caller) -> tuple[UUID, Any]:
    """The partner a registration is for, and the rest of it. A partner registers for itself only."""
    if caller.partner_id is not None or not isinstance(data, dict):
        return caller.partner_id or UUID(int=0), data
    try:
        return UUID(str(data.get("partner"))), {name: data[name] for name in data if name != "partner"}
    except ValueError as error:
        message = "Send the ID of the partner whose claim it is."
        raise InvalidInput([FieldError("partner", "required", message)]) from error


def _told(claims: list[Claim]) -> list[dict[str, Any]]:
    return [
        {
            "deal": claim.deal_id,
            "company": claim.company,
            "partner": {"id": claim.partner_id, "name": claim.partner_name},
            "until": claim.until,
            "evidence": claim.match.evidence,
            "confidence": claim.match.confidence,
        }
        for claim in claims
    ]
