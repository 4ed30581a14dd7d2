"""Searching everything from anywhere in the portal."""

from collections.abc import Callable

from django.test import Client

from routing.models import Offer
from tests.factories import DealRegistrationFactory, LeadFactory, OfferFactory
from tests.people import VendorPeople

MakeOffer = Callable[..., Offer]


def test_leads_deals_offers_and_pages_are_found_and_nothing_of_a_rival(
    rep: Client, in_acme: VendorPeople, accepted: Offer, offered: MakeOffer
) -> None:
    larkspur, quillon = in_acme.larkspur.partner, in_acme.quillon.partner
    mine = DealRegistrationFactory(partner=larkspur, company="Quibble Works")
    theirs = DealRegistrationFactory(partner=quillon, company="Quibble Rivals")
    rival = OfferFactory(lead=LeadFactory(company="Zyzzyva Rivals"), partner=quillon, state="accepted")
    waiting = offered()

    def page(words: str) -> str:
        return rep.get(in_acme.url("portal/search/"), {"q": words}).content.decode()

    assert f"leads/{accepted.id}/" in page("zyzzyva") and str(rival.id) not in page("zyzzyva")
    assert str(waiting.id) not in page("zyzzyva"), "who an offer is about is not found out by searching"
    assert f"deals/{mine.id}/" in page("quibble") and str(theirs.id) not in page("quibble")
    assert f"offers/{waiting.id}/" in page(f"#{str(waiting.id)[-6:]}")
    assert "company/hours/" in page("absences")
    assert "Nothing found for “nowhere”." in page("nowhere")
    assert "Nothing found" not in page("") and rep.get(in_acme.url("portal/search/?q=%00")).status_code == 200
