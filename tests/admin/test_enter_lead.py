"""Entering a lead by hand, and correcting one."""

from typing import Any

import pytest
from django.test import Client

from leads.models import LaterPost, Lead, LeadEvent, LeadMark
from prm.platform.tenants.models import AuditEntry
from routing.models import Decision
from tests.admin.console import admin, change
from tests.factories import LeadFactory, ProductFactory, VerticalFactory
from tests.people import VendorPeople
from tests.services.rounds import publish, route

BY_PHONE = {
    "company": "Willow Packaging",
    "first_name": "Dana",
    "last_name": "Whitfield",
    "phone": "512 555 0123",
    "country": "US",
    "region": "Texas",
    "estimated_value": "$60k",
    "need": "Somebody on site in Austin.",
    "timeline": "next quarter",
    "source": "phone",
}


@pytest.fixture
def bob(acme: VendorPeople, client: Client) -> Client:
    client.force_login(acme.bob)
    return client


def test_a_lead_is_entered_as_one_says_it_and_goes_to_a_partner(bob: Client, in_acme: VendorPeople) -> None:
    publish()
    ProductFactory(slug="firewall", name="Firewall")
    page = bob.get(admin(in_acme, "leads/new/")).text
    assert 'value="phone"' in page and "Firewall" in page
    answer = bob.post(admin(in_acme, "leads/new/"), {**BY_PHONE, "products": ["firewall"]})
    lead = Lead.objects.get()
    assert answer.status_code == 302 and str(lead.pk) in answer["Location"]
    assert (lead.phone, lead.region, lead.products) == ("+15125550123", "US-TX", ["firewall"])
    assert lead.estimated_value == 60_000
    route()
    lead.refresh_from_db()
    assert lead.state == "offered"
    entry = AuditEntry.objects.get(subject="leads.lead")
    assert entry.user == in_acme.bob and "Willow" not in str(entry.summary)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "dana at willow"}, "email"),
        ({"region": "Atlantis"}, "region"),
        ({"estimated_value": "a lot"}, "estimated_value"),
        ({"employees": "-3"}, "employees"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_stored(
    bob: Client, in_acme: VendorPeople, wrong: dict[str, str], field: str
) -> None:
    answer = bob.post(admin(in_acme, "leads/new/"), {**BY_PHONE, **wrong})
    assert answer.status_code == 400 and f'id="id_{field}_error"' in answer.text
    assert "Somebody on site in Austin." in answer.text and not Lead.objects.exists()


def test_a_lead_without_a_name_or_contact_is_refused(bob: Client, in_acme: VendorPeople) -> None:
    answer = bob.post(admin(in_acme, "leads/new/"), {"need": "Something", "source": "phone"})
    assert answer.status_code == 400 and not Lead.objects.exists()


def test_one_that_is_there_is_shown_before_anything_is_stored_and_joined_only_if_one_says_so(
    bob: Client, in_acme: VendorPeople
) -> None:
    bob.post(admin(in_acme, "leads/new/"), {**BY_PHONE, "email": "dana@willow.example.com"})
    lead = Lead.objects.get()
    again = {**BY_PHONE, "email": "dana@willow.example.com", "need": "Two sites now."}
    asked = bob.post(admin(in_acme, "leads/new/"), again)
    assert "This lead is here already" in asked.text and change(in_acme, "leads/lead", lead.pk) in asked.text
    assert Lead.objects.count() == 1 and not LaterPost.objects.exists()
    joined = bob.post(admin(in_acme, "leads/new/"), {**again, "join": "1"})
    assert joined.status_code == 302 and str(lead.pk) in joined["Location"]
    assert Lead.objects.count() == 1 and LaterPost.objects.count() == 1


def test_a_correction_changes_what_was_typed_and_nothing_that_was_decided(
    bob: Client, in_acme: VendorPeople
) -> None:
    publish()
    lead = LeadFactory(company="Wilow Packaging", estimated_value=6_000)
    route()
    decided: Any = Decision.objects.get().lead_facts
    page = bob.get(admin(in_acme, f"leads/{lead.pk}/correct/")).text
    assert 'value="Wilow Packaging"' in page and 'value="6000"' in page
    sent = _as_shown(lead) | {"company": "Willow Packaging", "estimated_value": "60000"}
    assert bob.post(admin(in_acme, f"leads/{lead.pk}/correct/"), sent).status_code == 302
    lead.refresh_from_db()
    assert (lead.company, lead.estimated_value) == ("Willow Packaging", 60_000)
    assert Decision.objects.get().lead_facts == decided
    event = LeadEvent.objects.get(lead=lead, kind="lead.corrected")
    assert event.actor_id == in_acme.bob.id
    assert {"company", "estimated_value"} <= set(event.detail["fields"])


def test_a_correction_that_changes_nothing_leaves_no_trace(bob: Client, in_acme: VendorPeople) -> None:
    lead = LeadFactory()
    answer = bob.post(admin(in_acme, f"leads/{lead.pk}/correct/"), _as_shown(lead), follow=True)
    assert "Nothing was changed." in answer.text
    assert not LeadEvent.objects.filter(kind="lead.corrected").exists()
    assert not AuditEntry.objects.filter(subject="leads.lead").exists()


def test_a_correction_keeps_what_left_the_lists_and_takes_no_line_end_for_a_change(
    bob: Client, in_acme: VendorPeople
) -> None:
    ProductFactory(slug="firewall", name="Firewall")
    ProductFactory(slug="switch", name="Switch")
    VerticalFactory(slug="retail", name="Retail")
    lead = LeadFactory(
        products=["switch", "old-router", "firewall"], industry="mining", need="Two sites.\nSoon."
    )
    page = bob.get(admin(in_acme, f"leads/{lead.pk}/correct/")).text
    assert 'value="old-router"' in page and 'value="mining"' in page
    sent = _as_shown(lead) | {
        "products": ["firewall", "switch", "old-router"],
        "need": "Two sites.\r\nSoon.",
        "company": "Willow Packaging",
    }
    bob.post(admin(in_acme, f"leads/{lead.pk}/correct/"), sent)
    lead.refresh_from_db()
    assert (lead.company, lead.industry) == ("Willow Packaging", "mining")
    assert lead.products == ["switch", "old-router", "firewall"]
    assert AuditEntry.objects.get(subject="leads.lead").summary["fields"] == ["company"]


def _as_shown(lead: Lead) -> dict[str, Any]:
    from leads.admin.lead_form import LeadForm, typed

    form = LeadForm(initial=typed(lead))
    return {name: form[name].value() for name in form.fields}


def test_an_analyst_enters_and_corrects_nothing(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.ana)
    with acme.scope():
        lead = LeadFactory()
    for path in ("leads/new/", f"leads/{lead.pk}/correct/"):
        assert client.get(admin(acme, path)).status_code == 403
    assert "Enter a lead" not in client.get(admin(acme, "leads/lead/")).text


def test_a_mark_is_put_on_a_lead_by_hand_and_read_by_its_name(bob: Client, in_acme: VendorPeople) -> None:
    bob.post(admin(in_acme, "leads/leadmark/add/"), {"name": "New segment", "slug": "new_segment"})
    assert LeadMark.objects.get().slug == "new-segment"
    bob.post(admin(in_acme, "leads/new/"), {**BY_PHONE, "marks": ["new-segment"]})
    lead = Lead.objects.get()
    assert lead.marks == ["new-segment"]
    assert "New segment" in bob.get(change(in_acme, "leads/lead", lead.pk)).text
