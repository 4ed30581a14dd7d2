"""Leads go out with owner and status, to both CRMs; what can go wrong on the way."""

from typing import Any

import pytest
from pytest_django import Settings

from crm.adapters import calls
from crm.models import CrmRecord
from crm.services.mark_records import mark_leads
from crm.services.save_connection import save_connection
from crm.sync.turn import sync_due
from leads.services.correct_lead import correct_lead
from leads.services.receive_leads import receive_lead
from prm.platform.actors import SYSTEM
from prm.platform.errors import InvalidInput
from prm.platform.outbox.backoff import rest_after
from prm.platform.tenants.models import Vendor
from routing.offers.services.close_offer import close_offer
from tests.crm.conftest import connected, held_lead, look, record_of
from tests.crm.fake_hubspot import FakeHubSpot
from tests.crm.fake_salesforce import FakeSalesforce
from tests.factories import LeadFactory
from tests.people import VendorPeople

DANA = {
    "first_name": "Dana",
    "last_name": "Sommer",
    "company": "Sommer GmbH",
    "email": "dana@sommer.example.com",
}


def test_a_lead_goes_to_salesforce_with_its_owner_and_status(
    in_acme: VendorPeople, salesforce: FakeSalesforce
) -> None:
    connection = connected(salesforce, in_acme)
    lead = receive_lead(data={**DANA, "employees": 40}, actor=SYSTEM)
    sync_due()
    row = salesforce.lead_of(lead.id)
    assert (row["LastName"], row["NumberOfEmployees"], row["Status"]) == (
        "Sommer",
        40,
        "Open - Not Contacted",
    )
    assert (row["PRM_Partner__c"], row["PRM_Locked__c"]) == (None, False)
    record = record_of(lead)
    assert (record.state, record.remote_id, record.last_error) == ("synced", row["Id"], "")
    held, offer = held_lead(in_acme.larkspur)
    mark_leads([held.id])
    sync_due()
    row = salesforce.lead_of(held.id)
    assert (row["PRM_Partner__c"], row["PRM_Locked__c"], row["Status"]) == (
        "Larkspur Networks", True, "Working - Contacted",
    )  # fmt: skip
    close_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=SYSTEM, outcome="lost", reason="price")
    sync_due()
    row = salesforce.lead_of(held.id)
    assert (row["PRM_Locked__c"], row["Status"]) == (False, "Closed - Not Converted")
    connection.refresh_from_db()
    assert connection.usage == "18/15000" and connection.worked_at


def test_a_lead_goes_to_hubspot_as_a_contact(in_acme: VendorPeople, hubspot: FakeHubSpot) -> None:
    connected(hubspot, in_acme)
    held, _ = held_lead(in_acme.quillon)
    mark_leads([held.id])
    sync_due()
    contact = hubspot.contact_of(held.id)["properties"]
    assert (contact["prm_partner"], contact["prm_locked"], contact["hs_lead_status"]) == (
        "Quillon Networks", "true", "IN_PROGRESS",
    )  # fmt: skip
    assert contact["email"] == held.email
    correct_lead(lead_id=held.id, changes={"city": "Dallas"}, actor=SYSTEM)
    sync_due()
    assert hubspot.contact_of(held.id)["properties"]["city"] == "Dallas"
    assert hubspot.writes()[-1][2]["inputs"][0]["properties"] == {"city": "Dallas"}
    writes = len(hubspot.writes())
    mark_leads([held.id])
    sync_due()
    assert len(hubspot.writes()) == writes, "what has not changed is not written again"


def test_an_expired_token_is_renewed_and_nothing_is_lost(
    in_acme: VendorPeople, salesforce: FakeSalesforce
) -> None:
    connected(salesforce, in_acme)
    first = LeadFactory()
    mark_leads([first.id])
    sync_due()
    salesforce.tokens.clear()
    second = LeadFactory()
    mark_leads([second.id])
    sync_due()
    assert salesforce.made == 2 and record_of(second).state == "synced"


def test_a_wrong_secret_is_said_on_the_connection_and_costs_no_attempt(
    in_acme: VendorPeople, salesforce: FakeSalesforce
) -> None:
    connection = connected(salesforce, in_acme)
    salesforce.failures.append((400, {"error": "invalid_client", "error_description": "no such client"}, {}))
    lead = LeadFactory()
    mark_leads([lead.id])
    sync_due()
    connection.refresh_from_db()
    assert "no such client" in connection.last_error and connection.rests_until_at
    record = record_of(lead)
    assert (record.state, record.attempts) == ("waiting", 0) and "no such client" in record.last_error
    look(connection)
    assert record_of(lead).state == "synced" and connection.last_error == ""


@pytest.mark.parametrize(
    ("failure", "rest"),
    [
        ((429, {"message": "slow down"}, {"Retry-After": "90"}), 90),
        ((503, None, {}), 5),
        (
            (403, [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}], {}),
            900,
        ),
    ],
)
def test_a_busy_crm_is_left_alone_as_long_as_it_says(
    in_acme: VendorPeople, salesforce: FakeSalesforce, failure: Any, rest: int
) -> None:
    connection = connected(salesforce, in_acme)
    sync_due()
    salesforce.failures.append(failure)
    lead = LeadFactory()
    mark_leads([lead.id])
    sync_due()
    connection.refresh_from_db()
    assert connection.rests_until_at and connection.last_error
    waited = (connection.rests_until_at - record_of(lead).created_at).total_seconds()
    assert rest - 1 < waited < rest + 10
    seen = len(salesforce.requests)
    sync_due()
    assert len(salesforce.requests) == seen, "nobody asks while it rests"


