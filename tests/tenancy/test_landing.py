"""Where one lands, and that links, redirects and static files carry the vendor's prefix or none."""

import pytest
from django.test import Client

from prm.platform.tenants.models import Membership, Role, User
from tests.people import VendorPeople


def test_the_way_in_is_the_login_page(acme: VendorPeople, client: Client) -> None:
    assert client.get("/").headers["Location"] == "/accounts/login/"
    assert client.get("/acme/").headers["Location"] == "/acme/accounts/login/?next=/acme/"


def test_members_of_the_vendor_land_in_the_admin_and_partners_in_the_portal(
    acme: VendorPeople, client: Client
) -> None:
    for user, page in ((acme.ana, "admin/"), (acme.larkspur.rep, "portal/")):
        client.force_login(user)
        assert client.get("/").headers["Location"] == "/acme/"
        assert client.get("/acme/").headers["Location"] == acme.url(page)


def test_someone_with_several_vendors_chooses(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    with globex.scope():
        Membership.objects.create(user=acme.bob, role=Role.ANALYST)
    client.force_login(acme.bob)
    page = client.get("/")
    assert page.status_code == 200
    assert 'href="/acme/admin/"' in page.text
    assert 'href="/globex/admin/"' in page.text


def test_charlie_sees_that_there_is_no_access(acme: VendorPeople, charlie: User, client: Client) -> None:
    client.force_login(charlie)
    assert "No access yet" in client.get("/").text
    page = client.get("/acme/")
    assert page.status_code == 404
    assert "No access" in page.text


def test_a_member_of_one_vendor_is_nobody_at_another(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    client.force_login(globex.alice)
    for path in ("", "admin/", "portal/"):
        assert client.get(acme.url(path)).status_code in (403, 404), path


def test_logging_in_on_a_vendors_page_leads_into_that_vendor(acme: VendorPeople, client: Client) -> None:
    from tests.factories import PASSWORD

    answer = client.post(
        "/acme/accounts/login/", {"login": acme.alice.email, "password": PASSWORD}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/acme/admin/"


def test_links_carry_the_vendors_prefix_and_static_files_do_not(acme: VendorPeople, client: Client) -> None:
    page = client.get("/acme/accounts/login/").text
    assert 'href="/acme/accounts/password/reset/"' in page
    assert '"/static/' in page
    assert "/acme/static/" not in page
    assert 'href="/accounts/password/reset/"' in client.get("/accounts/login/").text


def test_a_prefix_does_not_stay_for_the_next_request(acme: VendorPeople, client: Client) -> None:
    client.get("/acme/accounts/login/")
    assert "/acme/" not in client.get("/accounts/login/").text


@pytest.mark.parametrize("path", ["/nobody/", "/nobody/portal/", "/Acme/portal/", "/acme/nothing/"])
def test_what_does_not_exist_is_a_404(acme: VendorPeople, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
