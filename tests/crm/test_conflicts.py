"""Both sides change: who wins, what is taken, what is put right in the CRM, and what a person decides."""

from typing import Any

import pytest

from crm.models import CrmConflict
from crm.services.mark_records import mark_leads
from crm.services.resolve_conflict import resolve_conflict
from leads.models import LeadEvent
from leads.services.correct_lead import correct_lead
from prm.platform.actors import SYSTEM
from prm.platform.errors import NotPossible
from tests.crm.conftest import connected, held_lead, look, record_of
from tests.crm.fake_hubspot import FakeHubSpot
from tests.crm.fake_salesforce import FakeSalesforce
from tests.factories import LeadFactory, PolicyVersionFactory
from tests.people import VendorPeople


def test_an_edit_in_the_crm_changes_the_lead_once(in_acme: VendorPeople, salesforce: FakeSalesforce) -> None:
    connection = connected(salesforce, in_acme)
    lead = LeadFactory()
    mark_leads([lead.id])
    look(connection)
    remote_id = record_of(lead).remote_id
    salesforce.edit(remote_id, City="Dallas", Phone="(512) 555-0144")
    look(connection)
    lead.refresh_from_db()
    assert (lead.city, lead.phone) == ("Dallas", "+15125550144")
    event = LeadEvent.objects.get(lead=lead, kind="lead.corrected")
    assert (event.actor_kind, event.actor_id) == ("crm", connection.id)
    assert not CrmConflict.objects.exists() and record_of(lead).state == "synced"
    writes = len(salesforce.writes())
    look(connection)
    look(connection)
    assert len(salesforce.writes()) == writes, "no echo"


@pytest.mark.parametrize(
    ("policy", "city", "winner", "state"),
    [
        ("crm", "Waco", "crm", "synced"),
        ("product", "Dallas", "product", "synced"),
        ("newest", "Waco", "crm", "synced"),
        ("ask", "Dallas", "", "conflict"),
    ],
)
def test_both_change_a_field(
    in_acme: VendorPeople, hubspot: FakeHubSpot, policy: str, city: str, winner: str, state: str
) -> None:
    connection = connected(hubspot, in_acme, policies={"city": policy})
    lead = LeadFactory()
    mark_leads([lead.id])
    look(connection)
    remote_id = record_of(lead).remote_id
    correct_lead(lead_id=lead.id, changes={"city": "Dallas", "job_title": "Buyer"}, actor=SYSTEM)
    hubspot.edit(remote_id, city="Waco")
    look(connection)
    lead.refresh_from_db()
    contact = hubspot.contacts[remote_id]["properties"]
    assert lead.city == city and contact["jobtitle"] == "Buyer", "other fields go on"
    assert contact["city"] == ("Dallas" if winner == "product" else "Waco")
    conflict, record = CrmConflict.objects.get(), record_of(lead)
    assert (conflict.field, conflict.ours, conflict.theirs) == ("city", "Dallas", "Waco")
    assert (conflict.winner, record.state) == (winner, state)
    assert bool(conflict.resolved_at) == bool(winner)


@pytest.mark.parametrize(("winner", "city"), [("product", "Dallas"), ("crm", "Waco")])
def test_a_person_decides_with_one_click(
    in_acme: VendorPeople, salesforce: FakeSalesforce, winner: str, city: str
) -> None:
    connection = connected(salesforce, in_acme, policies={"city": "ask"})
    lead = LeadFactory()
    mark_leads([lead.id])
    look(connection)
    correct_lead(lead_id=lead.id, changes={"city": "Dallas"}, actor=SYSTEM)
    salesforce.edit(record_of(lead).remote_id, City="Waco")
    look(connection)
    conflict = CrmConflict.objects.get()
    resolve_conflict(conflict_id=conflict.id, winner=winner, actor=in_acme.bob_actor)
    look(connection)
    lead.refresh_from_db()
    assert (lead.city, salesforce.lead_of(lead.id)["City"]) == (city, city)
    assert record_of(lead).state == "synced" and record_of(lead).choices == {}
    conflict.refresh_from_db()
    assert (conflict.why, conflict.resolved_by_id) == ("person", in_acme.bob.id)
    with pytest.raises(NotPossible):
        resolve_conflict(conflict_id=conflict.id, winner=winner, actor=in_acme.bob_actor)


def test_the_owner_is_put_right_in_the_crm_while_a_partner_holds_the_lead(
    in_acme: VendorPeople, salesforce: FakeSalesforce
) -> None:
    connection = connected(salesforce, in_acme)
    lead, offer = held_lead(in_acme.larkspur)
    mark_leads([lead.id])
    look(connection)
    remote_id = record_of(lead).remote_id
    salesforce.edit(remote_id, PRM_Partner__c="Quillon Networks", PRM_Locked__c=False)
    look(connection)
    row = salesforce.leads[remote_id]
    assert (row["PRM_Partner__c"], row["PRM_Locked__c"]) == ("Larkspur Networks", True)
    kept = {one.field: (one.theirs, one.winner, one.why) for one in CrmConflict.objects.all()}
    assert kept == {
        "partner": ("Quillon Networks", "product", "owned"),
        "locked": ("false", "product", "owned"),
    }
    offer.refresh_from_db()
    assert offer.partner_id == in_acme.larkspur.partner.id
    for _ in range(3):  # a workflow in the CRM sets it again each time: a person is asked, no endless loop
        salesforce.edit(remote_id, PRM_Partner__c="Quillon Networks")
        look(connection)
    assert salesforce.leads[remote_id]["PRM_Partner__c"] == "Quillon Networks"
    assert record_of(lead).state == "conflict"
    assert CrmConflict.objects.filter(field="partner", resolved_at=None).count() == 1


def test_a_person_may_follow_the_crm_and_offer_the_lead_to_its_partner(
    in_acme: VendorPeople, salesforce: FakeSalesforce
) -> None:
    PolicyVersionFactory()
    connection = connected(salesforce, in_acme, policies={"partner": "ask"})
    lead, offer = held_lead(in_acme.larkspur)
    mark_leads([lead.id])
    look(connection)
    salesforce.edit(record_of(lead).remote_id, PRM_Partner__c="Quillon Networks")
    look(connection)
    conflict = CrmConflict.objects.get(resolved_at=None)
    resolve_conflict(conflict_id=conflict.id, winner="crm", actor=in_acme.bob_actor)
    offer.refresh_from_db()
    now: Any = lead.offers.get(state="offered")
    assert offer.state == "withdrawn" and now.partner_id == in_acme.quillon.partner.id
