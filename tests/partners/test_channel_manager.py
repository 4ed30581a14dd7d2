"""A partner's channel manager and deputy: named by the vendor, seen by the partner, answered by mail."""

import pytest
from django.test import Client

from partners.api.sheets import take_partners
from partners.models import Partner
from prm.platform.outbox.reply_to import reply_address
from prm.platform.tenants.models import Membership, Vendor
from tests.people import VendorPeople


def name(people: VendorPeople, client: Client, **emails: str) -> None:
    path = f"/api/v1/partners/{people.larkspur.partner.id}/"
    answer = client.patch(path, emails, "application/json", headers=people.bearer)
    assert answer.status_code == 200, answer.content
    assert {key: answer.json()[key] for key in emails} == emails


def test_answers_go_to_the_channel_manager_then_to_the_deputy(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        Vendor.objects.filter(pk=acme.vendor.pk).update(reply_to_email="channel@acme.example.com")
    vendor, partner = Vendor.objects.get(pk=acme.vendor.pk), acme.larkspur.partner.id
    assert reply_address(vendor, partner) == "channel@acme.example.com"
    name(acme, client, manager=acme.bob.email, deputy=acme.alice.email)
    assert reply_address(vendor, partner) == acme.bob.email
    assert reply_address(vendor, acme.quillon.partner.id) == "channel@acme.example.com"
    with acme.scope():
        Membership.objects.filter(user=acme.bob).update(is_active=False)
    assert reply_address(vendor, partner) == acme.alice.email
    name(acme, client, deputy="")
    assert reply_address(vendor, partner) == "channel@acme.example.com"


@pytest.mark.parametrize("email", ["ana", "pat", "nobody@example.com"])
def test_only_an_admin_or_a_channel_manager_can_be_one(
    acme: VendorPeople, client: Client, email: str
) -> None:
    given = {"ana": acme.ana.email, "pat": acme.larkspur.admin.email}.get(email, email)
    path = f"/api/v1/partners/{acme.larkspur.partner.id}/"
    answer = client.patch(path, {"manager": given}, "application/json", headers=acme.bearer)
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [("manager", "unknown")]


def test_somebody_of_another_vendor_is_unknown(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    path = f"/api/v1/partners/{acme.larkspur.partner.id}/"
    answer = client.patch(path, {"manager": globex.bob.email}, "application/json", headers=acme.bearer)
    assert answer.status_code == 400


def test_the_partner_sees_its_contact(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.larkspur.rep)
    assert "mailto:" not in client.get(acme.url("portal/company/")).text
    name(acme, client, manager=acme.bob.email)
    page = client.get(acme.url("portal/company/")).text
    assert f"mailto:{acme.bob.email}" in page and str(acme.bob) in page


def test_the_admin_offers_those_who_may_and_filters_by_them(acme: VendorPeople, client: Client) -> None:
    name(acme, client, manager=acme.bob.email)
    client.force_login(acme.alice)
    page = client.get(acme.url(f"admin/partners/partner/{acme.larkspur.partner.id}/change/")).text
    assert f"{acme.bob} (Channel manager)" in page and f"{acme.ana} (Analyst)" not in page
    with acme.scope():
        bob = Membership.objects.get(user=acme.bob)
    partners = acme.url("admin/partners/partner/")
    mine, nobody = (
        client.get(f"{partners}?manager={bob.pk}").text,
        client.get(f"{partners}?manager=none").text,
    )
    larkspur, quillon = acme.larkspur.partner.name, acme.quillon.partner.name
    assert larkspur in mine and quillon not in mine
    assert quillon in nobody and larkspur not in nobody


def test_a_spreadsheet_names_them(in_acme: VendorPeople) -> None:
    rows = [{"name": in_acme.quillon.partner.name, "manager": in_acme.bob.email.upper()}]
    (outcome,) = take_partners(rows, in_acme.alice_actor, False)
    assert outcome.became == "updated"
    assert Partner.objects.get(pk=in_acme.quillon.partner.pk).manager.user == in_acme.bob


def test_a_manager_who_is_removed_leaves_the_partner(in_acme: VendorPeople) -> None:
    bob = Membership.objects.get(user=in_acme.bob)
    Partner.objects.filter(pk=in_acme.larkspur.partner.pk).update(manager=bob)
    bob.delete()
    assert Partner.objects.get(pk=in_acme.larkspur.partner.pk).manager_id is None
