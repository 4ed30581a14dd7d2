"""What the world is told of offers and leads: for the vendor with ids and reasons, for partners blind."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from leads.models import Lead
from leads.selectors.blind import blind_facts
from prm.platform.outbox.announce import Announcement
from routing.models import Offer, OfferState


def about_offer(
    event: str,
    offer: Offer,
    lead: Lead,
    *,
    at: datetime,
    partner_ids: Collection[UUID] = (),
    key: str = "",
    partner_name: str | None = None,
    **detail: Any,
) -> Announcement:
    """One event of an offer. `key` sets apart events that can happen to an offer more than once.

    The partner is told unless the offer goes to several (`partner_ids`); contact details never are. Without
    `partner_name` the offer's partner is read, unless it is there already.
    """
    told = tuple(partner_ids) or ((offer.partner_id,) if offer.partner_id else ())
    return Announcement(
        event=event,
        key=f"{event}:{offer.id}{':' if key else ''}{key}",
        lead_id=lead.id,
        partner_ids=told,
        membership_ids=(offer.assignee_id,) if offer.assignee_id else (),
        payload=_for_vendor(offer, lead, partner_name) | detail,
        partner_payload=for_partner(offer, lead),
        at=at,
        partner_at=offer.visible_at if offer.state == OfferState.OFFERED else None,
    )


def about_lead(event: str, lead: Lead, *, at: datetime, **detail: Any) -> Announcement:
    """One event of a lead, for the vendor only."""
    return Announcement(
        event=event,
        key=f"{event}:{lead.id}:{at.isoformat()}",
        lead_id=lead.id,
        payload={
            "lead": str(lead.id),
            "external_id": lead.external_id,
            "state": lead.state,
            "facts": blind_facts(lead).as_dict(),
        }
        | detail,
        at=at,
    )


def _for_vendor(offer: Offer, lead: Lead, partner_name: str | None) -> dict[str, Any]:
    partner = None
    if offer.partner_id is not None:
        name = offer.partner.name if partner_name is None else partner_name
        partner = {"id": str(offer.partner_id), "name": name}
    return {
        "offer": _offer(offer)
        | {
            "partner": partner,
            "pool": offer.pool,
            "rule": offer.rule_name,
            "decision_id": str(offer.decision_id) if offer.decision_id else None,
            "is_manual": offer.is_manual,
        },
        "lead": str(lead.id),
        "external_id": lead.external_id,
    }


def for_partner(offer: Offer, lead: Lead) -> dict[str, Any]:
    """What a partner hears of an offer: blind facts only."""
    return {"offer": _offer(offer), "lead": blind_facts(lead).as_dict()}


def _offer(offer: Offer) -> dict[str, Any]:
    instants = ("offered_at", "deadline_at", "accepted_at", "update_due_at", "closed_at")
    stated = {name: getattr(offer, name) for name in instants}
    return {
        "id": str(offer.id),
        "state": offer.state,
        "is_claim": offer.is_claim,
        **{name: at.isoformat() if at else None for name, at in stated.items()},
    }
