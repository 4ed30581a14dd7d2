"""Accepted leads: the pipeline, the lead's page, closing and rating."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from leads.models import LeadRating
from prm.platform import clock
from routing.batches.services.route_leads import route_waiting_leads
from routing.models import Offer
from routing.offers.services.accept_offer import accept_offer
from tests.browser.conftest import World
from tests.stack.receivers import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]


@pytest.fixture
def lead(world: World) -> Offer:
    """A lead that the rep has accepted."""
    posted = world.post_lead()
    route_waiting_leads(vendor_id=world.people.vendor.id)
    larkspur = world.people.larkspur
    with world.scope():
        until(lambda: Offer.objects.filter(lead=posted).exists(), seconds=10)
        offer = Offer.objects.get(lead=posted)
        return accept_offer(offer_id=offer.id, partner_id=larkspur.partner.id, actor=larkspur.rep_actor)


def test_a_lead_is_moved_by_its_menu_and_found_by_search(lead: Offer, rep: Page, world: World) -> None:
    rep.goto(world.at("portal/pipeline/"))
    rep.locator(".card .move summary").click()
    rep.get_by_role("button", name="Proposal").click()
    expect(
        rep.get_by_role("region", name="Proposal").get_by_role("link", name="Zyzzyva Mills")
    ).to_be_visible()
    rep.get_by_role("searchbox").fill("nobody")
    expect(rep.get_by_role("link", name="Zyzzyva Mills")).to_have_count(0)
    rep.wait_for_url("**/pipeline/?q=nobody")
    rep.reload()
    expect(rep.get_by_role("searchbox")).to_have_value("nobody")


def test_a_card_is_dragged_to_another_lane(lead: Offer, rep: Page, world: World) -> None:
    rep.goto(world.at("portal/pipeline/"))
    rep.locator(".card").drag_to(rep.get_by_role("region", name="Qualified"))
    expect_status(world, lead, "qualified")
    rep.get_by_role("button", name="Undo").click()
    expect(rep.get_by_role("region", name="To contact").locator("header .figure")).to_have_text("1")
    expect_status(world, lead, "to_contact")
    rep.locator(".card").drag_to(rep.get_by_role("region", name="Won"))
    expect(rep.get_by_label("Closed value")).to_be_focused()


def test_a_card_is_moved_by_keyboard_which_stays_with_it(lead: Offer, rep: Page, world: World) -> None:
    rep.goto(world.at("portal/pipeline/"))
    rep.keyboard.press("j")
    for lane in ("Contacted", "Qualified"):
        rep.keyboard.press("Shift+ArrowRight")
        expect(rep.get_by_role("region", name=lane).get_by_role("link", name="Zyzzyva Mills")).to_be_focused()
        expect(rep.get_by_role("region", name=lane).locator("header .figure")).to_have_text("1")
    expect_status(world, lead, "qualified")


def expect_status(world: World, lead: Offer, status: str) -> None:
    with world.scope():
        until(lambda: Offer.objects.get(id=lead.id).work_status == status, seconds=5)


def test_a_lead_is_handed_to_a_colleague(lead: Offer, admin: Page, world: World) -> None:
    rep = world.people.larkspur.rep
    admin.goto(world.at(f"portal/leads/{lead.id}/"))
    admin.get_by_label("In charge").select_option(label=str(rep))
    admin.get_by_label("Next action").fill("Call Ada on Monday")
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_text("Saved.")).to_be_visible()
    expect(admin.get_by_label("In charge")).to_have_value(re.compile("."))
    admin.goto(world.at("portal/pipeline/"))
    expect(admin.locator(".card")).to_contain_text(str(rep))
    admin.get_by_label("Mine").check()
    expect(admin.locator(".card")).to_have_count(0)


def test_many_leads_are_changed_at_once_and_exported(lead: Offer, rep: Page, world: World) -> None:
    rep.goto(world.at("portal/pipeline/?view=table"))
    rep.get_by_role("checkbox", name="All").check()
    rep.get_by_label("New status").select_option("negotiation")
    rep.get_by_role("button", name="Apply to 1 lead").click()
    expect(rep.get_by_text("1 lead changed.")).to_be_visible()
    with rep.expect_download() as download:
        rep.get_by_role("link", name="CSV").click()
    assert "Zyzzyva Mills" in download.value.path().read_text(encoding="utf-8-sig")


def test_a_lead_is_worked_closed_and_rated(lead: Offer, rep: Page, world: World) -> None:
    rep.goto(world.at(f"portal/leads/{lead.id}/"))
    expect(rep.get_by_text("or another partner gets the lead.")).to_be_visible()
    rep.get_by_label("What happened?").fill("Spoke with Ada.")
    rep.get_by_label("Result").select_option("reached")
    rep.get_by_role("button", name="I called").click()
    history = rep.get_by_role("region", name="History")
    expect(history.get_by_text("Spoke with Ada.")).to_be_visible()
    expect(history).to_contain_text("Called · reached them")
    expect(rep.get_by_text("or another partner gets the lead.")).to_have_count(0)
    rep.get_by_text("Ask for more time").click()
    rep.get_by_label("Until").fill((clock.now() + timedelta(days=2)).date().isoformat())
    rep.get_by_label("Why you need more time").fill("She is away until Monday.")
    rep.get_by_role("button", name="Ask", exact=True).click()
    expect(rep.get_by_text("Request sent. We'll e-mail you when it is decided.")).to_be_visible()
    rep.locator("input[type=file]").set_input_files(
        {"name": "quote.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )
    rep.get_by_role("button", name="Add file").click()
    expect(rep.get_by_role("link", name="quote.pdf").first).to_be_visible()
    rep.get_by_text("Won…").click()
    rep.get_by_label("Closed value").fill("40000")
    rep.get_by_role("button", name="Close as won").click()
    rep.get_by_role("button", name="Open again").click()
    rep.get_by_text("Lost…").click()
    rep.get_by_label("Why it was lost").fill("No budget")
    rep.get_by_role("button", name="Close as lost").click()
    rep.get_by_role("radio", name="4").check()
    rep.get_by_role("region", name="How good was this lead?").get_by_role("button", name="Save").click()
    expect(rep.get_by_text("Thank you.")).to_be_visible()
    with world.scope():
        assert LeadRating.objects.get(lead=lead.lead).stars == 4


def test_a_note_that_is_typed_when_the_session_ends_is_there_after_signing_in(
    lead: Offer, rep: Page, world: World
) -> None:
    rep.goto(world.at(f"portal/leads/{lead.id}/"))
    rep.get_by_label("What happened?").fill("She wants it by spring.")
    rep.context.clear_cookies()
    expect(rep.get_by_text("You are signed out. What you typed is kept.")).to_be_visible()
    expect(rep.get_by_label("What happened?")).to_have_value("She wants it by spring.")
    rep.get_by_role("link", name="Sign in").click()
    rep.get_by_label("Email").fill(world.people.larkspur.rep.email)
    rep.get_by_label("Password").fill("a plain long password")
    rep.get_by_role("button", name="Sign in", exact=True).click()
    rep.wait_for_url(f"**/leads/{lead.id}/")
    expect(rep.get_by_label("What happened?")).to_have_value("She wants it by spring.")
    rep.get_by_role("button", name="Add note").click()
    expect(rep.get_by_text("She wants it by spring.")).to_be_visible()
    rep.reload()
    expect(rep.get_by_label("What happened?")).to_have_value("")


@pytest.fixture
def without_scripts(browser: Browser, world: World) -> Iterator[Page]:
    """A browser with JavaScript switched off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(world.at("portal/"))
    page.locator("[name=login]").fill(world.people.larkspur.rep.email)
    page.locator("[name=password]").fill("a plain long password")
    page.locator("button.primary").click()
    yield page
    context.close()


