"""Leads that went through the real routing, for tests of what is told of them."""

from typing import Any

from routing.batches.services.route_leads import route_waiting_leads
from routing.models import Decision
from routing.policies.services.create_draft import create_draft
from routing.policies.services.publish import publish_draft
from tests.factories import LeadFactory
from tests.people import VendorPeople


def publish(people: VendorPeople, document: dict[str, Any]):
    """Put a document in force."""
    draft = create_draft(actor=people.alice_actor, document=document)
    return publish_draft(version_id=draft.id, actor=people.alice_actor)


def route(people: VendorPeople, count: int = 1, **fields: Any) -> list[Decision]:
    """Route so many leads in one batch; their decisions in order."""
    leads = [LeadFactory(**fields) for _ in range(count)]
    route_waiting_leads(vendor_id=people.vendor.id, limit=count)
    decisions = Decision.objects.filter(lead_id__in=[lead.id for lead in leads])
    return list(decisions.order_by("decided_at", "position"))
