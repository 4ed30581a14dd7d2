"""What a channel manager does in the admin, as a person does it."""

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from leads.models import Lead, LeadState
from partners.models import Partner
from prm.platform import clock
from routing.models import Offer, PolicyVersion
from tests.browser.conftest import World
from tests.factories import LeadFactory

pytestmark = [pytest.mark.browser, pytest.mark.stack]


def test_a_rule_is_written_checked_and_published(manager: Page, world: World) -> None:
    manager.goto(world.at("admin/routing/policyversion/"))
    manager.get_by_role("button", name="Start a draft").click()
    manager.get_by_role("link", name="Add a rule").click()
    manager.get_by_label("Name").fill("Large deals")
    choose(manager, "What is looked at", "estimated_value")
    choose(manager, "How it is compared", "gte")
    manager.get_by_label("Value", exact=True).fill("a lot")
    manager.get_by_role("button", name="Add a condition").click()
    expect(manager.get_by_label("What is looked at")).to_have_count(2)
    choose(manager, "What is looked at", "country", place=1)
    manager.get_by_label("Value", exact=True).nth(1).fill("US")
    manager.get_by_label("What happens to such a lead").select_option("review")
    manager.get_by_role("button", name="Save the rule").last.click()
    expect(manager.get_by_text("takes a number")).to_be_visible()
    manager.get_by_label("Value", exact=True).first.fill("50,000")
    manager.get_by_role("button", name="Move down").first.click()
    expect(manager.get_by_label("Value", exact=True).first).to_have_value("US")
    manager.get_by_role("button", name="Save the rule").last.click()
    expect(
        manager.get_by_text("If country is one of United States and value at least 50,000")
    ).to_be_visible()
    manager.get_by_role("link", name="Publish").click()
    manager.get_by_label("Note").fill("A person places large deals.")
    manager.get_by_role("button", name="Publish").click()
    expect(manager.get_by_text("Published: it is in force.")).to_be_visible()
    expect(manager.get_by_text("A person places large deals.")).to_be_visible()
    manager.get_by_role("button", name="Roll back to version 1").click()
    expect(manager.get_by_text("Rolled back.")).to_be_visible()
    with world.scope():
        assert PolicyVersion.objects.get(state="published").based_on_number == 1


def test_rules_are_put_in_order_by_dragging_and_by_keys(manager: Page, world: World) -> None:
    manager.goto(world.at("admin/policies/new/"))
    manager.get_by_role("button", name="Start with this").last.click()  # by kind of lead: three rules
    names = manager.locator(".c-rule-name a")
    expect(names).to_have_text(["Qualified, with a confirmed budget", "Mid-market", "Early inquiries"])
    manager.locator("#rule-1 .c-handle").drag_to(manager.locator("#rule-0"))
    expect(names).to_have_text(["Mid-market", "Qualified, with a confirmed budget", "Early inquiries"])
    manager.locator("#rule-0 .c-handle").focus()
    manager.keyboard.press("ArrowDown")
    expect(names).to_have_text(["Qualified, with a confirmed budget", "Mid-market", "Early inquiries"])
    expect(manager.locator("#rule-1 .c-handle")).to_be_focused()
    expect(manager.get_by_role("status").filter(has_text="Mid-market is now rule 2 of 3.")).to_have_count(1)
    manager.get_by_role("button", name="Move Mid-market down").click()
    expect(names).to_have_text(["Qualified, with a confirmed budget", "Early inquiries", "Mid-market"])
    expect(manager.locator("#rule-2 .c-handle")).to_be_focused()  # the last rule cannot move down any further
    manager.get_by_role("button", name="Move Mid-market up").click()
    expect(manager.get_by_role("button", name="Move Mid-market up")).to_be_focused()


def test_a_condition_suggests_names_while_they_are_typed(manager: Page, world: World) -> None:
    manager.goto(world.at("admin/policies/new/"))
    manager.get_by_role("button", name="Start with this").first.click()
    manager.get_by_role("link", name="Add a rule").click()
    manager.get_by_label("Name").fill("Neighbours")
    choose(manager, "What is looked at", "country")
    choose(manager, "How it is compared", "in")
    value = manager.get_by_label("Value", exact=True)
    value.fill("United Sta")
    manager.get_by_role("option", name="United States", exact=True).click()
    value.press_sequentially(", cana")
    manager.keyboard.press("ArrowDown")
    manager.keyboard.press("Enter")
    expect(value).to_have_value("United States, Canada")
    manager.get_by_label("Pool").select_option(index=1)
    manager.get_by_role("button", name="Save the rule").last.click()
    expect(manager.get_by_text("If country is one of United States, Canada")).to_be_visible()


