"""No lead is taken twice: what becomes of posts about somebody who is known."""

from typing import Any

import pytest

from leads.models import LaterPost, Lead, LeadEvent, LeadLink, PersonKey
from leads.services.correct_lead import correct_lead
from leads.services.forget_lead import forget_lead
from leads.services.receive_leads import receive_lead, receive_leads, receive_post
from prm.platform.errors import InvalidInput
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.models import Vendor
from routing.models import Decision, Offer
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.close_offer import close_offer
from routing.offers.services.end_lead import end_lead
from tests.factories import PartnerFactory
from tests.people import VendorPeople
from tests.services.rounds import PERSON, publish, route
from tests.stack.clock import MovableClock

RITA = {"email": "rita@gmail.com", "last_name": "Roe", "country": "US"}
SAME = [
    [{"external_id": "same", "email": "s@gmail.com"}, {"external_id": "same", "email": "s@gmail.com"}],
    [{"external_id": "same", "email": "s@gmail.com"}, {"external_id": "same", "email": "other@gmail.com"}],
    [
        {"email": "Pat.Case@Gmail.com", "last_name": "Roe", "country": "US"},
        {"email": "pat.case@gmail.com", "last_name": "Roe", "country": "US"},
    ],
    [
        {"phone": "+15125550100", "last_name": "Zed"},
        {"phone": "(512) 555-0100", "country": "US", "last_name": "Zed"},
    ],
    [{"external_id": "1", **RITA}, {"external_id": "2", **RITA}],
    [
        {"first_name": "Jo", "last_name": "Roe", "website": "acme-example.com"},
        {"first_name": "JO", "last_name": "roe", "email": "jo.roe@acme-example.com"},
    ],
]


@pytest.fixture
def world(in_acme: VendorPeople) -> VendorPeople:
    publish()
    return in_acme


def post(**body: Any) -> Lead:
    lead = receive_lead(data=body, actor=PERSON)
    route()
    return Lead.objects.get(id=lead.id)


def holder(lead: Lead) -> Any:
    return Offer.objects.filter(lead=lead).latest("offered_at").partner_id


def accept(lead: Lead) -> Offer:
    offer = Offer.objects.get(lead=lead, state="offered")
    return accept_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON)


@pytest.mark.parametrize("posts", SAME)
def test_posts_about_one_person_make_one_lead_and_one_offer(
    world: VendorPeople, posts: list[dict[str, Any]]
) -> None:
    found = [post(**body) for body in posts]
    assert len({lead.id for lead in found}) == Lead.objects.count() == Offer.objects.count() == 1


@pytest.mark.parametrize("posts", SAME)
def test_within_one_bulk_too(world: VendorPeople, posts: list[dict[str, Any]]) -> None:
    other = {"email": "somebody@gmail.com"}
    received = receive_leads(rows=[posts[0], other, posts[1], posts[1]], actor=PERSON)
    route()
    first, second, third, fourth = received
    assert [row.is_duplicate for row in received] == [False, False, True, True]
    assert first.lead == third.lead == fourth.lead != second.lead
    assert Lead.objects.count() == Offer.objects.count() == 2


def test_a_post_that_links_two_rows_of_a_bulk_joins_the_first(world: VendorPeople) -> None:
    rows = [
        {"email": "a@gmail.com"},
        {"email": "a@gmail.com", "phone": "+15125550100"},
        {"phone": "+15125550100"},
    ]
    received = receive_leads(rows=rows, actor=PERSON)
    assert len({row.lead for row in received}) == Lead.objects.count() == 1
    assert receive_post(data={"phone": "+1 512 555 0100"}, actor=PERSON).is_duplicate


def test_posts_after_acceptance_stay_with_the_partner_and_it_is_told(world: VendorPeople) -> None:
    first = post(**RITA)
    partner = accept(first).partner_id
    for number in range(3):
        again = post(**RITA, need=f"Question {number}", phone="+15125550100", external_id=f"again-{number}")
        assert again.id == first.id and again.state == "accepted"
    assert Offer.objects.count() == 1 and holder(first) == partner
    events = LeadEvent.objects.filter(lead=first, kind="lead.repeated")
    assert [event.detail["fields"] for event in events] == [["phone", "need"]] * 3
    assert events[0].detail["recognised_by"] == "email"
    kept = LaterPost.objects.filter(lead=first)
    assert [row.facts["need"] for row in kept] == ["Question 0", "Question 1", "Question 2"]
    mails = OutboxMessage.objects.filter(event="lead.repeated", channel="email")
    assert mails.exists() and not any("Question" in str(mail.payload) for mail in mails)


def test_a_person_is_the_same_lead_within_the_vendors_window(
    world: VendorPeople, clock: MovableClock
) -> None:
    first = post(**RITA)
    clock.move(days=80)
    assert post(**RITA).id == first.id
    clock.move(days=20)
    later = post(**RITA)
    assert later.id != first.id
    assert post(**RITA).id == later.id
    assert LeadLink.objects.get(lead=later).other_id == first.id


def test_after_a_lost_lead_a_new_one_goes_to_the_partner_who_had_it(world: VendorPeople) -> None:
    PartnerFactory.create_batch(4)
    first = post(**RITA)
    offer = accept(first)
    partner_id = offer.partner_id
    close_offer(offer_id=offer.id, partner_id=partner_id, outcome="lost", value=None, reason="", actor=PERSON)
    again = post(**RITA)
    assert again.id != first.id and holder(again) == partner_id
    assert post(**RITA).id == again.id
    assert Decision.objects.get(lead=again).lead_facts["sticky_partner_id"] == str(partner_id)


