"""What payloads hold of offers: for the vendor with IDs and reasons, for partners blind."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from leads.events.shapes import BlindFacts, LeadNumber, LeadTold, PartnerRef, Reason
from prm.platform.outbox.shape import Shape


class BlindOffer(Shape):
    """An offer as its partner sees it."""

    id: UUID
    state: Annotated[str, Field(examples=["offered"])]
    is_claim: Annotated[
        bool, Field(description="Several partners are invited. The first to accept gets the lead.")
    ] = False
    offered_at: datetime | None
    deadline_at: datetime | None
    accepted_at: datetime | None
    update_due_at: datetime | None
    closed_at: datetime | None


class Offer(BlindOffer):
    """An offer as the vendor sees it."""

    partner: PartnerRef | None
    pool: Annotated[str, Field(examples=["regional"])]
    rule: Annotated[str, Field(examples=["Everything else"])]
    decision_id: UUID | None
    is_manual: bool


class PartnerTold(Shape):
    """An event of an offer, as partners get it: without contact details."""

    offer: BlindOffer
    lead: BlindFacts


class OfferTold(Shape):
    """Something happened to an offer."""

    offer: Offer
    lead: UUID
    external_id: LeadNumber


class Declined(OfferTold):
    """A partner declined."""

    reason: Annotated[str, Field(description="The slug of a decline reason.", examples=["no-capacity"])]
    declined_by: UUID


class Withdrawn(OfferTold):
    """The vendor took the lead back."""

    reason: Reason


class Closed(OfferTold):
    """A partner closed the lead."""

    value: Annotated[str | None, Field(description="In the lead's currency.", examples=["48000.00"])]
    reason: Reason


class Updated(OfferTold):
    """A partner reported."""

    status: Annotated[str | None, Field(examples=["contacted"])] = None
    reopened: Annotated[bool | None, Field(description="A closed lead was opened again.")] = None


class Warned(OfferTold):
    """A partner was told to report."""

    update_due_at: datetime | None


class Extended(OfferTold):
    """A deadline was moved."""

    until: datetime


class MoreTimeAsked(OfferTold):
    """A partner asks for more time."""

    asked_by: UUID
    reason: Annotated[str, Field(description="In the partner's words.")]
    until_on: date | None = None


class Message(Shape):
    """What a person of the vendor or of a partner wrote."""

    id: UUID
    sender: Annotated[Literal["vendor", "partner"], Field(alias="from")]
    author: Annotated[str, Field(description="The person's name. Empty for a program.")]
    body: str


class MessageTold(OfferTold):
    """The vendor and a partner write to each other about a lead."""

    message: Message


class PartnerMessageTold(PartnerTold):
    """As partners get it."""

    message: Message


class Escalated(LeadTold):
    """A lead has waited too long in review."""

    reason: Reason
    to: Annotated[str, Field(description="The person that the rules name. Empty for every channel manager.")]
    review_since_at: datetime | None
