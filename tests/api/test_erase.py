"""A person asks to be forgotten: nothing about them is left anywhere, and the history stays provable."""

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client

from leads.models import Attachment, Lead, LeadRating, Note
from leads.services.add_attachment import add_attachment
from prm.platform.ledger.seal import seal_vendor
from prm.platform.ledger.verify import verify_vendor
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.base import TenantModel
from routing.decisions.selectors.replayed import replay_since
from routing.engine.packing import unpack
from routing.models import Batch, Decision, Offer
from routing.offers.services.close_offer import close_offer
from routing.offers.services.update_offer import update_offer
from tests.factories import LeadFactory, WebhookEndpointFactory
from tests.people import VendorPeople
from tests.services.rounds import PERSON, accept, live, publish, route

# Words that nobody else uses, in every field that can hold them.
WHO: dict[str, Any] = {
    "external_id": "crm-xyzzy",
    "first_name": "Xyzzyfirst",
    "last_name": "Xyzzylast",
    "email": "jo@xyzzy-mills.example.com",
    "phone": "+1 512 555 0177",
    "job_title": "Xyzzytitle",
    "company": "Xyzzy Mills",
    "website": "https://xyzzy-mills.example.com/",
    "country": "US",
    "region": "US-TX",
    "city": "Xyzzytown",
    "postal_code": "78701",
    "authority": "Xyzzyboss",
    "need": "Call Jo Xyzzy",
    "timeline": "xyzzy weeks",
    "consent": {"by": "xyzzy"},
    "custom": {"colour": "xyzzygreen"},
}
# A postal code may stand in the fraction of a second, too.
TRACES = re.compile(r"xyzzy|5550177|(?<![.\d])78701")


def post(client: Client, people: VendorPeople, path: str, body: Any, **headers: str) -> Any:
    url = f"/api/v1/{path}"
    return client.post(
        url, json.dumps(body), content_type="application/json", headers=people.bearer | headers
    )


