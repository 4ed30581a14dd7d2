"""Registering deals from a lead, and what a refusal says."""

from datetime import date

from django.test import Client

from leads.models import DealRegistration
from leads.services.register_deal import register_deal
from routing.models import Offer
from tests.people import VendorPeople


def test_a_deal_is_registered_from_a_lead_that_one_works(
    rep: Client, acme: VendorPeople, accepted: Offer
) -> None:
    form = rep.get(acme.url(f"portal/deals/register/?lead={accepted.id}")).content.decode()
    assert f'value="{accepted.lead.company}"' in form and "Filled in from your lead" in form
    posted = {"company": accepted.lead.company, "website": accepted.lead.website, "country": "US"}
    answer = rep.post(
        acme.url("portal/deals/register/"),
        {**posted, "estimated_value": "900", "currency": "EUR"},
        follow=True,
    )
    assert DealRegistration.objects.get().currency == "EUR"
    assert "You already have a lead from" in answer.content.decode()


def test_a_rivals_lead_fills_in_nothing(client: Client, acme: VendorPeople, accepted: Offer) -> None:
    client.force_login(acme.quillon.rep)
    form = client.get(acme.url(f"portal/deals/register/?lead={accepted.id}")).content.decode()
    assert accepted.lead.company not in form


def test_a_claimed_account_says_until_when_in_words_and_what_can_be_done(
    rep: Client, in_acme: VendorPeople
) -> None:
    posted = {"company": "Zyzzyva Mills", "website": "zyzzyva.example.com", "country": "US"}
    quillon = in_acme.quillon
    deal = register_deal(partner_id=quillon.partner.id, data=posted, actor=quillon.rep_actor)
    kept = DealRegistration.objects.filter(id=deal.id)
    kept.update(state="approved", protected_until_on=date(2031, 2, 23))
    answer = rep.post(in_acme.url("portal/deals/register/"), posted)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Another partner holds this account until February 23, 2031." in page
    assert "about the account, or register it again" in page
