"""What tests of the vendor admin share: its addresses, and a policy that is in force."""

from typing import Any
from uuid import UUID

from django.test import Client

from leads.models import Lead, LeadState
from routing.batches.services.route_leads import route_waiting_leads
from routing.models import PolicyVersion
from tests.factories import LeadFactory, PolicyVersionFactory
from tests.people import VendorPeople


def admin(people: VendorPeople, path: str = "") -> str:
    """A path of the vendor's admin."""
    return people.url(f"admin/{path}")


def change(people: VendorPeople, model: str, id_: Any) -> str:
    """The page of one object; `model` is like "partners/partner"."""
    return admin(people, f"{model}/{id_}/change/")


def routed_lead(people: VendorPeople, **fields: Any) -> Lead:
    """A lead that the rules have offered to one of the vendor's partners."""
    with people.scope():
        if not PolicyVersion.objects.exists():
            PolicyVersionFactory()
        lead: Lead = LeadFactory(**fields)
    route_waiting_leads(vendor_id=people.vendor.id)
    return fresh(people, lead.id)


def lead_in_review(people: VendorPeople, **fields: Any) -> Lead:
    """A lead that waits for a person, with a policy in force."""
    with people.scope():
        if not PolicyVersion.objects.exists():
            PolicyVersionFactory()
        return LeadFactory(state=LeadState.REVIEW, review_reason="high_value", **fields)


def fresh(people: VendorPeople, lead_id: UUID) -> Lead:
    """The lead as it is stored now."""
    with people.scope():
        return Lead.objects.get(pk=lead_id)


def text(client: Client, url: str) -> str:
    """A page's HTML; it must be there."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return str(response.content.decode())