def test_one_refused_lead_harms_no_other_and_says_why(
    in_acme: VendorPeople, salesforce: FakeSalesforce, hubspot: FakeHubSpot
) -> None:
    connected(salesforce, in_acme)
    connected(hubspot, in_acme)
    bad, good = LeadFactory(), LeadFactory()
    salesforce.refused[str(bad.id)] = {
        "statusCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        "message": "Postal code, please",
        "fields": ["PostalCode"],
    }  # fmt: skip
    hubspot.refused[str(bad.id)] = "Property values were not valid"
    mark_leads([bad.id, good.id])
    sync_due()
    assert {one.state for one in CrmRecord.objects.filter(lead=good)} == {"synced"}
    errors = {one.connection.kind: one for one in CrmRecord.objects.filter(lead=bad)}
    assert "Postal code, please (PostalCode)" in errors["salesforce"].last_error
    assert "not valid" in errors["hubspot"].last_error
    assert {(one.state, one.attempts) for one in errors.values()} == {("waiting", 1)}
    CrmRecord.objects.filter(lead=bad).update(attempts=10, next_attempt_at="2020-01-01T00:00Z")
    sync_due()
    assert {one.state for one in CrmRecord.objects.filter(lead=bad)} == {"failed"}


def test_a_person_whom_hubspot_knows_is_taken_over_and_the_rest_of_the_batch_is_written(
    in_acme: VendorPeople, hubspot: FakeHubSpot
) -> None:
    connected(hubspot, in_acme)
    known, others = LeadFactory(job_title=""), [LeadFactory() for _ in range(4)]
    remote_id = hubspot.add_contact(email=known.email, jobtitle="Head of buying")
    mark_leads([known.id, *(one.id for one in others)])
    sync_due()
    assert record_of(known).remote_id == remote_id
    assert hubspot.contacts[remote_id]["properties"]["prm_lead_id"] == str(known.id)
    assert {one.state for one in CrmRecord.objects.all()} == {"synced"} and len(hubspot.contacts) == 5
    known.refresh_from_db()
    assert known.job_title == "Head of buying", "what HubSpot knows and we do not is kept, and taken"


def test_a_crm_that_was_disconnected_keeps_what_changed_there_meanwhile(
    in_acme: VendorPeople, salesforce: FakeSalesforce
) -> None:
    before = connected(salesforce, in_acme)
    lead = LeadFactory()
    mark_leads([lead.id])
    sync_due()
    salesforce.edit(record_of(lead).remote_id, City="Waco")
    before.delete()
    connected(salesforce, in_acme)
    mark_leads([lead.id])
    sync_due()
    lead.refresh_from_db()
    assert (lead.city, len(salesforce.leads), record_of(lead).state) == ("Waco", 1, "synced")


def test_a_field_that_the_crm_lacks_is_one_problem_of_the_connection(
    in_acme: VendorPeople, hubspot: FakeHubSpot
) -> None:
    connection = connected(hubspot, in_acme, mapping={"email": "email", "city": "town"})
    mark_leads([LeadFactory().id for _ in range(8)])
    sync_due()
    connection.refresh_from_db()
    assert "town" in connection.last_error and len(hubspot.writes()) == 1
    assert {one.attempts for one in CrmRecord.objects.all()} == {0}


def test_a_crm_that_does_not_answer_delays_no_other(
    in_acme: VendorPeople, salesforce: FakeSalesforce, hubspot: FakeHubSpot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = connected(salesforce, in_acme)
    connected(hubspot, in_acme)
    monkeypatch.setattr(calls, "SECONDS_ALLOWED", 0.4)
    salesforce.holds.clear()
    lead = LeadFactory()
    mark_leads([lead.id])
    sync_due()
    dead.refresh_from_db()
    synced = CrmRecord.objects.get(lead=lead, connection__kind="hubspot")
    waiting = CrmRecord.objects.get(lead=lead, connection=dead)
    assert synced.state == "synced" and "did not answer" in waiting.last_error
    assert dead.rests_until_at and synced.synced_at
    assert synced.synced_at < dead.rests_until_at - rest_after(1), "it was done before the other gave up"


def test_a_suspended_vendors_crm_waits(in_acme: VendorPeople, salesforce: FakeSalesforce) -> None:
    connected(salesforce, in_acme)
    mark_leads([LeadFactory().id])
    Vendor.objects.filter(id=in_acme.vendor.id).update(is_active=False)
    sync_due()
    assert not salesforce.requests
    Vendor.objects.filter(id=in_acme.vendor.id).update(is_active=True)
    sync_due()
    assert len(salesforce.leads) == 1


def test_no_crm_is_reached_inside_a_private_network(
    in_acme: VendorPeople, salesforce: FakeSalesforce, settings: Settings
) -> None:
    connection = connected(salesforce, in_acme)
    settings.ALLOW_PRIVATE_WEBHOOKS = False
    with pytest.raises(InvalidInput, match="private network"):
        save_connection(connection_id=connection.id, given={}, credentials={}, actor=in_acme.bob_actor)
    sync_due()
    connection.refresh_from_db()
    assert "private network" in connection.last_error and not salesforce.requests
