"""The audit trail with values, from where and as a sheet; and the chain, checked nightly and in one click."""

import csv
import io

import pytest
from django.test import Client

from partners.models import Partner, Tier
from prm.platform.ledger.models import ChainCheck
from prm.platform.ledger.seal import seal_vendor
from prm.platform.tenants.models import AuditEntry
from tests.admin.console import admin, change
from tests.factories import TierFactory
from tests.people import VendorPeople
from tests.services.rounds import accepted, publish


@pytest.fixture
def alice(acme: VendorPeople, client: Client) -> Client:
    client.force_login(acme.alice)
    return client


def form_of(client: Client, url: str) -> dict[str, str]:
    """What the page's form would send as it stands."""
    form = client.get(url).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in sent.items()}


def test_a_change_in_the_admin_keeps_both_values_and_where_it_was_made(
    alice: Client, acme: VendorPeople
) -> None:
    with acme.scope():
        tier = TierFactory(slug="silver", name="Silver", rank=2)
    url = change(acme, "partners/tier", tier.pk)
    sent = form_of(alice, url) | {"name": "Sterling", "rank": "3"}
    sent |= {"requirements-TOTAL_FORMS": "0", "requirements-INITIAL_FORMS": "0"}
    assert alice.post(url, sent, REMOTE_ADDR="192.0.2.9").status_code == 302
    with acme.scope():
        assert Tier.objects.get(pk=tier.pk).name == "Sterling"
        entry = AuditEntry.objects.get(subject="partners.tier", action="changed")
    [told] = entry.summary["changes"]
    assert told["changed"]["values"] == {"Name": ["Silver", "Sterling"], "Rank": [2, 3]}
    assert entry.summary["from"] == "192.0.2.9"
    page = alice.get(admin(acme, "tenants/auditentry/")).text
    assert "Name: Silver → Sterling" in page and "192.0.2.9" in page


def test_settings_of_the_vendor_keep_both_values(alice: Client, acme: VendorPeople) -> None:
    url = admin(acme, "settings/vendor/")
    form = alice.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in sent.items() if value is not False}
    alice.post(url, sent | {"currency": "CHF"})
    with acme.scope():
        entry = AuditEntry.objects.get(subject="tenants.vendor")
    before, after = entry.summary["changes"][0]["changed"]["values"]["Currency"]
    assert after == "CHF" and before != after


def test_values_about_a_person_are_not_kept(client: Client, in_acme: VendorPeople) -> None:
    partner = in_acme.larkspur.partner
    body = {"email": "new@larkspur.example.com", "capacity": 9}
    path = f"/api/v1/partners/{partner.pk}/"
    sent = client.patch(path, body, content_type="application/json", headers=in_acme.bearer)
    assert sent.status_code == 200 and Partner.objects.get(pk=partner.pk).capacity == 9
    entry = AuditEntry.objects.get(subject="partners.partner")
    changed = entry.summary["changes"][0]["changed"]
    assert changed["fields"] == ["capacity", "email"] and set(changed["values"]) == {"capacity"}
    assert "new@larkspur" not in str(entry.summary)


def test_the_trail_is_narrowed_and_taken_along(alice: Client, acme: VendorPeople) -> None:
    with acme.scope():
        for kind in ("partners.tier", "partners.partner"):
            AuditEntry.objects.create(user=acme.bob, action="added", subject=kind, summary={"name": kind[9:]})
    url = admin(acme, "tenants/auditentry/")
    page = alice.get(f"{url}?kind=partners.tier").text
    link = admin(acme, "audit/export/?kind=partners.tier")
    assert "Partner partner" not in page and f'href="{link}"' in page
    sheet = alice.get(link)
    head, *rows = csv.reader(io.StringIO(sheet.getvalue().decode("utf-8-sig")))
    assert head[:2] == ["When", "Who"] and [row[2] for row in rows] == ["Tier tier"]


def test_the_chain_is_checked_in_one_click(alice: Client, in_acme: VendorPeople) -> None:
    assert "Not checked yet." in alice.get(admin(in_acme, "chain/")).text
    publish()
    accepted()
    seal_vendor(vendor_id=in_acme.vendor.pk)
    assert "The chain is sound" in alice.post(admin(in_acme, "chain/"), follow=True).text


def test_a_broken_chain_is_said_on_the_overview(alice: Client, in_acme: VendorPeople) -> None:
    ChainCheck.objects.create(seals=3, rows=9, head="3:abc", trouble="routing_decision 1 has been altered")
    assert "is not as it was written" in alice.get(admin(in_acme)).text
    page = alice.get(admin(in_acme, "chain/")).text
    assert "Broken" in page and "has been altered" in page


def test_only_admins_see_the_chain_and_take_the_trail_along(client: Client, acme: VendorPeople) -> None:
    client.force_login(acme.bob)
    assert client.get(admin(acme, "chain/")).status_code == 403
    assert client.get(admin(acme, "audit/export/")).status_code == 403
    assert "Proof of decisions" not in client.get(admin(acme)).text
