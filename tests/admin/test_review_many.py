"""The review queue with many leads and several managers: who looks, bulk decisions, and skipping."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from leads.models import Lead, LeadState
from partners.models import Partner
from prm.platform import clock
from prm.platform.tenants.models import AuditEntry
from routing.models import Offer, PoolCredits
from tests.admin.console import admin, change, fresh, lead_in_review
from tests.people import VendorPeople


@pytest.fixture
def bob(acme: VendorPeople) -> Iterator[Client]:
    cache.clear()
    client = Client()
    client.force_login(acme.bob)
    yield client
    cache.clear()


@pytest.fixture
def alice(acme: VendorPeople) -> Client:
    client = Client()
    client.force_login(acme.alice)
    return client


def queue(people: VendorPeople, number: int) -> list[Lead]:
    """So many leads in review, the longest wait first."""
    since = clock.now() - timedelta(hours=number)
    return [
        lead_in_review(people, company=f"Company {place}", review_since_at=since + timedelta(minutes=place))
        for place in range(number)
    ]


def test_a_lead_that_one_has_open_shows_so_to_the_others(
    bob: Client, alice: Client, acme: VendorPeople
) -> None:
    first, second = queue(acme, 2)
    page = change(acme, "leads/lead", first.pk)
    assert f"{acme.alice} has this lead open." not in bob.get(page).text
    assert f"{acme.bob} has this lead open." in alice.get(page).text
    assert f"open at {acme.bob}" in alice.get(admin(acme, "review/")).text
    still = bob.post(admin(acme, f"leads/{first.pk}/looking/")).json()
    assert still == {"words": f"{acme.alice} has this lead open."}
    assert bob.post(admin(acme, f"leads/{second.pk}/looking/")).json() == {"words": ""}


def test_an_analyst_may_look_without_being_shown(bob: Client, acme: VendorPeople) -> None:
    [lead] = queue(acme, 1)
    ana = Client()
    ana.force_login(acme.ana)
    assert ana.get(change(acme, "leads/lead", lead.pk)).status_code == 200
    assert ana.post(admin(acme, f"leads/{lead.pk}/looking/")).status_code == 403
    assert "has this lead open" not in bob.get(change(acme, "leads/lead", lead.pk)).text


def test_several_are_decided_at_once_each_with_the_reason(bob: Client, acme: VendorPeople) -> None:
    leads = queue(acme, 3)
    sent = {"act": "first", "reason": "Fair week", "leads": [str(lead.pk) for lead in leads[:2]]}
    answer = bob.post(admin(acme, "review/decide/"), sent, follow=True)
    assert "2 leads decided." in answer.text
    assert [fresh(acme, lead.pk).state for lead in leads] == ["offered", "offered", "review"]
    with acme.scope():
        assert {offer.manual_reason for offer in Offer.objects.all()} == {"Fair week"}
        assert AuditEntry.objects.filter(action="offered").count() == 2


def test_what_a_colleague_decided_meanwhile_is_named_and_the_rest_goes_through(
    bob: Client, alice: Client, acme: VendorPeople
) -> None:
    mine, taken = queue(acme, 2)
    from routing.review.admin.turns import as_seen

    seen = {f"seen-{lead.pk}": as_seen(lead) for lead in (mine, taken)}
    alice.post(admin(acme, f"leads/{taken.pk}/nurture/"), {"reason": "Too early"})
    sent = {"act": "lost", "reason": "No budget", "leads": [str(mine.pk), str(taken.pk)], **seen}
    answer = bob.post(admin(acme, "review/decide/"), sent, follow=True)
    assert "1 lead decided." in answer.text and f"{acme.alice} decided on this lead" in answer.text
    assert (fresh(acme, mine.pk).state, fresh(acme, taken.pk).state) == (LeadState.LOST, LeadState.NURTURE)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"act": "lost", "leads": []}, "Select at least one lead."),
        ({"act": "lost", "reason": ""}, "Say why"),
        ({"act": "give away", "reason": "x"}, "Select a valid choice"),
    ],
)
def test_a_decision_that_lacks_something_changes_nothing(
    bob: Client, acme: VendorPeople, sent: dict[str, object], words: str
) -> None:
    [lead] = queue(acme, 1)
    answer = bob.post(admin(acme, "review/decide/"), {"leads": [str(lead.pk)], **sent}, follow=True)
    assert words in answer.text and fresh(acme, lead.pk).state == LeadState.REVIEW


def test_what_was_chosen_and_filtered_is_still_there_after_a_mistake(bob: Client, acme: VendorPeople) -> None:
    first, second = queue(acme, 2)
    sent = {"leads": [str(first.pk)], "act": "lost", "reason": ""}
    url = admin(acme, f"review/decide/?why={first.review_reason}")
    page = " ".join(bob.post(url, sent).text.split())
    ticks = {lead.pk: page.split(f'value="{lead.pk}"')[1].split(">")[0] for lead in (first, second)}
    assert "checked" in ticks[first.pk] and "checked" not in ticks[second.pk]
    assert '<option value="lost" selected>' in page
    done = bob.post(url, {**sent, "reason": "No budget"})
    assert done["Location"] == admin(acme, f"review/?why={first.review_reason}")


def test_skipping_goes_through_the_whole_queue_and_begins_again(bob: Client, acme: VendorPeople) -> None:
    leads = queue(acme, 3)
    pages = [change(acme, "leads/lead", lead.pk) for lead in leads]
    for here, then in zip(pages, [*pages[1:], pages[0]], strict=True):
        assert f'href="{then}"' in bob.get(here).text.split('data-key="s"')[0][-200:]


def test_the_ranking_says_what_each_partner_has_and_was_given_lately(bob: Client, acme: VendorPeople) -> None:
    first, second = queue(acme, 2)
    larkspur = acme.larkspur.partner
    given = {"partner": str(larkspur.pk), "reason": "Near", "ground": "near", "message": ""}
    bob.post(admin(acme, f"leads/{first.pk}/offer/"), given)
    page = " ".join(bob.get(change(acme, "leads/lead", second.pk)).text.split())
    assert "Given in 7 days" in page and "1 by hand" in page


def test_suggestions_alternate_although_a_choice_by_hand_moves_no_turn(
    bob: Client, acme: VendorPeople
) -> None:
    leads = queue(acme, 4)
    sent = {"act": "first", "reason": "Fair week", "leads": [str(lead.pk) for lead in leads]}
    bob.post(admin(acme, "review/decide/"), sent)
    with acme.scope():
        given = Counter(Offer.objects.values_list("partner__name", flat=True))
        assert set(given.values()) == {2} and len(given) == 2
        assert not PoolCredits.objects.exists()


def test_where_nobody_can_take_a_lead_those_who_come_nearest_are_named(
    bob: Client, acme: VendorPeople
) -> None:
    [lead] = queue(acme, 1)
    with acme.scope():
        Partner.objects.update(capacity=0)
    page = " ".join(bob.get(change(acme, "leads/lead", lead.pk)).text.split())
    assert "Who comes nearest" in page and f'data-partner="{acme.quillon.partner.pk}"' in page
    assert "capacity" in page[page.index("Who comes nearest") :]
