"""Accepting and declining, in time, too late, and as somebody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from leads.models import DeclineReason, Lead
from prm.platform import clock
from routing.models import Offer, OfferInvitee, OfferState
from routing.offers.services.accept_offer import accept_offer
from tests.factories import LeadFactory, OfferFactory
from tests.people import VendorPeople

MakeOffer = Callable[..., Offer]


def test_accepting_leads_to_the_contact(rep: Client, acme: VendorPeople, offered: MakeOffer) -> None:
    offer = offered()
    answer = rep.post(acme.url(f"portal/offers/{offer.id}/accept/"))
    assert answer.status_code == 302
    page = rep.get(answer["Location"]).content.decode()
    for detail in (
        "Zyzzyva Mills",
        "Quibbleworth-Zyzzyva",
        "+15125550123",
        "The zyzzyva firewall is on fire.",
    ):
        assert detail in page
    offer.refresh_from_db()
    assert offer.state == OfferState.ACCEPTED


def test_a_late_accept_says_so_and_changes_nothing(
    rep: Client, acme: VendorPeople, offered: MakeOffer
) -> None:
    offer = offered(deadline_at=clock.now() - timedelta(seconds=1))
    answer = rep.post(acme.url(f"portal/offers/{offer.id}/accept/"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Your accept window closed at" in page
    assert "zyzzyva" not in page.lower()
    offer.refresh_from_db()
    assert (offer.state, offer.accepted_at) == (OfferState.OFFERED, None)
    assert Lead.objects.get().state == "offered"


def test_a_claim_that_another_took_says_so_and_stays_blind(
    rep: Client, acme: VendorPeople, offered: MakeOffer
) -> None:
    claim = OfferFactory(lead=LeadFactory(state="offered"), partner=None, is_claim=True, method="claim")
    for partner in (acme.larkspur.partner, acme.quillon.partner):
        OfferInvitee.objects.create(offer=claim, partner=partner)
    quillon = acme.quillon
    accept_offer(offer_id=claim.id, partner_id=quillon.partner.id, actor=quillon.rep_actor)
    answer = rep.post(acme.url(f"portal/offers/{claim.id}/accept/"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Another partner was first to accept this lead." in page
    assert "zyzzyva" not in page.lower()
    assert "Quillon" not in page


def test_declining_with_a_reason_sends_it_on(rep: Client, acme: VendorPeople, offered: MakeOffer) -> None:
    offer = offered()
    answer = rep.post(
        acme.url(f"portal/offers/{offer.id}/decline/"), {"reason": "too-small", "note": "Under our minimum."}
    )
    assert answer.status_code == 302
    offer.refresh_from_db()
    assert (offer.state, offer.decline_reason) == (OfferState.DECLINED, "too-small")
    page = rep.get(acme.url(f"portal/offers/{offer.id}/")).content.decode()
    assert "Too small for us" in page


@pytest.mark.parametrize("given", [{}, {"reason": ""}])
def test_declining_needs_a_reason_and_keeps_what_was_written(
    rep: Client, acme: VendorPeople, offered: MakeOffer, given: dict[str, str]
) -> None:
    offer = offered()
    answer = rep.post(acme.url(f"portal/offers/{offer.id}/decline/"), {**given, "note": "Half a thought"})
    assert answer.status_code == 400
    assert "Half a thought" in answer.content.decode()
    offer.refresh_from_db()
    assert offer.state == OfferState.OFFERED


def test_own_words_are_reason_enough_and_what_is_wrong_is_said(
    rep: Client, acme: VendorPeople, offered: MakeOffer
) -> None:
    offer = offered()
    DeclineReason.objects.get_or_create(slug="other", defaults={"name": "Other"})
    address = acme.url(f"portal/offers/{offer.id}/decline/")
    for given, said in (({"reason": "nonsense"}, "reasons to decline"), ({"note": "x" * 2001}, "2000")):
        answer = rep.post(address, given)
        assert answer.status_code == 400
        assert said in answer.content.decode()
    rep.post(address, {"note": "They asked us to stop calling."})
    offer.refresh_from_db()
    assert (offer.decline_reason, offer.decline_note) == ("other", "They asked us to stop calling.")


def test_opening_an_accepted_offer_leads_to_the_lead(
    rep: Client, acme: VendorPeople, accepted: Offer
) -> None:
    answer = rep.get(acme.url(f"portal/offers/{accepted.id}/"))
    assert answer["Location"] == acme.url(f"portal/leads/{accepted.id}/")


def test_why_it_came_is_said_without_a_rival(rep: Client, acme: VendorPeople, offered: MakeOffer) -> None:
    page = rep.get(acme.url(f"portal/offers/{offered().id}/")).content.decode()
    assert "It matched the rule “Everything”." in page
    assert "take turns" in page
    assert "Quillon" not in page


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_a_link_that_is_only_opened_answers_nothing(
    rep: Client, acme: VendorPeople, offered: MakeOffer, verb: str
) -> None:
    offer = offered()
    rep.get(acme.url(f"portal/offers/{offer.id}/{verb}/"))
    offer.refresh_from_db()
    assert offer.state == OfferState.OFFERED
