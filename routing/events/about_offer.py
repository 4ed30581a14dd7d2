"""The base of events of an offer: for the vendor with ids and reasons, for partners blind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from leads.events.on_timeline import OnTimeline
from leads.models import Lead
from leads.selectors.blind import blind_facts
from leads.services.timeline import TimelineEntry
from prm.platform.actors import SYSTEM, Actor
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.letters.letter import Source
from prm.platform.outbox.shape import Shape
from routing.events.shapes import OfferTold, PartnerTold
from routing.models import Offer, OfferState


@dataclass(frozen=True, kw_only=True)
class AboutOffer(OnTimeline):
    """Something that happened to an offer; contact details are in no payload.

    Its partner is told, or those in `partner_ids` where it goes to several. `by_partner_id` is whose entry it
    is on the timeline, if not the offer's. `detail` is for the timeline: ids, codes and numbers only. `told`
    is added to the vendor's payload. `key` sets apart events that can happen to an offer more than once.
    Without `partner_name` the offer's partner is read, unless it is there already.
    """

    is_of_offers = True
    payload: ClassVar[type[Shape] | tuple[type[Shape], ...]] = OfferTold
    partner_payload: ClassVar[type[Shape] | None] = PartnerTold

    offer: Offer
    lead: Lead
    at: datetime
    actor: Actor = SYSTEM
    partner_ids: Collection[UUID] = ()
    by_partner_id: UUID | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    partner_name: str | None = None

    def timeline_entry(self) -> TimelineEntry:
        partner_id = self.by_partner_id or self.offer.partner_id
        detail = {"offer_id": str(self.offer.id), **self.detail}
        return TimelineEntry(self.lead.id, self.name, self.actor, self.at, partner_id, detail)

    def announcement(self) -> Announcement:
        offer, lead = self.offer, self.lead
        told = tuple(self.partner_ids) or ((offer.partner_id,) if offer.partner_id else ())
        return Announcement(
            event=self.name,
            key=f"{self.name}:{offer.id}{':' if self.key else ''}{self.key}",
            lead_id=lead.id,
            partner_ids=told,
            membership_ids=(offer.assignee_id,) if offer.assignee_id else (),
            payload={
                "offer": blind_offer(offer) | _of_vendor(offer, self.partner_name),
                "lead": str(lead.id),
                "external_id": lead.external_id,
                **self.told,
            },
            partner_payload=for_partner(offer, lead),
            at=self.at,
            partner_at=offer.visible_at if offer.state == OfferState.OFFERED else None,
        )


def for_partner(offer: Offer, lead: Lead) -> dict[str, Any]:
    """What a partner hears of an offer: blind facts only."""
    return {"offer": blind_offer(offer), "lead": blind_facts(lead).as_dict()}


def _of_vendor(offer: Offer, partner_name: str | None) -> dict[str, Any]:
    partner = None
    if offer.partner_id is not None:
        name = offer.partner.name if partner_name is None else partner_name
        partner = {"id": str(offer.partner_id), "name": name}
    return {
        "partner": partner,
        "pool": offer.pool,
        "rule": offer.rule_name,
        "decision_id": str(offer.decision_id) if offer.decision_id else None,
        "is_manual": offer.is_manual,
    }


def blind_offer(offer: Offer) -> dict[str, Any]:
    """What a partner hears of the offer itself."""
    instants = ("offered_at", "deadline_at", "accepted_at", "update_due_at", "closed_at")
    stated = {name: getattr(offer, name) for name in instants}
    return {
        "id": str(offer.id),
        "state": offer.state,
        "is_claim": offer.is_claim,
        **{name: at.isoformat() if at else None for name, at in stated.items()},
    }


def offer_path(source: Source) -> str:
    """The offer's page in the portal."""
    offer_id = source.text("offer", "id")
    return f"portal/offers/{offer_id}/" if offer_id else "portal/"


def work_path(source: Source) -> str:
    """The page of an accepted lead in the portal."""
    offer_id = source.text("offer", "id")
    return f"portal/leads/{offer_id}/" if offer_id else "portal/pipeline/"
