"""Registering deals from a lead, and what a refusal says."""

from datetime import date

from django.test import Client

from leads.models import DealRegistration, Lead
from leads.services.decide_deal import refuse_deal
from leads.services.register_deal import register_deal
from routing.models import Offer
from tests.people import VendorPeople


def test_a_deal_is_registered_from_a_lead_that_one_works(
    rep: Client, acme: VendorPeople, accepted: Offer
) -> None:
    form = rep.get(acme.url(f"portal/deals/register/?lead={accepted.id}")).content.decode()
    assert f'value="{accepted.lead.company}"' in form and "Filled in from your lead" in form
    assert f'value="{accepted.lead.email}"' in form
    posted = {"company": accepted.lead.company, "website": accepted.lead.website, "country": "US"}
    answer = rep.post(
        acme.url("portal/deals/register/"),
        {**posted, "estimated_value": "900", "currency": "EUR"},
        follow=True,
    )
    assert DealRegistration.objects.get().currency == "EUR"
    assert "You already have a lead from" in answer.content.decode()


def test_a_lead_of_ones_own_is_known_by_the_name_of_its_company_too(
    rep: Client, acme: VendorPeople, accepted: Offer
) -> None:
    Lead.objects.filter(id=accepted.lead_id).update(company_keys=["d:zyzzyva.example.com", "n:zyzzyva mills"])
    same = {"company": f"{accepted.lead.company.upper()} GmbH & Co. KG", "country": "US"}
    answer = rep.post(acme.url("portal/deals/register/"), same, follow=True)
    assert "You already have a lead from" in answer.content.decode()
    other = rep.post(acme.url("portal/deals/register/"), {**same, "company": "Kestrel Works"}, follow=True)
    assert "You already have a lead from" not in other.content.decode()


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


def test_a_deal_has_a_page_with_contact_and_closing_date_which_its_row_leads_to(
    rep: Client, client: Client, acme: VendorPeople
) -> None:
    posted = {
        "company": "Zyzzyva Mills",
        "country": "US",
        "closes_on": "2031-02-23",
        "contact_name": "Ada Quibbleworth",
        "contact_email": "ada@zyzzyva.example.com",
        "contact_phone": "512 555 0123",
    }
    answer = rep.post(acme.url("portal/deals/register/"), posted, follow=True)
    page, [(address, _code)] = answer.content.decode(), answer.redirect_chain
    for words in ("Ada Quibbleworth", "ada@zyzzyva.example.com", "+1 512-555-0123", "Feb 23, 2031"):
        assert words in page, words
    assert f"{acme.vendor.name} has not answered yet." in page
    assert f'href="{address}"' in rep.get(acme.url("portal/deals/")).content.decode()
    client.force_login(acme.quillon.rep)
    assert client.get(address).status_code == 404


def test_a_wrong_closing_date_is_said_beside_its_field_and_nothing_is_stored(
    rep: Client, in_acme: VendorPeople
) -> None:
    posted = {"company": "Zyzzyva Mills", "country": "US", "closes_on": "2031-02-30"}
    answer = rep.post(in_acme.url("portal/deals/register/"), posted)
    assert answer.status_code == 400 and "Enter a valid date." in answer.content.decode()
    assert not DealRegistration.objects.exists()


def test_who_registers_second_is_told_and_not_by_whom(rep: Client, in_acme: VendorPeople) -> None:
    posted = {"company": "Zyzzyva Mills", "website": "zyzzyva.example.com", "country": "US"}
    quillon = in_acme.quillon
    register_deal(partner_id=quillon.partner.id, data=posted, actor=quillon.rep_actor)
    page = rep.post(in_acme.url("portal/deals/register/"), posted, follow=True).content.decode()
    assert "Another partner registered this account before you" in page
    assert quillon.partner.name not in page


def test_a_refused_deal_says_why_and_is_registered_again_from_there(
    rep: Client, in_acme: VendorPeople
) -> None:
    larkspur = in_acme.larkspur
    posted = {"company": "Zyzzyva Mills", "website": "zyzzyva.example.com", "contact_name": "Ada"}
    deal = register_deal(partner_id=larkspur.partner.id, data=posted, actor=larkspur.rep_actor)
    refuse_deal(deal_id=deal.id, actor=in_acme.alice_actor, reason="We talk to them already.")
    page = rep.get(in_acme.url(f"portal/deals/{deal.id}/")).content.decode()
    assert "We talk to them already." in page and f"?again={deal.id}" in page
    form = rep.get(in_acme.url(f"portal/deals/register/?again={deal.id}")).content.decode()
    assert 'value="Zyzzyva Mills"' in form and 'value="Ada"' in form
