"""Several managers work through one review queue: one decision a lead, and the next lead comes by itself."""

import re
from datetime import timedelta

from django.test import Client

from leads.models import Lead, LeadState
from prm.platform import clock
from routing.models import Offer
from tests.admin.console import admin, change, fresh, lead_in_review
from tests.factories import ProductFactory
from tests.people import VendorPeople


def seen_on(page: str) -> str:
    """What the page of an act, or of a lead, will send back."""
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def waiting(people: VendorPeople, hours: int) -> Lead:
    return lead_in_review(people, review_since_at=clock.now() - timedelta(hours=hours))


def test_the_second_of_two_decisions_is_refused_and_says_who_was_faster(
    acme: VendorPeople, client: Client
) -> None:
    lead = waiting(acme, 1)
    client.force_login(acme.alice)
    opened = seen_on(client.get(admin(acme, f"leads/{lead.pk}/nurture/")).text)
    other = Client()
    other.force_login(acme.bob)
    answer = other.post(admin(acme, f"leads/{lead.pk}/nurture/"), {"reason": "Too early", "seen": opened})
    assert answer.status_code == 302 and fresh(acme, lead.pk).state == LeadState.NURTURE

    late = client.post(admin(acme, f"leads/{lead.pk}/close/"), {"how": "lost", "reason": "-", "seen": opened})
    assert late.status_code == 200 and f"{acme.bob} decided on this lead" in late.text
    assert fresh(acme, lead.pk).state == LeadState.NURTURE

    again = seen_on(late.text)  # she has seen now how it stands
    sent = {"how": "lost", "reason": "-", "seen": again}
    assert client.post(admin(acme, f"leads/{lead.pk}/close/"), sent).status_code == 302
    assert fresh(acme, lead.pk).state == LeadState.LOST


def test_an_offer_from_the_leads_own_page_is_refused_in_the_same_way(
    acme: VendorPeople, client: Client
) -> None:
    lead = waiting(acme, 1)
    client.force_login(acme.alice)
    sent = {
        "seen": seen_on(client.get(change(acme, "leads/lead", lead.pk)).text),
        "reason": "Near",
        "ground": "near",
    }
    larkspur, quillon = str(acme.larkspur.partner.pk), str(acme.quillon.partner.pk)
    url = admin(acme, f"leads/{lead.pk}/offer/")
    assert client.post(url, {**sent, "partner": larkspur}).status_code == 302
    assert client.post(url, {**sent, "partner": quillon}).status_code == 200
    with acme.scope():
        assert [offer.partner_id for offer in Offer.objects.filter(lead=lead)] == [acme.larkspur.partner.pk]


def test_after_a_decision_the_lead_that_has_waited_longest_comes(acme: VendorPeople, client: Client) -> None:
    first, second, third = (waiting(acme, hours) for hours in (3, 2, 1))
    client.force_login(acme.bob)
    order = []
    for lead in (second, first, third):
        answer = client.post(admin(acme, f"leads/{lead.pk}/nurture/"), {"reason": "Too early"})
        order.append(answer.headers["Location"])
    expected = (first, third, third)  # the last one has no next: back to its own page
    assert order == [change(acme, "leads/lead", lead.pk) for lead in expected]


def test_the_queue_names_products_and_opens_the_first_lead(acme: VendorPeople, client: Client) -> None:
    waiting(acme, 1)
    first = waiting(acme, 3)
    with acme.scope():
        ProductFactory(slug="edge-one", name="Edge One")
        Lead.objects.filter(pk=first.pk).update(products=["edge-one", "unlisted"])
    client.force_login(acme.bob)
    page = client.get(admin(acme, "review/")).text
    assert "Edge One, unlisted" in page
    button = page[: page.index("Decide one at a time")][-200:]
    assert change(acme, "leads/lead", first.pk) in button
    assert "Edge One" in client.get(change(acme, "leads/lead", first.pk)).text
