"""Outcomes, partner accounts, deletions and merges come in; erasing goes out."""

from decimal import Decimal

import pytest

from crm.models import CrmConflict, CrmRecord
from crm.services.mark_records import mark_leads
from crm.services.resend_records import resend_records
from crm.services.resolve_conflict import resolve_conflict
from leads.models import ExchangeRate
from partners.models import Partner
from prm.platform import clock
from prm.platform.actors import SYSTEM
from prm.platform.errors import NotPossible
from routing.offers.services.erase_lead import erase_lead
from tests.crm.conftest import connected, held_lead, look, record_of
from tests.crm.fake_hubspot import FakeHubSpot
from tests.crm.fake_salesforce import FakeSalesforce
from tests.factories import LeadFactory, PartnerFactory, TierFactory
from tests.people import VendorPeople


def opportunity(*, won: bool, amount: float, on: str) -> dict[str, object]:
    return {"IsClosed": True, "IsWon": won, "Amount": amount, "CloseDate": on}


def test_an_opportunity_that_is_won_closes_the_lead_with_value_and_date(
    in_acme: VendorPeople, salesforce: FakeSalesforce
) -> None:
    connection = connected(salesforce, in_acme)
    lead, offer = held_lead(in_acme.larkspur, currency="USD")
    open_lead = LeadFactory()
    mark_leads([lead.id, open_lead.id])
    look(connection)
    today = clock.now().date().isoformat()
    won = opportunity(won=True, amount=5000, on=today)
    salesforce.edit(record_of(lead).remote_id, ConvertedOpportunity=won)
    salesforce.edit(record_of(open_lead).remote_id, Status="Closed - Not Converted")
    look(connection)
    for one in (lead, open_lead, offer):
        one.refresh_from_db()
    assert (lead.state, offer.state, offer.outcome_value) == ("won", "closed", Decimal("5000.00"))
    assert lead.events.get(kind="lead.won").actor_kind == "crm"
    assert open_lead.state == "lost", "by its status, without any partner"
    events = lead.events.count()
    look(connection)
    assert lead.events.count() == events and not CrmConflict.objects.exists()


def test_a_closed_deal_of_hubspot_closes_the_leads_contact_in_its_currency(
    in_acme: VendorPeople, hubspot: FakeHubSpot
) -> None:
    connection = connected(hubspot, in_acme)
    ExchangeRate.objects.create(currency="EUR", rate=Decimal("1.1"), valid_from_on="2020-01-01")
    won, won_offer = held_lead(in_acme.larkspur, currency="USD")
    lost, lost_offer = held_lead(in_acme.quillon)
    mark_leads([won.id, lost.id])
    look(connection)
    hubspot.add_deal(
        record_of(won).remote_id, hs_is_closed_won="true", amount="1000", deal_currency_code="EUR"
    )
    hubspot.add_deal(record_of(lost).remote_id, hs_is_closed_won="false", closed_lost_reason="Too expensive")
    look(connection)
    for one in (won, lost, won_offer, lost_offer):
        one.refresh_from_db()
    assert (won.state, won_offer.outcome_value) == ("won", Decimal("1100.00"))
    assert (lost.state, lost_offer.outcome_reason) == ("lost", "Too expensive")


def test_another_outcome_than_ours_is_asked_about(in_acme: VendorPeople, salesforce: FakeSalesforce) -> None:
    connection = connected(salesforce, in_acme)
    lead, offer = held_lead(in_acme.larkspur)
    free = LeadFactory()
    mark_leads([lead.id, free.id])
    look(connection)
    today = clock.now().date().isoformat()
    for one in (lead, free):
        won = opportunity(won=True, amount=100, on=today)
        lost = opportunity(won=False, amount=0, on=today)
        salesforce.edit(record_of(one).remote_id, ConvertedOpportunity=lost if one is lead else won)
    look(connection)
    lead.refresh_from_db()
    assert lead.state == "lost"
    assert record_of(free).state == "conflict" and "no partner has it" in record_of(free).last_error
    with pytest.raises(NotPossible, match="No partner"):
        alone = CrmConflict.objects.get(record__lead=free)
        resolve_conflict(conflict_id=alone.id, winner="crm", actor=in_acme.bob_actor)
    won = opportunity(won=True, amount=700, on=today)
    salesforce.edit(record_of(lead).remote_id, ConvertedOpportunity=won)
    look(connection)
    look(connection)
    conflict = CrmConflict.objects.get(record__lead=lead)
    assert (conflict.ours, conflict.theirs.split()[0], record_of(lead).state) == ("lost", "won", "conflict")
    resolve_conflict(conflict_id=conflict.id, winner="crm", actor=in_acme.bob_actor)
    lead.refresh_from_db()
    offer.refresh_from_db()
    assert (lead.state, offer.outcome_value) == ("won", Decimal("700.00"))
    look(connection)
    assert record_of(lead).state == "synced"