def test_accepting_declining_and_updating_work_without_scripts(without_scripts: Page, world: World) -> None:
    for company in ("One", "Two"):
        world.post_lead(company=company, email=f"{company}@{company}.example.com")
    route_waiting_leads(vendor_id=world.people.vendor.id)
    page = without_scripts
    with world.scope():
        until(lambda: Offer.objects.count() == 2, seconds=10)
    page.goto(world.at("portal/"))
    page.locator(".offer .decline summary").first.click()
    page.get_by_role("button", name="Too small for us").first.click()
    expect(page.get_by_text("Declined. The lead goes to the next partner.")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    page.get_by_label("Status").select_option("qualified")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_after_a_save_focus_and_scroll_are_where_they_were(lead: Offer, rep: Page, world: World) -> None:
    rep.goto(world.at(f"portal/leads/{lead.id}/"))
    rep.get_by_label("Next action").fill("Send the proposal")
    save = rep.locator("#save-work")
    rep.evaluate("addEventListener('click', () => { window.clickedAt = scrollY; }, { capture: true })")
    save.click()
    expect(rep.get_by_text("Saved.")).to_be_attached()
    expect(save).to_be_focused()
    moved, notice = rep.evaluate(
        "[scrollY - window.clickedAt, document.querySelector('#notices').offsetHeight]"
    )
    assert abs(moved) <= notice


def test_what_can_be_pressed_is_large_enough_to_be_hit(lead: Offer, rep: Page, world: World) -> None:
    small = """() => [...document.querySelectorAll("main button, main summary, main select, main input")]
        .map(each => [each, (each.closest("label") || each).getBoundingClientRect()])
        .filter(([each, box]) => box.width && (box.width < 24 || box.height < 24))
        .map(([each, box]) => `${each.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)"""
    for path in ("portal/", f"portal/leads/{lead.id}/", "portal/pipeline/", "portal/company/hours/"):
        rep.goto(world.at(path))
        assert rep.evaluate(small) == [], path


def test_a_message_that_was_sent_leaves_the_field(lead: Offer, rep: Page, world: World) -> None:
    rep.goto(world.at(f"portal/leads/{lead.id}/"))
    rep.get_by_label("Message", exact=True).fill("Is the budget real?")
    rep.get_by_role("button", name="Send", exact=True).click()
    expect(rep.get_by_text("Sent.")).to_be_visible()
    expect(rep.get_by_text("Is the budget real?")).to_be_visible()
    expect(rep.get_by_label("Message", exact=True)).to_have_value("")
