"""A vendor asks its people, or everybody, for a second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.people import VendorPeople


def landed(client: Client, path: str) -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize(
    ("asked", "vendors_people", "partners_people"),
    [("nobody", 200, 200), ("vendor", 302, 200), ("everybody", 302, 302)],
)
def test_who_is_asked_gets_no_further_without(
    acme: VendorPeople, client: Client, asked: str, vendors_people: int, partners_people: int
) -> None:
    acme.vendor.second_factor = asked
    with acme.scope():
        acme.vendor.save(update_fields=["second_factor"])
    for person, path, status in (
        (acme.bob, "admin/", vendors_people),
        (acme.bob, "admin/leads/lead/", vendors_people),
        (acme.larkspur.rep, "portal/", partners_people),
    ):
        client.force_login(person)
        expected = (status, acme.url("accounts/2fa/") if status == 302 else "")
        assert landed(client, acme.url(path)) == expected, (person, path)


def test_a_change_is_refused_as_well(acme: VendorPeople, client: Client) -> None:
    acme.vendor.second_factor = "vendor"
    with acme.scope():
        acme.vendor.save(update_fields=["second_factor"])
    client.force_login(acme.alice)
    client.post(acme.url("admin/settings/vendor/"), {"name": "Renamed"})
    acme.vendor.refresh_from_db()
    assert acme.vendor.name != "Renamed"


def test_the_page_to_add_one_says_why_and_opens_the_way(acme: VendorPeople, client: Client) -> None:
    acme.vendor.second_factor = "everybody"
    with acme.scope():
        acme.vendor.save(update_fields=["second_factor"])
    client.force_login(acme.larkspur.rep)
    page = client.get(acme.url("portal/"), follow=True)
    assert page.status_code == 200
    assert "asks for a second step when signing in" in page.text
    Authenticator.objects.create(user=acme.larkspur.rep, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert landed(client, acme.url("portal/")) == (200, "")


def test_a_part_of_a_page_asks_for_the_whole_one(acme: VendorPeople, client: Client) -> None:
    acme.vendor.second_factor = "everybody"
    with acme.scope():
        acme.vendor.save(update_fields=["second_factor"])
    client.force_login(acme.larkspur.rep)
    answer = client.get(acme.url("portal/live/"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, acme.url("accounts/2fa/"))


def test_another_vendors_wish_is_not_this_ones(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    globex.vendor.second_factor = "everybody"
    with globex.scope():
        globex.vendor.save(update_fields=["second_factor"])
    client.force_login(acme.bob)
    assert landed(client, acme.url("admin/")) == (200, "")


def test_an_admin_sets_it(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.alice)
    assert 'name="second_factor"' in client.get(acme.url("admin/settings/vendor/")).text
