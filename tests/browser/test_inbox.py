"""A rep at the inbox: offers come by themselves, and are accepted, declined, or not."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leads.models import Lead
from prm.platform import clock
from routing.models import Offer, OfferInvitee, OfferState
from routing.offers.services.accept_offer import accept_offer
from tests.browser.conftest import World
from tests.factories import LeadFactory, OfferFactory
from tests.stack.receivers import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]


def test_a_new_offer_comes_into_the_open_page_by_itself(rep: Page, world: World) -> None:
    expect(rep.get_by_text("No offers are waiting")).to_be_visible()
    lead = world.post_lead()
    with world.scope():
        until(lambda: Offer.objects.filter(lead=lead).exists(), seconds=10)
    expect(rep.get_by_role("link", name="Next-gen firewall")).to_be_visible()
    assert "zyzzyva" not in rep.content().lower()
    assert rep.title().startswith("(1)")


def test_what_is_being_typed_survives_a_new_offer(rep: Page, world: World) -> None:
    world.post_lead()
    expect(rep.locator(".offer")).to_have_count(1)
    rep.locator("details.decline summary").first.click()
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
    expect(rep.get_by_text("It's yours. Call Ada Quibbleworth, then log it.")).to_be_visible()
    rep.get_by_role("button", name="I called").click()
    expect(rep.get_by_text("Logged.")).to_be_visible()
    rep.go_back()
    expect(rep.get_by_role("button", name="Accept")).to_have_count(0)


@pytest.mark.own_page
def test_a_decline_can_be_undone(rep: Page, world: World) -> None:
    rep.clock.install()
    lead = world.post_lead()
    decline(rep)
    expect(rep.locator(".offer")).to_be_hidden()
    rep.get_by_role("button", name="Undo").click()
    expect(rep.locator(".offer")).to_be_visible()
    rep.clock.fast_forward("00:10")
    rep.wait_for_timeout(500)
    with world.scope():
        assert Offer.objects.get(lead=lead).state == OfferState.OFFERED


@pytest.mark.own_page
def test_a_decline_that_is_not_undone_is_carried_out(rep: Page, world: World) -> None:
    rep.clock.install()
    lead = world.post_lead()
    decline(rep)
    rep.clock.fast_forward("00:10")
    with world.scope():
        until(lambda: Offer.objects.get(lead=lead).state == OfferState.DECLINED, seconds=12)


def test_leaving_the_page_sends_a_decline_at_once(rep: Page, world: World) -> None:
    lead = world.post_lead()
    decline(rep)
    rep.goto(world.at("portal/pipeline/"))
    with world.scope():
        until(lambda: Offer.objects.get(lead=lead).state == OfferState.DECLINED, seconds=4)


def test_the_clock_runs_and_says_when_little_time_is_left(rep: Page, world: World) -> None:
    lead = world.post_lead()
    expect(rep.locator(".offer")).to_have_count(1)
    move_deadline(world, lead, timedelta(minutes=20))
    world.people.larkspur.rep.time_zone = "America/Chicago"
    world.people.larkspur.rep.save()
    rep.reload()
    clock_shown = rep.locator(".offer .clock")
    expect(clock_shown).to_have_class(re.compile("soon"))
    expect(clock_shown).to_have_attribute("title", re.compile(r"\d\d:\d\d C[DS]T"))
    expect(clock_shown).not_to_have_text(clock_shown.inner_text())


def test_an_offer_whose_time_passed_says_so_and_leaves_the_inbox(rep: Page, world: World) -> None:
    lead = world.post_lead()
    rep.get_by_role("link", name="Next-gen firewall").click()
    expect(rep.get_by_text("Time to accept")).to_be_visible()
    move_deadline(world, lead, timedelta(seconds=-1))
    rep.get_by_role("button", name="Accept").click()
    expect(
        rep.get_by_text("Nobody accepted this lead in time").or_(rep.get_by_text("Your accept window closed"))
    ).to_be_visible()
    rep.get_by_role("link", name="Back to the inbox").click()
    expect(rep.get_by_text("No offers are waiting")).to_be_visible()


def test_a_lead_that_another_partner_took_first_says_so(rep: Page, world: World) -> None:
    larkspur, quillon = world.people.larkspur, world.people.quillon
    with world.scope():
        lead = LeadFactory(state="offered", products=["firewall"])
        offer = OfferFactory(lead=lead, partner=None, is_claim=True, method="claim")
        quillon.partner.status = "active"
        quillon.partner.save()
        for partner in (larkspur.partner, quillon.partner):
            OfferInvitee.objects.create(offer=offer, partner=partner)
    rep.get_by_role("link", name="Next-gen firewall").click()
    expect(rep.get_by_text("First to accept", exact=True)).to_be_visible()
    with world.scope():
        accept_offer(offer_id=offer.id, partner_id=quillon.partner.id, actor=quillon.rep_actor)
    rep.get_by_role("button", name="Accept").click()
    expect(rep.get_by_text("Another partner was first to accept this lead.")).to_be_visible()


def test_offline_is_said_and_comes_back_by_itself(rep: Page, world: World) -> None:
    world.post_lead()
    expect(rep.locator(".offer")).to_have_count(1)
    rep.context.set_offline(True)
    expect(rep.get_by_text("You are offline.")).to_be_visible()
    rep.get_by_role("button", name="Accept").click()
    expect(rep.get_by_text("Nothing was changed. Try again.")).to_be_visible()
    rep.context.set_offline(False)
    expect(rep.get_by_text("You are offline.")).to_be_hidden(timeout=20_000)
    rep.get_by_role("button", name="Accept").click()
    expect(rep.get_by_role("heading", name="Zyzzyva Mills")).to_be_visible()


def test_an_ended_session_leads_back_to_where_one_was(rep: Page, world: World) -> None:
    rep.goto(world.at("portal/pipeline/?view=table&q=mills"))
    rep.context.clear_cookies()
    rep.get_by_text("You are signed out.").get_by_role("link").click()
    rep.wait_for_url("**/accounts/login/**", timeout=15_000)
    assert "next=" in rep.url
    rep.get_by_label("Email").fill(world.people.larkspur.rep.email)
    rep.get_by_label("Password").fill("a plain long password")
    rep.get_by_role("button", name="Sign in", exact=True).click()
    rep.wait_for_url("**/portal/pipeline/?view=table&q=mills")


def decline(page: Page) -> None:
    expect(page.locator(".offer")).to_have_count(1)
    page.locator("details.decline summary").click()
    page.get_by_role("button", name="Too small for us").click()


def move_deadline(world: World, lead: Lead, by: timedelta) -> None:
    """The offer ends so much from now."""
    with world.scope():
        until(lambda: Offer.objects.filter(lead=lead).exists(), seconds=10)
        Offer.objects.filter(lead=lead).update(deadline_at=clock.now() + by)


def test_several_offers_at_once_are_one_toast(rep: Page, world: World) -> None:
    leads = [world.post_lead(email=f"a@c{number}.example.com", company=f"C{number}") for number in range(3)]
    expect(rep.locator(".offer")).to_have_count(len(leads))
    expect(rep.locator(".toast")).to_have_count(1)
    expect(rep.locator(".toast")).to_contain_text(re.compile(r"3 new offers came in|new offer"))


def test_the_menu_of_the_last_card_is_seen_whole(rep: Page, world: World) -> None:
    for number in range(4):
        world.post_lead(email=f"a@c{number}.example.com", company=f"C{number}")
    expect(rep.locator(".offer")).to_have_count(4)
    rep.locator(".offer .decline summary").last.click()
    expect(rep.locator(".offer .decline .choices button").last).to_be_in_viewport(ratio=1)


def test_slash_searches_everything_and_leads_on_by_keys(rep: Page, world: World) -> None:
    rep.goto(world.at("portal/deals/"))
    rep.keyboard.press("/")
    field = rep.get_by_role("dialog", name="Search").get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially("absences")
    expect(rep.get_by_role("dialog").get_by_role("link", name="Hours and absences")).to_be_visible()
    rep.keyboard.press("ArrowDown")
    rep.keyboard.press("Enter")
    rep.wait_for_url("**/company/hours/")


def test_many_offers_are_ticked_accepted_and_searched_by_keys(rep: Page, world: World) -> None:
    larkspur = world.people.larkspur.partner
    with world.scope():
        for number in range(12):
            lead = LeadFactory(state="offered", estimated_value=1000 * number)
            OfferFactory(lead=lead, partner=larkspur, deadline_at=clock.now() + timedelta(hours=5 + number))
    rep.goto(world.at("portal/?sort=newest"))
    rep.keyboard.press("j")
    rep.keyboard.press("x")
    expect(rep.get_by_role("button", name="Decline 1 offer")).to_be_enabled()
    rep.keyboard.press("/")
    expect(rep.locator("main").get_by_role("searchbox")).to_be_focused()
