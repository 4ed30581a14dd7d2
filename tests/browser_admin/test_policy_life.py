"""A change of the policy, to the next lead and back; and the Monday report, from page to sheet."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leads.models import Lead
from routing.models import Offer
from routing.reports.selectors.result_reports import CONVERSION
from tests.browser.conftest import World
from tests.stack.receivers import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]


def test_a_rule_is_changed_simulated_published_followed_and_rolled_back(manager: Page, world: World) -> None:
    for number in range(4):
        lead = world.post_lead(company=f"Company {number}", email=f"a@c{number}.example.com")
        becomes(world, lead, "offered")
    manager.goto(world.at("admin/routing/policyversion/"))
    manager.get_by_role("button", name="Start a draft").click()
    manager.get_by_role("link", name="Everything", exact=True).click()
    manager.get_by_label("What happens to such a lead").select_option("review")
    manager.get_by_role("button", name="Save the rule").last.click()
    expect(manager.get_by_role("heading", name="What it changes")).to_be_visible()
    draft = manager.url

    manager.get_by_role("link", name="Simulate").click()
    manager.get_by_role("button", name="Start", exact=True).click()
    expect(manager.get_by_text("Done", exact=True)).to_be_visible(timeout=30_000)
    expect(manager.locator(".c-verdict")).to_be_visible()
    expect(manager.get_by_role("heading", name="Who would get less")).to_be_visible()
    expect(manager.get_by_role("region", name="Leads that go elsewhere").first).to_contain_text("Company 0")

    manager.goto(draft)
    manager.get_by_role("link", name="Publish").click()
    manager.get_by_label("Note").fill("We look at every lead this week.")
    manager.get_by_role("button", name="Publish").click()
    expect(manager.get_by_text("Published: it is in force.")).to_be_visible()
    held = world.post_lead(company="Held Harbour", email="a@held.example.com")
    becomes(world, held, "review")

    manager.get_by_role("button", name="Roll back to version 1").click()
    expect(manager.get_by_text("Rolled back.")).to_be_visible()
    routed = world.post_lead(company="Routed River", email="a@routed.example.com")
    becomes(world, routed, "offered")
    manager.goto(world.at("admin/routing/policyversion/"))
    history = manager.get_by_role("table")
    expect(history).to_contain_text("We look at every lead this week.")
    expect(history).to_contain_text(world.people.bob.full_name or world.people.bob.email)


def test_the_monday_report_is_taken_as_a_sheet(
    manager: Page, world: World, busy: dict[str, Offer], tmp_path: Path
) -> None:
    manager.goto(world.at("admin/"))
    manager.get_by_role("link", name="bar_chart Reports").click()
    manager.get_by_role("link", name="Lead to opportunity and to close").click()
    manager.get_by_label("Period", exact=True).select_option("7")
    manager.get_by_label("Split by", exact=True).select_option("source")
    manager.get_by_role("button", name="Show").click()
    expect(manager.get_by_role("heading", name="Split by: Source")).to_be_visible()
    with manager.expect_download() as taken:
        manager.get_by_role("link", name="CSV").click()
    sheet = tmp_path / "monday.csv"
    taken.value.save_as(sheet)
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["Source", *(str(each.words) for each in CONVERSION.shown)]
    # By hand: four offers, two accepted, and of these one closed and won.
    [row] = rows
    figures = dict(zip(head[1:], row[1:], strict=True))
    counted = {name: figures[name] for name in ("Accepted", "Won", "Closed", "Win rate")}
    assert counted == {"Accepted": "2", "Won": "1", "Closed": "1", "Win rate": "1.0"}


def becomes(world: World, lead: Lead, state: str) -> None:
    """Wait until the worker has routed the lead so."""

    def is_so() -> bool:
        with world.scope():
            return Lead.objects.filter(pk=lead.pk, state=state).exists()

    until(is_so, seconds=20)
