"""One person with several vendors: a home that says what waits with each, and what is due next."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from prm.platform import clock
from prm.platform.tenants.models import Role, SecondFactor, Vendor
from routing.models import Offer
from tests.factories import LeadFactory, MembershipFactory, OfferFactory
from tests.people import VendorPeople

MakeOffer = Callable[..., Offer]


@pytest.fixture
def at_both(rep: Client, in_acme: VendorPeople, globex: VendorPeople) -> Client:
    """A rep of Larkspur at Acme, and of Globex's Quillon."""
    with globex.scope():
        user, partner = in_acme.larkspur.rep, globex.quillon.partner
        MembershipFactory(user=user, partner=partner, role=Role.PARTNER_REP)
    return rep


def test_offers_updates_and_what_was_won_are_counted_for_each_vendor(
    at_both: Client, in_acme: VendorPeople, globex: VendorPeople, offered: MakeOffer
) -> None:
    now, larkspur = clock.now(), in_acme.larkspur.partner
    offered(deadline_at=now + timedelta(hours=3))
    late = {"state": "accepted", "accepted_at": now, "update_due_at": now - timedelta(hours=1)}
    OfferFactory(lead=LeadFactory(company="Late Mills"), partner=larkspur, **late)
    won = {"state": "closed", "outcome": "won", "accepted_at": now, "closed_at": now}
    OfferFactory(lead=LeadFactory(), partner=larkspur, **won)
    with globex.scope():
        lead = LeadFactory(state="offered")
        other = OfferFactory(lead=lead, partner=globex.quillon.partner, deadline_at=now + timedelta(hours=1))
    for path in (in_acme.url("portal/vendors/"), "/"):
        page = " ".join(at_both.get(path).content.decode().split())
        for words in ("1 offer", "1 overdue", "1 won this month", "1 open lead", globex.vendor.name):
            assert words in page, (path, words)
        first, second, third = (
            page.index("Late Mills"),
            page.index(f"/globex/portal/offers/{other.id}/"),
            page.index("/acme/portal/offers/"),
        )
        assert first < second < third, "the most urgent first, whichever vendor it is of"
        assert lead.company not in page, "an offer is blind here as everywhere"


def test_a_vendor_that_asks_for_a_second_step_shows_nothing_before_it(
    at_both: Client, in_acme: VendorPeople, globex: VendorPeople
) -> None:
    with globex.scope():
        OfferFactory(lead=LeadFactory(state="offered"), partner=globex.quillon.partner)
        Vendor.objects.filter(id=globex.vendor.id).update(second_factor=SecondFactor.EVERYBODY)
    page = at_both.get(in_acme.url("portal/vendors/")).content.decode()
    assert "Sign in with a second step" in page and "/globex/portal/offers/" not in page


def test_the_inbox_says_what_waits_with_other_vendors(
    at_both: Client, in_acme: VendorPeople, globex: VendorPeople
) -> None:
    assert "other vendors" not in at_both.get(in_acme.url("portal/")).content.decode()
    with globex.scope():
        OfferFactory(lead=LeadFactory(state="offered"), partner=globex.quillon.partner)
    page = " ".join(at_both.get(in_acme.url("portal/")).content.decode().split())
    assert "1 offer waits with other vendors" in page


def test_who_works_with_nobody_else_is_told_of_nothing_else(rep: Client, in_acme: VendorPeople) -> None:
    page = rep.get(in_acme.url("portal/vendors/")).content.decode()
    assert in_acme.vendor.name in page and "Nothing is due with any vendor." in page
    assert "Offer to answer" not in page
