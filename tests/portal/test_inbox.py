"""The inbox: what is shown, in which order, and how open pages hear of what is new."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries

from prm.platform import clock
from routing.models import Offer, OfferInvitee, OfferState
from tests.factories import LeadFactory, OfferFactory
from tests.people import VendorPeople

MakeOffer = Callable[..., Offer]


def test_an_offer_shows_what_a_rep_may_know(rep: Client, acme: VendorPeople, offered: MakeOffer) -> None:
    offered()
    page = rep.get(acme.url("portal/")).content.decode()
    for fact in ("Next-gen firewall", "Manufacturing", "Texas", "200 – 999 people", "$25K – $100K", "70"):
        assert fact in page
    for fact in ("Within 3 months", "Replacement", "Accept", "Decline", "Too small for us"):
        assert fact in page


@pytest.mark.parametrize(
    "path", ["portal/", "portal/live/?seen=", "portal/offers/{id}/", "portal/offers/{id}/decline/"]
)
def test_nothing_that_names_the_lead_is_in_any_byte(
    rep: Client, acme: VendorPeople, offered: MakeOffer, path: str
) -> None:
    offer = offered()
    answer = rep.get(acme.url(path.format(id=offer.id)))
    assert answer.status_code == 200
    everything = answer.content + repr(answer.headers).encode()
    for secret in (b"zyzzyva", b"Quibble", b"5550123", b"78701", b"Austin", b"on fire", b"42000", b"42,000"):
        assert secret.lower() not in everything.lower()


@pytest.mark.parametrize("state", ["declined", "expired", "revoked", "withdrawn"])
def test_an_offer_that_is_over_stays_blind(
    rep: Client, acme: VendorPeople, offered: MakeOffer, state: str
) -> None:
    offer = offered(state=state, closed_at=clock.now())
    for path in ("portal/", f"portal/offers/{offer.id}/"):
        assert b"zyzzyva" not in rep.get(acme.url(path)).content.lower()


def test_the_least_time_left_comes_first(rep: Client, acme: VendorPeople, offered: MakeOffer) -> None:
    now = clock.now()
    later = offered(deadline_at=now + timedelta(hours=5))
    sooner = offered(deadline_at=now + timedelta(hours=1))
    page = rep.get(acme.url("portal/")).content.decode()
    assert page.index(f"offer-{sooner.id}") < page.index(f"offer-{later.id}")


def test_only_own_open_and_delivered_offers_are_there(
    rep: Client, acme: VendorPeople, offered: MakeOffer
) -> None:
    now = clock.now()
    hidden = [
        offered(partner=acme.quillon.partner),
        offered(deadline_at=now - timedelta(seconds=1)),
        offered(visible_at=now + timedelta(hours=1)),
    ]
    page = rep.get(acme.url("portal/")).content.decode()
    assert "No offers are waiting" in page
    for offer in hidden:
        assert f"offer-{offer.id}" not in page


def test_a_claim_is_there_for_all_invited_until_they_decline(
    rep: Client, acme: VendorPeople, offered: MakeOffer
) -> None:
    claim = OfferFactory(lead=LeadFactory(state="offered"), partner=None, is_claim=True, method="claim")
    invited = OfferInvitee.objects.create(offer=claim, partner=acme.larkspur.partner)
    assert f"offer-{claim.id}" in rep.get(acme.url("portal/")).content.decode()
    invited.declined_at = clock.now()
    invited.save()
    assert f"offer-{claim.id}" not in rep.get(acme.url("portal/")).content.decode()


def test_an_open_page_hears_of_a_new_offer(rep: Client, acme: VendorPeople, offered: MakeOffer) -> None:
    seen = rep.get(acme.url("portal/")).context["seen"]
    again = rep.get(acme.url(f"portal/live/?seen={seen}"))
    assert (again.status_code, again.content, "HX-Trigger" in again) == (204, b"", False)
    offered()
    news = rep.get(acme.url(f"portal/live/?seen={seen}"))
    assert news.status_code == 200
    assert json.loads(news["HX-Trigger"]) == {"prm:offers": {"waiting": 1}}


def test_the_live_answer_is_cheap(rep: Client, acme: VendorPeople, offered: MakeOffer) -> None:
    offered()
    seen = rep.get(acme.url("portal/")).context["seen"]
    with assertNumQueries(LIVE_QUERIES):
        rep.get(acme.url(f"portal/live/?seen={seen}"))


def test_the_inbox_costs_the_same_however_many_offers(
    rep: Client, acme: VendorPeople, offered: MakeOffer
) -> None:
    for _ in range(3):
        offered()
        offered(state=OfferState.EXPIRED, closed_at=clock.now())
    rep.get(acme.url("portal/"))
    with assertNumQueries(INBOX_QUERIES):
        rep.get(acme.url("portal/"))
    for _ in range(12):
        offered()
    with assertNumQueries(INBOX_QUERIES):
        rep.get(acme.url("portal/"))


# Of these three are of the test itself: a savepoint, its end, and the scope given back.
INBOX_QUERIES = 19
LIVE_QUERIES = 9
