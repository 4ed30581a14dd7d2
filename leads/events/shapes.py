"""What payloads hold of leads and deals."""

from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field, create_model

from leads.fields.catalogue import LABELS, LEAD
from leads.selectors.blind import BANDS, CODES
from prm.platform.outbox.shape import Shape

_TYPES: Final[dict[str, Any]] = {
    "text": str, "number": float, "money": float, "degrees": float, "flag": bool, "list": list[str],
}  # fmt: skip
LeadNumber = Annotated[str, Field(description="Your own ID of the lead.", examples=["mkt-1001"])]
LeadStateCode = Annotated[str, Field(description="The lead's state.", examples=["offered"])]
Reason = Annotated[str, Field(description="A code, or what a person gave as the reason.")]


def _code(name: str) -> tuple[Any, Any]:
    field = LEAD[name]
    of: Any = _TYPES.get(field.kind, Any)
    example = [] if field.example is None else [field.example]
    return (of | None if of is not Any else Any, Field(description=str(LABELS[name]), examples=example))


def _band(name: str) -> tuple[Any, Any]:
    return (str, Field(description=f"A band; empty for unknown: {name}.", examples=["50-199"]))


_BLIND: dict[str, Any] = {name: _code(name) for name in CODES}
_BLIND |= {band.name: _band(band.name) for _, band in BANDS}
_BLIND |= {"stage": (str, Field(examples=["sql"]))}
# What a partner may know before it accepts, from the catalogue of fields.
BlindFacts: Any = create_model("BlindFacts", __base__=Shape, **_BLIND)


class PartnerRef(Shape):
    """A partner by ID and name."""

    id: UUID
    name: Annotated[str, Field(examples=["Larkspur Networks"])]


class LeadId(Shape):
    """A lead by its ID."""

    id: UUID


class LeadRef(LeadId):
    """A lead by its IDs."""

    external_id: LeadNumber


class ReceivedLead(LeadRef):
    """A lead that came in, without personal data."""

    source: Annotated[str, Field(examples=["web"])]
    campaign: Annotated[str, Field(examples=["spring"])]
    country: Annotated[str, Field(examples=["US"])]
    region: Annotated[str, Field(examples=["US-TX"])]
    state: LeadStateCode
    stage: Annotated[str, Field(examples=["sql"])]
    received_at: datetime


class Received(Shape):
    """A lead came in."""

    lead: ReceivedLead


class Corrected(Shape):
    """Fields of a lead have changed. The values are not sent."""

    lead: LeadRef
    fields: Annotated[list[str], Field(description="The fields that changed.", examples=[["country"]])]


class RepeatedLead(LeadRef):
    """A known lead that was posted again."""

    state: LeadStateCode


class Repeated(Shape):
    """A known lead was posted again."""

    lead: RepeatedLead
    fields: Annotated[list[str], Field(description="The fields with new values.", examples=[["country"]])]
    recognised_by: Annotated[str, Field(examples=["email"])]


class RepeatedForHolder(Shape):
    """A lead that a partner holds was posted again."""

    offer: dict[str, Any] = Field(description="As in `offer.created`.")
    lead: BlindFacts
    fields: Annotated[list[str], Field(description="The fields with new values.", examples=[["country"]])]
    recognised_by: Annotated[str, Field(examples=["email"])]


class Erased(Shape):
    """A lead is erased."""

    lead: LeadId


class HeldBack(Shape):
    """A lead is not routed yet."""

    lead: LeadRef
    reason: Reason


class LeadTold(Shape):
    """Something happened to a lead."""

    lead: UUID
    external_id: LeadNumber
    state: LeadStateCode
    facts: BlindFacts


class LeadTurned(LeadTold):
    """A lead changed its state, and why."""

    reason: Reason
    rule: Annotated[str | None, Field(description="The rule that decided.", examples=["Everything"])] = None
    decision_id: UUID | None = None
    kept_out: dict[str, int] = Field(
        default={},
        description="If no partner could take it: the number of partners by reason.",
        examples=[{"territory": 4}],
    )


class LeadClaimed(LeadTold):
    """A lead meets a claim."""

    partner: PartnerRef


class Deal(Shape):
    """A deal registration."""

    id: UUID
    company: Annotated[str, Field(examples=["Example Mills"])]
    state: Annotated[str, Field(examples=["registered"])]
    protected_until_on: date | None


class Claim(Shape):
    """An earlier claim on the same company."""

    deal: UUID
    partner: PartnerRef


class DealTold(Shape):
    """A deal registration, for the vendor and its partner."""

    deal: Deal
    company: Annotated[str, Field(examples=["Example Mills"])]
    partner: PartnerRef
    reason: Reason


class RivalTold(DealTold):
    """A deal registration that meets another one."""

    claim: Claim
