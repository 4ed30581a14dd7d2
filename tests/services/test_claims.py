"""Claims on companies: what the conflict check says, routing does, and accepting tries once more."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from leads.models import DealRegistration, Lead
from leads.services.decide_deal import approve_deal
from leads.services.receive_leads import receive_lead
from leads.services.register_deal import register_deal
from prm.platform import clock
from prm.platform.errors import NotPossible
from routing.batches.services.route_leads import route_waiting_leads
from routing.models import Decision, Offer
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.offer_manually import offer_manually
from tests.factories import PolicyVersionFactory
from tests.people import VendorPeople
from tests.services.rounds import publish

KESTREL = {"company": "Kestrel Mills", "website": "https://kestrelmills-example.com", "country": "US"}
MEETING = [
    {"company": "Kestrel Mills, Inc.", "email": "d@kestrelmills-example.com", "country": "US"},
    {"company": "KESTREL MILLS INC", "email": "someone@gmail.com"},
    {"company": "Kestrel Mills LLC", "last_name": "Roe", "country": "US"},
    {"email": "jo@shop.kestrelmills-example.com", "country": "DE"},
    {"company": "The Kеstrel\u200b Mills", "email": "a@yahoo.com", "country": "USA"},
]
NOT_MEETING = [
    {"company": "Kestrel Mills", "email": "jo@gmail.com", "country": "DE"},
    {"company": "Kestrel Millers", "email": "jo@gmail.com", "country": "US"},
    {"email": "jo@gmail.com", "country": "US"},
]


def claim(people: Any, deal: dict[str, Any], actor: Any) -> DealRegistration:
    row = register_deal(partner_id=people.partner.id, data=deal, actor=actor)
    return approve_deal(deal_id=row.id, actor=actor)


def routed(people: VendorPeople, body: dict[str, Any]) -> Lead:
    lead = receive_lead(data={**body, "external_id": f"L-{Lead.objects.count()}"}, actor=people.alice_actor)
    route_waiting_leads(vendor_id=people.vendor.id)
    lead.refresh_from_db()
    return lead


@pytest.fixture
def policy(in_acme: VendorPeople) -> VendorPeople:
    PolicyVersionFactory()
    return in_acme


@pytest.mark.parametrize("body", MEETING)
def test_a_lead_that_meets_a_claim_goes_to_its_holder(
    policy: VendorPeople, client: Client, body: dict[str, Any]
) -> None:
    claim(policy.quillon, KESTREL, policy.alice_actor)
    holders = {Offer.objects.get(lead=routed(policy, {**body, "phone": ""})).partner_id for _ in range(3)}
    assert holders == {policy.quillon.partner.id}
    asked = {name: value for name, value in body.items() if name in ("company", "email", "country")}
    answer = client.post(
        "/api/v1/conflicts/check/", asked, "application/json", headers=policy.larkspur.bearer
    )
    assert answer.json()["conflict"] is True


@pytest.mark.parametrize("body", NOT_MEETING)
def test_other_leads_are_for_everybody(policy: VendorPeople, client: Client, body: dict[str, Any]) -> None:
    claim(policy.quillon, KESTREL, policy.alice_actor)
    lead = routed(policy, body)
    facts = Decision.objects.get(lead=lead).lead_facts
    assert "protected_partner_id" not in facts and "conflict_partner_ids" not in facts
    asked = {name: value for name, value in body.items() if name in ("company", "email", "country")}
    answer = client.post(
        "/api/v1/conflicts/check/", asked, "application/json", headers=policy.larkspur.bearer
    )
    assert answer.json()["conflict"] is False


def test_a_lead_that_names_no_country_is_where_the_claimed_company_is(policy: VendorPeople) -> None:
    publish(pool={"require": ["territory"]})
    claim(policy.quillon, KESTREL, policy.alice_actor)
    lead = routed(policy, MEETING[1])
    assert Offer.objects.get(lead=lead).partner_id == policy.quillon.partner.id
    assert Lead.objects.get(id=lead.id).country == ""


def test_of_two_claims_the_surer_counts_and_the_other_partner_is_in_conflict(policy: VendorPeople) -> None:
    claim(policy.larkspur, {"company": "Kestrel Mills", "country": "US"}, policy.alice_actor)
    claim(
        policy.quillon,
        {"company": "Kestrel Works", "website": "kestrelmills-example.com"},
        policy.alice_actor,
    )
    lead = routed(policy, MEETING[0])
    offer = Offer.objects.get(lead=lead)
    facts = Decision.objects.get(lead=lead).lead_facts
    assert offer.partner_id == policy.quillon.partner.id
    assert facts["conflict_partner_ids"] == [str(policy.larkspur.partner.id)]


def test_a_claim_approved_after_the_offer_stops_acceptance(policy: VendorPeople) -> None:
    lead = routed(policy, MEETING[0])
    offer = Offer.objects.get(lead=lead)
    [holder, rival] = sorted(
        (policy.larkspur, policy.quillon), key=lambda people: people.partner.id != offer.partner_id
    )
    claim(rival, KESTREL, policy.alice_actor)
    with pytest.raises(NotPossible) as refused:
        accept_offer(offer_id=offer.id, partner_id=holder.partner.id, actor=policy.alice_actor)
    assert refused.value.code == "conflict"
    DealRegistration.objects.update(protected_until_on=clock.now().date() - timedelta(days=1))
    assert accept_offer(offer_id=offer.id, partner_id=holder.partner.id, actor=policy.alice_actor).accepted_at


def test_the_holder_of_the_claim_accepts(policy: VendorPeople) -> None:
    claim(policy.quillon, KESTREL, policy.alice_actor)
    offer = Offer.objects.get(lead=routed(policy, MEETING[1]))
    partner_id = policy.quillon.partner.id
    assert accept_offer(offer_id=offer.id, partner_id=partner_id, actor=policy.alice_actor).accepted_at


def test_what_the_vendor_offers_by_hand_can_be_accepted_despite_a_claim(policy: VendorPeople) -> None:
    claim(policy.quillon, KESTREL, policy.alice_actor)
    lead = receive_lead(data=MEETING[0], actor=policy.alice_actor)
    partner_id = policy.larkspur.partner.id
    offer = offer_manually(
        lead_id=lead.id, partner_id=partner_id, actor=policy.alice_actor, reason="They asked for them."
    )
    assert accept_offer(offer_id=offer.id, partner_id=partner_id, actor=policy.alice_actor).accepted_at


def test_an_owner_is_found_by_name_where_the_domain_says_nothing(policy: VendorPeople) -> None:
    first = routed(policy, {"company": "Müller Netze e.K.", "email": "a@gmx.de", "country": "DE"})
    offer = Offer.objects.filter(lead=first).first()
    if offer is None:
        offer = offer_manually(
            lead_id=first.id,
            partner_id=policy.larkspur.partner.id,
            actor=policy.alice_actor,
            reason="Nobody else is there.",
        )
    accept_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=policy.alice_actor)
    later = routed(policy, {"company": "Mueller Netze", "email": "b@web.de", "country": "DE"})
    assert Decision.objects.get(lead=later).lead_facts["sticky_partner_id"] == str(offer.partner_id)


def test_a_corrected_or_erased_lead_is_found_by_what_it_is_now(policy: VendorPeople) -> None:
    from leads.models import CompanyKey
    from leads.services.correct_lead import correct_lead
    from leads.services.forget_lead import forget_lead

    lead = receive_lead(data=MEETING[0], actor=policy.alice_actor)
    before = set(CompanyKey.objects.values_list("digest", flat=True))
    lead = correct_lead(
        lead_id=lead.id,
        changes={"company": "Other", "email": "x@other-example.com"},
        actor=policy.alice_actor,
    )
    after = set(CompanyKey.objects.values_list("digest", flat=True))
    assert len(after) == 3 and not before & after
    forget_lead(lead)
    assert not CompanyKey.objects.exists() and lead.company_keys == []