def choose(page: Page, label: str, value: str, place: int = 0) -> None:
    """Choose, and wait for the conditions to follow."""
    page.get_by_label(label).nth(place).select_option(value)
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def test_a_lead_in_review_is_offered_because(manager: Page, world: World) -> None:
    with world.scope():
        LeadFactory(company="Quiet Quarry", state=LeadState.REVIEW, review_since_at=clock.now())
    manager.goto(world.at("admin/"))
    manager.get_by_role("link", name="Leads in review").click()
    manager.get_by_role("link", name="Decide Quiet Quarry").click()
    expect(manager.get_by_role("table", name="The engine’s suggestions, best first")).to_be_visible()
    manager.get_by_label("Because").fill("They know the site.")
    manager.get_by_role("button", name="Offer to this partner").click()
    expect(manager.get_by_text("because: They know the site.")).to_be_visible()
    with world.scope():
        offer = Offer.objects.get()
        assert (offer.is_manual, offer.suggested_partner_id) == (True, world.people.larkspur.partner.id)


def test_a_draft_is_tried_on_the_leads_of_the_last_days(
    manager: Page, world: World, busy: dict[str, Offer]
) -> None:
    manager.goto(world.at("admin/simulations/start/"))
    manager.get_by_role("button", name="Start").click()
    expect(manager.get_by_role("cell", name="Larkspur Networks")).to_be_visible(timeout=20_000)
    expect(manager.get_by_text("Done", exact=True)).to_be_visible()


def test_a_paused_partner_comes_back(manager: Page, world: World) -> None:
    partner = world.people.larkspur.partner
    with world.scope():
        Partner.objects.filter(pk=partner.pk).update(paused_at=clock.now(), missed_windows=3)
    manager.goto(world.at("admin/"))
    manager.get_by_role("link", name=partner.name).click()
    expect(manager.get_by_text("after 3 missed windows in a row")).to_be_visible()
    manager.get_by_role("link", name="End the pause").click()
    manager.get_by_role("button", name="End the pause").click()
    expect(manager.get_by_text("receives leads again. It has been notified.")).to_be_visible()
    expect(manager.get_by_role("link", name="Pause")).to_be_visible()


def test_twenty_reviews_are_cleared_by_keyboard_while_a_colleague_works_the_same_queue(
    manager: Page, world: World
) -> None:
    since = clock.now() - timedelta(hours=2)
    with world.scope():
        leads = [
            LeadFactory(
                company=f"Quarry {place}",
                state=LeadState.REVIEW,
                review_since_at=since + timedelta(minutes=place),
            )
            for place in range(20)
        ]
    colleague = Client()
    colleague.force_login(world.people.alice)
    manager.goto(world.at(f"admin/leads/lead/{leads[0].pk}/change/"))
    for place in range(20):
        if place % 5 == 4:  # the colleague takes the lead that comes next
            with world.scope():
                waiting = Lead.objects.filter(state=LeadState.REVIEW).order_by("review_since_at")[1:2]
                taken = [lead.pk for lead in waiting]
            for pk in taken:
                path = f"/{world.people.vendor.slug}/admin/leads/{pk}/nurture/"
                colleague.post(path, {"reason": "Mine"})
        manager.keyboard.press("1")
        manager.keyboard.type("They know the site.")
        with manager.expect_navigation():
            manager.keyboard.press("Control+Enter")
        with world.scope():
            if not Lead.objects.filter(state=LeadState.REVIEW).exists():
                break
    with world.scope():
        states = list(Lead.objects.values_list("state", flat=True))
        assert LeadState.REVIEW not in states and len(states) == 20
        by_hand = Offer.objects.filter(is_manual=True)
        assert by_hand.count() == states.count(LeadState.OFFERED)
        assert by_hand.values("lead").distinct().count() == by_hand.count()
        assert 3 <= states.count(LeadState.NURTURE) <= 4
