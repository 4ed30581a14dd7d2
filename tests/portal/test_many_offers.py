"""An inbox of two hundred offers: grouped, searched, sorted, declined together, and quick."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leads.models import DeclineReason
from prm.platform import clock
from routing.models import Offer
from tests.factories import LeadFactory, OfferFactory
from tests.people import VendorPeople

MakeOffer = Callable[..., Offer]
MOST_BYTES = 60 * 1024


@pytest.fixture
def many(in_acme: VendorPeople, offered: MakeOffer) -> list[Offer]:
    """Two hundred offers, a tenth of them alike, one of them large."""
    now, larkspur = clock.now(), in_acme.larkspur.partner
    made = []
    for number in range(200):
        facts = {"estimated_value": 42_000} if number % 10 == 0 else {"intent_score": number % 90}
        lead = LeadFactory(state="offered", **facts)
        made.append(
            OfferFactory(
                lead=lead, partner=in_acme.larkspur.partner, deadline_at=now + timedelta(minutes=30 + number)
            )
        )
    large = LeadFactory(state="offered", estimated_value=900_000, intent_score=95)
    made.append(OfferFactory(lead=large, partner=larkspur, deadline_at=now + timedelta(days=2)))
    return made


def test_two_hundred_offers_are_light(rep: Client, acme: VendorPeople, many: list[Offer]) -> None:
    url = acme.url("portal/")
    rep.get(url)
    with CaptureQueriesContext(connection) as queries:
        page = rep.get(url)
    asked = [query for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 16, "fifteen, and the one that gives the scope back to the test"
    assert len(page.content) < MOST_BYTES


def test_equal_offers_are_one_line_and_each_can_be_told_apart(
    rep: Client, acme: VendorPeople, many: list[Offer]
) -> None:
    page = rep.get(acme.url("portal/")).content.decode()
    assert "201 offers" in page
    assert re.search(r"\d+ more like this", page)
    reference = str(many[0].id).replace("-", "")[-6:].upper()
    assert f"#{reference}" in page
    alike = rep.get(acme.url(f"portal/?like={reference}")).content.decode()
    assert "20 offers" in alike and "more like this" not in alike


def test_the_one_to_take_first_is_named_with_its_reason(
    rep: Client, acme: VendorPeople, many: list[Offer]
) -> None:
    page = rep.get(acme.url("portal/")).content.decode()
    assert "Take first" in page and "highest value, high intent" in page
    assert page.index(str(many[-1].id)) < page.index('id="offers"')


def test_offers_are_searched_and_sorted(rep: Client, acme: VendorPeople, many: list[Offer]) -> None:
    reference = str(many[-1].id).replace("-", "")[-6:]
    found = rep.get(acme.url(f"portal/?q=%23{reference}")).content.decode()
    assert ">1 offer<" in "".join(found.split("\n")).replace("  ", "") and f"offer-{many[-1].id}" in found
    by_value = rep.get(acme.url("portal/?sort=value")).content.decode()
    assert by_value.index(f"offer-{many[-1].id}") < by_value.index(f"offer-{many[0].id}")
    assert "Nothing matches" in rep.get(acme.url("portal/?q=nobody")).content.decode()
    assert rep.get(acme.url("portal/?sort=odd&page=99&about=%00")).status_code == 200


def test_many_are_declined_with_one_reason_and_never_a_rivals(
    rep: Client, acme: VendorPeople, many: list[Offer]
) -> None:
    url = acme.url("portal/decline/")
    rival = OfferFactory(lead=LeadFactory(state="offered"), partner=acme.quillon.partner)
    answer = rep.post(url, {"offers": [each.id for each in many[:3]]}, follow=True)
    assert "Select at least one offer" in answer.content.decode()
    assert not Offer.objects.filter(state="declined").exists()
    ticked = [many[0].id, many[1].id, rival.id]
    answer = rep.post(url, {"offers": ticked, "reason": "too-small", "back": "sort=value"}, follow=True)
    assert answer.redirect_chain[-1][0].endswith("?sort=value")
    assert "2 offers declined. 1 had already ended." in answer.content.decode()
    assert set(Offer.objects.filter(state="declined").values_list("id", flat=True)) == {
        many[0].id,
        many[1].id,
    }
    assert DeclineReason.objects.filter(slug="too-small").exists()
