"""A channel manager connects a CRM, maps it, sees what is not in step and sends it again; the API too."""

import json
from typing import Any

from django.test import Client

from crm.models import CrmConflict, CrmConnection, CrmRecord
from crm.services.mark_records import mark_leads
from crm.sync.turn import sync_due
from tests.admin.console import admin, change, text
from tests.crm.conftest import connected, look, record_of
from tests.crm.fake_salesforce import FakeSalesforce
from tests.factories import LeadFactory
from tests.people import VendorPeople


def filled(page: Any, **changes: str) -> dict[str, str]:
    data = {bound.html_name: bound.value() for bound in page.context["form"]}
    return {name: value for name, value in data.items() if value not in (None, False)} | changes


def test_a_crm_is_connected_tested_and_mapped(
    client: Client, acme: VendorPeople, salesforce: FakeSalesforce
) -> None:
    client.force_login(acme.bob)
    assert "No CRM is connected" in text(client, admin(acme, "crm/"))
    new = {"kind": "salesforce", "base_url": salesforce.url, "client_id": "id"}
    assert "without it the CRM lets nobody in" in client.post(admin(acme, "crm/"), new).text
    made = client.post(admin(acme, "crm/"), new | {"client_secret": "secret"})
    assert made.status_code == 302
    path = made["Location"]
    assert "Being tested" in text(client, path)
    with acme.scope():
        assert "secret" not in CrmConnection.objects.get().credentials
    sync_due()
    page = client.get(path)
    assert "Works" in page.text and "requests used today: 18/15000" in page.text
    wrong = client.post(path, filled(page) | {"map-city": "No such!", "pulls_every_minutes": "0"})
    assert "This is not the API name of a field." in wrong.text
    assert client.post(path, filled(page) | {"map-city": "Town__c", "policy-city": "ask"}).status_code == 302
    sync_due()
    assert "Town__c" in text(client, path) and "Fields are missing" in text(client, path)
    with acme.scope():
        connection = CrmConnection.objects.get()
        assert (connection.mapping["city"], connection.policies["city"]) == ("Town__c", "ask")
        LeadFactory()
    assert client.post(f"{path}send-open/").status_code == 302
    with acme.scope():
        assert CrmRecord.objects.get().state == "waiting"
    assert client.post(f"{path}remove/").status_code == 302
    with acme.scope():
        assert not CrmConnection.objects.exists()


def test_records_are_found_sent_again_and_conflicts_decided(
    client: Client, acme: VendorPeople, salesforce: FakeSalesforce
) -> None:
    with acme.scope():
        connection = connected(salesforce, acme, policies={"city": "ask"})
        lead, bad = LeadFactory(), LeadFactory(company="Faulty Mills")
        salesforce.refused[str(bad.id)] = {"statusCode": "X", "message": "No such state", "fields": []}
        mark_leads([lead.id, bad.id])
        look(connection)
        CrmRecord.objects.filter(lead=bad).update(state="failed")
        record, failed = record_of(lead), record_of(bad)
        conflict = CrmConflict.objects.create(record=record, field="city", ours="Austin", theirs="Waco")
        CrmRecord.objects.filter(id=record.id).update(state="conflict")
    client.force_login(acme.bob)
    shown = text(client, admin(acme, "crm/records/?state=failed"))
    assert "No such state" in shown and "Faulty Mills" in shown and "Zyzzyva Mills" not in shown
    assert "No such state" in text(client, change(acme, "leads/lead", bad.id))
    salesforce.refused.clear()
    again = client.post(admin(acme, "crm/records/resend/"), {"record": [str(failed.id)]}, follow=True)
    assert "1 record is sent again." in again.text
    page = text(client, admin(acme, f"crm/records/{record.id}/"))
    assert "Waco" in page and "Take the CRM’s" in page
    decided = client.post(
        admin(acme, f"crm/conflicts/{conflict.id}/resolve/"), {"winner": "product"}, follow=True
    )
    assert "Decided." in decided.text and "a person’s choice" in decided.text
    sync_due()
    with acme.scope():
        assert set(CrmRecord.objects.values_list("state", flat=True)) == {"synced"}


def test_the_api_lists_reads_resends_and_resolves(
    client: Client, acme: VendorPeople, globex: VendorPeople, salesforce: FakeSalesforce
) -> None:
    with acme.scope():
        connection = connected(salesforce, acme)
        lead = LeadFactory()
        mark_leads([lead.id])
        look(connection)
        record = record_of(lead)
        conflict = CrmConflict.objects.create(record=record, field="city", ours="Austin", theirs="Waco")

    def get(path: str, people: VendorPeople = acme) -> Any:
        return client.get(f"/api/v1/crm/{path}", headers=people.bearer)

    def post(path: str, body: Any) -> Any:
        sent = json.dumps(body)
        return client.post(f"/api/v1/crm/{path}", sent, content_type="application/json", headers=acme.bearer)

    assert "client_secret" not in get("connections/").text
    assert get("connections/").json()["results"][0]["crm"] == "salesforce"
    (row,) = get(f"records/?state=synced&crm=salesforce&lead={lead.id}").json()["results"]
    assert (row["id"], row["remote_id"], row["lead"]) == (str(record.id), record.remote_id, str(lead.id))
    assert get("records/?state=nowhere").status_code == 400
    read = get(f"records/{record.id}/")
    assert read.json()["conflicts"][0]["theirs"] == "Waco"
    assert get(f"records/{record.id}/", globex).status_code == 404
    assert post("records/resend/", {"ids": [str(record.id)]}).json() == {"count": 1}
    resolved = post(f"conflicts/{conflict.id}/resolve/", {"winner": "crm"})
    assert (resolved.status_code, resolved.json()["why"]) == (200, "person")
    twice = post(f"conflicts/{conflict.id}/resolve/", {"winner": "crm"})
    assert (twice.status_code, twice.json()["code"]) == (409, "resolved")
