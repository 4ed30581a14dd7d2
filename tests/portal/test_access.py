"""Who gets in: members of the partner, and nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from prm.platform.tenants.models import User
from routing.models import Offer, OfferState
from tests.people import VendorPeople

PAGES = ["portal/", "portal/pipeline/", "portal/company/", "portal/company/hours/", "portal/company/people/"]
PAGES += [
    "portal/company/agreement/",
    "portal/company/notices/",
    "portal/vendors/",
    "portal/pipeline/leads.csv",
    "portal/pipeline/leads.xlsx",
]


@pytest.mark.parametrize("path", [*PAGES, "portal/live/"])
def test_a_stranger_logs_in_first_and_comes_back(client: Client, acme: VendorPeople, path: str) -> None:
    answer = client.get(acme.url(path))
    assert answer.status_code == 302
    assert answer["Location"] == f"/acme/accounts/login/?next={acme.url(path)}"


@pytest.mark.parametrize("path", PAGES)
def test_someone_without_a_role_here_finds_nothing(
    client: Client, acme: VendorPeople, globex: VendorPeople, charlie: User, path: str
) -> None:
    for user in (charlie, globex.larkspur.rep, globex.alice):
        client.force_login(user)
        assert client.get(acme.url(path)).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_the_vendors_own_people_are_sent_away(client: Client, acme: VendorPeople, path: str) -> None:
    for user in (acme.alice, acme.bob, acme.ana):
        client.force_login(user)
        assert client.get(acme.url(path)).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_members_get_in(rep: Client, admin: Client, acme: VendorPeople, path: str) -> None:
    assert rep.get(acme.url(path)).status_code == 200
    assert admin.get(acme.url(path)).status_code == 200


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("offers/{id}/accept/", {}),
        ("offers/{id}/decline/", {"reason": "too-small"}),
        ("leads/{id}/log/", {"note": "Mine now"}),
        ("leads/{id}/log/", {"kind": "call"}),
        ("leads/{id}/close/", {"outcome": "won"}),
        ("pipeline/{id}/move/", {"status": "qualified"}),
    ],
)
def test_a_rivals_offer_is_a_404_and_stays_as_it_is(
    client: Client, acme: VendorPeople, offered: Callable[..., Offer], path: str, data: dict[str, str]
) -> None:
    offer = offered()
    client.force_login(acme.quillon.rep)
    assert client.get(acme.url(f"portal/offers/{offer.id}/")).status_code == 404
    assert client.get(acme.url(f"portal/leads/{offer.id}/")).status_code == 404
    assert client.post(acme.url(f"portal/{path.format(id=offer.id)}"), data).status_code == 404
    offer.refresh_from_db()
    assert offer.state == OfferState.OFFERED


@pytest.mark.parametrize(
    "path",
    [
        "company/capacity/",
        "company/hours/save/",
        "company/people/invite/",
        "company/ask/territory/",
        "company/unpause/",
        "company/wishes/",
    ],
)
def test_a_rep_cannot_change_the_company(rep: Client, acme: VendorPeople, path: str) -> None:
    assert rep.post(acme.url(f"portal/{path}"), {"capacity": "3"}).status_code == 403


def test_a_part_of_a_page_asks_for_the_whole_login_page(client: Client, acme: VendorPeople) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/acme/portal/pipeline/?q=x"}
    answer = client.get(acme.url("portal/live/"), headers=headers)
    assert answer["HX-Redirect"].startswith("/acme/accounts/login/?next=/acme/portal/pipeline/")


def test_acting_for_another_partner_is_remembered_and_checked(
    rep: Client, acme: VendorPeople, in_acme: VendorPeople
) -> None:
    from tests.factories import MembershipFactory

    assert rep.post(acme.url("portal/act-for/"), {"partner": acme.quillon.partner.id}).status_code == 404
    MembershipFactory(user=acme.larkspur.rep, partner=acme.quillon.partner, role="partner_rep")
    assert rep.post(acme.url("portal/act-for/"), {"partner": acme.quillon.partner.id}).status_code == 302
    assert "Quillon Networks" in rep.get(acme.url("portal/company/")).content.decode()
