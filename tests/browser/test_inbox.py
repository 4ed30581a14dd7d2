"""A rep at the inbox: offers come by themselves, and are accepted, declined, or not."""

from datetime import timedelta
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from prm import clock
from routing.models import Offer, OfferState
from tests.browser.conftest import World
from tests.stack.receivers import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]


def test_a_new_offer_comes_into_the_open_page_within_two_seconds(rep: Page, world: World) -> None:
    expect(rep.get_by_text("No offers are waiting")).to_be_visible()
    lead = world.post_lead()
    with world.scope():
        until(lambda: Offer.objects.filter(lead=lead).exists(), seconds=10)
    offered = monotonic()
    expect(rep.get_by_role("link", name="Next-gen firewall")).to_be_visible(timeout=4000)
    assert monotonic() - offered < 2
    assert "zyzzyva" not in rep.content().lower()
    assert rep.title().startswith("(1)")


def test_what_is_being_typed_survives_a_new_offer(rep: Page, world: World) -> None:
    world.post_lead()
    expect(rep.locator(".offer")).to_have_count(1)
    rep.get_by_text("Decline", exact=True).first.click()
    note = rep.get_by_label("In your words").first
    note.fill("Half a thought")
    world.post_lead(email="b@other.example.com", company="Other")
    expect(rep.locator(".offer")).to_have_count(2)
    expect(note).to_have_value("Half a thought")


def test_accepting_takes_one_tap_and_shows_the_contact(rep: Page, world: World) -> None:
    world.post_lead()
    rep.get_by_role("button", name="Accept").click()
    expect(rep.get_by_role("heading", name="Zyzzyva Mills")).to_be_visible()
    expect(rep.get_by_role("link", name="+1 512-555-0123")).to_be_visible()
    rep.get_by_role("button", name="I called").click()
    expect(rep.get_by_text("First action logged.")).to_be_visible()


def test_a_decline_can_be_undone(rep: Page, world: World) -> None:
    lead = world.post_lead()
    decline(rep)
    expect(rep.locator(".offer")).to_be_hidden()
    rep.get_by_role("button", name="Undo").click()
    expect(rep.locator(".offer")).to_be_visible()
    rep.wait_for_timeout(6500)
    with world.scope():
        assert Offer.objects.get(lead=lead).state == OfferState.OFFERED


def test_a_decline_that_is_not_undone_is_carried_out(rep: Page, world: World) -> None:
    lead = world.post_lead()
    decline(rep)
    with world.scope():
        until(lambda: Offer.objects.get(lead=lead).state == OfferState.DECLINED, seconds=12)


def test_leaving_the_page_sends_a_decline_at_once(rep: Page, world: World) -> None:
    lead = world.post_lead()
    decline(rep)
    rep.goto(world.at("portal/pipeline/"))
    with world.scope():
        until(lambda: Offer.objects.get(lead=lead).state == OfferState.DECLINED, seconds=4)


def test_an_offer_whose_time_passed_says_so(rep: Page, world: World) -> None:
    lead = world.post_lead()
    expect(rep.locator(".offer")).to_have_count(1)
    with world.scope():
        Offer.objects.filter(lead=lead).update(deadline_at=clock.now() - timedelta(seconds=1))
    expect(rep.locator(".offer")).to_have_count(0)
    rep.goto(world.at(f"portal/offers/{offer_of(world, lead.id)}/"))
    expect(
        rep.get_by_text("passed without an answer").or_(rep.get_by_text("Your accept window closed"))
    ).to_be_visible()


def test_offline_is_said_and_comes_back_by_itself(rep: Page, world: World) -> None:
    rep.context.set_offline(True)
    expect(rep.get_by_text("You are offline.")).to_be_visible()
    rep.context.set_offline(False)
    expect(rep.get_by_text("You are offline.")).to_be_hidden(timeout=20_000)


def test_an_ended_session_leads_back_to_where_one_was(rep: Page, world: World) -> None:
    rep.goto(world.at("portal/pipeline/?view=table&q=mills"))
    rep.context.clear_cookies()
    rep.wait_for_url("**/accounts/login/**", timeout=15_000)
    assert "next=" in rep.url
    rep.get_by_label("Email").fill(world.people.larkspur.rep.email)
    rep.get_by_label("Password").fill("a plain long password")
    rep.get_by_role("button", name="Sign in", exact=True).click()
    rep.wait_for_url("**/portal/pipeline/?view=table&q=mills")


def decline(page: Page) -> None:
    expect(page.locator(".offer")).to_have_count(1)
    page.get_by_text("Decline", exact=True).click()
    page.get_by_role("button", name="Too small for us").click()


def offer_of(world: World, lead_id: object) -> object:
    with world.scope():
        return (
            Offer.objects.filter(lead_id=lead_id).order_by("offered_at").values_list("id", flat=True).first()
        )