def test_partner_accounts_make_and_change_partners(in_acme: VendorPeople, salesforce: FakeSalesforce) -> None:
    TierFactory(slug="gold")
    silver = TierFactory(slug="silver")
    by_name = PartnerFactory(name="Alder Systems", external_id="")
    connection = connected(salesforce, in_acme, takes_accounts=True, tiers={"Level 2": "silver"})
    salesforce.add_account("001A", Name="Beech Ltd", Website="www.beech.example.com", Tier__c="Level 2")
    salesforce.add_account("001B", Name="alder systems", Website=None, Tier__c="Gold")
    salesforce.add_account("001C", Name="Cedar", Website=None, Tier__c="Level 9")
    salesforce.add_account("001D", Name="A customer", Website=None, Tier__c=None, Type="Customer")
    look(connection)
    beech = Partner.objects.get(external_id="001A")
    assert (beech.name, beech.tier, beech.website) == ("Beech Ltd", silver, "https://www.beech.example.com")
    assert CrmRecord.objects.get(remote_id="001B").partner == by_name
    failed = CrmRecord.objects.get(remote_id="001C")
    assert (failed.state, failed.name) == ("failed", "Cedar") and "Level 9" in failed.last_error
    salesforce.edit("001A", Name="Beech Group")
    salesforce.edit("001C", Tier__c="Gold")
    look(connection)
    beech.refresh_from_db()
    assert beech.name == "Beech Group" and Partner.objects.filter(external_id="001C").exists()
    Partner.objects.filter(id=beech.id).update(name="Beech here")
    salesforce.edit("001A", Name="Beech there")
    connection.policies = {"account_name": "product"}
    connection.save()
    look(connection)
    beech.refresh_from_db()
    assert beech.name == "Beech here" and CrmConflict.objects.get(record__partner=beech).winner == "product"
    salesforce.edit("001B", IsDeleted=True)
    look(connection)
    assert CrmRecord.objects.get(partner=by_name).state == "unlinked"
    by_name.refresh_from_db()
    assert by_name.status == "active", "only a person ends a partnership"


def test_companies_of_hubspot_make_partners(in_acme: VendorPeople, hubspot: FakeHubSpot) -> None:
    TierFactory(slug="gold")
    connection = connected(hubspot, in_acme, takes_accounts=True)
    for number in range(3):
        hubspot.add_company(str(7000 + number), name=f"Company {number}", domain=f"c{number}.example.com",
                            partner_tier="Gold")  # fmt: skip
    look(connection)
    names = set(Partner.objects.filter(external_id__startswith="700").values_list("name", "website"))
    assert names == {(f"Company {n}", f"https://c{n}.example.com") for n in range(3)}
    hubspot.companies["7000"]["archivedAt"] = clock.now().isoformat()
    look(connection)
    assert CrmRecord.objects.get(partner__external_id="7000").state == "unlinked"


def test_records_that_are_deleted_or_merged_in_the_crm_are_unlinked_or_relinked(
    in_acme: VendorPeople, salesforce: FakeSalesforce, hubspot: FakeHubSpot
) -> None:
    in_sf, in_hs = connected(salesforce, in_acme), connected(hubspot, in_acme)
    gone, merged = LeadFactory(), LeadFactory()
    mark_leads([gone.id, merged.id])
    look(in_sf)
    records = {(one.connection_id, one.lead_id): one for one in CrmRecord.objects.all()}
    salesforce.edit(records[in_sf.id, gone.id].remote_id, IsDeleted=True)
    kept = salesforce._new()["Id"]
    salesforce.edit(kept, LastName="Kept")
    salesforce.edit(
        records[in_sf.id, merged.id].remote_id, IsDeleted=True, MasterRecordId=kept, PRM_Lead_Id__c="x"
    )
    hubspot.contacts[records[in_hs.id, gone.id].remote_id]["archivedAt"] = clock.now().isoformat()
    old = records[in_hs.id, merged.id].remote_id
    winner = hubspot.add_contact(hs_merged_object_ids=old, prm_lead_id=str(merged.id))
    del hubspot.contacts[old]
    for connection in (in_sf, in_hs):
        look(connection)
        look(connection)
    for record in records.values():
        record.refresh_from_db()
    assert {records[c.id, gone.id].state for c in (in_sf, in_hs)} == {"unlinked"}
    assert "deleted in the CRM" in records[in_sf.id, gone.id].last_error
    assert records[in_sf.id, merged.id].remote_id == kept
    assert records[in_hs.id, merged.id].remote_id == winner, records[in_hs.id, merged.id].last_error
    assert resend_records(CrmRecord.objects.filter(lead=gone, connection=in_sf)) == 1
    look(in_sf)
    records[in_sf.id, gone.id].refresh_from_db()
    assert records[in_sf.id, gone.id].state == "synced"


@pytest.mark.parametrize("how", ["delete", "blank", "keep"])
def test_erasing_a_lead_empties_what_is_kept_and_tells_the_crms(
    in_acme: VendorPeople, salesforce: FakeSalesforce, hubspot: FakeHubSpot, how: str
) -> None:
    in_sf, in_hs = connected(salesforce, in_acme, on_erase=how), connected(hubspot, in_acme, on_erase=how)
    for connection in (in_sf, in_hs):
        connection.policies = {"city": "ask"}
        connection.save()
    lead = LeadFactory()
    mark_leads([lead.id])
    look(in_sf)
    row, contact = salesforce.lead_of(lead.id), hubspot.contact_of(lead.id)
    record = CrmRecord.objects.filter(lead=lead, connection=in_sf).get()
    CrmConflict.objects.create(record=record, field="city", ours="Austin", theirs="Waco")
    # Of one CRM the answer was never heard: its record is found by the lead's ID.
    CrmRecord.objects.filter(connection=in_hs).update(remote_id="", attempts=1)
    erase_lead(lead_id=lead.id, actor=SYSTEM)
    look(in_sf)
    for record in CrmRecord.objects.all():
        assert (record.state, record.remote_id, record.seen, record.last_error) == ("erased", "", {}, "")
    assert not CrmConflict.objects.exclude(ours="").exists()
    expected = {
        "delete": (True, "Quibbleworth-Zyzzyva", [contact["id"]]),
        "blank": (False, None, []),
        "keep": (False, "Quibbleworth-Zyzzyva", []),
    }[how]
    assert (row["IsDeleted"], row["LastName"], hubspot.erased) == expected