def test_the_vendor_may_have_it_otherwise(world: VendorPeople) -> None:
    PartnerFactory.create_batch(4)
    Vendor.objects.update(returning_leads_go_back=False)
    first = post(**RITA)
    offer = accept(first)
    about = {
        "offer_id": offer.id,
        "partner_id": offer.partner_id,
        "outcome": "lost",
        "value": None,
        "reason": "",
    }
    close_offer(**about, actor=PERSON)
    assert "sticky_partner_id" not in Decision.objects.get(lead=post(**RITA)).lead_facts
    Vendor.objects.update(joins_repeated_leads=False)
    assert len({post(**RITA).id for _ in range(2)}) == 2
    assert len({post(external_id="x", **RITA).id for _ in range(2)}) == 1, "an external id names one lead"


def test_an_external_id_names_its_lead_also_once_that_is_closed(
    world: VendorPeople, clock: MovableClock
) -> None:
    first = post(external_id="A-1", **RITA)
    end_lead(lead_id=first.id, actor=PERSON, end="lost", reason="No")
    clock.move(days=400)
    assert post(external_id="A-1", email="new@gmail.com").id == first.id


def test_another_person_of_the_company_is_a_lead_of_its_own_with_the_same_partner(
    world: VendorPeople,
) -> None:
    PartnerFactory.create_batch(6)
    first = post(email="ann@kestrelmills-example.com", company="Kestrel Mills", country="US")
    others = [
        post(email="bob@kestrelmills-example.com", country="US"),
        post(email="eve@gmail.com", company="Kestrel Mills Inc.", country="US"),
        post(email="dan@gmail.com", company="Kestral Mills", country="US"),
    ]
    assert {holder(lead) for lead in others} == {holder(first)}
    links = {link.lead_id: link for link in LeadLink.objects.filter(other=first)}
    assert [links[lead.id].evidence for lead in others] == ["domain", "name", "like_name"]
    sure = [links[lead.id].confidence for lead in others]
    assert sure == sorted(sure, reverse=True) and sure[-1] > 0.5
    apart = post(email="x@gmail.com", company="Kestrel Millwrights", country="US")
    assert not LeadLink.objects.filter(lead=apart).exists()


def test_like_leads_of_one_bulk_stay_together(world: VendorPeople) -> None:
    PartnerFactory.create_batch(6)
    rows = [{"email": f"p{n}@kestrelmills-example.com", "country": "US"} for n in range(8)]
    receive_leads(rows=[*rows, {"email": "other@gmail.com"}], actor=PERSON)
    route()
    assert Lead.objects.filter(state="offered").count() == 9
    offers = Offer.objects.filter(lead__email__endswith="example.com")
    assert len(set(offers.values_list("partner_id", flat=True))) == 1


def test_one_bulk_takes_who_returns_and_who_is_similar(world: VendorPeople) -> None:
    first = post(**RITA)
    end_lead(lead_id=first.id, actor=PERSON, end="lost", reason="No")
    post(email="ann@gmail.com", company="Kestrel Mills", country="US")
    rows = [RITA, {"email": "dan@gmail.com", "company": "Kestral Mills", "country": "US"}]
    receive_leads(rows=rows, actor=PERSON)
    sure = sorted(LeadLink.objects.values_list("confidence", flat=True))
    assert len(sure) == 2 and sure[0] < 1 and sure[1] == 1


def test_a_switchboard_serves_several_people(world: VendorPeople) -> None:
    ann = post(phone="+15125550100", last_name="Ann", email="ann@gmail.com")
    bob = post(phone="+15125550100", last_name="Bob", email="bob@gmail.com")
    assert ann.id != bob.id
    assert post(phone="+15125550100", last_name="Bob").id == bob.id


def test_an_erased_person_is_not_recognised_and_nothing_is_kept(world: VendorPeople) -> None:
    first = post(external_id="A-1", **RITA)
    post(**RITA, need="Secret")
    forget_lead(Lead.objects.get(id=first.id))
    assert not LaterPost.objects.exists() and not PersonKey.objects.exists()
    again = post(external_id="A-1", **RITA)
    assert again.id != first.id and not LeadLink.objects.exists()


def test_a_corrected_lead_is_known_by_what_it_says_now(world: VendorPeople) -> None:
    first = post(external_id="A-1", **RITA)
    correct_lead(lead_id=first.id, changes={"email": "new@gmail.com", "external_id": "A-2"}, actor=PERSON)
    assert post(email="new@gmail.com").id == first.id
    assert post(external_id="A-2").id == first.id
    other = post(**RITA, external_id="A-1")
    assert other.id != first.id
    with pytest.raises(InvalidInput) as refused:
        correct_lead(lead_id=other.id, changes={"external_id": "A-2"}, actor=PERSON)
    assert [(e.field, e.code) for e in refused.value.errors] == [("external_id", "taken")]


def test_a_bulk_of_known_people_takes_few_statements(
    world: VendorPeople, django_assert_max_num_queries: Any
) -> None:
    rows = [
        {"email": f"p{n}@gmail.com", "company": f"Mills {n}", "phone": f"+1512555{n:04}"} for n in range(100)
    ]
    receive_leads(rows=rows, actor=PERSON)
    with django_assert_max_num_queries(30):
        assert all(row.is_duplicate for row in receive_leads(rows=rows, actor=PERSON))