def rows_with_traces() -> list[str]:
    """Every row of the vendor, of every table, in which somebody could still read about the person."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if not issubclass(model, TenantModel):
                continue
            table = model._meta.db_table
            cursor.execute(f'SELECT lower(t::text) FROM "{table}" t')
            found += [f"{table}: {row}" for (row,) in cursor.fetchall() if TRACES.search(row)]
    return found


@pytest.fixture
def worked(client: Client, in_acme: VendorPeople) -> Lead:
    """A lead with all that can gather on one: posted by key, routed, accepted, noted, won, told, rated."""
    publish()
    WebhookEndpointFactory()
    lead_id = post(client, in_acme, "leads/", WHO, **{"Idempotency-Key": "once"}).json()["id"]
    lead = Lead.objects.get(id=lead_id)
    route()
    offer = accept(live(lead))
    assert offer.partner_id is not None
    about = {"partner_id": offer.partner_id, "actor": PERSON}
    update_offer(offer_id=offer.id, note="Spoke to Xyzzy", next_action="Ring Xyzzy", **about)
    add_attachment(lead_id=lead.id, name="xyzzy.txt", content=b"xyzzy", **about)
    LeadRating.objects.create(lead=lead, partner_id=offer.partner_id, stars=4, reason="Xyzzy is kind")
    close_offer(offer_id=offer.id, outcome="lost", value=None, reason="Xyzzy said no", **about)
    seal_vendor(vendor_id=in_acme.vendor.id)
    return lead


def test_nothing_about_the_person_is_left_in_any_table(
    client: Client, in_acme: VendorPeople, worked: Lead
) -> None:
    assert rows_with_traces()
    answer = post(client, in_acme, f"leads/{worked.id}/erase/", {})
    assert answer.status_code == 200 and answer.json()["state"] == "erased"
    assert rows_with_traces() == []
    assert not Note.objects.exists() and not Attachment.objects.exists()


def test_what_cannot_be_changed_never_knew_the_company(client: Client, in_acme: VendorPeople) -> None:
    publish(pool={"max_per_account": 2})
    for name in "abc":
        post(
            client,
            in_acme,
            "leads/",
            WHO | {"external_id": name, "email": f"{name}.{WHO['email']}", "last_name": name},
        )
        route()
    assert Lead.objects.filter(state="review").count() == 0, "two partners, two leads each"
    counted = [unpack(bytes(row.body))[0] for row in Decision.objects.all()]
    routing_states = [unpack(bytes(batch.routing_state))[0] for batch in Batch.objects.all()]
    assert any(routing_state["accounts"] for routing_state in routing_states)
    assert "xyzzy" not in json.dumps([counted, routing_states], default=repr)


def test_the_ledger_holds_and_the_decisions_can_be_made_again(
    client: Client, in_acme: VendorPeople, worked: Lead
) -> None:
    other = Lead.objects.get(id=post(client, in_acme, "leads/", {"company": "Other Mills"}).json()["id"])
    route()
    seal_vendor(vendor_id=in_acme.vendor.id)
    post(client, in_acme, f"leads/{worked.id}/erase/", {})
    seal_vendor(vendor_id=in_acme.vendor.id)
    assert verify_vendor(vendor_id=in_acme.vendor.id).trouble is None
    replay = replay_since()
    assert replay.difference is None and replay.decisions == Decision.objects.filter(lead=other).count()
    shown = client.get(f"/api/v1/leads/{worked.id}/decisions/", headers=in_acme.bearer)
    assert shown.status_code == 200 and shown.json()["results"]


def test_a_partner_that_holds_the_lead_loses_it_and_is_asked_to_erase_it(
    client: Client, in_acme: VendorPeople
) -> None:
    publish()
    lead = Lead.objects.get(id=post(client, in_acme, "leads/", WHO).json()["id"])
    route()
    offer = accept(live(lead))
    post(client, in_acme, f"leads/{lead.id}/erase/", {})
    assert Offer.objects.get(id=offer.id).state == "withdrawn"
    told = OutboxMessage.objects.filter(event="lead.erased", membership__partner_id=offer.partner_id)
    assert told.exists()
    assert rows_with_traces() == []


def test_duplicates_are_erased_with_it_and_a_second_time_changes_nothing(
    client: Client, in_acme: VendorPeople
) -> None:
    bodies = WHO, WHO | {"external_id": "2", "email": f"second.{WHO['email']}", "last_name": "Second"}
    first, second = (Lead.objects.get(id=post(client, in_acme, "leads/", one).json()["id"]) for one in bodies)
    Lead.objects.filter(id=second.id).update(state="duplicate", duplicate_of=first)
    answers = [post(client, in_acme, f"leads/{first.id}/erase/", {}) for _ in "ab"]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert set(Lead.objects.values_list("state", flat=True)) == {"erased"}
    assert first.events.filter(kind="lead.erased").count() == 1


def test_a_request_sent_again_does_not_bring_the_person_back(
    client: Client, in_acme: VendorPeople, worked: Lead
) -> None:
    post(client, in_acme, f"leads/{worked.id}/erase/", {})
    again = post(client, in_acme, "leads/", WHO, **{"Idempotency-Key": "once"})
    assert again.json() == {"id": str(worked.id), "state": "erased"}
    assert Lead.objects.count() == 1


def test_decisions_of_other_leads_cannot_be_emptied(in_acme: VendorPeople, worked: Lead) -> None:
    for facts in ({}, {"id": str(worked.id), "forgotten": "0" * 64}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Decision.objects.filter(lead=worked).update(lead_facts=facts)


def test_a_channel_manager_erases_a_lead_after_being_asked_once(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        lead = LeadFactory(email="jo@xyzzy-mills.example.com", company="Xyzzy Mills")
    client.force_login(acme.bob)
    act = acme.url(f"admin/leads/{lead.pk}/erase/")
    page = client.get(acme.url(f"admin/leads/lead/{lead.pk}/change/")).content.decode()
    assert act in page and "You cannot undo this." in client.get(act).content.decode()
    assert client.post(act).status_code == 302
    page = client.get(acme.url(f"admin/leads/lead/{lead.pk}/change/")).content.decode()
    assert "xyzzy" not in page.lower() and act not in page
    client.force_login(acme.ana)
    assert client.post(act).status_code == 403
