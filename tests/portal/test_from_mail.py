"""The page behind an offer mail: looking changes nothing, acting works once, the contact stays away."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from prm.platform import clock
from prm.platform.outbox.links import offer_link
from prm.platform.tenants.models import Membership
from routing.models import Offer, OfferState
from tests.people import VendorPeople

MakeOffer = Callable[..., Offer]


def link_to(acme: VendorPeople, offer: Offer) -> str:
    member = Membership.objects.get(user=acme.larkspur.rep)
    address = offer_link(
        vendor_slug="acme", offer_id=offer.id, membership_id=member.id, expires_at=offer.deadline_at
    )
    return "/acme" + address.partition("/acme")[2]


@pytest.fixture
def link(in_acme: VendorPeople, offered: MakeOffer) -> tuple[str, Offer]:
    offer = offered()
    return link_to(in_acme, offer), offer


def test_looking_shows_the_offer_blind_and_changes_nothing(client: Client, link: tuple[str, Offer]) -> None:
    address, offer = link
    for _ in range(3):
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"Next-gen firewall" in answer.content
        assert b"zyzzyva" not in answer.content.lower()
    offer.refresh_from_db()
    assert offer.state == OfferState.OFFERED


def test_accepting_needs_no_login_and_shows_no_contact(client: Client, link: tuple[str, Offer]) -> None:
    address, offer = link
    answer = client.post(address, {"accept": "1"})
    assert answer.status_code == 200
    assert b"zyzzyva" not in answer.content.lower()
    offer.refresh_from_db()
    assert offer.state == OfferState.ACCEPTED
    assert client.get(f"/acme/portal/leads/{offer.id}/").status_code == 302


def test_declining_needs_a_reason_and_does_not_spend_the_link(
    client: Client, link: tuple[str, Offer]
) -> None:
    address, offer = link
    assert client.post(address, {"decline": "1"}).status_code == 400
    assert client.post(address, {"decline": "1", "reason": "too-small"}).status_code == 200
    offer.refresh_from_db()
    assert offer.state == OfferState.DECLINED


def test_a_used_link_acts_no_more(client: Client, link: tuple[str, Offer]) -> None:
    address, offer = link
    client.post(address, {"accept": "1"})
    assert client.post(address, {"decline": "1", "reason": "too-small"}).status_code == 409
    offer.refresh_from_db()
    assert offer.state == OfferState.ACCEPTED


def test_a_late_accept_from_the_mail_changes_nothing(
    client: Client, in_acme: VendorPeople, offered: MakeOffer
) -> None:
    offer = offered(deadline_at=clock.now() - timedelta(seconds=1))
    assert client.post(link_to(in_acme, offer), {"accept": "1"}).status_code == 409
    offer.refresh_from_db()
    assert offer.state == OfferState.OFFERED


@pytest.mark.parametrize(
    "spoil", [lambda address: address[:-3] + "/", lambda address: address.replace("acme", "globex", 1)]
)
def test_a_link_that_is_not_ours_is_not_found(
    client: Client, globex: VendorPeople, link: tuple[str, Offer], spoil: Callable[[str], str]
) -> None:
    assert client.get(spoil(link[0])).status_code == 404
