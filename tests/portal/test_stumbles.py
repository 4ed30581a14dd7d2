"""Where a rep used to stumble: one test for each kind that has no better place."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import strip_tags

from leads.models import DeclineReason
from leads.selectors.blind import blind_facts
from partners.models import Partner
from partners.selectors.catalogue_names import catalogue_names
from portal.facts import lead_facts
from portal.selectors.offers import reference_of
from prm.platform import clock
from prm.platform.outbox.catalogue import write_letter
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.models import Membership
from routing.models import Offer
from routing.shares.services.count_shares import count_shares
from tests.factories import LeadFactory, OfferFactory
from tests.people import VendorPeople
from tests.services.rounds import decline, publish, route
from tests.services.rounds import live as live_offer

MakeOffer = Callable[..., Offer]


def text_of(page: bytes) -> str:
    return " ".join(strip_tags(page.decode()).split())


@pytest.mark.parametrize("leads", [3, 7, 8])
def test_received_less_fair_share_is_the_gap_that_is_shown(
    rep: Client, in_acme: VendorPeople, leads: int
) -> None:
    publish()
    LeadFactory.create_batch(leads)
    route()
    count_shares(vendor_id=in_acme.vendor.id)
    page = text_of(rep.get(in_acme.url("portal/fairness/")).content)
    found = re.search(r"You received ([\d.]+) leads? in total. Your fair share was ([\d.]+). (.*?)\. ", page)
    assert found, page
    received, fair, told = float(found[1]), float(found[2]), found[3] + "."
    gap = re.search(r"You are ([\d.]+) (ahead of|behind)", told)
    apart = (float(gap[1]) if gap[2] == "ahead of" else -float(gap[1])) if gap else 0.0
    assert round(received - fair, 1) == apart


def test_moving_a_card_or_handing_a_lead_over_leaves_the_deadline_where_it_was(
    rep: Client, acme: VendorPeople, accepted: Offer
) -> None:
    due = Offer.objects.get(id=accepted.id).update_due_at
    rep.post(acme.url(f"portal/pipeline/{accepted.id}/move/"), {"status": "qualified"})
    colleague = str(Membership.objects.get(user=acme.larkspur.admin).id)
    rep.post(acme.url("portal/pipeline/bulk/"), {"offers": [str(accepted.id)], "assignee": colleague})
    moved = Offer.objects.get(id=accepted.id)
    assert moved.work_status == "qualified" and str(moved.assignee_id) == colleague
    assert moved.update_due_at == due


def test_an_accepted_lead_wears_no_warning_colour(rep: Client, acme: VendorPeople, accepted: Offer) -> None:
    page = rep.get(acme.url(f"portal/leads/{accepted.id}/")).content.decode()
    badges = re.findall(r'class="badge ([a-z]+)"', page)
    assert badges[0] == "accepted" and "lost" not in badges


def test_of_a_lead_that_one_declined_oneself_it_says_so(rep: Client, in_acme: VendorPeople) -> None:
    publish()
    in_acme.quillon.partner.status = "inactive"
    in_acme.quillon.partner.save()
    lead = LeadFactory()
    route()
    Partner.objects.filter(id=in_acme.quillon.partner.id).update(status="active")
    decline(live_offer(lead))
    route()
    assert live_offer(lead).partner_id == in_acme.quillon.partner.id
    page = text_of(rep.get(in_acme.url("portal/fairness/why-not/")).content)
    assert "You declined this lead." in page and "You had been offered this lead before" not in page


def test_an_offer_that_others_had_first_is_not_called_offered_to_you_alone(
    rep: Client, in_acme: VendorPeople
) -> None:
    publish()
    Partner.objects.filter(id=in_acme.larkspur.partner.id).update(status="inactive")
    lead = LeadFactory()
    route()
    Partner.objects.filter(id=in_acme.larkspur.partner.id).update(status="active")
    decline(live_offer(lead))
    route()
    offer = live_offer(lead)
    assert offer.partner_id == in_acme.larkspur.partner.id and offer.round == 2
    page = text_of(rep.get(in_acme.url(f"portal/offers/{offer.id}/")).content)
    assert "Another partner was offered it first and did not take it." in page and "alone" not in page


def test_the_words_of_a_decline_are_typed_before_a_reason_is_pressed(
    rep: Client, acme: VendorPeople, offered: MakeOffer
) -> None:
    offer = offered()
    reason = DeclineReason.objects.get(slug="too-small")
    for path in ("portal/", f"portal/offers/{offer.id}/"):
        page = rep.get(acme.url(path)).content.decode()
        assert 0 < page.index('name="note"') < page.index(f'value="{reason.slug}"')


def test_a_column_adds_up_its_leads_in_each_currency_and_cards_say_when_something_happened(
    rep: Client, in_acme: VendorPeople
) -> None:
    worked = {"state": "accepted", "accepted_at": clock.now(), "work_status": "qualified"}
    for value, currency in ((40_000, "USD"), (2_000, "USD"), (7_000, "EUR")):
        lead = LeadFactory(estimated_value=value, currency=currency, state="in_progress")
        told = {"last_update_at": clock.now() - timedelta(hours=3)}
        OfferFactory(lead=lead, partner=in_acme.larkspur.partner, **worked, **told)
    page = text_of(rep.get(in_acme.url("portal/pipeline/")).content)
    assert "Qualified 3 €7K + $42K" in page
    assert "Last activity 3 hours ago" in page


def test_the_mail_of_an_offer_says_what_its_page_says_in_the_same_words(
    rep: Client, in_acme: VendorPeople
) -> None:
    publish()
    Partner.objects.filter(id=in_acme.quillon.partner.id).update(status="inactive")
    lead = LeadFactory(
        need_category="replacement", timeline="1-3 months", estimated_value=42_000, intent_score=82
    )
    route()
    offer = live_offer(lead)
    page = text_of(rep.get(in_acme.url(f"portal/offers/{offer.id}/")).content)
    message = OutboxMessage.objects.filter(event="offer.created", receiver=in_acme.larkspur.rep.email).get()
    letter = write_letter("offer.created", message.payload["data"], zone="America/Chicago")
    written = " ".join(value for _label, value in letter.facts)
    facts = lead_facts(blind_facts(lead), catalogue_names())
    for shared in (facts.value, str(facts.timeline), facts.need):
        assert shared in page and shared in written, shared
    assert letter.button
    listed = text_of(rep.get(in_acme.url("portal/")).content)
    assert f"#{reference_of(offer.id)}" in listed


def test_no_page_carries_styles_of_its_own_that_the_security_policy_would_refuse(
    rep: Client, acme: VendorPeople, accepted: Offer, offered: MakeOffer
) -> None:
    offer = offered()
    for path in ("", "pipeline/", f"leads/{accepted.id}/", f"offers/{offer.id}/", "fairness/", "company/"):
        answer = rep.get(acme.url(f"portal/{path}"))
        assert "style=" not in answer.content.decode(), path
        assert "style-src" in answer["Content-Security-Policy"]


def test_deadlines_are_written_as_a_german_reads_them(
    rep: Client, acme: VendorPeople, offered: MakeOffer
) -> None:
    offered(deadline_at=clock.now() + timedelta(hours=11, minutes=34, seconds=30))
    page = rep.get(acme.url("portal/"), headers={"Accept-Language": "de"}).content.decode()
    assert re.search(r"11\s?Std\.? 34\s?Min\.", page), re.findall(r"data-over[^<]*<", page)
