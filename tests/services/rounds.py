"""Short words for what routing tests do again and again. Call in a vendor's scope."""

from typing import Any

from leads.models import DeclineReason, Lead, LeadEvent
from partners.models import Partner
from prm.platform.actors import Actor
from prm.platform.ids import new_id
from prm.platform.outbox.models import WebhookEndpoint
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.services.route_leads import route_waiting_leads
from routing.models import LIVE_STATES, Offer, PolicyVersion
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.decline_offer import decline_offer
from routing.timers.services.fire_timers import fire_timers
from tests.factories import LeadFactory, PolicyVersionFactory, WebhookEndpointFactory

PERSON = Actor("key", new_id())
SLA = {"accept_within": "24h", "warn_after": "24h", "revoke_after": "48h", "max_offers": 5, "clock": "wall"}


def publish(
    *, pool: dict[str, Any] | None = None, sla: dict[str, Any] | None = None, **document: Any
) -> PolicyVersion:
    """Publish one pool for everything, or the document given."""
    whole = {
        "rules": [{"name": "Everything", "then": "route", "pool": "all"}],
        "pools": {"all": {"partners": {}, "require": [], "method": "round_robin", **(pool or {})}},
        "sla": {**SLA, **(sla or {})},
        **document,
    }
    PolicyVersion.objects.filter(state="published").update(state="retired")
    newest = PolicyVersion.objects.order_by("-number").first()
    return PolicyVersionFactory(document=whole, number=newest.number + 1 if newest else 1)


def route() -> int:
    """Route what waits, batch after batch."""
    return sum(iter(lambda: route_waiting_leads(vendor_id=current_vendor_id()), 0))


def sweep() -> int:
    """Fire what is due."""
    return fire_timers(vendor_id=current_vendor_id())


def offered(**fields: Any) -> Offer:
    """A new lead, routed; its live offer."""
    lead = LeadFactory(**fields)
    route()
    return live(lead)


def live(lead: Lead) -> Offer:
    """The lead's live offer."""
    return Offer.objects.get(lead=lead, state__in=LIVE_STATES)


def accepted(**fields: Any) -> Offer:
    """A new lead, routed and accepted."""
    offer = offered(**fields)
    return accept(offer)


def accept(offer: Offer, partner: Partner | None = None) -> Offer:
    """The partner accepts."""
    return accept_offer(
        offer_id=offer.id, partner_id=partner.id if partner else offer.partner_id, actor=PERSON
    )


def decline(offer: Offer, partner: Partner | None = None) -> Offer:
    """The partner declines, for a reason that exists."""
    DeclineReason.objects.get_or_create(slug="other", defaults={"name": "Other"})
    chosen = partner.id if partner else offer.partner_id
    return decline_offer(offer_id=offer.id, partner_id=chosen, actor=PERSON, reason="other")


def listen() -> WebhookEndpoint:
    """The vendor hears of every event."""
    return WebhookEndpointFactory()


def kinds(lead: Lead) -> list[str]:
    """What the lead's timeline says, in order."""
    return list(LeadEvent.objects.filter(lead=lead).order_by("at", "id").values_list("kind", flat=True))


def state(lead: Lead) -> str:
    """The lead's state as stored."""
    return Lead.objects.values_list("state", flat=True).get(id=lead.id)
