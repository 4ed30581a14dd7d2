"""API keys, people and the vendor's settings: the admins' affairs."""

import re

import pytest
from django.test import Client

from prm.platform.tenants.keys import find_key
from prm.platform.tenants.models import ApiKey, Invitation, Membership, Vendor
from tests.admin.console import admin, change, text
from tests.people import VendorPeople


def test_a_new_key_is_shown_once_and_works(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.alice)
    response = client.post(admin(acme, "tenants/apikey/add/"), {"name": "Web forms", "partner": ""})
    found = re.search(r"prm_acme_[0-9a-f]{8}_[A-Za-z0-9-]{20,}", response.content.decode())
    assert found is not None
    assert "no-store" in response["Cache-Control"]
    with acme.scope():
        key = find_key(found[0])
        assert key is not None
        assert key.partner_id is None
    page = text(client, change(acme, "tenants/apikey", key.pk))
    assert found[0] not in page
    assert key.prefix in page


def test_a_revoked_key_is_refused(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.alice)
    with acme.scope():
        key = ApiKey.objects.get(name="CRM")
    assert client.post(admin(acme, f"tenants/apikey/{key.pk}/revoke/")).status_code == 302
    with acme.scope():
        assert find_key(acme.key) is None


def test_inviting_writes_an_invitation(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.alice)
    answers = {"email": "new@acme.example.com", "role": "channel_manager", "partner": ""}
    assert client.post(admin(acme, "tenants/invitation/add/"), answers).status_code == 302
    with acme.scope():
        assert Invitation.objects.get().invited_by_id == acme.alice.pk


def test_a_partner_role_needs_a_partner(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.alice)
    answers = {"email": "new@acme.example.com", "role": "partner_rep", "partner": ""}
    response = client.post(admin(acme, "tenants/invitation/add/"), answers)
    assert b"Roles with a partner need one" in response.content
    with acme.scope():
        assert not Invitation.objects.exists()


@pytest.mark.parametrize("act", ["role", "end"])
def test_the_last_admin_stays(acme: VendorPeople, client: Client, act: str) -> None:
    client.force_login(acme.alice)
    with acme.scope():
        member = Membership.objects.get(user=acme.alice)
    response = client.post(admin(acme, f"tenants/membership/{member.pk}/{act}/"), {"role": "analyst"})
    assert b"You cannot remove the last admin" in response.content
    with acme.scope():
        member.refresh_from_db()
        assert (member.role, member.is_active) == ("admin", True)


def test_a_channel_manager_cannot_make_herself_admin(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    with acme.scope():
        member = Membership.objects.get(user=acme.bob)
    url = admin(acme, f"tenants/membership/{member.pk}/role/")
    assert client.post(url, {"role": "admin"}).status_code == 403
    with acme.scope():
        member.refresh_from_db()
        assert member.role == "channel_manager"


def test_settings_are_saved_for_this_vendor_only(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    client.force_login(acme.alice)
    answers = {
        "name": "Acme Industrial", "brand_color": "#aa3300", "time_zone": "Europe/Berlin", "language": "de",
        "currency": "eur", "publish_needs_approval": "on", "second_factor": "nobody",
        "repeat_window_days": "90",
    }  # fmt: skip
    assert client.post(admin(acme, "settings/vendor/"), answers).status_code == 302
    saved = Vendor.objects.get(slug="acme")
    assert (saved.name, saved.currency, saved.publish_needs_approval) == ("Acme Industrial", "EUR", True)
    assert Vendor.objects.get(slug="globex").name == "Globex"
    assert b"#aa3300" in client.get(admin(acme, "brand.css")).content


@pytest.mark.parametrize(
    ("field", "value"), [("brand_color", "red"), ("currency", "EURO"), ("time_zone", "Mars/Base")]
)
def test_wrong_settings_are_said_beside_the_field(
    acme: VendorPeople, client: Client, field: str, value: str
) -> None:
    client.force_login(acme.alice)
    answers = {
        "name": "Acme",
        "brand_color": "#aa3300",
        "time_zone": "UTC",
        "language": "en",
        "currency": "USD",
    }
    response = client.post(admin(acme, "settings/vendor/"), answers | {field: value})
    assert response.status_code == 200
    assert b"c-field-wrong" in response.content
    assert Vendor.objects.get(slug="acme").brand_color != "red"
